"""What failed is shown at its very segment, with its own separators; and what our 999 said of a claim."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.exchange.intake.receive import Upload, receive
from clearlane.exchange.interchanges.models import Interchange, TransactionSet
from clearlane.exchange.reading.find_syntax import MOST as MOST_SYNTAX
from clearlane.exchange.reading.find_syntax import find_syntax
from clearlane.exchange.reading.read_errors import LONGEST, MOST, BrokenSegment, read_errors
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

Owner = psycopg.Connection[Any]
FIRST = b"ISA*1~ST*837*0001~NM1*IL*1*SMITH*ANN~CLM*A1*125~SE*4*0001~"
SECOND = b"ISA|2'ST|837|0002'NM1|IL|1|O*NEIL~X'CLM|A2|99'SE|4|0002'"
VERSION = "005010X222A1"


class Broken:
    """A file of two interchanges, each with separators of its own."""

    def __init__(self, tenant: int, content: bytes = FIRST + SECOND) -> None:
        self.tenant, self.content = tenant, content
        with scope([tenant], by="flow:test"):
            upload = Upload(tenant=tenant, name="two.837", content=content, way="https")
            self.file: UUID = receive(upload=upload, by="flow:test").id
            self.sets = [self._set("0001", b"ST*", "*:~^"), self._set("0002", b"ST|", "|:'^")]

    def _set(self, control: str, start: bytes, delimiters: str) -> UUID:
        envelope = Interchange(
            id=new_id(), tenant_id=self.tenant, file_id=self.file, seq=int(control), usage="P", offset=0, length=10,
            control="1", sender="A", receiver="B", report="{}",
        )  # fmt: skip
        envelope.save(force_insert=True)
        one = TransactionSet(
            id=new_id(), tenant_id=self.tenant, file_id=self.file, interchange_id=envelope.id, seq=1, set_id="837",
            control=control, version=VERSION, functional_id="HC", group_control="1", delimiters=delimiters, usage="P",
            verdict="rejected", offset=max(0, self.content.find(start)), length=40, segments=4, content_hash=b"x",
            claims=1, cents=1,
        )  # fmt: skip
        one.save(force_insert=True)
        return one.id

    def at(self, text: bytes, **place: Any) -> dict[str, Any]:
        """A finding at these bytes."""
        return {"rule": "x", "what": "It is wrong", "place": {"offset": self.content.index(text), **place}}

    def read(self, *findings: dict[str, Any], tenant: int | None = None) -> tuple[BrokenSegment, ...]:
        with scope([self.tenant], by="user:1"):
            return read_errors(tenant=tenant or self.tenant, file_id=self.file, findings=findings)


@pytest.fixture
def broken(tenant: MakeTenant, as_role: AsRole) -> Broken:
    mine = tenant()
    with as_role("flow"):
        return Broken(mine)


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        (b"NM1*IL", ("NM1", "IL", "1", "SMITH", "ANN")),
        (b"CLM*A1", ("CLM", "A1", "125")),
        (b"SE*4", ("SE", "4", "0001")),
        (b"NM1|IL", ("NM1", "IL", "1", "O*NEIL~X")),
        (b"CLM|A2", ("CLM", "A2", "99")),
        (b"ISA*1", ("ISA", "1")),
    ],
)
def test_a_segment_is_read_with_the_separators_of_its_own_interchange(
    broken: Broken, as_role: AsRole, text: bytes, elements: tuple[str, ...]
) -> None:
    with as_role("web"):
        (one,) = broken.read(broken.at(text, segment=7, loop="2010BA", element=3))
    assert one.segment is not None
    assert (one.segment.elements, one.segment.number, one.segment.loop) == (elements, 7, "2010BA")
    assert one.element == 3


def test_findings_of_both_are_read_in_one_go_in_their_order(broken: Broken, as_role: AsRole) -> None:
    with as_role("web"):
        read = broken.read(broken.at(b"CLM|A2"), broken.at(b"CLM*A1"), broken.at(b"CLM|A2"))
    assert [one.segment.elements[1] if one.segment else "" for one in read] == ["A2", "A1", "A2"]


def test_the_elements_are_named_as_the_guide_of_the_set_names_them(broken: Broken, as_role: AsRole) -> None:
    with as_role("web"):
        (one,) = broken.read(broken.at(b"NM1|IL", loop="2010BA"))
    assert one.segment is not None
    assert one.segment.names.row
    assert one.segment.names.element(3)


@pytest.mark.parametrize("place", [{}, {"offset": None}, {"offset": 10_000}, {"segment": 3, "element": 1}])
def test_what_lies_nowhere_has_no_segment_and_is_told_all_the_same(
    broken: Broken, as_role: AsRole, place: dict[str, Any]
) -> None:
    finding = {"rule": "x", "what": "A segment is missing", "place": place}
    with as_role("web"):
        (one,) = broken.read(finding)
    assert (one.segment, one.finding) == (None, finding)
    assert one.element == place.get("element", 0)


def test_no_more_than_twenty_are_read_and_none_costs_nothing(broken: Broken, as_role: AsRole) -> None:
    with as_role("web"):
        assert broken.read() == ()
        assert len(broken.read(*[broken.at(b"CLM*A1")] * (MOST + 5))) == MOST


def test_a_segment_without_an_end_is_cut_where_it_is_too_long(tenant: MakeTenant, as_role: AsRole) -> None:
    mine = tenant()
    with as_role("flow"):
        long = Broken(mine, b"ISA*1~ST*837*0001~NTE*ADD*" + b"X" * 3 * LONGEST)
    with as_role("web"):
        (one,) = long.read(long.at(b"NTE"))
    assert one.segment is not None
    assert sum(len(element) for element in one.segment.elements) <= LONGEST


def test_a_break_of_line_before_a_segment_is_not_of_it(tenant: MakeTenant, as_role: AsRole) -> None:
    mine = tenant()
    with as_role("flow"):
        lines = Broken(mine, b"ISA*1~\r\nST*837*0001~\r\nCLM*A1*125~\r\n")
    with as_role("web"):
        (one,) = lines.read(lines.at(b"\r\nCLM"))
    assert one.segment is not None
    assert one.segment.elements == ("CLM", "A1", "125")


def report(*findings: tuple[int, str], group: str = "1", control: str = "0001") -> str:
    """What the guide found in a set, as an interchange keeps it."""
    found = [{"what": what, "place": {"segment": segment}} for segment, what in findings]
    sets = [{"head": ["837", control], "findings": found}]
    return json.dumps({"groups": [{"elements": ["HC", "A", "B", "D", "T", "X", group], "sets": sets}]})


def syntax(broken: Broken, owner: Owner, text: str, *numbers: int) -> list[str]:
    owner.execute("UPDATE exchange_interchanges_interchange SET report = %s", [text])
    with scope([broken.tenant], by="user:1"):
        found = find_syntax(file_tenant=broken.tenant, set_id=broken.sets[0], numbers=numbers)
    return [str(one["what"]) for one in found]


def test_only_what_lies_in_the_claims_own_segments_is_said_of_it(broken: Broken, owner: Owner, as_role: AsRole) -> None:
    text = report((3, "before"), (10, "first"), (12, "last"), (13, "behind"), (0, "of the set"))
    with as_role("web"):
        assert syntax(broken, owner, text, 10, 11, 12) == ["first", "last"]
        assert syntax(broken, owner, text) == []


@pytest.mark.parametrize(("group", "control"), [("2", "0001"), ("1", "0002"), ("2", "0002")])
def test_what_was_found_in_another_set_is_not_said_of_it(
    broken: Broken, owner: Owner, as_role: AsRole, group: str, control: str
) -> None:
    with as_role("web"):
        assert syntax(broken, owner, report((10, "other"), group=group, control=control), 10) == []


def test_of_very_many_the_first_twenty_are_said(broken: Broken, owner: Owner, as_role: AsRole) -> None:
    text = report(*((10, f"n{n}") for n in range(MOST_SYNTAX + 9)))
    with as_role("web"):
        assert syntax(broken, owner, text, 10) == [f"n{n}" for n in range(MOST_SYNTAX)]


@pytest.mark.parametrize("text", ["{}", '{"groups": []}', '{"groups": [{}]}', '{"groups": [{"elements": ["HC"]}]}'])
def test_a_report_that_says_nothing_of_the_set_says_nothing_of_the_claim(
    broken: Broken, owner: Owner, as_role: AsRole, text: str
) -> None:
    with as_role("web"):
        assert syntax(broken, owner, text, 10) == []


def test_a_stranger_is_told_nothing_of_a_set(broken: Broken, owner: Owner, as_role: AsRole, tenant: MakeTenant) -> None:
    owner.execute("UPDATE exchange_interchanges_interchange SET report = %s", [report((10, "mine"))])
    other = tenant()
    with as_role("web"), scope([other], by="user:1"):
        assert find_syntax(file_tenant=broken.tenant, set_id=broken.sets[0], numbers=[10]) == ()
        assert find_syntax(file_tenant=other, set_id=broken.sets[0], numbers=[10]) == ()

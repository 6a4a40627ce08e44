"""A separator lost or doubled in the envelope: one finding, and all that stands in the file is read."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.envelope_slips import as_meant
from clearlane.standards.x12.events import ClaimSeen, Event
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.x12_texts import join, lines

LINES = lines()
ENVELOPE = [one for one in LINES if one.startswith(("GS*", "GE*", "IEA*"))]
GS = ("GS", "HC", "SENDER", "CLEARLANE", "20261102", "0930", "1", "X", "005010X222A1")


def lost_in(line: str) -> list[str]:
    """The segment without each of its separators in turn."""
    parts = line.split("*")
    return ["*".join(parts[:at]) + "*".join(parts[at:]) for at in range(1, len(parts))]


def claims_of(events: Iterable[Event]) -> int:
    return sum(isinstance(one, ClaimSeen) for one in events)


@pytest.mark.parametrize(("line", "lost"), [(line, lost) for line in ENVELOPE for lost in lost_in(line)])
def test_a_lost_separator_is_one_thing_and_the_claims_are_read(line: str, lost: str) -> None:
    events = list(x12.check([join([lost if one == line else one for one in LINES])]))
    (told,) = [one for one in events if isinstance(one, Finding)]
    assert told.rule == "envelope.separator_lost"
    assert told.place.segment_id == line.split("*", maxsplit=1)[0]
    assert claims_of(events) == claims_of(x12.check([join(LINES)])) > 0


@pytest.mark.parametrize("id", ["GS", "GE", "IEA"])
def test_a_doubled_separator_is_one_thing(id: str) -> None:
    (one,) = x12.report([join(LINES).replace(f"~{id}*".encode(), f"~{id}**".encode())]).findings
    assert one.rule == "envelope.separator_doubled"


@pytest.mark.parametrize(("right", "wrong"), [("GE", "EG"), ("GE", "GQ"), ("GE", "ge"), ("IEA", "IAE"), ("IEA", "IE")])
def test_a_mistyped_trailer_is_one_thing_and_the_claims_are_read(right: str, wrong: str) -> None:
    events = list(x12.check([join(LINES).replace(f"~{right}*".encode(), f"~{wrong}*".encode())]))
    (told,) = [one for one in events if isinstance(one, Finding)]
    assert (told.rule, told.found, told.expected) == ("envelope.trailer_mistyped", wrong, right)
    assert claims_of(events) == claims_of(x12.check([join(LINES)])) > 0


def test_an_endless_name_is_no_slip_and_costs_nothing() -> None:
    assert as_meant(("A" * 5_000_000, "1", "101"), ("GE", "1", "101")) == ("A" * 5_000_000, "1", "101")


def test_a_number_that_is_none_is_told_once() -> None:
    wrong = {
        "envelope.gs_control": join(LINES).replace(b"*101*X*", b"*1O1*X*"),
        "element.too_short": join(LINES).replace(b"ST*837*0001*", b"ST*837*1*"),
    }
    for rule, data in wrong.items():
        assert [one.rule for one in x12.report([data]).findings] == [rule]


def test_a_number_that_is_none_hides_no_trailer_of_another_group() -> None:
    data = join(LINES).replace(b"*101*X*", b"*1O1*X*").replace(b"GE*1*101", b"GE*1*777")
    assert [one.rule for one in x12.report([data]).findings] == ["envelope.gs_control", "envelope.ge_control"]


def test_the_one_that_is_empty_and_too_many_is_left_out() -> None:
    assert as_meant(("GE", "", "1", "101")) == ("GE", "1", "101")
    assert as_meant(("GE", "1", "", "101")) == ("GE", "1", "101")
    for right in (("GE", "1", "101"), ("GE", "", "101"), ("GE", "1", "101", "X")):
        assert as_meant(right) == right


def test_what_two_elements_look_like_parts_them() -> None:
    for at in range(len(GS) - 1):
        sent = (*GS[:at], GS[at] + GS[at + 1], *GS[at + 2 :])
        meant = as_meant(sent)
        assert meant == GS or (at == 2 and "".join(meant) == "".join(GS))  # where one id ends, nobody can tell


@pytest.mark.parametrize("wrong", [GS[:8], ("GE", "2101"), ("GE", "1", ""), ("IEA", "1000000102"), ("GE", "", "", "")])
def test_what_no_separator_explains_stays_as_it_is(wrong: tuple[str, ...]) -> None:
    due = ("GE", "1", "101") if wrong[0] == "GE" else ("IEA", "1", "000000101")
    assert as_meant(wrong, due) == (("GE", "", "") if wrong == ("GE", "", "", "") else wrong)

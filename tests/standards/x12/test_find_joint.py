"""Segments of the envelope that run into each other, or begin with a doubled separator: one thing, and all is read."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.find_joint import Joint, find_joint, runs_on
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.generate.stream_837p import stream_837p
from clearlane.standards.x12.see_whole import Wholeness
from clearlane.standards.x12.split import CannotSplit, split
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.small_files import AT
from tests.standards.x12.x12_texts import check, join, lines

LINES = lines()
SETS, CLAIMS = 120, 9


def changed(id: str, between: str) -> bytes:
    """The clean file with no terminator behind its only segment of this id."""
    at = next(n for n, one in enumerate(LINES) if one.startswith(id + "*"))
    return join([*LINES[:at], LINES[at] + between + LINES[at + 1], *LINES[at + 2 :]])


def said(data: bytes, *, jobs: int = 1) -> list[str]:
    return [repr(one) for one in x12.check([data], jobs=jobs)]


@pytest.mark.parametrize(
    ("id", "raw", "joint"),
    [
        ("GE", b"GE*1*101IEA*1*000000101", Joint(8, 8, "IEA")),
        ("GE", b"GE*1*101*IEA*1*000000101", Joint(8, 9, "IEA")),
        ("GE", b"GE*1*101\r\nIEA*1*000000101", Joint(8, 10, "IEA")),
        ("ST", b"ST*837*0001BHT*0019*00", Joint(11, 11, "BHT")),
        ("ST", b"ST*837*0001*005010X222A1BHT*0019*00", Joint(24, 24, "BHT")),
        ("SE", b"SE*48*0001ST*837*0002*X", Joint(10, 10, "ST")),
        ("GE", b"GE*1*101", None),
        ("SE", b"SE*48*00GE01", None),
        ("IEA", b"IEA*1*000000101GE*1*1", None),
    ],
)
def test_where_another_segment_begins(id: str, raw: bytes, joint: Joint | None) -> None:
    assert find_joint(id, raw, b"*") == joint


def test_other_separators_are_known() -> None:
    assert find_joint("SE", b"SE^48^0001GE^1^101", b"^") == Joint(10, 10, "GE")
    assert find_joint("SE", b"SE]48]0001GE]1]101", b"]") == Joint(10, 10, "GE")
    assert runs_on(b"SE|4|1GE|1|1", b"|")
    assert runs_on(b"SE|4|1\nGE|1|1", b"|")
    assert not runs_on(b"SE|4|1", b"|")


@pytest.mark.parametrize("between", ["", "*", "\n", "\r\n"])
@pytest.mark.parametrize(
    ("id", "rule", "is_of_set"),
    [
        ("GS", "unterminated", False),
        ("ST", "set_unterminated", True),
        ("SE", "set_unterminated", True),
        ("GE", "unterminated", False),
    ],
)
def test_one_thing_is_told_and_each_claim_is_read(id: str, rule: str, between: str, *, is_of_set: bool) -> None:
    report = check(changed(id, between))
    assert [(one.rule, str(one.place)) for one in report.findings] == [(f"envelope.{rule}", id)]
    assert [len(one.claims) for one in report.sets] == [3]
    answer = x12.acknowledge(report.interchanges[0], control=1, at=AT) or b"none"
    assert (b"~IK5*R*5~" in answer) is is_of_set
    assert report.accepted is False


@pytest.mark.parametrize("between", ["", "\n"])
@pytest.mark.parametrize("follows", ["ST", "GE"])
def test_several_processes_tell_the_same(follows: str, between: str) -> None:
    order = Order(claims=SETS * CLAIMS, seed=1, claims_per_set=CLAIMS, today=AT.date(), line_end="")
    data = b"".join(piece for piece, _ in stream_837p(order))
    half = len(data) // 2 if follows == "ST" else 0
    at = data.index(b"~" + follows.encode() + b"*", half)
    lost = data[:at] + between.encode() + data[at + 1 :]
    assert said(lost, jobs=2) == said(lost)
    assert sum("unterminated" in one for one in said(lost)) == 1


def test_what_is_astray_is_told_once_however_it_is_written() -> None:
    data = join(LINES).replace(b"IEA*", b"GE**1*1~GE**1*1~GE*1*1IEA*")
    told = [one.rule for one in x12.check([data]) if isinstance(one, Finding)]
    assert told.count("envelope.stray") == 1
    assert "envelope.separator_doubled" not in told


@pytest.mark.parametrize("id", ["SE", "GE"])
def test_a_count_behind_a_doubled_separator_is_compared(id: str) -> None:
    data = (
        join(LINES)
        .replace(b"SE*48*", b"SE**49*" if id == "SE" else b"SE*48*")
        .replace(b"GE*1*", b"GE**2*" if id == "GE" else b"GE*1*")
    )
    assert f"envelope.{id.lower()}_count" in [one.rule for one in check(data).findings]


def test_a_set_is_written_whole_where_its_terminator_was_lost() -> None:
    data = changed("SE", "")
    (part,) = split(check(data), read=lambda at, length: data[at : at + length], by="set")
    assert check(part.content).findings == ()


def test_a_set_without_its_trailer_loses_no_claim_by_being_split() -> None:
    data = join(LINES).replace(b"SE*48*0001~", b"")
    with pytest.raises(CannotSplit, match="has no trailer"):
        list(split(check(data), read=lambda at, length: data[at : at + length], by="claim"))


@pytest.mark.parametrize("id", ["ST", "BHT", "HL", "CLM", "LX", "SE", "GE"])
def test_who_makes_tables_is_told_that_a_segment_stands_in_another(id: str) -> None:
    at = next(n for n, one in enumerate(LINES[1:], 1) if one.startswith(id + "*"))
    wholeness = Wholeness()
    list(x12.tabulate([join([*LINES[: at - 1], LINES[at - 1] + LINES[at], *LINES[at + 1 :]])], wholeness=wholeness))
    assert [one.rule for one in wholeness.findings()] == ["envelope.unterminated"]


def test_nothing_is_said_of_whole_files_and_of_names_that_end_like_an_id() -> None:
    wholeness = Wholeness()
    list(x12.tabulate([join(LINES).replace(b"*DOE*JANE", b"*DAHL*2")], wholeness=wholeness))
    assert list(wholeness.findings()) == []


def test_a_set_whose_trailer_ran_into_its_last_segment_is_not_split() -> None:
    at = next(n for n, one in enumerate(LINES) if one.startswith("SE*"))
    data = join([*LINES[: at - 1], LINES[at - 1] + LINES[at], *LINES[at + 1 :]])
    with pytest.raises(CannotSplit, match="has lost the terminator before its trailer"):
        list(split(check(data), read=lambda at, length: data[at : at + length], by="set"))


@pytest.mark.parametrize("between", ["", "\n"])
@pytest.mark.parametrize(("id", "behind"), [("GS", "ST"), ("ST", "BHT"), ("SE", "GE"), ("GE", "IEA")])
def test_an_explained_file_shows_what_ran_into_it(id: str, behind: str, between: str) -> None:
    shown = [one.id for one in x12.explain([changed(id, between)])]
    assert shown == [one.id for one in x12.explain([join(LINES)])]
    assert shown[shown.index(id) + 1] == behind

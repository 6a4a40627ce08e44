"""A bracket: an LS, the loop between and its LE are all there or none is, and what is lost is told once."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.apply_overlay import apply_overlay
from clearlane.standards.x12.compile import compile_guide
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.fold_brackets import fold_brackets
from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.guide import GuideError, LoopSpec
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.scope import Scope
from clearlane.standards.x12.walk import Walk
from tests.standards.x12.small_guide import compiled, findings, guide

ROWS = """
0100 BHT  M  1  Begin  01=0019 02=00
A  R  9  Party
  0200 N1   R  1  Party: name  01=PE 02
  0300 N3   S  1  Party: street  01
  0400 LS   S  1  Others begin  01=120  bracket
  B  S  3  Other
    0500 NM1  R  1  Other: name  01=87 02=2
    0600 N4   S  1  Other: place  01
  0700 LE   S  1  Others end  01=120  bracket
"""
PARTY, OTHER = "N1*PE*X", "NM1*87*2 N4*OCALA"
CLEAN = ["", "LS*120 {o} LE*120", "LS*120 {o} {o} {o} LE*120", "N3*A LS*120 {o} LE*120"]
LOST = {
    "LS*120 {o}": ("missing_segment", "LE", "A"),
    "LS*120 {o} {o}": ("missing_segment", "LE", "A"),
    "{o} LE*120": ("missing_segment", "LS", "A"),
    "{o} {o} LE*120": ("missing_segment", "LS", "A"),
    "{o}": ("missing_segment", "LS", "A"),
    "{o} {o}": ("missing_segment", "LS", "A"),
    "LS*120 LE*120": ("missing_loop", "NM1", "B"),
    "LE*120": ("unexpected_segment", "LE", "A"),
    "LS*120 {o} {o} {o} {o} LE*120": ("too_many_loops", "NM1", "B"),
    "LS*120 {o} LE*120 LE*120": ("too_many_segments", "LE", "A"),
    "LS*12 {o} LE*120": ("bad_code", "LS", "A"),
    "LS*120 {o} LE*12": ("bad_code", "LE", "A"),
    "LS*120 N3*A {o} LE*120": ("late_segment", "N3", "A"),
}


def segments(between: str) -> str:
    """Two parties, the first with what is given."""
    return f"BHT*0019*00 {PARTY} {between.format(o=OTHER)} {PARTY}"


@pytest.mark.parametrize("between", CLEAN)
def test_a_whole_bracket_or_none_is_clean(between: str) -> None:
    assert findings(ROWS, segments(between)) == []


@pytest.mark.parametrize("between", LOST)
def test_half_a_bracket_is_one_finding(between: str) -> None:
    (found,) = findings(ROWS, segments(between))
    assert (found.rule.partition(".")[2], found.place.segment_id, found.place.loop) == LOST[between]


def test_a_bracket_at_the_end_of_the_set_is_closed_there() -> None:
    (found,) = findings(ROWS, f"BHT*0019*00 {PARTY} LS*120 {OTHER}")
    assert (found.rule, found.place.segment_id) == ("segment.missing_segment", "LE")


def test_a_begin_alone_lacks_what_is_between_and_the_end() -> None:
    found = findings(ROWS, segments("LS*120"))
    assert [(one.rule, one.place.loop) for one in found] == [
        ("segment.missing_loop", "B"),
        ("segment.missing_segment", "A"),
    ]


def test_a_bracket_that_is_required_is_missed() -> None:
    (found,) = findings(ROWS.replace("LS   S", "LS   R"), f"BHT*0019*00 {PARTY}")
    assert (found.rule, found.place.segment_id) == ("segment.missing_loop", "LS")


BROKEN = {
    "no end": ("  0700 LE   S  1  Others end  01=120  bracket\n", ""),
    "an end that is none": ("Others end  01=120  bracket", "Others end  01=120  trailer"),
    "no begin": ("  0400 LS   S  1  Others begin  01=120  bracket\n", ""),
    "another segment": ("0400 LS   S  1  Others begin  01=120", "0400 N3   S  1  Others begin  01"),
    "a row between": ("  B  S  3", "  0410 N4   S  1  Place  01\n  B  S  3"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_bracket_that_is_not_whole_does_not_load(what: str) -> None:
    with pytest.raises(GuideError, match="a bracket is an LS, one loop, and an LE"):
        guide(ROWS.replace(*BROKEN[what]))


def _party(root: LoopSpec) -> LoopSpec:
    return next(child for child in root.children if isinstance(child, LoopSpec))


def test_what_is_no_bracket_is_left_as_it_is() -> None:
    children = _party(guide(ROWS).root).children[:2]
    assert fold_brackets(children, around="A") == children


def test_a_bracket_prints_the_id_of_the_loop_around() -> None:
    bracket = _party(guide(ROWS).root).children[-1]
    assert isinstance(bracket, LoopSpec)
    assert (bracket.id, bracket.usage, bracket.most) == ("A", "S", 1)
    loops = [loop.printed.id for loop in compiled(ROWS).loops()]
    assert loops == ["ST", "A", "A", "B"]


def test_an_overlay_reaches_into_a_bracket_and_past_it() -> None:
    text = """overlay 005010X001  on small.txt
in A
- 0700 LE   S  1  Others end  01=120  bracket
+ 0700 LE   S  1  The end  01=120  bracket
+ 0350 REF  S  1  Party: id  01=EI 02
relax 2026-11-24 somebody asks for it
in A/B
- 0600 N4   S  1  Other: place  01
"""
    rows = list(apply_overlay(guide(ROWS), text, file="over.txt").root.rows())
    assert [row.id for row in rows] == ["ST", "BHT", "N1", "N3", "REF", "LS", "NM1", "LE", "SE"]
    assert rows[-2].name == "The end"


def test_a_rule_of_the_loop_between_sees_the_loop_around() -> None:
    party = compile_guide(guide(ROWS), read_dictionary()).root.members[2].loop
    assert party is not None
    bracket = party.members[-1].loop
    assert bracket is not None
    inner = bracket.members[1].loop
    assert inner is not None
    outside = Frame(party, None, 1, 0)
    outside.keep(b"N1*PE*NAME")
    scope = Scope(Frame(inner, Frame(bracket, outside, 2, 0), 3, 0))
    found = scope.outer("A")
    assert found is not None
    assert found.here("N102") == scope.text("N102") == "NAME"


def test_a_walk_takes_brackets_without_an_end() -> None:
    walk = Walk(compiled(ROWS), Delimiters())
    events = [event for n in range(3) for event in walk.take(n, n, (b"ST*837*1", b"BHT*0019*00", b"N1*PE*X")[n])]
    for n in range(40):
        events += walk.take(n + 3, n + 3, b"LS*120")
    assert events + walk.finish()

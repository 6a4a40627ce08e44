"""What one expression can judge of a loop: what is written out, which rows are proven apart, what is refused."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.block_pattern import Plan, plan_block
from clearlane.standards.x12.block_rows import (
    Unblockable,
    field_at,
    has_residue,
    instances,
    is_proven_apart,
    is_within,
    noted,
    paths,
    reads_own,
    rows_come_first,
)
from clearlane.standards.x12.machine import Loop, Member, Row
from tests.standards.x12.small_guide import compiled

HEAD = "0100 BHT  M  1  Begin  01=0019 02=00\n"
INNER = """
A  S  >1  Claim
  0200 CLM  R  1  Claim  01 02
  0300 N3   S  1  Street  01
  B  S  {most}  Party{more}
    0400 NM1  R  1  Name  01=82 02=1 03
    0500 N4   S  1  Place  01
"""


def loop(rows: str, id: str = "A") -> Loop:
    machine = compiled(HEAD + rows.strip("\n"), predicates="professional institutional dental levels address")
    return next(one for one in machine.loops() if one.id == id)


def row_of(text: str) -> Row:
    return member_of(text).row


def member_of(text: str) -> Member:
    """The one row of a loop behind its first."""
    return loop(f"A  S  >1  Claim\n  0200 CLM  R  1  Claim  01 02\n  0300 {text}").members[1]


WITHIN: list[tuple[str, str, bool]] = [
    ("1", "", True),
    ("2", "", True),
    ("3", "", False),
    (">1", "", False),
    ("1", "  unit claim", False),
]


@pytest.mark.parametrize(("most", "more", "is_one"), WITHIN)
def test_a_loop_that_comes_twice_at_most_is_written_out(most: str, more: str, is_one: bool) -> None:
    outer = loop(INNER.format(most=most, more=more))
    assert [is_within(member) for member in outer.members] == [False, False, is_one]
    assert len(list(instances(outer))) == 1 + (int(most) if is_one else 0)


LEVELS = """
A  S  >1  Level
  0200 HL  R  1  Level  01 02? 03=20 04
  B  S  1  Level
    0200 HL  R  1  Level  01 02 03=22 04
"""


def test_a_level_is_never_within_another_loop() -> None:
    assert not is_within(loop(LEVELS).members[1])


NESTED = """
A  S  >1  Claim
  0200 CLM  R  1  Claim  01 02
  B  S  2  Party
    0400 NM1  R  1  Name  01=82 02=1 03
    C  S  2  Contact
      0500 PER  R  1  Contact  01=IC 02
"""


def test_each_copy_of_a_loop_has_a_path_of_its_own() -> None:
    every = list(instances(loop(NESTED)))
    assert [one.id for one, _, _ in every] == ["A", "B", "C", "C", "B", "C", "C"]
    assert len({(one.id, path) for one, _, path in every}) == 7


def test_what_holds_a_loop_that_repeats_is_not_written_out() -> None:
    outer = loop(NESTED.replace("C  S  2", "C  S  >1"))
    assert [one.id for one, _, _ in instances(outer)] == ["A"]


TRAILER = "  0900 REF  S  1  Last  01=G1 02  trailer"


def test_a_row_behind_the_loops_is_seen() -> None:
    assert rows_come_first(loop(NESTED))
    assert not rows_come_first(loop(NESTED.rstrip("\n") + "\n" + TRAILER))
    with pytest.raises(Unblockable):
        plan_block(loop(NESTED.rstrip("\n") + "\n" + TRAILER))


APART: list[tuple[str, bool, bool]] = [
    ("N3   S  9  Street  01", False, False),
    ("REF  S  9  Number  01=EI 02", False, False),
    ("N4   S  1  Place   01 02:state? 03?", True, False),
    ("N4   S  9  Place   01 02:state? 03?", True, True),
    ("N4   S  9  Place   01 02 03:zip?", False, False),
    ("N4   S  9  Place   01 02 03?02=ID", True, True),
    ("PER  S  9  Contact  01=IC 02? 03=TE? 04?", True, True),
    ("PER  S  1  Contact  01=IC 02? 03=TE? 04?", True, False),
    ("DTP  S  9  Day     01=472 02=D8 03@02", False, False),
]
"""A row, whether a pattern alone cannot judge it, and whether its text is therefore kept whole."""


@pytest.mark.parametrize(("text", "residue", "apart"), APART)
def test_a_row_that_repeats_and_has_more_to_judge_is_proven_apart(text: str, residue: bool, apart: bool) -> None:
    member = member_of(text)
    assert (has_residue(member.row), is_proven_apart(member)) == (residue, apart)


PATHS: list[tuple[str, str | None]] = [
    ("r3e1", "1"),
    ("r3e2", "2"),
    ("r3e5_1", "1"),
    ("r3e5_3", "3"),
    ("r3e3", None),
    ("r3e5_2", "2"),
    ("r3e5_9", None),
    ("r3e99", None),
]


@pytest.mark.parametrize(("path", "position"), PATHS)
def test_a_path_leads_to_its_field(path: str, position: str | None) -> None:
    row = loop("A  S  1  Claim\n  0200 CLM  R  1  Claim  01 02 05(01 02=B 03)").members[0].row
    found = field_at(row, path)
    assert (str(found.position) if found else None) == position


def test_each_conditional_value_has_a_path() -> None:
    row = row_of("PWK  S  1  Paper  01=OZ 02=BM|EL 05? 06?02=BM 08?accident")
    assert [(path, condition.element, condition.name) for path, condition, _ in paths(row.fields, "r1e")] == [
        ("r1e6", 2, ""),
        ("r1e8", 0, "accident"),
    ]


def test_a_condition_in_a_composite_is_sought_beside_its_component() -> None:
    row = row_of("HI  S  1  Diagnoses  01(01=ABK 02) 02(01=ABF 02 04?03)?")
    assert [(path, near) for path, _, near in paths(row.fields, "r1e")] == [("r1e2_4", "r1e2_")]


NOTES: list[tuple[str, list[list[int | tuple[int, int]]]]] = [
    ("N3   S  1  Street  01", []),
    ("PER  S  1  Contact  01=IC 02? 03=TE? 04?", [[3, 4]]),
    ("PER  S  1  Contact  01=IC 02? 03=TE? 04? 05=FX? 06?", [[3, 4], [5, 6]]),
    ("PER  S  1  Contact  01=IC 02? 03=TE 04", []),
]


@pytest.mark.parametrize(("text", "positions"), NOTES)
def test_of_the_notes_those_that_can_fail_are_told(text: str, positions: list[list[int | tuple[int, int]]]) -> None:
    assert list(noted(row_of(text))) == positions


@pytest.mark.parametrize(
    ("places", "is_own"),
    [(("04",), True), (("11-5", "01"), True), ((), True), (("CLM05-3",), False), (("04", "REF*G2"), False)],
)
def test_a_rule_looks_at_its_own_segment_or_beyond(places: tuple[str, ...], is_own: bool) -> None:
    assert reads_own(places) is is_own


CLAIM = "A  S  >1  Claim\n  0200 CLM  R  1  Claim  01 02 05(01 02=B 03)\n"
REFUSED = {
    "a rule that does not say what it reads": "  0300 DTP  S  1  Day  01=472 02=D8 03@02  ?dated_by_line",
    "binary data": "  0300 BIN  S  1  Payload  01 02#01",
    "a repeated row whose rule looks beyond it": "  0300 REF  S  9  Number  01=EI 02 03?replaces_a_claim",
    "a repeated segment that a rule asks for a value": (
        "  0300 HL   S  9  Level  01 02? 03=20 04\n  0400 REF  S  1  Number  01=EI 02 03?no_level_below"
    ),
    "a limit of a whole group": "  max 3 at 0300\n  0300 REF  S  9  Number  01=EI 02",
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_an_expression_cannot_judge_is_left_to_the_rows(what: str) -> None:
    with pytest.raises(Unblockable):
        plan_block(loop(CLAIM + REFUSED[what]))


TAKEN = {
    "nothing but rows": "  0300 N3   S  1  Street  01",
    "a rule of the segment at hand": "  0300 N4   S  1  Place  01 02?domestic",
    "a rule that reads the claim": "  0300 REF  S  1  Number  01=F8 02  ?replaces_a_claim",
    "a repeated row with a list": "  0300 N4   S  9  Place  01 02:state? 03?",
    "one of two rows": "  0300 N3   S  1  Street  01  oneof X\n  0300 N4   S  1  Place  01  oneof X",
    "a limit that only warns": "  0300 REF  S  9~3  Number  01=EI 02",
}


@pytest.mark.parametrize("what", TAKEN)
def test_what_an_expression_can_judge_has_a_plan(what: str) -> None:
    plan = plan_block(loop(CLAIM + TAKEN[what]))
    assert isinstance(plan, Plan)
    assert plan.pattern.startswith("(?>CLM")
    assert plan.last_group == 1

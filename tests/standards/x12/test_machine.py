"""The compiled guide: which places tell rows apart, what is due on the way, which texts are refused as undecidable."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.compile import compile_guide, due_members
from clearlane.standards.x12.fields import make_fields
from clearlane.standards.x12.frame import MOST_KEPT, Frame, lacks
from clearlane.standards.x12.guide import GuideError
from clearlane.standards.x12.library import entries, load_guide, load_machine
from clearlane.standards.x12.machine import Choice, Loop, Machine
from clearlane.standards.x12.parse_guide import parse_row_text
from clearlane.standards.x12.read_dictionary import read_dictionary
from tests.standards.x12.small_guide import compiled

HEAD = "0100 BHT  M  1  Begin  01=0019 02=00\n"
TREE = (
    HEAD
    + """A  R  9  Party  unit provider
  0200 NM1  R  1  Name  01=85|87 02=2
  0300 N3  S  2  Street  01
  0300 N4  R  1  Place  01
  B  S  >1  Detail  unit claim
    0400 LX  R  1  Number  01
    0500 DTP  R  1  Day  01=472 02=D8 03@02
    0500 DTP  S  1  Other day  01=471 02=D8 03@02"""
)


def loop(machine: Machine, id: str) -> Loop:
    return next(one for one in machine.loops() if one.id == id)


def choice(machine: Machine, id: str, group: int, segment: str) -> Choice:
    return loop(machine, id).states[group][segment.encode()]


def test_loops_know_their_parents_units_and_depths() -> None:
    machine = compiled(TREE)
    assert [(one.id, one.depth, one.unit, one.parent and one.parent.id) for one in machine.loops()] == [
        ("ST", 0, "", None),
        ("A", 1, "provider", "ST"),
        ("B", 2, "claim", "A"),
    ]


def test_neighbours_of_one_position_are_one_group() -> None:
    machine = compiled(TREE)
    assert [[member.row.spec.id for member in group] for group in loop(machine, "A").groups] == [
        ["NM1"],
        ["N3", "N4"],
        ["LX"],
    ]


STATES = {
    ("ST", 1): {"NM1", "SE"},
    ("A", 0): {"N3", "N4", "LX", "NM1", "SE"},
    ("A", 1): {"N3", "N4", "LX", "NM1", "SE"},
    ("A", 2): {"LX", "NM1", "SE"},
    ("B", 0): {"DTP", "LX", "NM1", "SE"},
    ("B", 1): {"DTP", "LX", "NM1", "SE"},
}


@pytest.mark.parametrize(("id", "group"), STATES)
def test_from_a_state_these_segments_may_come(id: str, group: int) -> None:
    found = {one.decode() for one in loop(compiled(TREE), id).states[group]}
    assert found - {"BHT"} == STATES[id, group]


def test_a_target_says_how_many_loops_close_and_what_is_due_there() -> None:
    machine = compiled(TREE)
    ((target, _),) = choice(machine, "B", 0, "NM1").candidates
    assert target.closes == 2
    assert [[member.name for member in due] for due in target.due] == [["Number", "Day"], [], []]


def test_rows_of_one_segment_are_told_apart_by_their_first_code() -> None:
    found = choice(compiled(TREE), "B", 0, "DTP")
    assert found.places == ((1, 0),)
    assert [tests[0][1] for _, tests in found.candidates] == [{b"472"}, {b"471"}]
    assert found.key == 1


KEYS = {
    "element 01": ("REF  S  1  One  01=G1 02", "REF  S  1  Two  01=F8 02", ((1, 0),)),
    "element 02": ("PWK  S  1  One  01=OZ 02=BM", "PWK  S  1  Two  01=OZ 02=EL", ((2, 0),)),
    "a component": ("HI  S  1  One  01(01=ABK 02)", "HI  S  1  Two  01(01=BP 02)", ((1, 1),)),
    "the key that is named": (
        "CRC  S  1  One  01=07 02=Y 03=01  !key 03",
        "CRC  S  1  Two  01=07 02=N 03=12",
        ((3, 0),),
    ),
}


@pytest.mark.parametrize("what", KEYS)
def test_the_place_that_tells_rows_apart_is_the_first_that_can(what: str) -> None:
    one, two, places = KEYS[what]
    machine = compiled(f"{HEAD}0200 {one}\n0200 {two}")
    assert choice(machine, "ST", 1, one.split()[0]).places == places


UNDECIDABLE = {
    "the same row twice": ("0200 N3  S  1  One  01", "0200 N3  S  1  Two  01"),
    "codes that overlap": ("0200 REF  S  1  One  01=G1|F8 02", "0200 REF  S  1  Two  01=F8|EA 02"),
    "a code against none": ("0200 REF  S  1  One  01=G1 02", "0200 REF  S  1  Two  01 02"),
    "an optional code": ("0200 DMG  S  1  One  01=D8? 02?", "0200 DMG  S  1  Two  01=RD8? 02?"),
    "a row that may repeat before its like": ("0200 N3  S  2  One  01", "0300 N3  S  1  Two  01"),
    "codes that differ only where neither must be": ("0200 N4  S  1  One  01 04=US?", "0200 N4  S  1  Two  01 04=CA?"),
}


@pytest.mark.parametrize("what", UNDECIDABLE)
def test_a_guide_that_cannot_tell_two_rows_apart_does_not_load(what: str) -> None:
    with pytest.raises(GuideError, match="no required code tells them apart"):
        compiled(HEAD + "\n".join(UNDECIDABLE[what]))


def test_two_loops_with_the_same_first_row_do_not_load() -> None:
    twins = "".join(f"{id}  S  1  Party\n  0200 NM1  R  1  Name  01=85 02=2\n" for id in "AB")
    with pytest.raises(GuideError, match="no required code tells them apart"):
        compiled(HEAD + twins)


def test_an_inner_row_goes_before_its_like_outside() -> None:
    machine = compiled(
        HEAD
        + "A  S  2  Party\n  0200 NM1  R  1  Name  01=85 02=2\n  0300 REF  S  1  Inner  01 02\n"
        + "0900 REF  S  1  Outer  01 02  trailer"
    )
    first, second = choice(machine, "A", 0, "REF").candidates
    assert (first[0].member.name, second[0].member.name) == ("Inner", "Outer")


@pytest.mark.parametrize("files", sorted({entry.files for entry in entries()}))
def test_in_an_installed_guide_each_row_can_be_reached(files: tuple[str, ...]) -> None:
    machine = load_machine(files)
    reached = {
        id(target.member)
        for one in machine.loops()
        for state in one.states
        for found in state.values()
        for target, _ in found.candidates
    }
    members = {id(member) for one in machine.loops() for member in one.members[1:]}
    assert members - reached == set()


@pytest.mark.parametrize("files", sorted({entry.files for entry in entries()}))
def test_an_installed_guide_compiles_twice_to_the_same_tables(files: tuple[str, ...]) -> None:
    guide = load_guide(files)
    again = compile_guide(guide, read_dictionary(standard=guide.standard))
    first = load_machine(files)
    assert [one.id for one in again.loops()] == [one.id for one in first.loops()]
    for one, other in zip(again.loops(), first.loops(), strict=True):
        assert [
            {segment: (found.places, len(found.candidates)) for segment, found in state.items()} for state in one.states
        ] == [
            {segment: (found.places, len(found.candidates)) for segment, found in state.items()}
            for state in other.states
        ]


def test_what_is_due_is_what_is_required_or_asked_by_a_rule() -> None:
    home = loop(compiled(TREE), "A")
    assert [member.name for member in due_members(home, 0, len(home.groups))] == ["Name", "Place"]
    assert due_members(home, 2, 3) == ()


def test_a_frame_lacks_what_has_not_come() -> None:
    home = loop(compiled(TREE), "A")
    frame = Frame(home, None, 1, 0)
    place = home.members[2]
    assert lacks(frame, place)
    frame.counts[place.index] = 1
    assert not lacks(frame, place)
    frame.counts[place.index] = -1
    assert not lacks(frame, place)
    assert not lacks(frame, home.members[1])


def test_a_frame_finds_the_unit_around_it() -> None:
    machine = compiled(TREE)
    outer = Frame(machine.root, None, 1, 0)
    party = Frame(loop(machine, "A"), outer, 3, 30)
    detail = Frame(loop(machine, "B"), party, 6, 60)
    assert detail.unit_frame() is detail
    assert party.unit_frame() is party
    assert outer.unit_frame() is None
    assert detail.level() is None


def test_a_frame_keeps_so_many_segments_and_no_more() -> None:
    frame = Frame(compiled(TREE).root, None, 1, 0)
    for number in range(MOST_KEPT + 5):
        frame.keep(b"N3*%d" % number)
    assert len(frame.segments) == MOST_KEPT
    assert frame.segments[-1] == b"N3*999"


FIELDS = {
    "0200 REF  S  1  Number  01=EI|SY 02<20~10": [("ID", 2, 3, 0, True), ("AN", 1, 20, 10, True)],
    "0200 AMT  S  1  Amount  01=T 02?": [("ID", 1, 3, 0, True), ("R", 1, 18, 0, False)],
    "0200 N3   S  1  Street  01<200": [("AN", 1, 55, 0, True)],
    "0200 LX   S  1  Number  01": [("N0", 1, 6, 0, True)],
}


@pytest.mark.parametrize("text", FIELDS)
def test_a_field_has_the_tighter_limit_of_guide_and_dictionary(text: str) -> None:
    fields = make_fields(parse_row_text(text, 1), read_dictionary())
    found = [(one.type, one.least, one.most, one.keep, one.required) for one in fields if one]
    assert found == FIELDS[text]


def test_an_element_that_is_not_listed_has_no_field() -> None:
    fields = make_fields(parse_row_text("0200 NM1  S  1  Name  01=85 02=2 09", 1), read_dictionary())
    assert [n for n, one in enumerate(fields, 1) if one] == [1, 2, 9]


def test_a_composite_without_brackets_is_as_the_standard_has_it() -> None:
    fields = make_fields(parse_row_text("0200 SVC  S  1  Service  01 02", 1), read_dictionary())
    assert fields[0] is not None
    assert fields[0].parts is not None
    assert [part.required for part in fields[0].parts if part] == [True, True, *[False] * 6]

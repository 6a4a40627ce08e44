from __future__ import annotations

import pytest

from clearlane.standards.x12.guide import GuideError
from clearlane.standards.x12.library import entries, load_machine
from clearlane.standards.x12.machine import Loop
from tests.standards.x12.small_guide import compiled, findings

REFERENCES = """
0100 BHT  M  1  Begin  01=0019 02=00 03? 04? 05? 06?
0200 REF  S  1  One  01=G1 02
0200 REF  S  1  Other  01=F8 02
0200 REF  R  1  Third  01=EA|D9 02
"""


def rules(rows: str, segments: str) -> list[str]:
    return [one.rule.split(".")[1] for one in findings(rows, segments)]


def test_rows_of_one_position_may_come_in_any_order() -> None:
    assert rules(REFERENCES, "BHT*0019*00 REF*G1*1 REF*F8*2 REF*EA*3") == []
    assert rules(REFERENCES, "BHT*0019*00 REF*D9*3 REF*F8*2 REF*G1*1") == []


def test_a_required_row_of_a_group_is_missed_when_the_group_is_left() -> None:
    assert rules(REFERENCES, "BHT*0019*00 REF*F8*2 REF*G1*1") == ["missing_segment"]


def test_each_row_of_a_group_has_its_own_maximum() -> None:
    assert rules(REFERENCES, "BHT*0019*00 REF*EA*3 REF*G1*1 REF*G1*2") == ["too_many_segments"]


GROUP = """
0100 BHT  M  1  Begin  01=0019 02=00 03? 04? 05? 06?
max 3 at 0200
0200 REF  S  2  One  01=G1 02
0200 REF  S  2  Other  01=F8 02
"""


def test_a_group_may_have_a_maximum_over_all_its_rows() -> None:
    assert rules(GROUP, "BHT*0019*00 REF*G1*1 REF*G1*2 REF*F8*1") == []
    assert rules(GROUP, "BHT*0019*00 REF*G1*1 REF*G1*2 REF*F8*1 REF*F8*2") == ["too_many_segments"]


def test_a_limit_behind_a_tilde_only_warns() -> None:
    rows = REFERENCES.replace("REF  S  1  One", "REF  S  9~2  One")
    (found,) = findings(rows, "BHT*0019*00 REF*EA*3 REF*G1*1 REF*G1*2 REF*G1*3 REF*G1*4")
    assert (found.rule, found.unit) == ("segment.more_than_usual", "")


ONE_OF = """
0100 BHT  M  1  Begin  01=0019 02=00 03? 04? 05? 06?
0200 REF  S  1  One  01=EI 02  oneof id
0200 REF  S  1  Other  01=SY 02  oneof id
0300 N3  S  1  Street  01
"""


def test_one_of_several_rows_must_come() -> None:
    assert rules(ONE_OF, "BHT*0019*00 REF*EI*1 N3*A") == []
    assert rules(ONE_OF, "BHT*0019*00 REF*SY*1 N3*A") == []
    assert rules(ONE_OF, "BHT*0019*00 N3*A") == ["missing_segment"]


def test_only_one_of_several_rows_may_come() -> None:
    assert rules(ONE_OF, "BHT*0019*00 REF*SY*1 REF*EI*1") == ["too_many_segments"]


UNDECIDABLE = """
0100 BHT  M  1  Begin  01=0019 02=00
0200 REF  S  1  One  01=G1|F8 02
0200 REF  S  1  Other  01=F8 02
"""


def test_rows_that_cannot_be_told_apart_do_not_load() -> None:
    with pytest.raises(GuideError, match="no required code tells them apart"):
        compiled(UNDECIDABLE)


def test_a_second_coded_element_can_tell_rows_apart() -> None:
    rows = """
0100 BHT  M  1  Begin  01=0019 02=00 03? 04? 05? 06?
0200 PWK  S  1  One  01=OZ 02=BM
0200 PWK  S  1  Other  01=OZ 02=EL
"""
    assert rules(rows, "BHT*0019*00 PWK*OZ*EL PWK*OZ*BM") == []


def test_a_component_can_tell_rows_apart() -> None:
    rows = """
0100 BHT  M  1  Begin  01=0019 02=00 03? 04? 05? 06?
0200 HI  S  1  One  01(01=ABK 02)
0200 HI  S  1  Other  01(01=BP 02)
"""
    assert rules(rows, "BHT*0019*00 HI*BP:1 HI*ABK:2") == []


REFUSED = {
    "an unknown segment": ("0100 XYZ  M  1  Begin  01", "no such segment"),
    "an element too many": ("0100 N3  M  1  Street  01 02 03", "has 2 elements"),
    "parts of a simple element": ("0100 N3  M  1  Street  01(01)", "no composite"),
    "a code that does not fit": ("0100 BHT  M  1  Begin  01=0019X 02", "do not fit"),
    "a list that nobody knows": ("0100 N3  M  1  Street  01:castles", "neither in lists"),
    "a predicate that nobody knows": ("0100 N3  M  1  Street  01?when_it_rains", "no predicate"),
    "a maximum for no group": ("max 3 at 0700\n0100 N3  M  1  Street  01", "no group stands at"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_does_not_exist_does_not_load(what: str) -> None:
    rows, reason = REFUSED[what]
    with pytest.raises(GuideError, match=reason):
        compiled(rows)


def loops(loop: Loop) -> list[Loop]:
    return [loop, *(inner for member in loop.members if member.loop for inner in loops(member.loop))]


@pytest.mark.parametrize("files", sorted({entry.files for entry in entries()}))
def test_every_installed_guide_compiles_with_a_table_for_each_state(files: tuple[str, ...]) -> None:
    root = load_machine(files).root
    for loop in loops(root):
        assert len(loop.states) == len(loop.groups)
        for row in (member.row for member in loop.members):
            assert row.pattern.pattern.startswith(row.id)


def test_swapping_two_members_of_any_group_is_accepted() -> None:
    """In each group of the installed guides two rows may follow each other either way."""
    for loop in loops(load_machine(("837p.txt",)).root):
        for number, group in enumerate(loop.groups):
            ids = {member.row.id for member in group}
            assert ids <= loop.states[number].keys() or number == 0

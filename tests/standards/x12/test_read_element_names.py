"""The text of names: what a line says, which of two counts, and lines that do not load."""

from __future__ import annotations

from pathlib import Path

import pytest

from clearlane.standards.x12.guide import GuideError
from clearlane.standards.x12.library import entries, load_machine
from clearlane.standards.x12.machine import Row
from clearlane.standards.x12.name_fields import name_at, name_fields
from clearlane.standards.x12.name_keys import snake
from clearlane.standards.x12.read_element_names import ANY, FILE, FOLDER, ElementName, read_element_names


def read(tmp_path: Path, *lines: str) -> list[ElementName]:
    (tmp_path / FILE).write_text("# a comment\n\n" + "\n".join(lines) + "\n", "ascii")
    return [one for named in read_element_names(tmp_path).values() for one in named]


def test_a_line_names_an_element_everywhere(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "CLM | 02 | total charge")
    assert one == ElementName(3, "CLM", (), 2, 0, 1, "total charge", (), "")
    assert one.is_general
    assert one.stands_in("837p", "2300")


def test_a_line_of_codes_guides_and_a_loop(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "HI 01-1=ABK|BK | 01 | first diagnosis | 837p 837i/2300")
    assert one.tests == ((1, 1, frozenset((b"ABK", b"BK"))),)
    assert (one.guides, one.loop) == (("837p", "837i"), "2300")
    assert not one.is_general
    assert one.stands_in("837i", "2300")
    assert not one.stands_in("837d", "2300")
    assert not one.stands_in("837p", "2400")


@pytest.mark.parametrize(
    ("elements", "places"),
    [
        ("02", [(2, 0, 1)]),
        ("02 05 08", [(2, 0, 1), (5, 0, 2), (8, 0, 3)]),
        ("02..04", [(2, 0, 1), (3, 0, 2), (4, 0, 3)]),
        ("05 07..08", [(5, 0, 1), (7, 0, 2), (8, 0, 3)]),
        ("01-2", [(1, 2, 1)]),
        ("*-2", [(ANY, 2, 1)]),
    ],
)
def test_the_elements_of_a_line(tmp_path: Path, elements: str, places: list[tuple[int, int, int]]) -> None:
    assert [(one.element, one.component, one.nth) for one in read(tmp_path, f"HI | {elements} | a name")] == places


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("DTM | 02 | a | 820/2300A", "DTM 01=582|AAG | 02 | b | 820"),
        ("NM1 01=IL 02=1 | 03 | a", "NM1 01=IL | 03 | b | 837p"),
        ("NM1 01=IL | 03 | a", "NM1 | 03 | b | 837p"),
        ("NM1 | 03 | a | 837*", "NM1 | 03 | b"),
    ],
)
@pytest.mark.parametrize("is_first", [True, False], ids=["before", "behind"])
def test_the_line_that_says_more_counts_wherever_it_stands(
    tmp_path: Path, more: str, less: str, *, is_first: bool
) -> None:
    named = read(tmp_path, *((more, less) if is_first else (less, more)))
    assert max(named, key=lambda one: one.rank).name == "a"


def test_of_lines_that_say_as_much_the_later_counts(tmp_path: Path) -> None:
    named = read(tmp_path, "HI | 01..12 | diagnosis #", "HI | 01 | principal diagnosis")
    assert max((one for one in named if one.element == 1), key=lambda one: one.rank).name == "principal diagnosis"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("CLM | 02", "three columns were expected, or four"),
        ("CLM | 02 | total charge | 837p | more", "three columns were expected, or four"),
        ("CLM |  | total charge", "three columns were expected, or four"),
        ("clm | 02 | total charge", "cannot read the row 'clm'"),
        ("CLM 02 | 02 | total charge", "cannot read the row 'CLM 02'"),
        ("ZZZ | 02 | total charge", "the dictionary has no segment or composite ZZZ"),
        ("CLM | 21 | total charge", "CLM has no element 21"),
        ("CLM | 00 | total charge", "CLM has no element 00"),
        ("CLM | two | total charge", "cannot read the element 'two'"),
        ("HI | 11..13 | diagnosis #", "HI has no element 13"),
        ("CLM | 05-4 | total charge", "CLM05 has no component 4"),
        ("CLM | 02-1 | total charge", "CLM02 has no component 1"),
        ("CLM | x-1 | total charge", "cannot read the component 'x-1'"),
        ("CLM | 02 | total * charge", "'total * charge' holds what no name holds"),
        ("NM1 01=XYZ | 03 | last name", "XYZ is no code of element 98"),
        ("NM1 13=IL | 03 | last name", "NM1 has no element 13"),
        ("HI 01-1=IL | 01 | diagnosis", "IL is no code of element 1270"),
        ("CLM | 02 | total charge | 838", "no guide is called 838"),
        ("CLM | 02 | total charge | 837p/2301", "837p has no loop 2301"),
        ("CLM | 02 | total charge | */2300", "a loop stands behind the guides that have it"),
    ],
)
def test_a_line_that_points_to_nothing_does_not_load(tmp_path: Path, line: str, reason: str) -> None:
    with pytest.raises(GuideError) as refused:
        read(tmp_path, "CLM | 01 | patient control number", line)
    assert str(refused.value) == f"{FILE}:4: {reason}"


OURS = [one for named in read_element_names().values() for one in named]


@pytest.mark.parametrize(
    "line", sorted({one.line for one in OURS if not one.is_general}), ids=lambda line: f"line {line}"
)
def test_a_line_of_certain_rows_names_an_element_of_one(line: int) -> None:
    named = [one for one in OURS if one.line == line]
    assert any(_is_named_so(row, one) for one in named for row in ROWS.get(one.id, ()))


def _is_named_so(row: Row, one: ElementName) -> bool:
    """Whether a row has the name at a place that it uses."""
    names = name_fields(row)
    if not one.stands_in(*row.place):
        return False
    for field in row.fields:
        if field and one.element in (ANY, field.position):
            called = name_at(names, field.position, one.component)
            wanted = one.name.replace("#", str(one.nth))
            if "{row}" in wanted or called == wanted:
                return True
    return False


def _rows() -> dict[str, list[Row]]:
    found: dict[str, dict[int, Row]] = {}
    for files in {one.files for one in entries()}:
        for loop in load_machine(files).loops():
            for member in loop.members:
                found.setdefault(member.row.spec.id, {})[id(member.row)] = member.row
    return {id: list(rows.values()) for id, rows in found.items()}


ROWS = _rows()


def test_the_names_are_ascii_short_and_keys_can_be_made_of_them() -> None:
    text = (FOLDER / FILE).read_text("ascii")
    assert "\t" not in text
    assert all(snake(one.name.replace("{row}", "x")) and len(one.name) <= 40 for one in OURS)

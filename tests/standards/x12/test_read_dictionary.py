"""The dictionary's texts: how they are read, what is refused, and that the committed ones agree with one another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clearlane.standards.x12.guide import GuideError
from clearlane.standards.x12.read_dictionary import (
    DataElement,
    Definition,
    Dictionary,
    Note,
    Part,
    read_dictionary,
    read_list,
    read_unchecked,
)

TEXTS = {
    "elements": "# by hand\n127 | Reference | AN | 1 | 50\n128 | Qualifier | ID | 2 | 3\n782 | Amount | R | 1 | 18\n",
    "segments": "\nREF | Reference | 128:M 127 C040^3 | R0203\nAMT | Amount | 128:M 782:M |\n",
    "composites": "C040 | Reference | 128:M 127:M 128 127 | P0304\n",
    "codes": "128 | EI SY G2\n",
}


def folder(path: Path, **changes: str) -> Path:
    """A dictionary in a folder of its own."""
    for name, text in (TEXTS | changes).items():
        if text:
            (path / f"{name}.txt").write_text(text, "ascii")
    return path


def test_each_text_is_read_line_by_line(tmp_path: Path) -> None:
    found = read_dictionary(folder(tmp_path))
    assert found.elements["127"] == DataElement("127", "Reference", "AN", 1, 50)
    assert found.segments["REF"] == Definition(
        "REF",
        "Reference",
        (Part("128", True, 1), Part("127", False, 1), Part("C040", False, 3)),
        (Note("R", (2, 3)),),
    )
    assert found.composites["C040"].notes == (Note("P", (3, 4)),)
    assert found.codes == {"128": frozenset({"EI", "SY", "G2"})}


def test_codes_need_not_be_there(tmp_path: Path) -> None:
    assert read_dictionary(folder(tmp_path, codes="")).codes == {}


LATER = "OOI | Object | 128:M 900 |\nAMT | Amount | 128:M 782:M 127 |\n"


def test_a_later_standard_has_the_rows_of_the_first_and_its_own_over_them(tmp_path: Path) -> None:
    first = folder(tmp_path)
    (first / "006020").mkdir()
    (first / "006020/segments.txt").write_text(LATER, "ascii")
    (first / "006020/elements.txt").write_text("900 | New | AN | 1 | 9\n", "ascii")
    found = read_dictionary(first, standard="006020")
    assert found.segments["REF"] == read_dictionary(first).segments["REF"]
    assert [len(found.segments[id].parts) for id in ("AMT", "OOI")] == [3, 2]
    assert found.elements.keys() == {"127", "128", "782", "900"}
    assert "OOI" not in read_dictionary(first).segments
    assert len(read_dictionary(first).segments["AMT"].parts) == 2


def test_a_standard_without_a_table_is_refused() -> None:
    with pytest.raises(GuideError, match="no dictionary of the standard 004010"):
        read_dictionary(standard="004010")


def test_every_row_of_a_later_standard_is_defined() -> None:
    for standard in ("005010", "006020"):
        known = read_dictionary(standard=standard)
        names = known.elements.keys() | known.composites.keys()
        assert {part.number for one in definitions(known) for part in one.parts} <= names


BROKEN = {
    "a column too many": ("elements", "127 | Reference | AN | 1 | 50 | more\n", "5 columns"),
    "a note that is none": ("segments", "REF | Reference | 128 127 | X0203\n", "the note 'X0203'"),
    "a note about one element": ("segments", "REF | Reference | 128 127 | R02\n", "the note 'R02'"),
    "a note with half a position": ("segments", "REF | Reference | 128 127 | R020\n", "the note 'R020'"),
    "a part that is none": ("segments", "REF | Reference | 128:X | \n", "cannot read '128:X'"),
    "a part that repeats by a word": ("segments", "REF | Reference | 128^many | \n", "cannot read"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_line_that_cannot_be_read_is_refused_with_its_reason(what: str, tmp_path: Path) -> None:
    name, text, reason = BROKEN[what]
    with pytest.raises(GuideError, match=reason):
        read_dictionary(folder(tmp_path, **{name: text}))


@pytest.mark.parametrize("text", ["P0304", "R010203", "E0207", "C0605", "L050607"])
def test_a_note_is_printed_as_the_dictionary_writes_it(text: str, tmp_path: Path) -> None:
    found = read_dictionary(folder(tmp_path, segments=f"REF | Reference | 128 127 | {text}\n"))
    assert [str(note) for note in found.segments["REF"].notes] == [text]


@pytest.mark.parametrize("text", ["128:M^3", "128^3:M"])
def test_a_part_may_say_mandatory_before_or_behind_its_repeats(text: str, tmp_path: Path) -> None:
    found = read_dictionary(folder(tmp_path, segments=f"REF | Reference | {text} |\n"))
    assert found.segments["REF"].parts == (Part("128", True, 3),)


def definitions(dictionary: Dictionary) -> Iterator[Definition]:
    yield from dictionary.segments.values()
    yield from dictionary.composites.values()


def test_every_part_of_the_committed_dictionary_is_defined() -> None:
    known = read_dictionary()
    names = known.elements.keys() | known.composites.keys()
    assert [(one.id, part.number) for one in definitions(known) for part in one.parts if part.number not in names] == []


def test_no_composite_of_the_committed_dictionary_holds_another() -> None:
    known = read_dictionary()
    nested = [part for one in known.composites.values() for part in one.parts if part.number in known.composites]
    assert nested == []


def test_every_note_of_the_committed_dictionary_is_about_parts_that_are_there() -> None:
    wrong = [
        (one.id, str(note))
        for one in definitions(read_dictionary())
        for note in one.notes
        if max(note.positions) > len(one.parts) or len(set(note.positions)) < len(note.positions)
    ]
    assert wrong == []


def test_no_note_makes_a_mandatory_element_optional() -> None:
    """An `at most one` about an element that must be sent would forbid the other for ever."""
    wrong = [
        (one.id, str(note))
        for one in definitions(read_dictionary())
        for note in one.notes
        if note.kind == "E" and any(one.parts[n - 1].mandatory for n in note.positions)
    ]
    assert wrong == []


TYPES = {"AN", "ID", "DT", "TM", "R", "B", *(f"N{digit}" for digit in range(10))}


def test_every_element_has_a_type_and_lengths_that_can_be_kept() -> None:
    wrong = [
        one for one in read_dictionary().elements.values() if one.type not in TYPES or not 1 <= one.least <= one.most
    ]
    assert wrong == []


def test_every_known_code_fits_its_element() -> None:
    known = read_dictionary()
    wrong = [
        (number, code)
        for number, codes in known.codes.items()
        for code in codes
        if not known.elements[number].least <= len(code) <= known.elements[number].most
    ]
    assert wrong == []


def test_only_coded_elements_have_codes() -> None:
    known = read_dictionary()
    assert {known.elements[number].type for number in known.codes} <= {"ID", "AN", "N0"}


LISTS = {
    "authorization_exception": (["1", "7"], ["0", "8", "11", ""]),
    "yes": (["Y"], ["N", "y", "", "YES"]),
    "yes_no": (["Y", "N"], ["U", "n", ""]),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_these_codes_and_not_those(name: str) -> None:
    codes = read_list(name)
    assert codes is not None
    inside, outside = LISTS[name]
    assert [code for code in inside if code.encode() not in codes] == []
    assert [code for code in outside if code.encode() in codes] == []


def test_every_list_file_is_read_and_none_is_empty() -> None:
    folder = Path(__file__).parents[3] / "clearlane/standards/x12/dictionary/lists"
    for path in folder.glob("*.txt"):
        if path.stem != "unchecked":
            assert read_list(path.stem), path.name


def test_a_list_that_is_not_there_is_none() -> None:
    assert read_list("castles") is None


def test_remarks_in_a_list_are_no_codes(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "letters.txt").write_text("# A remark\nA B  # C\n\nD\n")
    assert read_list("letters", tmp_path) == frozenset({b"A", b"B", b"D"})


def test_each_list_that_nobody_checks_says_why() -> None:
    reasons = read_unchecked()
    assert {"diagnosis", "procedure"} <= reasons.keys()
    assert all(len(reason) > 10 for reason in reasons.values())
    assert [name for name in reasons if read_list(name) is not None] == []

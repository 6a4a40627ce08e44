"""What codes mean in our own words: every code of the guides that this speaks of has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.guide import GuideError
from clearlane.standards.x12.library import entries, load_machine
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.read_meanings import meaning, name, read_meanings, read_names

SETS = ("837p.txt", "837i.txt", "837d.txt", "835.txt", "999.txt", "277ca.txt")
SPEAKS_FOR_ITSELF = {"1705"}
"""A version of a guide is its own meaning."""


def coded(fields: tuple[Field | None, ...]) -> Iterator[tuple[str, str]]:
    for field in fields:
        if field and field.parts:
            yield from coded(field.parts)
        elif field:
            yield from ((field.number, code.decode()) for code in field.codes)


@pytest.mark.parametrize("file", SETS)
def test_every_code_of_a_guide_has_a_meaning(file: str) -> None:
    entry = next(one for one in entries() if one.files == (file,))
    rows = [member.row for loop in load_machine(entry.files).loops() for member in loop.members if not member.loop]
    used = {pair for row in rows for pair in coded(row.fields) if pair[0] not in SPEAKS_FOR_ITSELF}
    assert len(used) > 50
    assert sorted(used - set(read_meanings())) == []


def test_meanings_belong_to_elements_that_are_there() -> None:
    known = set(read_dictionary().elements) | {":pos", ":status_category", "889", "1316", "1325", "1390"}
    assert {element for element, _ in read_meanings()} - known == set()


def test_meanings_are_short_and_no_sentences() -> None:
    assert [words for words in read_meanings().values() if len(words) > 70 or words.endswith(".")] == []


def test_every_element_and_segment_has_a_name() -> None:
    dictionary = read_dictionary()
    tables = (dictionary.elements, dictionary.segments)
    bare = [key for table in tables for key, one in table.items() if not name(key, given=one.name)]
    assert bare == []


@pytest.mark.parametrize(
    ("code", "number", "list", "said"),
    [
        ("41", "98", "", "submitter"),
        ("11", "1331", "pos", "office"),
        ("11", "1331", "", ""),
        ("A3", "1271", "status_category", "sent back unprocessed"),
        ("A3", "1271", "condition", ""),
        ("7", "1325", "frequency", "replacement of an earlier claim"),
        ("45", "1034", "carc", ""),
        ("", "98", "", ""),
    ],
)
def test_a_code_is_told_by_its_list_or_its_element(code: str, number: str, list: str, said: str) -> None:
    assert meaning(code, number=number, list=list) == said


@pytest.mark.parametrize(
    ("key", "given", "called"),
    [
        ("98", "Entity Identifier Code", "Entity Identifier Code"),
        ("I12", "I12", "Interchange control number"),
        ("CLM", "CLM", "Claim"),
        ("ZZZ", "ZZZ", ""),
        ("ZZZ", "", ""),
        ("I12", "", "Interchange control number"),
    ],
)
def test_a_name_is_the_dictionarys_or_ours(key: str, given: str, called: str) -> None:
    assert name(key, given=given) == called


@pytest.mark.parametrize("text", ["98 | 41", "98 | 41 | ", "98 | 41 | a | b", "98 | 41 | submitter\n98 | 41 | sender"])
def test_a_line_that_cannot_be_read_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "parties.txt").write_text(text, "ascii")
    with pytest.raises(GuideError, match=r"parties\.txt:"):
        read_meanings(tmp_path)


def test_names_stand_apart_from_meanings() -> None:
    assert "names" not in {element for element, _ in read_meanings()}
    assert read_names()["ISA"] == "Interchange header"

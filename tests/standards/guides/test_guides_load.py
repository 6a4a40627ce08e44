"""Every guide loads, compiles, and names nothing that does not exist."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.guide import LoopSpec
from clearlane.standards.x12.library import FOLDER, Entry, entries, load_guide, load_machine
from clearlane.standards.x12.read_dictionary import FOLDER as DICTIONARY
from clearlane.standards.x12.read_dictionary import read_dictionary


def _name(entry: Entry) -> str:
    return entry.version


@pytest.mark.parametrize("entry", entries(), ids=_name)
def test_a_guide_compiles(entry: Entry) -> None:
    assert load_machine(entry.files).root.members


@pytest.mark.parametrize("entry", entries(), ids=_name)
def test_every_row_is_a_segment_of_the_dictionary(entry: Entry) -> None:
    known = read_dictionary(standard=load_guide(entry.files).standard).segments
    for row in load_guide(entry.files).root.rows():
        assert len(known[row.id].parts) >= max(element.position for element in row.elements)


@pytest.mark.parametrize("entry", entries(), ids=_name)
def test_what_the_standard_demands_the_guide_demands(entry: Entry) -> None:
    known = read_dictionary(standard=load_guide(entry.files).standard).segments
    for row in load_guide(entry.files).root.rows():
        mandatory = {n for n, part in enumerate(known[row.id].parts, 1) if part.mandatory}
        assert mandatory <= {element.position for element in row.elements if element.required}, row.name


def _loops(loop: LoopSpec) -> list[LoopSpec]:
    return [loop] + [inner for child in loop.children if isinstance(child, LoopSpec) for inner in _loops(child)]


def test_each_text_of_the_folder_is_used() -> None:
    used = {name for entry in entries() for name in entry.files}
    assert {path.name for path in FOLDER.glob("*.txt")} - {"sets.txt", "envelope.txt"} == used


def test_each_list_of_the_folder_is_used() -> None:
    text = "".join(path.read_text(encoding="ascii") for path in FOLDER.glob("*.txt"))
    lists = {path.stem for path in (DICTIONARY / "lists").glob("*.txt")} - {"unchecked"}
    unchecked = (DICTIONARY / "lists/unchecked.txt").read_text(encoding="ascii").splitlines()
    lists |= {line.split(" | ")[0] for line in unchecked if not line.startswith("#")}
    assert [name for name in sorted(lists) if f":{name}" not in text] == []


def test_the_units_of_rejection_stand_on_the_claim() -> None:
    root = load_guide(("837p.txt",)).root
    units = {loop.id: loop.attributes.unit for loop in _loops(root) if loop.attributes.unit}
    assert units == {"2000A": "provider", "2000B": "subscriber", "2000C": "patient", "2300": "claim"}


def test_names_are_short_and_our_own() -> None:
    for entry in entries():
        for row in load_guide(entry.files).root.rows():
            assert 2 < len(row.name) <= 60
            assert not row.name.endswith(".")

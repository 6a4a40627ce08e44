"""The text of the envelope loads and compiles, and what the code demands is what it says."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.delimiters import ISA_WIDTHS
from clearlane.standards.x12.envelope_guide import FILE, envelope_codes, envelope_guide
from clearlane.standards.x12.envelope_rules import RULES
from clearlane.standards.x12.envelope_values import ISA_VALUES
from clearlane.standards.x12.library import entries, load_guide, load_machine
from clearlane.standards.x12.read_dictionary import read_dictionary

SEGMENTS = ("ISA", "TA1", "GS", "GE", "IEA")


def test_the_envelope_is_a_guide_that_compiles() -> None:
    machine = load_machine((FILE.name,))
    assert [loop.id for loop in machine.loops()] == ["ISA", "GS"]
    assert machine.ids == {name.encode() for name in SEGMENTS}


def test_the_library_loads_the_same_text() -> None:
    assert load_guide((FILE.name,)) == envelope_guide()


def test_each_segment_of_the_envelope_is_one_row_with_all_its_elements() -> None:
    known = read_dictionary().segments
    rows = {row.id: row for row in envelope_guide().root.rows()}
    assert tuple(rows) == SEGMENTS
    for name, row in rows.items():
        assert [one.position for one in row.elements] == list(range(1, len(known[name].parts) + 1))
        assert all(one.required for one in row.elements)
        assert all(part.mandatory for part in known[name].parts)


def test_each_element_of_an_isa_has_its_fixed_width() -> None:
    known = read_dictionary()
    elements = [known.elements[part.number] for part in known.segments["ISA"].parts]
    assert tuple(one.most for one in elements) == ISA_WIDTHS
    assert all(one.least == one.most for one in elements)


def test_each_element_of_the_envelope_has_a_name() -> None:
    known = read_dictionary()
    names = [known.elements[part.number].name for name in SEGMENTS for part in known.segments[name].parts]
    assert [one for one in names if one.isdigit() or one.isupper()] == []


def test_rules_of_the_envelope_bear_note_codes_that_a_ta1_may_hold() -> None:
    used = {code for rule in RULES.values() for name, code in rule.answer if name == "TA1"}
    used |= {code for _, _, code, _ in ISA_VALUES}
    assert used <= set(envelope_codes("TA1", 5))
    assert len(used) > 15


def test_each_kind_of_group_that_is_read_stands_in_the_text() -> None:
    assert {entry.functional_id for entry in entries()} <= set(envelope_codes("GS", 1))


@pytest.mark.parametrize(("segment", "element"), [("ISA", 2), ("GS", 8), ("ST", 1)])
def test_an_element_without_codes_has_none_to_give(segment: str, element: int) -> None:
    with pytest.raises(KeyError):
        envelope_codes(segment, element)

"""The tree of HL segments: numbers, parents and children, each wrong in its own way, and told once."""

from __future__ import annotations

import pytest

from tests.standards.x12.x12_texts import check, errors, join, lines

CLEAN = join(lines())

ONCE = {
    "the first number too high": (b"HL*1**20*1", b"HL*5**20*1", "element.level_number", 1),
    "a number in between too high": (b"HL*2*1*22*0", b"HL*7*1*22*0", "element.level_number", 1),
    "the number of a parent too high": (b"HL*3*1*22*1", b"HL*33*1*22*1", "element.level_number", 1),
    "the number of a parent twice": (b"HL*3*1*22*1", b"HL*2*1*22*1", "element.level_number", 1),
    "the last number too high": (b"HL*4*3*23*0", b"HL*5*3*23*0", "element.level_number", 1),
    "the last number twice": (b"HL*4*3*23*0", b"HL*3*3*23*0", "element.level_number", 1),
    "no number": (b"HL*4*3*23*0", b"HL**3*23*0", "element.missing", 1),
    "a number that is none": (b"HL*4*3*23*0", b"HL*X*3*23*0", "element.level_number", 1),
    "a parent that is no level": (b"HL*4*3*23*0", b"HL*4*9*23*0", "element.level_parent", 2),
    "a parent of another branch": (b"HL*4*3*23*0", b"HL*4*2*23*0", "element.level_parent", 2),
    "itself as parent": (b"HL*4*3*23*0", b"HL*4*4*23*0", "element.level_parent", 2),
    "a provider that has a parent": (b"HL*1**20*1", b"HL*1*1*20*1", "element.not_used", 2),
    "a provider said to have no subscriber": (b"HL*1**20*1", b"HL*1**20*0", "element.other_code", 4),
    "a patient said to have children": (b"HL*4*3*23*0", b"HL*4*3*23*1", "element.other_code", 4),
    "a subscriber said to have patients, without one": (b"HL*2*1*22*0", b"HL*2*1*22*1", "element.level_child", 4),
    "an unknown kind of level": (b"HL*4*3*23*0", b"HL*4*3*99*0", "element.bad_code", 3),
}


@pytest.mark.parametrize("what", ONCE)
def test_a_fault_of_the_tree_is_told_once_at_its_element_and_kills_the_set(what: str) -> None:
    old, new, rule, element = ONCE[what]
    (found,) = errors(CLEAN.replace(old, new))
    assert (found.rule, found.place.segment_id, found.place.element) == (rule, "HL", element)
    assert found.unit == "set"
    assert check(CLEAN.replace(old, new)).sets[0].verdict == "rejected"


def test_a_gap_in_the_numbers_is_told_where_it_opens() -> None:
    data = CLEAN.replace(b"HL*3*1*22*1", b"HL*5*1*22*1").replace(b"HL*4*3*23*0", b"HL*6*5*23*0")
    (found,) = errors(data)
    assert (found.found, found.expected) == ("5", "3")


def test_numbers_that_begin_at_two_are_told_at_the_first() -> None:
    data = CLEAN
    for old, new in (
        (b"HL*4*3*", b"HL*5*4*"),
        (b"HL*3*1*", b"HL*4*2*"),
        (b"HL*2*1*", b"HL*3*2*"),
        (b"HL*1**", b"HL*2**"),
    ):
        data = data.replace(old, new)
    (found,) = errors(data)
    assert (found.place.loop, found.found, found.expected) == ("2000A", "2", "1")


def test_the_words_say_what_is_there_and_what_was_due() -> None:
    (found,) = errors(CLEAN.replace(b"HL*4*3*23*0", b"HL*4*2*23*0"))
    assert found.what == "HL02 is 2"
    assert found.why == "The level above it is number 3"
    assert dict(found.answer) == {"IK304": "8", "IK402": "734", "IK403": "I12"}

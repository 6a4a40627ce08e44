"""The tree of HL segments: numbers, parents and children, each wrong in its own way, and told once."""

from __future__ import annotations

import re

import pytest

from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from tests.standards.x12.x12_texts import check, check_guide, counted, errors, join, lines

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


INQUIRY = """
GS*HS*SUBMITTER*CLEARLANE*20261124*0930*101*X*005010X279A1
ST*270*0001*005010X279A1
BHT*0022*13*ASK1*20261124*0930
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR
HL*2*1*21*1
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
HL*3*2*22*0
NM1*IL*1*DOE*JANE****MI*W1
DMG*D8*19800229*F
EQ*30
HL*4*2*22*1
NM1*IL*1*ROE*MARK****MI*W2
HL*5*4*23*0
NM1*03*1*ROE*TIM
DMG*D8*20150301*M
EQ*30
SE*17*0001
GE*1*101
IEA*1*000000101
"""


def told(segments: list[str]) -> list[tuple[str, str]]:
    found = check_guide(join(counted(segments))).findings
    return [(one.rule, str(one.place)) for one in found if one.unit]


def test_a_name_that_is_one_too_many_for_its_level_begins_the_next_of_which_the_level_segment_is_lost() -> None:
    asked = lines(INQUIRY)
    assert told(asked) == []
    asked.remove("HL*4*2*22*1")
    assert told(asked) == [("segment.missing_segment", "2000C HL")]


def test_a_name_that_stands_twice_in_its_level_begins_no_other() -> None:
    asked = lines(INQUIRY)
    at = asked.index("NM1*IL*1*DOE*JANE****MI*W1")
    assert told([*asked[:at], asked[at], *asked[at:]]) == [("segment.repeated_segment", "2100C NM1")]


def test_a_name_behind_the_levels_of_its_level_begins_the_next_though_there_might_be_more_of_them() -> None:
    order = GuideOrder(kind="277ca", seed=2, units=2, density=0.1)
    answered = [one.strip() for one in from_guide(order).decode().split("~")[:-1]]
    provider = [one for one in answered if one.startswith("HL*") and one.split("*")[3] == "19"][1]
    answered.remove(provider)
    assert told(answered) == [("segment.missing_segment", "2000C HL")]


@pytest.mark.parametrize("kind", ["278_response", "278_notification"])
def test_a_service_whose_level_is_lost_is_not_what_its_event_has_already(kind: str) -> None:
    """In the answer the next level has a number too high; in the notification none follows, though one must."""
    order = GuideOrder(kind=kind, seed=1, units=2, density=0.05)
    reviewed = [one.strip() for one in from_guide(order).decode().split("~")[:-1]]
    reviewed.remove("HL*6*5*SS*0")
    assert told(reviewed) == [("segment.missing_segment", "2000F HL")]


def test_a_level_that_denies_the_level_beneath_it_lacks_nothing() -> None:
    clean = lines()
    denied = [one.replace("HL*3*1*22*1", "HL*3*1*22*0") for one in clean]
    assert told(denied) == [("element.level_child", "2000B HL04")]


@pytest.mark.parametrize("kind", ["276", "277", "277ca", "277_pending", "837p"])
def test_a_level_of_which_the_number_is_lost_is_told_once(kind: str) -> None:
    """What stands before its code is then its parent or its number, and neither is judged."""
    segments = [one.strip() for one in from_guide(GuideOrder(kind=kind, seed=1, units=2)).decode().split("~")[:-1]]
    levels = [at for at, one in enumerate(segments) if one.startswith("HL*") and one.split("*")[2]]
    for at in levels:
        lost = re.sub(r"^HL\*\d+", "HL", segments[at])
        assert len(told([*segments[:at], lost, *segments[at + 1 :]])) == 1, lost

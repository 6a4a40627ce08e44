"""Which element made a segment required: found where a rule declares what it reads, and only with a sure number."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.guide import Condition
from clearlane.standards.x12.library import choose, load_machine
from clearlane.standards.x12.machine import Loop
from clearlane.standards.x12.scope import Rule, Scope, reads
from clearlane.standards.x12.trigger import find_trigger, name_trigger

ENTRY = choose(version="005010X222A1", set_id="837").entry
assert ENTRY is not None
LOOPS: dict[str, Loop] = {one.id: one for one in reversed(list(load_machine(ENTRY.files).loops()))}


def rule(*places: str) -> Rule:
    """A predicate that reads these places."""

    @reads(*places)
    def declared(_: Scope) -> bool:
        return True

    return declared


def frame(loop: str, outer: Frame | None, number: int, *segments: bytes) -> Frame:
    made = Frame(LOOPS[loop], outer, number, 0)
    for one in segments:
        made.keep(one)
    return made


SUBSCRIBER = frame("2000B", None, 11, b"HL*2*1*22*0", b"SBR*P*18*******CI")
PERSON = frame("2010BA", SUBSCRIBER, 13, b"NM1*IL*1*DOE*JANE****MI*W1")
CLAIM = frame("2300", SUBSCRIBER, 18, b"CLM*A1*80***11:B:7*Y", b"REF*D9*1")

FOUND = {
    "in the loop around": (("SBR02",), PERSON, "SBR 12 2000B 2"),
    "in the loop itself, a component": (("CLM05-3",), CLAIM, "CLM 18 2300 5:3"),
    "in the first segment of the loop around": (("HL04",), CLAIM, "HL 11 2000B 4"),
    "in a segment whose id has two characters": (("N404", "NM103"), PERSON, "NM1 13 2010BA 3"),
    "the first place that has a value": (("CLM05-4", "CLM11-1", "CLM06"), CLAIM, "CLM 18 2300 6"),
}


@pytest.mark.parametrize("what", FOUND)
def test_the_trigger_is_the_first_place_with_a_value(what: str) -> None:
    places, at, expected = FOUND[what]
    pairs = dict(find_trigger(rule(*places), at))
    assert list(pairs) == ["CTX02", "CTX03", "CTX04", "CTX05"]
    assert " ".join(pairs.values()) == expected


NONE = {
    "no rule": (None, PERSON),
    "a rule that declares nothing": (lambda _: True, PERSON),
    "an element of the segment at hand": (rule("04", "11-5"), PERSON),
    "whether a segment is there": (rule("REF*G2", "REF"), CLAIM),
    "a segment that was not sent": (rule("PAT01"), CLAIM),
    "an element that was not sent": (rule("CLM20"), CLAIM),
    "an element that is empty": (rule("CLM03"), CLAIM),
    "a component that is not there": (rule("CLM05-9"), CLAIM),
}


@pytest.mark.parametrize("what", NONE)
def test_what_is_not_known_is_not_named(what: str) -> None:
    which, at = NONE[what]
    assert find_trigger(which, at) == ()


def test_a_number_is_not_told_where_something_strayed_in() -> None:
    strayed = frame("2000B", None, 11, b"HL*2*1*22*0", b"SBR*P*18")
    strayed.has_strays = True
    assert find_trigger(rule("SBR02"), strayed) == ()
    assert dict(find_trigger(rule("HL04"), strayed))["CTX03"] == "11"


BY_RULE = Condition(name="declared")
OWN = {
    "another element": (Condition(element=2, codes=("BM",)), None, 0, "2"),
    "another component of the composite": (Condition(element=1), None, 6, "6:1"),
    "the only component of a composite": (BY_RULE, rule("CLM05", "11"), 11, "11:2"),
    "several of a composite": (BY_RULE, rule("05"), 5, "5"),
    "a component that a rule reads": (BY_RULE, rule("11-1", "05-3"), 0, "5:3"),
    "an element that a rule reads": (BY_RULE, rule("04", "06"), 0, "6"),
    "nothing in the segment": (BY_RULE, rule("04", "CLM06", "REF*G2"), 0, ""),
    "a rule that declares nothing": (BY_RULE, None, 0, ""),
}


@pytest.mark.parametrize("what", OWN)
def test_what_made_an_element_required_is_named_as_its_place_in_the_segment(what: str) -> None:
    condition, which, element, expected = OWN[what]
    assert name_trigger(condition, which, b"CLM*A1*80***11:B:7*Y*****:OA".split(b"*"), element) == expected

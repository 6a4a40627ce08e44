"""Rules of elements and segments, as a table: id -> SNIP level, code of the answer, and the words for the sender.

Codes: IK403 (element 621) and IK304 (element 620), as public implementations of the 999 print them.
"""

from __future__ import annotations

from typing import NamedTuple

from clearlane.standards.x12.list_words import find_words
from clearlane.vocabulary.finding import Disposition, Finding, Place, Severity


class Rule(NamedTuple):
    """One rule: level, answer code, sentences with {name}, {found}, {expected}, {count}; is_warning: it kills nothing.

    expected: what would be right, where the place does not say it.
    """

    level: int
    code: str
    what: str
    why: str
    remedy: str
    is_warning: bool = False
    expected: str = ""


ELEMENTS: dict[str, Rule] = {
    "missing": Rule(2, "1", "{name} is missing", "The guide requires it here", "Send {name}"),
    "missing_by_note": Rule(
        1, "2", "{name} is missing", "The standard requires it beside {expected}", "Send it, or leave both out"
    ),
    "missing_by_rule": Rule(
        2, "I9", "{name} is missing", "The guide requires it in this situation: {expected}", "Send {name}"
    ),
    "not_otherwise": Rule(
        2,
        "I13",
        "{name} is sent although its situation does not hold: {expected}",
        "The guide says not to send it otherwise",
        "Leave it out",
        True,
    ),
    "not_used": Rule(2, "I10", "{name} is sent", "The guide does not use it here", "Leave it out", expected="nothing"),
    "excluded": Rule(1, "10", "{name} is sent beside {expected}", "The standard allows one of them", "Send one"),
    "too_many_elements": Rule(
        1, "3", "The segment has {count} elements", "The standard defines {expected}", "Remove what is beyond"
    ),
    "too_many_components": Rule(
        1, "13", "{name} has {count} components", "The standard defines {expected}", "Remove what is beyond"
    ),
    "too_many_repeats": Rule(
        1, "12", "{name} is repeated {count} times", "At most {expected} are allowed", "Send fewer"
    ),
    "not_repeated": Rule(1, "12", "{name} is repeated", "It may be sent once", "Send it once"),
    "too_short": Rule(1, "4", "{name} is too short", "It has at least {expected} characters", "Send the full value"),
    "too_long": Rule(1, "5", "{name} is too long", "It has at most {expected} characters", "Send a shorter value"),
    "longer_than_kept": Rule(
        2,
        "5",
        "{name} is longer than a receiver must keep",
        "A receiver need not return more than {expected} characters",
        "Send at most so many",
        True,
    ),
    "control_character": Rule(
        1,
        "6",
        "{name} holds a control character",
        "Only printable characters are allowed",
        "Remove it",
        expected="printable characters",
    ),
    "not_ascii": Rule(
        1,
        "6",
        "{name} holds a character beyond the basic and extended sets",
        "A payer may not be able to take it",
        "Write it with plain letters",
        True,
        expected="letters, digits and signs of ASCII",
    ),
    "blank": Rule(
        1,
        "6",
        "{name} holds blanks only",
        "A value has at least one other character",
        "Send it or leave it out",
        expected="a value",
    ),
    "not_a_number": Rule(
        1,
        "6",
        "{name} is no number",
        "It is digits with at most a sign and a point",
        "Send a number",
        expected="a number",
    ),
    "not_whole": Rule(
        1,
        "6",
        "{name} is no whole number",
        "It is digits with at most a sign",
        "Send a whole number",
        expected="a whole number",
    ),
    "bad_code": Rule(
        2, "7", "{name} holds a code that the guide does not know", "It allows {expected}", "Send one of these"
    ),
    "other_code": Rule(
        2, "I6", "{name} holds a code that is not used here", "The guide allows {expected}", "Send one of these"
    ),
    "bad_date": Rule(
        1, "8", "{name} is no date", "It must be a day of the calendar", "Send CCYYMMDD", expected="a date, CCYYMMDD"
    ),
    "bad_time": Rule(
        1, "9", "{name} is no time", "It must be HHMM, with seconds at most", "Send HHMM", expected="a time, HHMM"
    ),
    "bad_format": Rule(1, "8", "{name} does not have the format {expected}", "Its qualifier says so", "Send it so"),
    "off_list": Rule(
        5,
        "7",
        "{name} is no {noun}",
        "{look}",
        "{fix}",
        True,
    ),
    "trailing_separators": Rule(
        1,
        "3",
        "The segment ends with empty elements",
        "Separators at the end are left out",
        "End after the last value",
        True,
        expected="no separator at the end",
    ),
    "binary_shorter": Rule(
        1,
        "4",
        "{name} ends after {found} bytes",
        "Its length says {expected}",
        "Count the bytes of the payload as they are sent, and send all of them",
    ),
    "binary_longer": Rule(
        1,
        "5",
        "{name} goes on for {found} bytes",
        "Its length says {expected}",
        "Count the bytes of the payload as they are sent, line ends and all",
    ),
    "binary_too_long": Rule(
        1,
        "5",
        "{name} is {found} bytes long",
        "No more than {expected} bytes of one attachment are taken",
        "Send it in parts, or smaller",
    ),
    "level_number": Rule(
        1,
        "I12",
        "HL01 is {found}",
        "Levels are counted from 1: {expected} was due",
        "Number the levels one after the other",
    ),
    "level_parent": Rule(
        1, "I12", "HL02 is {found}", "The level above it is number {expected}", "Name the level to which it belongs"
    ),
    "level_child": Rule(
        1, "7", "HL04 is {found}", "It says whether levels beneath follow, and {expected}", "Correct HL04"
    ),
}
SEGMENTS: dict[str, Rule] = {
    "unknown_segment": Rule(
        1, "1", "{found} is no segment of the standard", "Its name is not known", "Remove or correct it"
    ),
    "foreign_segment": Rule(
        2, "6", "{name} ({found}) does not belong to this transaction set", "The guide has no place for it", "Remove it"
    ),
    "unexpected_segment": Rule(
        2,
        "2",
        "{name} ({found}) is in the wrong place",
        "The guide has no place for it here",
        "Remove or move it",
    ),
    "missing_segment": Rule(2, "3", "{name} is missing", "The guide requires it here", "Send it"),
    "missing_loop": Rule(2, "I7", "{name} is missing", "The guide requires this part here", "Send it"),
    "missing_segment_by_rule": Rule(
        2, "I6", "{name} is missing", "The guide requires it in this situation: {expected}", "Send it"
    ),
    "segment_not_otherwise": Rule(
        2,
        "I9",
        "{name} is sent although its situation does not hold: {expected}",
        "The guide says not to send it otherwise",
        "Leave it out",
        True,
    ),
    "late_segment": Rule(1, "7", "{name} comes too late", "The standard fixes the order", "Send it earlier"),
    "too_many_segments": Rule(2, "5", "{name} comes too often", "It may come {expected} times", "Send fewer"),
    "too_many_loops": Rule(2, "4", "{name} comes too often", "It may come {expected} times", "Send fewer"),
    "more_than_usual": Rule(
        2, "5", "{name} comes more often than receivers must take", "They must take {expected}", "Send fewer", True
    ),
    "too_many_faults": Rule(
        1,
        "8",
        "The order of segments is wrong in too many ways to go on",
        "The rest of the set was not read",
        "Check that the file is of the kind that its header says",
        expected="segments in the order of the guide",
    ),
}
CITATION = "the guide of this transaction set"


def element_finding(id: str, place: Place, *, unit: str, number: str, **words: str) -> Finding:
    """The finding of one element rule. number: the data element's, for IK402."""
    rule = ELEMENTS[id]
    if id == "off_list":
        noun, look, fix = (text.format(**words) for text in find_words(name=words["expected"]))
        words |= {"noun": noun, "look": look, "fix": fix}
    code = (("IK304", "8"), *((("IK402", number),) if number.isdigit() else ()), ("IK403", rule.code))
    return _finding("element", id, rule, place, unit, () if rule.is_warning else code, words)


def segment_finding(id: str, place: Place, *, unit: str, **words: str) -> Finding:
    """The finding of one segment rule."""
    rule = SEGMENTS[id]
    return _finding("segment", id, rule, place, unit, () if rule.is_warning else (("IK304", rule.code),), words)


def _finding(
    kind: str,
    id: str,
    rule: Rule,
    place: Place,
    unit: str,
    answer: tuple[tuple[str, str], ...],
    words: dict[str, str],
) -> Finding:
    return Finding(
        rule=f"{kind}.{id}",
        level=rule.level,
        severity=Severity.WARNING if rule.is_warning else Severity.ERROR,
        disposition=Disposition.WARN if rule.is_warning else Disposition.REJECT,
        place=place,
        what=rule.what.format(**words),
        why=rule.why.format(**words),
        remedy=rule.remedy.format(**words),
        citation=words.get("citation", CITATION),
        found=words.get("found", ""),
        expected=words.get("expected") or rule.expected,
        unit="" if rule.is_warning else unit,
        answer=answer,
    )

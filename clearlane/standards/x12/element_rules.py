"""Rules of elements and segments, as a table: id -> SNIP level, code of the answer, and the words for the sender.

Codes: IK403 (element 621) and IK304 (element 620), as public implementations of the 999 print them.
"""

from __future__ import annotations

from typing import NamedTuple

from clearlane.standards.x12.further_words import further_words
from clearlane.standards.x12.number_of_name import verbs_for
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
    "missing": Rule(2, "1", "{name} {is} missing", "The guide requires it here", "Send {name}"),
    "missing_by_note": Rule(
        1,
        "2",
        "{name} {is} missing",
        "The standard requires it beside {expected}",
        "Send {name}, or leave out {expected}, too",
    ),
    "none_sent": Rule(
        1,
        "2",
        "{name} {is} missing, and nothing is sent in its place",
        "The standard requires one of {expected}",
        "Send one of {expected}",
    ),
    "missing_by_rule": Rule(
        2,
        "I9",
        "{name} {is} missing",
        "The guide requires it in this situation: {expected}",
        "Send {name}, or correct what says that the situation is given",
    ),
    "not_otherwise": Rule(
        2,
        "I13",
        "{name} {is} sent although its situation does not hold: {expected}",
        "The guide says not to send it otherwise",
        "Leave out {name}, or correct what says that the situation is not given",
        True,
    ),
    "not_used": Rule(
        2, "I10", "{name} {is} sent", "The guide does not use it here", "Leave out {name}", expected="nothing"
    ),
    "excluded": Rule(
        1,
        "10",
        "{name} {is} sent beside {expected}",
        "The standard allows one of them",
        "Leave out {name} or {expected}",
    ),
    "no_elements": Rule(
        1,
        "1",
        "The segment has no elements",
        "A name alone says nothing",
        "Send the segment with its elements, or leave it out",
        expected="its elements",
    ),
    "too_many_elements": Rule(
        1,
        "3",
        "The segment has {count} elements",
        "The standard defines {expected}",
        "Remove the elements behind the first {expected}",
    ),
    "too_many_components": Rule(
        1,
        "13",
        "{name} has {count} components",
        "The standard defines {expected}",
        "Remove the components behind the first {expected}",
    ),
    "too_many_repeats": Rule(
        1,
        "12",
        "{name} is repeated {count} times",
        "At most {expected} are allowed",
        "Send the first {expected}, and what is beyond in a segment of its own where the guide has one",
    ),
    "not_repeated": Rule(1, "12", "{name} is repeated", "It may be sent once", "Send {name} once"),
    "too_short": Rule(1, "4", "{name} is too short", "It has at least {expected} characters", "Send the full value"),
    "too_long": Rule(1, "5", "{name} is too long", "It has at most {expected} characters", "Send a shorter value"),
    "longer_than_kept": Rule(
        2,
        "5",
        "{name} is longer than a receiver must keep",
        "A receiver need not return more than {expected} characters",
        "Send at most {expected} characters",
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
    "line_end": Rule(
        1,
        "6",
        "A line ends within {name}, where the segment has no terminator",
        "A segment ends with the terminator that the ISA declares, not with its line",
        "Put the terminator at the end of the line",
        expected="the terminator before the line end",
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
    "blank_at_end": Rule(
        1,
        "6",
        "{name} ends with a blank",
        "Blanks behind a value are left out, and who compares it may find another one",
        "Send the value without the blanks at its end",
        True,
        expected="no blank at the end",
    ),
    "not_a_number": Rule(
        1,
        "6",
        "{name} is no number",
        "{wrong}",
        "Send digits, with a minus sign before and a point among them where they are due",
        expected="a number",
    ),
    "not_whole": Rule(
        1,
        "6",
        "{name} is no whole number",
        "{wrong}",
        "Send digits, with a minus sign before them where one is due",
        expected="a whole number",
    ),
    "bad_code": Rule(
        2, "7", "{name} holds a code that the guide does not know", "It allows {expected}", "Send a code of these"
    ),
    "other_code": Rule(
        2, "I6", "{name} holds a code that is not used here", "The guide allows {expected}", "Send a code of these"
    ),
    "bad_date": Rule(
        1, "8", "{name} is no date", "{wrong}", "Send a day of the calendar, CCYYMMDD", expected="a date, CCYYMMDD"
    ),
    "bad_time": Rule(1, "9", "{name} is no time", "{wrong}", "Send HHMM, of 24 hours", expected="a time, HHMM"),
    "bad_format": Rule(
        1, "8", "{name} does not have the format {form}", "{wrong}", "Send {expected}, or correct the qualifier {form}"
    ),
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
        "The {whole} ends with empty {parts}",
        "Separators at the end are left out",
        "Let what ends the {whole} follow the last value",
        True,
        expected="no separator at the end",
    ),
    "terminator_lost": Rule(
        1,
        "3",
        "{name} runs into the {found} that follows it",
        "The terminator between the two segments is lost",
        "End this segment before {found}",
    ),
    "separator_doubled": Rule(
        1,
        "3",
        "An element separator stands twice before {name}",
        "All that follows stands one place too far back",
        "Take out the empty element there",
        expected="one separator",
    ),
    "value_doubled": Rule(
        1,
        "3",
        "{name} is the value before it once more",
        "All that follows stands one place too far back",
        "Take out the second",
        expected="the value once",
    ),
    "separator_lost": Rule(
        1,
        "1",
        "An element separator is lost at {name}",
        "All that follows stands one place too far ahead",
        "Put it back: what is empty between two others keeps its separator",
        expected="one separator more",
    ),
    "separator_slip": Rule(
        1,
        "6",
        "A separator is not where it should be: {found} at {name}",
        "With one separator changed nothing is wrong with the segment",
        "Send {expected}",
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
        1, "7", "HL04 is {found}", "It says whether levels beneath follow, and {follows}", "Send {expected} in HL04"
    ),
}
SEGMENTS: dict[str, Rule] = {
    "unknown_segment": Rule(1, "1", "{found} is no segment of the standard", "{wrong}", "{fix}"),
    "foreign_segment": Rule(
        2,
        "6",
        "{name} ({found}) does not belong to this transaction set",
        "{wrong}",
        "{fix}",
    ),
    "unexpected_segment": Rule(
        2,
        "2",
        "{name} ({found}) is in the wrong place",
        "The guide has no place for it here",
        "Remove {found}, or move it: here come {expected}",
    ),
    "repeated_segment": Rule(
        2,
        "2",
        "{found} stands twice, one right behind the other",
        "The second says nothing new",
        "Leave out this {found}",
    ),
    "missing_segment": Rule(2, "3", "{name} {is} missing", "The guide requires it here", "Send {expected}"),
    "missing_loop": Rule(2, "I7", "{name} {is} missing", "The guide requires this part here", "Send {expected}"),
    "missing_segment_by_rule": Rule(
        2,
        "I6",
        "{name} {is} missing",
        "The guide requires it in this situation: {expected}",
        "Send {wanted}, or correct what says that the situation is given",
    ),
    "segment_not_otherwise": Rule(
        2,
        "I9",
        "{name} {is} sent although its situation does not hold: {expected}",
        "The guide says not to send it otherwise",
        "Leave out this {found}, or correct what says that the situation is not given",
        True,
    ),
    "late_segment": Rule(
        1, "7", "{name} {comes} too late", "The guide fixes the order of segments", "Send this {found} {expected}"
    ),
    "too_many_segments": Rule(
        2,
        "5",
        "{name} {comes} too often",
        "It may come {expected}",
        "Leave out this {found}, or join it with the others",
    ),
    "too_many_loops": Rule(
        2,
        "4",
        "{name} {comes} too often",
        "It may come {expected}",
        "Leave out what this {found} begins, or send it elsewhere",
    ),
    "more_than_usual": Rule(
        2,
        "5",
        "{name} {comes} more often than receivers must take",
        "They must take {expected}",
        "Send no more than {expected}",
        True,
    ),
    "too_many_faults": Rule(
        1,
        "8",
        "Too much is wrong in this set, or in those before it, to go on",
        "The rest of it was not read: nobody mends so many faults one by one",
        "Mend what was told and send it again; check that the file is of the kind that its header says",
        expected="segments in the order of the guide",
    ),
    "told_often": Rule(
        1,
        "8",
        "{name} was told {count} times in this set, and is not told again",
        "Most likely the program that wrote the file does so everywhere",
        "Have the program mended: the file is read all the same",
        True,
    ),
}
CITATION = "the guide of this transaction set"


def element_finding(id: str, place: Place, *, unit: str, number: str, **words: str) -> Finding:
    """The finding of one element rule. number: the data element's, for IK402."""
    rule = ELEMENTS[id]
    words |= further_words(id, place, words)
    code = (("IK304", "8"), *((("IK402", number),) if number.isdigit() else ()), ("IK403", rule.code))
    return _finding("element", id, rule, place, unit, () if rule.is_warning else code, words)


def segment_finding(id: str, place: Place, *, unit: str, **words: str) -> Finding:
    """The finding of one segment rule."""
    rule = SEGMENTS[id]
    words |= further_words(id, place, words)
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
    words = verbs_for(words.get("name", "")) | words
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

"""Rules of the envelope, as a table: id -> what it kills, how the answer names it, the words for the sender.

Sources: X12 TA1 note codes (I18), AK905 (716), IK502 (618), as public implementations print them.
"""

from __future__ import annotations

from typing import NamedTuple

from clearlane.vocabulary.finding import Disposition, Finding, Place, Severity

LEVEL = 1


class Rule(NamedTuple):
    """One rule: the unit that dies ("" none), the code of the answer, and three sentences with {found}, {expected}."""

    unit: str
    answer: tuple[tuple[str, str], ...]
    what: str
    why: str
    remedy: str
    severity: Severity = Severity.ERROR
    disposition: Disposition = Disposition.REJECT
    expected: str = ""
    """What would be right, where the place does not say it."""


def _ta1(code: str, what: str, why: str, remedy: str, expected: str = "") -> Rule:
    return Rule("interchange", (("TA1", code),), what, why, remedy, expected=expected)


def _group(code: str, what: str, why: str, remedy: str, expected: str = "") -> Rule:
    return Rule("group", (("AK905", code),), what, why, remedy, expected=expected)


def _set(code: str, what: str, why: str, remedy: str, expected: str = "") -> Rule:
    return Rule("set", (("IK502", code),), what, why, remedy, expected=expected)


def _answer(what: str, why: str, remedy: str) -> Rule:
    """Of a TA1: it is not accepted, and yet it kills nothing beside it and is answered by nothing."""
    return Rule("", (), what, why, remedy)


def _warning(what: str, why: str, remedy: str, expected: str = "") -> Rule:
    return Rule("", (), what, why, remedy, Severity.WARNING, Disposition.WARN, expected)


_CUT = "What follows may have been lost on the way"
_RUNS_ON = (
    "The {found} stands within the {element} before it",
    "The terminator between the two is lost",
    "End the {element} before {found}",
    "the terminator before the next segment",
)
_RESEND = "Write the file again and send it whole"

RULES: dict[str, Rule] = {
    "no_isa": Rule(
        "",
        (),
        "No interchange header (ISA) was found{kind}",
        "Without it nothing in the file can be read as X12",
        "{remedy}",
        expected="ISA",
    ),
    "unreadable_isa": Rule(
        "",
        (),
        "The ISA segment cannot be read: it is cut off or its elements do not stand where they must",
        "Every delimiter is taken from its fixed positions",
        "Write the ISA with its fixed widths, 106 characters in all",
        expected="an ISA of 106 characters",
    ),
    "garbage": Rule(
        "",
        (),
        "{length} bytes stand outside any interchange",
        "They belong to no ISA..IEA and cannot be read",
        "Remove them, or give them their interchange header",
        expected="ISA",
    ),
    "byte_order_mark": _warning(
        "The file begins with a byte order mark",
        "X12 files are plain characters",
        "Save the file without a byte order mark",
        expected="ISA",
    ),
    "isa_width": _ta1(
        "022",
        "The ISA is {found} characters long and its elements do not have their fixed widths",
        "An ISA has exactly 106 characters",
        "Pad each ISA element with blanks to its width",
        expected="106 characters",
    ),
    "isa_wrapped": _ta1(
        "022",
        "A line ends within the ISA: the file is cut into lines, the first of {found} characters",
        "A line end is part of the value in which it stands, so that nothing in the file can be relied on",
        "Send the file without line ends, or with one behind each segment only",
        expected="no line end within a segment",
    ),
    "delimiters_clash": _ta1(
        "026",
        "The ISA declares the same character for two delimiters, or a letter, digit or blank",
        "Segments and elements cannot be told apart",
        "Choose four different delimiters that occur in no value",
        expected="four different characters, no letter, digit or blank",
    ),
    "isa_component": _ta1(
        "027",
        "ISA16 declares {found} as component separator, but the file parts its composites by {expected}",
        "Receivers go by the ISA, and would take each composite for one value",
        "Declare {expected} in ISA16, or write the composites with {found}",
    ),
    "isa_repetition": _warning(
        "ISA11 holds {found}, which is no repetition separator",
        "Since version 00402 ISA11 is a delimiter",
        "Write a character there that occurs in no value, such as ^",
        expected="a character that occurs in no value, such as ^",
    ),
    "isa_version": _warning(
        "ISA12 is {found}, but the group in it is of version 005010 or later",
        "An interchange of 00401 has no repetition separator, so that what a set repeats cannot be read",
        "Write 00501 in ISA12, and a repetition separator such as ^ in ISA11",
        expected="00501",
    ),
    "isa_value": _ta1(
        "022", "{element} holds {found}", "The interchange standard allows {expected}", "Correct {element}"
    ),
    "iea_missing": _ta1("023", "The interchange ends without its trailer (IEA)", _CUT, _RESEND, expected="IEA"),
    "iea_unterminated": _warning(
        "The file ends with its IEA, but the terminator behind it is missing",
        "All that the trailer counts was received",
        "Write {expected} behind the last segment, too",
    ),
    "unterminated": _ta1("024", *_RUNS_ON),
    "separator_doubled": _ta1(
        "024",
        "{element} stands twice, or the separator before it",
        "All that follows stands one place too far back",
        "Take out the one too many",
        expected="it once",
    ),
    "trailer_mistyped": _ta1(
        "024", "{found} is no segment", "It says what {expected} has to say here", "Write {expected}"
    ),
    "separator_lost": _ta1(
        "024",
        "An element separator is lost at {element}",
        "All that follows stands one place too far ahead",
        "Put it back: each element has its own place",
        expected="one separator more",
    ),
    "set_unterminated": _set("5", *_RUNS_ON),
    "cut_off": _ta1(
        "023", "The file ends in the middle of the interchange: {where}, at byte {byte}", _CUT, _RESEND, expected="IEA"
    ),
    "too_many_faults": _ta1(
        "024",
        "Too much is wrong in so few bytes: the file was read no further than byte {byte}",
        "Nobody mends so many faults one by one, and the rest is most likely as the beginning",
        "Mend what was told, see that the file is what its header says, and send all of it again",
        expected="fewer faults",
    ),
    "iea_control": _ta1(
        "001",
        "IEA02 is {found}, ISA13 is {expected}",
        "Header and trailer must carry the same control number",
        "Give both the same number",
    ),
    "iea_count": _ta1(
        "021",
        "IEA01 says {found}, but {came} received",
        "{loss}",
        "Count the groups anew and send the interchange again",
    ),
    "stray": _ta1(
        "024",
        "Segment {found} stands where no segment of its kind may stand",
        "Between ISA, GS, ST and their trailers only these are allowed",
        "Remove the segment or give it its envelope",
        expected="a segment of the envelope in its place",
    ),
    "gs_missing": _ta1(
        "024",
        "A transaction set begins outside of any group: its GS is missing",
        "The group says what kind of sets it holds, and by which guide",
        "Put a GS before this ST",
        expected="GS",
    ),
    "st_missing": _ta1(
        "024",
        "Segment {found} stands in a group but in no set: no ST stands before it",
        "Between GS and GE each segment belongs to a set",
        "Put an ST before the first segment of the set, or remove what belongs to none",
        expected="ST",
    ),
    "empty_segment": _warning(
        "A segment is empty: nothing but blanks stands before its terminator",
        "It says nothing; other receivers refuse it, and this is told once an interchange",
        "Remove what stands between the two terminators",
        expected="no empty segment",
    ),
    "indented": _ta1(
        "024",
        "Blanks stand before segment {found}",
        "A blank stands beside its name: so nobody knows the segment, and what it would open is not read",
        "Begin each segment with its name, without blanks before it",
        expected="a name without blanks",
    ),
    "segment_too_long": _ta1(
        "024",
        "A segment is {found} bytes long",
        "No segment can be so long: a terminator seems to be missing",
        "Check the segment terminator and send the file again",
        expected="a segment terminator",
    ),
    "ta1_value": _answer(
        "{element} holds {found}", "The interchange standard allows {expected}", "Correct {element} and answer again"
    ),
    "ta1_elements": _answer(
        "A TA1 has {found} elements", "The interchange standard gives it {expected}", "Remove what follows the last"
    ),
    "ta1_note": _warning(
        "TA104 is {found}, but the note beside it (TA105) is {element}",
        "Note 000 says that nothing was wrong, which goes with A and with nothing else",
        "Ask who answered which of both is true: beside {element} expected is {expected}",
    ),
    "set_later": _warning(
        "The set is said to be made on {found} ({element}), but its group was sent on {expected} (GS04)",
        "What stands in a set is judged by the day on which it was made",
        "Correct {element}, or the day of the group",
    ),
    "no_group": _ta1(
        "022",
        "The interchange holds neither a functional group nor a TA1",
        "There is nothing in it to answer",
        "Send at least one group",
        expected="GS or TA1",
    ),
    "isa13_repeated": _warning(
        "ISA13 {found} was used by an earlier interchange of this file",
        "Control numbers tell interchanges apart",
        "Give each interchange its own number",
        expected="a number of its own",
    ),
    "gs_functional_id": _group(
        "1",
        "GS01 is {found}, the version in GS08 belongs to {expected}",
        "The functional group is named wrongly",
        "Correct GS01 or GS08",
    ),
    "gs_version": Rule(
        "group",
        (("AK905", "2"),),
        "Version {found} is not supported",
        "No guide for it is installed",
        "Send it in a version that is taken here: {expected}",
        Severity.ERROR,
        Disposition.HOLD,
    ),
    "group_empty": _warning(
        "The group holds {found}",
        "A group is there for its sets, and one without any says nothing",
        "Leave the group out, or send what belongs in it",
        expected="at least one set (ST to SE)",
    ),
    "elements": _warning(
        "The {element} has {found} elements",
        "The standard gives it {expected}, and other receivers refuse more",
        "Remove what follows the last",
    ),
    "trailing_separators": _warning(
        "The {element} ends with empty elements",
        "Separators at the end are left out",
        "Let the terminator follow the last value",
        expected="no separator at the end",
    ),
    "gs_control": _group(
        "6",
        "GS06 is {found}",
        "A group control number has one to nine digits",
        "Correct GS06",
        expected="one to nine digits",
    ),
    "gs_value": _warning("{element} holds {found}", "The standard allows {expected}", "Correct {element}"),
    "ge_missing": _group("3", "The group ends without its trailer (GE)", _CUT, _RESEND, expected="GE"),
    "ge_control": _group(
        "4",
        "GE02 is {found}, GS06 is {expected}",
        "Header and trailer must carry the same control number",
        "Give both the same number",
    ),
    "ge_count": _group(
        "5",
        "GE01 says {found}, but {came} received",
        "{loss}",
        "Count the sets anew and send the group again",
    ),
    "gs_twice": _group(
        "19",
        "The header (GS) of group {found} stands twice",
        "A group begins once, and each has its own number",
        "Leave one of the two out",
    ),
    "gs06_repeated": _group(
        "19",
        "GS06 {found} was used by an earlier group of this interchange",
        "Control numbers tell groups apart",
        "Give each group its own number",
        expected="a number of its own",
    ),
    "st_set_id": _set(
        "6",
        "ST01 is {found}",
        "A group of this version holds {expected}",
        "Correct ST01, or send the set in a group of its own kind",
    ),
    "st_not_taken": _set(
        "1",
        "Transaction set {found} is not supported",
        "No guide for it is installed, of any version",
        "Leave it out; this group takes {expected}",
    ),
    "st_version": _set(
        "19",
        "ST03 is {found}, GS08 is {expected}",
        "Both name the guide and must agree",
        "Give ST03 the version of GS08",
    ),
    "st_other_guide": _set(
        "19",
        "The set says that it is written by the guide {found}, but it is written by {expected}",
        "Its segments are those of another kind of transaction, and are read as these",
        "Send it as {expected} in GS08 and ST03",
    ),
    "st_unsupported": Rule(
        "set",
        (("IK502", "I6"),),
        "Version {found} of this transaction set is not supported",
        "No guide for it is installed",
        "Send it in a version that is taken here: {expected}",
        Severity.ERROR,
        Disposition.HOLD,
    ),
    "st_twice": _set(
        "23",
        "The header (ST) of set {found} stands twice",
        "A set begins once, and each has its own number",
        "Leave one of the two out",
    ),
    "st02_repeated": _set(
        "23",
        "ST02 {found} was used by an earlier set of this group",
        "Control numbers tell sets apart",
        "Give each set its own number",
        expected="a number of its own",
    ),
    "se_missing": _set("2", "The transaction set ends without its trailer (SE)", _CUT, _RESEND, expected="SE"),
    "se_control": _set(
        "3",
        "SE02 is {found}, ST02 is {expected}",
        "Header and trailer must carry the same control number",
        "Give both the same number",
    ),
    "se_count": _set(
        "4",
        "SE01 says {found}, but {came} received",
        "{loss}",
        "Count the segments anew, ST and SE included",
    ),
}


def finding(name: str, place: Place, *, answer: tuple[tuple[str, str], ...] = (), **words: str) -> Finding:
    """The finding of one envelope rule at one place; words fill its sentences, `answer` overrides its code."""
    rule = RULES[name]
    return Finding(
        rule=f"envelope.{name}",
        level=LEVEL,
        severity=rule.severity,
        disposition=rule.disposition,
        place=place,
        what=rule.what.format(**words),
        why=rule.why.format(**words),
        remedy=rule.remedy.format(**words),
        citation="X12 interchange control structures",
        found=words.get("found", ""),
        expected=words.get("expected") or rule.expected,
        unit=rule.unit,
        answer=answer or rule.answer,
    )

"""Values of ISA, TA1 and GS: what each element may hold, as tables, and which code of the answer names it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from clearlane.standards.x12.delimiters import ISA_LENGTH, Delimiters, Isa
from clearlane.standards.x12.envelope_guide import envelope_codes
from clearlane.standards.x12.envelope_rules import finding
from clearlane.standards.x12.text import encode
from clearlane.standards.x12.values import fits_format
from clearlane.vocabulary.finding import Finding, Place


def _codes(segment_id: str, element: int) -> str:
    """The codes of an element of the envelope as a pattern."""
    return "|".join(envelope_codes(segment_id, element))


QUALIFIERS = _codes("ISA", 5)
ISA_VALUES: tuple[tuple[int, str, str, str], ...] = (
    (1, _codes("ISA", 1), "010", "00 or 03"),
    (3, _codes("ISA", 3), "012", "00 or 01"),
    (5, QUALIFIERS, "005", "a qualifier such as ZZ, 30 or 01"),
    (6, ".*[^ ].*", "006", "the sender's id"),
    (7, _codes("ISA", 7), "007", "a qualifier such as ZZ, 30 or 01"),
    (8, ".*[^ ].*", "008", "the receiver's id"),
    (9, "[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])", "014", "a date YYMMDD"),
    (10, "([01][0-9]|2[0-3])[0-5][0-9]", "015", "a time HHMM"),
    (12, _codes("ISA", 12), "017", "00501"),
    (13, "[0-9]{9}", "018", "nine digits"),
    (14, _codes("ISA", 14), "019", "0 or 1"),
    (15, _codes("ISA", 15), "020", "P or T"),
)
"""Element, what it must match, its TA1 note code, the same in words."""
GS_VALUES: tuple[tuple[int, str, str], ...] = (
    (2, ".{2,15}", "two to fifteen characters"),
    (3, ".{2,15}", "two to fifteen characters"),
    (4, "[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])", "a date CCYYMMDD"),
    (5, "([01][0-9]|2[0-3])[0-5][0-9]([0-5][0-9]([0-9]{1,2})?)?", "a time HHMM, HHMMSS or HHMMSSDD"),
    (7, _codes("GS", 7), "X"),
)
_VERDICTS = envelope_codes("TA1", 4)
_ACCEPTED, _NO_ERROR = "A", "000"
TA1_VALUES: tuple[tuple[int, Callable[[str], bool], str], ...] = (
    (1, lambda text: re.fullmatch("[0-9]{9}", text) is not None, "nine digits, the ISA13 that is answered"),
    (2, lambda text: fits_format(encode(text), b"D6"), "a date YYMMDD that stands in the calendar"),
    (3, lambda text: fits_format(encode(text), b"TM"), "a time HHMM"),
    (4, _VERDICTS.__contains__, "A, E or R"),
    (5, envelope_codes("TA1", 5).__contains__, "a note code such as 000 or 023"),
)
"""Element, whether it may hold a text, the same in words."""
LENGTHS = {"GS": 8, "GE": 2, "IEA": 2}
"""How many elements each has."""
_OLDER = "00401"
_FIRST_OF_NEWER = "005010"
WITH_REPETITION = frozenset(envelope_codes("ISA", 12)) - {_OLDER}
_ISA = tuple((n, re.compile(pattern, re.DOTALL), code, words) for n, pattern, code, words in ISA_VALUES)
_GS = tuple((n, re.compile(pattern, re.DOTALL), words) for n, pattern, words in GS_VALUES)
GS_CONTROL = "[0-9]{1,9}"


def is_qualifier(text: str) -> bool:
    """Whether ISA05 and ISA07 may hold this text."""
    return re.fullmatch(QUALIFIERS, text) is not None


def is_older_envelope(isa12: str, version: str) -> bool:
    """Whether an interchange is of the release before the one that goes with a group's version (GS08)."""
    return isa12 == _OLDER and version >= _FIRST_OF_NEWER


def isa_findings(isa: Isa, elements: tuple[str, ...], offset: int) -> Iterator[Finding]:
    """What is wrong with an ISA. Where its delimiters or its widths are wrong, nothing is said of its values."""
    place = Place(offset, None, "ISA")
    if isa.delimiters.clashes():
        code = _clash_code(isa.delimiters)
        yield finding("delimiters_clash", place, found=isa.delimiters.as_words(), answer=(("TA1", code),))
        return
    if isa.is_wrapped:
        yield finding("isa_wrapped", place, found=str(isa.raw.find(b"\n")))
        return
    if not isa.is_fixed:
        yield finding("isa_width", place, found=str(len(isa.raw)), expected=str(ISA_LENGTH))
        return
    if elements[11] in WITH_REPETITION and not isa.delimiters.repetition:
        yield finding("isa_repetition", Place(offset, None, "ISA", element=11), found=elements[10])
    for n, pattern, code, words in _ISA:
        if not pattern.fullmatch(elements[n - 1]):
            at, name = Place(offset, None, "ISA", element=n), f"ISA{n:02d}"
            found = elements[n - 1].strip() or "nothing"
            yield finding("isa_value", at, answer=(("TA1", code),), element=name, found=found, expected=words)


def _clash_code(delimiters: Delimiters) -> str:
    """Which of the delimiters cannot be one, as a TA1 names it: the component separator, the terminator, else 026."""
    others = (delimiters.element, delimiters.repetition)
    for one, beside, code in (
        (delimiters.component, (*others, delimiters.segment), "027"),
        (delimiters.segment, others, "004"),
    ):
        if one in beside or one.isalnum() or one == b" ":
            return code
    return "026"


def length_findings(elements: tuple[str, ...], offset: int) -> Iterator[Finding]:
    """Elements of GS, GE or IEA beyond those that the standard gives it, or separators behind the last of them."""
    id, most = elements[0], LENGTHS[elements[0]]
    if any(elements[most + 1 :]):
        place = Place(offset, None, id, element=most + 1)
        yield finding("elements", place, element=id, found=str(len(elements) - 1), expected=str(most))
    elif len(elements) > 1 and not elements[-1]:
        place = Place(offset, None, id, element=len(elements) - 1)
        yield finding("trailing_separators", place, element=id)


def ta1_findings(elements: tuple[str, ...], offset: int) -> Iterator[Finding]:
    """What is wrong with a TA1, an answer that is never answered itself: its five elements, and what follows them."""
    for n, may_hold, words in TA1_VALUES:
        text = elements[n] if n < len(elements) else ""
        if not may_hold(text):
            place, found = Place(offset, None, "TA1", element=n), text.strip()[:40] or "nothing"
            yield finding("ta1_value", place, element=f"TA1{n:02d}", found=found, expected=words)
        elif n == len(TA1_VALUES):
            yield from _contradicted(elements[n - 1], text, offset)
    most = len(TA1_VALUES)
    if any(elements[most + 1 :]):
        place = Place(offset, None, "TA1", element=most + 1)
        yield finding("ta1_elements", place, found=str(len(elements) - 1), expected=str(most))


def _contradicted(verdict: str, note: str, offset: int) -> Iterator[Finding]:
    """An interchange is accepted (TA104) with the note that nothing was wrong (TA105), and with no other."""
    if verdict in _VERDICTS and (verdict == _ACCEPTED) != (note == _NO_ERROR):
        place, expected = Place(offset, None, "TA1", element=4), "A" if note == _NO_ERROR else "E or R"
        yield finding("ta1_note", place, found=verdict, element=note, expected=expected)


def gs_findings(elements: tuple[str, ...], offset: int) -> Iterator[Finding]:
    """What is wrong with the values of a GS; its version is judged with the sets."""
    for n, pattern, words in _GS:
        if not pattern.fullmatch(elements[n]):
            place = Place(offset, None, "GS", element=n)
            yield finding("gs_value", place, element=f"GS{n:02d}", found=elements[n][:40] or "nothing", expected=words)
    if not re.fullmatch(GS_CONTROL, elements[6]):
        yield finding("gs_control", Place(offset, None, "GS", element=6), found=elements[6][:40] or "empty")

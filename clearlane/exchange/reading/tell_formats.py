"""What a TA1 says of an envelope and a 999 of the format, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clearlane.exchange.reading.telling import Telling
from clearlane.exchange.responses.read_999 import SegmentError, SetVerdict, read_999, read_ta1
from clearlane.vocabulary.submitted_claim import SegmentText

_ENVELOPES = {
    "A": "{who} took the envelope.",
    "E": "{who} took the envelope, and found something wrong in it{note}.",
    "R": "{who} refused the envelope and read nothing{note}.",
}
_NOTES = {
    "001": "header and trailer have different control numbers", "002": "its standard is not taken there",
    "003": "its version is not taken there", "004": "the sign that ends its segments cannot be read",
    "005": "the kind of the sender's id is wrong", "006": "the sender's id is wrong",
    "007": "the kind of the receiver's id is wrong", "008": "the receiver's id is wrong",
    "009": "the receiver's id is not known there", "010": "the kind of its access code is wrong",
    "011": "its access code is wrong", "012": "the kind of its password is wrong", "013": "its password is wrong",
    "014": "its day is none", "015": "its time is none", "016": "its standard is wrong", "017": "its version is wrong",
    "018": "its control number is wrong", "019": "it does not say right whether it wants an answer",
    "020": "it does not say right whether it is a test", "021": "it does not hold as many groups as it says",
    "022": "its build is wrong", "023": "the file ends too soon",
    "024": "something in it is no part of an interchange", "025": "its control number was used before",
    "026": "the sign between its elements is not allowed", "027": "the sign between parts of an element is not allowed",
}  # fmt: skip
"""What a TA1 notes of an envelope (TA105)."""
_GROUPS = {
    "A": "{who} could read the file.",
    "E": "{who} could read the file, and noted errors in it.",
    "P": "{who} could read a part of the file; the rest is refused.",
    "R": "{who} refused the file: its format is broken.",
}
_SETS = {
    "A": "read", "E": "read, with errors noted", "M": "refused", "R": "refused", "W": "refused", "X": "refused",
}  # fmt: skip
_OF_FORMAT = "A 999 speaks of the format alone. The word on a claim comes in a 277CA, the decision in an 835."
_SEGMENTS = {
    "1": "its name is not known", "2": "it is in the wrong place", "3": "it is missing",
    "4": "its part comes too often",
    "5": "it comes too often", "6": "it does not belong to this kind of file", "7": "it comes in the wrong order",
    "8": "something in it is wrong", "I4": "it is not used here", "I6": "it is missing in this situation",
    "I7": "its part of the file is missing", "I8": "its part of the file is wrong", "I9": "it should be left out here",
}  # fmt: skip
_ELEMENTS = {
    "1": "is missing", "2": "is missing beside another", "3": "is one too many", "4": "is too short",
    "5": "is too long", "6": "holds a character that is not allowed", "7": "holds a code that is not known",
    "8": "is no date", "9": "is no time", "10": "must not stand beside another", "12": "is repeated too often",
    "13": "has too many parts", "I6": "holds a code that is not used here", "I9": "is missing in this situation",
    "I10": "is not used", "I11": "comes too often", "I12": "does not fit what stands before",
    "I13": "should be left out here",
}  # fmt: skip


def tell_envelope(segments: Iterable[SegmentText], *, who: str) -> Telling:
    """What the TA1s among the segments of an envelope say; nothing where there are none."""
    return Telling(tuple(_envelope(one, who) for one in segments if one.id == "TA1"))


def _envelope(one: SegmentText, who: str) -> str:
    said = read_ta1(one)
    why = _NOTES.get(said.code, "it gives no reason in words")
    note = f": {why} (note {said.code})" if said.code.strip("0") else ""
    return _ENVELOPES.get(said.verdict, "{who} answered the envelope{note}.").format(who=who, note=note)


def tell_999(segments: Sequence[SegmentText], *, who: str, component: str) -> Telling:
    """The verdict on the group, on each set that it names, and each error by its segment."""
    said = read_999(segments, component=component)
    verdict = _GROUPS.get(said.verdict, "{who} answered the file.").format(who=who)
    return Telling((verdict, *(text for each in said.sets for text in _set(each))), kind=_OF_FORMAT)


def _set(one: SetVerdict) -> Iterator[str]:
    yield f"Set {one.control}: {_SETS.get(one.verdict, 'answered')} (IK501 {one.verdict})."
    yield from (_error(error, one.control) for error in one.errors)


def _error(error: SegmentError, control: str) -> str:
    why = _SEGMENTS.get(error.code, f"it has the error {error.code}")
    within = "; ".join(_element(error.segment_id, place, code) for place, code in error.elements)
    detail = f". {within}." if within else "."
    return f"Segment {error.position} of set {control}, {error.segment_id}: {why} (IK304 {error.code}){detail}"


def _element(segment: str, place: str, code: str) -> str:
    element, _, part = place.partition("-")
    name = f"{segment}{element.zfill(2)}" + (f"-{part.partition('-')[0]}" if part else "")
    return f"{name} {_ELEMENTS.get(code, f'has the error {code}')} (IK403 {code})"

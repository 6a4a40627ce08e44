"""Read a TA1 or a 999 (005010X231): what the receiver of a batch says of its envelope and its syntax."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from clearlane.vocabulary.submitted_claim import SegmentText

ACCEPTED = "A"
LONGEST_POSITION = 10
"""Digits of the longest segment position that the standard allows (IK302)."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A TA1: control number of our interchange (ISA13), its verdict A, E or R, and the note code."""

    control: str
    verdict: str
    code: str


@dataclass(frozen=True, slots=True)
class SegmentError:
    """An IK3 and its IK4s: segment id, its position in our ST (ST is 1), loop, code, and (element, code) pairs."""

    segment_id: str
    position: int
    loop: str
    code: str
    elements: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SetVerdict:
    """An AK2 loop: which ST of ours, IK501 (A, E, R and the like), IK502-506, its segment errors."""

    set_id: str
    control: str
    verdict: str
    codes: tuple[str, ...]
    errors: tuple[SegmentError, ...]


@dataclass(frozen=True, slots=True)
class GroupVerdict:
    """A 999: which GS of ours (AK101, AK102), AK901 (A, E, P, R), AK905-909, the sets that it names."""

    functional_id: str
    control: str
    verdict: str
    codes: tuple[str, ...]
    sets: tuple[SetVerdict, ...]


@dataclass(slots=True)
class _Draft:
    control: list[str] = field(default_factory=lambda: ["", ""])
    verdict: str = ""
    codes: tuple[str, ...] = ()
    sets: list[SetVerdict] = field(default_factory=list)
    errors: list[SegmentError] = field(default_factory=list)
    open_set: tuple[str, str] = ("", "")


def read_ta1(segment: SegmentText) -> Envelope:
    """The verdict in a TA1."""
    return Envelope(control=segment.element(1), verdict=segment.element(4), code=segment.element(5))


def read_999(segments: Iterable[SegmentText], *, component: str = ":") -> GroupVerdict:
    """The verdict in a 999. One without an AK9 has the empty verdict, which is no acceptance."""
    draft = _Draft()
    for segment in segments:
        take = _TAKE.get(segment.id)
        if take:
            take(draft, segment, component)
    functional_id, control = draft.control
    return GroupVerdict(functional_id, control, draft.verdict, draft.codes, tuple(draft.sets))


def _group(draft: _Draft, segment: SegmentText, component: str) -> None:
    draft.control = [segment.element(1), segment.element(2)]


def _set(draft: _Draft, segment: SegmentText, component: str) -> None:
    draft.open_set, draft.errors = (segment.element(1), segment.element(2)), []


def _segment_error(draft: _Draft, segment: SegmentText, component: str) -> None:
    position = segment.element(2)
    draft.errors.append(
        SegmentError(
            segment_id=segment.element(1),
            position=int(position) if position.isdecimal() and len(position) <= LONGEST_POSITION else 0,
            loop=segment.element(3),
            code=segment.element(4),
        )
    )


def _element_error(draft: _Draft, segment: SegmentText, component: str) -> None:
    if not draft.errors:
        return
    at = draft.errors[-1]
    named = (segment.element(1).replace(component, "-"), segment.element(3))
    draft.errors[-1] = SegmentError(at.segment_id, at.position, at.loop, at.code, (*at.elements, named))


def _set_verdict(draft: _Draft, segment: SegmentText, component: str) -> None:
    codes = tuple(code for code in segment.elements[2:7] if code)
    draft.sets.append(SetVerdict(*draft.open_set, segment.element(1), codes, tuple(draft.errors)))


def _group_verdict(draft: _Draft, segment: SegmentText, component: str) -> None:
    draft.verdict = segment.element(1)
    draft.codes = tuple(code for code in segment.elements[5:10] if code)


_TAKE = {
    "AK1": _group,
    "AK2": _set,
    "IK3": _segment_error,
    "IK4": _element_error,
    "IK5": _set_verdict,
    "AK9": _group_verdict,
}

"""Defects: changes of a clean professional claim of which each makes it wrong in exactly one way.

A claim is its segments, from CLM to the last line, in the usual delimiters and without terminators.
"""

from __future__ import annotations

from collections.abc import Callable

Segments = list[bytes]
Defect = Callable[[Segments], Segments]


def _element(id: bytes, position: int, value: bytes) -> Defect:
    """Another value for one element of the first such segment."""

    def broken(claim: Segments) -> Segments:
        at = _first(claim, id)
        parts = claim[at].split(b"*")
        parts += [b""] * (position + 1 - len(parts))
        parts[position] = value
        return [*claim[:at], b"*".join(parts), *claim[at + 1 :]]

    return broken


def _written(id: bytes, write: Callable[[Segments], Segments]) -> Defect:
    """The first such segment with other elements, its id the first of them."""

    def broken(claim: Segments) -> Segments:
        at = _first(claim, id)
        return [*claim[:at], b"*".join(write(claim[at].split(b"*"))), *claim[at + 1 :]]

    return broken


def _without(id: bytes) -> Defect:
    def broken(claim: Segments) -> Segments:
        at = _first(claim, id)
        return claim[:at] + claim[at + 1 :]

    return broken


def _behind(id: bytes, segment: bytes) -> Defect:
    """One more segment behind the first with this id."""

    def broken(claim: Segments) -> Segments:
        at = _first(claim, id) + 1
        return [*claim[:at], segment, *claim[at:]]

    return broken


def _behind_its_days(segment: bytes) -> Defect:
    """One more segment behind the CLM and the days of the claim."""

    def broken(claim: Segments) -> Segments:
        at = next(n for n, one in enumerate(claim[1:], 1) if not one.startswith(b"DTP*"))
        return [*claim[:at], segment, *claim[at:]]

    return broken


def _twice(id: bytes) -> Defect:
    def broken(claim: Segments) -> Segments:
        at = _first(claim, id)
        return [*claim[:at], claim[at], *claim[at:]]

    return broken


def _first(claim: Segments, id: bytes) -> int:
    return next(at for at, segment in enumerate(claim) if segment.startswith(id + b"*"))


DEFECTS: dict[str, Defect] = {
    "a code that is none": _element(b"CLM", 6, b"Q"),
    "a charge that is no number": _element(b"CLM", 2, b"12,50"),
    "a required element left out": _element(b"CLM", 7, b""),
    "an element that is not used": _element(b"CLM", 3, b"X"),
    "a unit that is none": _element(b"SV1", 3, b"ZZ"),
    "a quantity that is too long": _element(b"SV1", 4, b"123456789"),
    "a pointer to no number": _element(b"SV1", 7, b"A"),
    "a day that is in no calendar": _element(b"DTP*472", 3, b"20260230"),
    "a format that is none": _element(b"DTP*472", 2, b"D9"),
    "a line without its service": _without(b"SV1"),
    "a line without its day": _without(b"DTP*472"),
    "a claim without a diagnosis": _without(b"HI"),
    "a segment that nobody knows": _behind(b"HI", b"ZZZ*1*2"),
    "a segment of another set": _behind(b"HI", b"CLP*1*1*1*1"),
    "an id in small letters": _behind(b"HI", b"hcp*00*1"),
    "diagnoses twice": _twice(b"HI"),
    "a service twice": _twice(b"SV1"),
    "an amount that is too long": _behind_its_days(b"AMT*F5*1234567890123456789"),
    "two letters of an id the wrong way round": _written(b"CLM", lambda parts: [b"CML", *parts[1:]]),
    "a value twice": _written(b"CLM", lambda parts: [*parts[:2], *parts[1:]]),
    "a separator lost": _written(b"CLM", lambda parts: [*parts[:3], *parts[4:]]),
    "a separator doubled": _written(b"CLM", lambda parts: [*parts[:2], b"", *parts[2:]]),
    "a separator of the other kind": _written(b"CLM", lambda parts: [*parts[:5], *parts[5].split(b":", 1), *parts[6:]]),
    "a mark for a separator": _written(b"LX", lambda parts: [b"|".join(parts)]),
    "a control character": _behind_its_days(b"REF*EA*A\x01B"),
}

"""Where in a claim the value stands that a payer's status is about: the status names what it is, and whose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from clearlane.exchange.reading.read_segments import ReadSegment

Place = tuple[ReadSegment, int]
_Find = Callable[[Sequence[ReadSegment], str], Iterator[Place]]


def place_status(segments: Sequence[ReadSegment], status: str) -> Place | None:
    """The segment and the number of the element that ``A3:33:IL`` is about; None where the status does not say."""
    _, code, entity, *_ = (*status.split(":"), "", "")
    find = _WHERE.get(code)
    return next(find(segments, entity), None) if find else None


def _of_party(element: int, *, of: str = "") -> _Find:
    """An element of the party's own name segment; ``of`` is whose it is where the status does not say."""
    return lambda segments, entity: ((one, element) for one in _named(segments, entity or of) if _has(one, element))


def _beside_party(id: str, element: int, *, qualifiers: Sequence[str] = ()) -> _Find:
    """An element of a segment in the loop of the party."""

    def find(segments: Sequence[ReadSegment], entity: str) -> Iterator[Place]:
        loops = {name.loop for name in _named(segments, entity)}
        return ((one, element) for one in _such(segments, id, element, qualifiers) if one.loop in loops)

    return find


def _in(id: str, element: int, *qualifiers: str) -> _Find:
    """An element of the claim's only such segment; of several, as of lines, nobody knows which is meant."""

    def find(segments: Sequence[ReadSegment], entity: str) -> Iterator[Place]:
        found = _such(segments, id, element, qualifiers)
        return ((one, element) for one in found if len(found) == 1)

    return find


def _such(segments: Sequence[ReadSegment], id: str, element: int, qualifiers: Sequence[str]) -> list[ReadSegment]:
    found = [one for one in segments if one.elements[0] == id and _has(one, element)]
    return [one for one in found if not qualifiers or set(one.elements[1:2]) & set(qualifiers)]


def _diagnoses(element: int) -> _Find:
    """The segment of the diagnoses, which begins with the main one."""

    def find(segments: Sequence[ReadSegment], entity: str) -> Iterator[Place]:
        codes = (
            one
            for one in segments
            if one.elements[0] == "HI" and one.elements[1:] and one.elements[1].startswith(("ABK", "BK"))
        )
        return ((one, element) for one in codes)

    return find


def _specialty(segments: Sequence[ReadSegment], entity: str) -> Iterator[Place]:
    return _in("PRV", 3, _SPECIALTY_OF.get(entity, "BI"))(segments, entity)


def _named(segments: Sequence[ReadSegment], entity: str) -> list[ReadSegment]:
    """The name segments of a party. A patient who is the member himself has none of his own."""
    names = [one for one in segments if one.elements[0] == "NM1"]
    of = {code: [one for one in names if one.elements[1:2] == (code,)] for code in (entity, "IL")}
    return of[entity] or (of["IL"] if entity == "QC" else [])


def _has(segment: ReadSegment, element: int) -> bool:
    return len(segment.elements) > element and segment.elements[element] != ""


_SPECIALTY_OF = {"82": "PE", "71": "AT"}
_WHERE: dict[str, _Find] = {
    "26": _of_party(9),
    "33": _of_party(9, of="IL"),
    "54": _in("CLM", 1),
    "78": _in("CLM", 1),
    "88": _in("DTP", 3, "472", "434"),
    "97": _of_party(3, of="QC"),
    "116": _of_party(9, of="PR"),
    "125": _of_party(3),
    "126": _beside_party("N3", 1),
    "128": _beside_party("REF", 2, qualifiers=("EI", "SY")),
    "145": _specialty,
    "153": _of_party(9),
    "157": _beside_party("DMG", 3),
    "158": _beside_party("DMG", 2),
    "164": _of_party(9, of="IL"),
    "178": _in("CLM", 2),
    "187": _in("DTP", 3, "472", "434"),
    "188": _in("DTP", 3, "472", "434"),
    "189": _in("DTP", 3, "435"),
    "249": _in("CLM", 5),
    "254": _diagnoses(1),
    "255": _diagnoses(0),
    "453": _in("SV1", 1),
    "454": _in("SV1", 1),
    "464": _in("REF", 2, "F8"),
    "476": _in("SV1", 4),
    "477": _in("SV1", 7),
    "478": _in("CLM", 1),
    "488": _diagnoses(0),
    "496": _of_party(9),
    "500": _beside_party("N4", 3),
    "535": _in("CLM", 5),
    "562": _of_party(9),
    "583": _in("SV1", 2),
    "700": _diagnoses(0),
    "772": _diagnoses(0),
}
"""Status (code list 508) -> where the value stands of which it speaks."""

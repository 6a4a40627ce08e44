"""Place each segment of a set: which loop it stands in. Thin."""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.stream import segments
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.submitted_claim import SegmentText

_NM1 = {
    "41": "1000A",
    "40": "1000B",
    "85": "2010AA",
    "87": "2010AB",
    "PE": "2010AC",
    "IL": "2010BA",
    "PR": "2010BB",
    "QC": "2010CA",
}
_2300 = {"DN": "2310A", "P3": "2310A", "82": "2310B", "77": "2310C", "DQ": "2310D", "PW": "2310E", "45": "2310F"}
_2330 = {
    "IL": "2330A",
    "PR": "2330B",
    "DN": "2330C",
    "P3": "2330C",
    "82": "2330D",
    "77": "2330E",
    "DQ": "2330F",
    "85": "2330G",
}
_2400 = {
    "82": "2420A",
    "QB": "2420B",
    "77": "2420C",
    "DQ": "2420D",
    "DK": "2420E",
    "DN": "2420F",
    "P3": "2420F",
    "PW": "2420G",
    "45": "2420H",
}


def place(set_bytes: bytes, *, delimiters: Delimiters, version: str, offset: int = 0) -> Iterator[SegmentText]:
    """Every segment of one ST..SE with its loop, its number (ST is 1) and its offset in the file."""
    loop, separator = "ST", decode(delimiters.element)
    for number, (at, raw) in enumerate(segments(set_bytes, delimiters), 1):
        elements = tuple(decode(raw).split(separator))
        loop = _next(loop, elements)
        yield SegmentText(loop, number, offset + at, elements)


def _next(loop: str, elements: tuple[str, ...]) -> str:
    id, first = elements[0], elements[1] if len(elements) > 1 else ""
    third = elements[3] if len(elements) > 3 else ""
    if id == "HL":
        return {"20": "2000A", "22": "2000B", "23": "2000C"}.get(third, loop)
    if id == "CLM":
        return "2300"
    if id == "LX":
        return "2400"
    if id == "SBR" and loop.startswith("23"):
        return "2320"
    if id in ("SVD", "LIN") and loop.startswith("24"):
        return "2430" if id == "SVD" else "2410"
    if id == "SE":
        return "ST"
    if id == "NM1":
        table = (
            _2400 if loop[:2] == "24" else _2330 if loop[:3] in ("232", "233") else _2300 if loop[:2] == "23" else _NM1
        )
        return table.get(first, loop)
    return loop

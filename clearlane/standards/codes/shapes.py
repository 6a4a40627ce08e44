"""Shapes: what a code of a list looks like, for lists that are licensed or not at hand. A shape proves nothing more."""

from __future__ import annotations

import re

SHAPES: dict[str, str] = {
    "hcpcs": r"[A-CE-V][0-9]{4}",
    "cpt": r"[0-9]{4}[0-9AFMTU]",
    "cdt": r"D[0-9]{4}",
    "modifier": r"[0-9A-Z]{2}",
    "icd10cm": r"[A-Z](?=[0-9A-Z]*[0-9])[0-9A-Z]{2,6}",
    "icd10pcs": r"[0-9BCDFGHX][0-9A-HJ-NP-Z]{6}",
    "revenue": r"[0-9]{4}",
    "condition": r"[0-9A-Z]{2}",
    "occurrence": r"[0-9A-Z]{2}",
    "occurrence_span": r"[0-9A-Z]{2}",
    "value_code": r"[0-9A-Z]{2}",
    "bill_type": r"[1-8][1-9]",
    "patient_status": r"[0-9]{2}",
    "admission_type": r"[1-9]",
    "point_of_origin": r"[1-9A-Z]",
    "drg": r"[0-9]{3}",
    "taxonomy": r"[0-9A-Z]{9}X",
    "carc": r"[0-9]{1,3}|[ABDPWY][0-9]{1,2}",
    "rarc": r"(?:MA|M|N)[0-9]{1,4}",
    "status_category": r"[ADEFPRX][0-9]{1,2}[FN]?|DR[0-9]{2}|RQ",
    "status_code": r"[0-9]{1,4}",
    "place_of_service": r"[0-9]{2}",
}
"""List -> pattern. Where two lists share a field (HCPCS, CPT and CDT do), their patterns share no code."""

_COMPILED = {name: re.compile(pattern) for name, pattern in SHAPES.items()}


def has_shape(name: str, code: str) -> bool:
    """Say whether a code looks as codes of the list do; True for a list whose shape is not known."""
    pattern = _COMPILED.get(name)
    return pattern is None or pattern.fullmatch(code) is not None

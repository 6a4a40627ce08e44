"""Drugs of a line (loop 2410): a code of eleven digits, in a quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearlane.standards.x12.balance.amount import is_nothing
from clearlane.standards.x12.care.service_rules import service_finding
from clearlane.standards.x12.care.whole import Whole
from clearlane.vocabulary.finding import Finding

_ELEVEN = re.compile(rb"[0-9]{11}").fullmatch


def judge_drugs(whole: Whole) -> Iterator[Finding]:
    """Each drug that is told by the code of the FDA."""
    for line in whole.lines:
        code = b""
        for spot in line:
            if spot.parts[0] == b"LIN":
                code = spot.part(3) if spot.part(2) == b"N4" else b""
                if code and not _ELEVEN(code):
                    words = {"found": code.decode("latin-1"), "expected": "eleven digits"}
                    yield service_finding("drug_number", spot.place("2410", 3), **words)
            elif code and spot.parts[0] == b"CTP" and is_nothing(spot.part(4)):
                yield service_finding("drug_quantity", spot.place("2410", 4), found=code.decode("latin-1"))

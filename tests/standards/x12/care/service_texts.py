"""What is said beyond the guide of a clean file that a test changes: rule, place and value, in one line each."""

from __future__ import annotations

from clearlane.standards import x12
from clearlane.standards.x12.check import check
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Finding
from tests.standards.guides.test_837d_by_hand import TEETH
from tests.standards.guides.test_837i_by_hand import STAY
from tests.standards.x12.x12_texts import CLAIMS, PAYMENT, changed

TEXTS = {"P": CLAIMS, "I": STAY, "D": TEETH, "835": PAYMENT}
Row = tuple[str, str, str]
"""A segment of the clean file, what stands in its place, what is told: `loop element rule found; ...`."""


def beyond(data: bytes) -> list[Finding]:
    """The findings on codes and services; every tier says the same, and nothing else is wrong with the file."""
    findings = list(x12.report([data]).findings)
    assert list(check([data])) == list(check([data], tier=Tier.EXPLAIN)) == list(check([data], tier=Tier.ROW))
    assert [one.rule for one in findings if not one.rule.startswith(("lines.", "codes.", "service."))] == []
    for one in findings:
        assert data[one.place.offset or 0 :].startswith(one.place.segment_id.encode() + b"*")
    return findings


def told(data: bytes) -> str:
    """The same in one line."""
    return "; ".join(f"{one.place} {one.rule.partition('.')[2]} {one.found}".rstrip() for one in beyond(data))


def told_of(kind: str, row: Row) -> str:
    """What is told where one segment of a clean file is another."""
    old, new, _ = row
    return told(changed(old, new, TEXTS[kind]))

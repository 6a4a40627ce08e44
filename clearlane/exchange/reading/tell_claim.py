"""What an 837P says of one claim, in sentences: who, for whom, how much, and each service."""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.exchange.reading.telling import About, OfService, amount, calendar_day
from clearlane.exchange.remits.read_parts import Block, all_of, cut, first
from clearlane.vocabulary.submitted_claim import SegmentText

_FREQUENCIES = {"1": "a new claim", "7": "a replacement", "8": "a void"}


def tell_claim(segments: Sequence[SegmentText], *, component: str) -> About | None:
    """The first claim among the segments, with the parts that lead to it; None where there is none."""
    claim = first(segments, "CLM")
    if not claim.number:
        return None
    frequency = _FREQUENCIES.get(claim.element(5).rpartition(component)[2], "")
    who = _name(segments, "QC") or _name(segments, "IL") or "a patient without a name"
    payer, biller = _name(segments, "PR"), _name(segments, "85")
    codes = [part.partition(component)[2] for one in all_of(segments, "HI") for part in one.elements[1:] if part]
    details = (
        f"Billed by {biller}." if biller else "",
        f"To {payer}." if payer else "",
        f"It is {frequency}." if frequency else "",
        f"Diagnoses: {', '.join(codes)}." if codes else "",
    )
    services = tuple(_service(block, component) for block in cut(segments, "SV1")[1:])
    return About(claim.element(1), f"{amount(claim.element(2))} for {who}.", tuple(filter(None, details)), services)


def _service(block: Block, component: str) -> OfService:
    """An SV1 with the day that follows it."""
    one, day = block[0], first(block, "DTP", "472").element(3)
    code = ", ".join(filter(None, one.element(1).split(component)[1:6]))
    on = f" on {' to '.join(map(calendar_day, day.split('-')))}" if day else ""
    return OfService(f"Service {code}{on}: {one.element(4) or '1'} for {amount(one.element(2))}")


def _name(segments: Sequence[SegmentText], who: str) -> str:
    """Last and first name of a party, or its name as an organization."""
    one = first(segments, "NM1", who)
    return ", ".join(filter(None, (one.element(3), one.element(4))))

"""What an 837P says of one claim, in sentences: who, for whom, how much, and each service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clearlane.exchange.reading.telling import About, OfService, amount, calendar_day
from clearlane.vocabulary.submitted_claim import SegmentText

_FREQUENCIES = {"1": "a new claim", "7": "a replacement", "8": "a void"}


def tell_claim(segments: Sequence[SegmentText], *, component: str) -> About | None:
    """The first claim among the segments, with the parts that lead to it; None where there is none."""
    claim = _first(segments, "CLM")
    if claim is None:
        return None
    frequency = _FREQUENCIES.get(claim.element(5).rpartition(component)[2], "")
    who = _name(_first(segments, "NM1", "QC") or _first(segments, "NM1", "IL"))
    said = f"{amount(claim.element(2))} for {who or 'a patient without a name'}"
    payer, biller = _name(_first(segments, "NM1", "PR")), _name(_first(segments, "NM1", "85"))
    codes = [part.partition(component)[2] for one in segments if one.id == "HI" for part in one.elements[1:] if part]
    details = (
        f"Billed by {biller}." if biller else "",
        f"To {payer}." if payer else "",
        f"It is {frequency}." if frequency else "",
        f"Diagnoses: {', '.join(codes)}." if codes else "",
    )
    return About(claim.element(1), f"{said}.", tuple(filter(None, details)), tuple(_services(segments, component)))


def _services(segments: Sequence[SegmentText], component: str) -> Iterator[OfService]:
    """Each SV1 with the day that follows it."""
    for n, one in enumerate(segments):
        if one.id == "SV1":
            code = ", ".join(filter(None, one.element(1).split(component)[1:6]))
            day = next((near for near in segments[n : n + 8] if near.id == "DTP" and near.element(1) == "472"), None)
            on = f" on {_days(day.element(3))}" if day else ""
            yield OfService(f"Service {code}{on}: {one.element(4) or '1'} for {amount(one.element(2))}")


def _days(text: str) -> str:
    return " to ".join(map(calendar_day, text.split("-")))


def _name(one: SegmentText | None) -> str:
    return ", ".join(filter(None, (one.element(3), one.element(4)))) if one else ""


def _first(segments: Sequence[SegmentText], id: str, qualifier: str = "") -> SegmentText | None:
    return next((one for one in segments if one.id == id and qualifier in ("", one.element(1))), None)

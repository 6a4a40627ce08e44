"""What a payer's statuses mean for a claim: the event that the claim's table of states knows.

Source: claim status category codes (code list 507) as used in the 277CA: A0 forwarded, A1 received, A2 taken into
adjudication, A3 returned as unprocessable, A5 split, A6 missing, A7 invalid, A8 relationally invalid information.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clearlane.exchange.claims.describe import day
from clearlane.exchange.responses.read_277ca import StatusText

_EVENTS = {
    "A3": "payer_rejected",
    "A6": "payer_rejected",
    "A7": "payer_rejected",
    "A8": "payer_rejected",
    "A2": "payer_accepted",
    "A0": "payer_received",
    "A1": "payer_received",
    "A5": "payer_received",
}
_WEIGHT = {"payer_rejected": 3, "payer_accepted": 2, "payer_received": 1}


def judge(statuses: Sequence[StatusText]) -> str:
    """The weightiest event among the statuses of one claim, "" where no category is one of a claim acknowledgment."""
    events = [_EVENTS[category] for category in categories(statuses) if category in _EVENTS]
    return max(events, key=_WEIGHT.__getitem__, default="")


def categories(statuses: Sequence[StatusText]) -> Iterator[str]:
    """The category of STC01, STC10 and STC11 of each status."""
    for status in statuses:
        for n in (0, 9, 10):
            part = status[n] if n < len(status) else ""
            if part and not isinstance(part, str):
                yield part[0]


def said_on(statuses: Sequence[StatusText], *, otherwise: str = "") -> str:
    """The latest day on which the payer says so (STC02, CCYYMMDD); ``otherwise`` where he gives none that is one."""
    days = (str(status[1]) for status in statuses if len(status) > 1)
    return max((said for said in days if day(said)), default=otherwise)

"""What a caller may ask of the generator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Pair(NamedTuple):
    """A billing provider: NPI (ten digits), tax id (nine digits) and the organisation's name."""

    npi: str
    tin: str
    name: str


class Payer(NamedTuple):
    """A destination payer: its id (2010BB NM109) and its name (NM103)."""

    id: str
    name: str


class Address(NamedTuple):
    """Where a billing provider lives."""

    street: str
    city: str
    state: str
    zip: str


SANDBOX_PAYERS = (
    Payer("SUNRISE", "SUNRISE HEALTH PLAN"),
    Payer("HARBOR", "HARBOR MUTUAL"),
    Payer("GRANITE", "GRANITE STATE BENEFIT FUND"),
    Payer("MEADOW", "MEADOW LAKE ASSURANCE"),
)
PRACTICE_PAYER = Payer("PRACTICE", "PRACTICE PAYER")
"""Takes test claims, and pays them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One 837P interchange to be made: the same order gives the same bytes, on every Python.

    ``today`` is the date of the envelope; claims are for services of the ``days_back`` days before it, or of those
    that end with ``last_service`` (code sets have editions: a service of a day without one is judged by none).
    ``faults`` maps a fault's name (``faults.FAULTS``) to a share of the claims below 1, or to an exact count;
    ``planted`` maps the index of a claim (from 0) to a fault. ``delimiters`` are element, component, repetition and
    segment; ``line_end`` follows each segment terminator. No ``pairs``: three are made from the seed.
    ``claim_numbers`` replaces the CLM01 of the claims at these indices; ``address`` that of every billing provider.
    ``is_plain``: an office visit of somebody of working age, with one diagnosis that its procedures go with.
    """

    seed: int
    claims: int
    today: dt.date
    pairs: tuple[Pair, ...] = ()
    address: Address | None = None
    payers: tuple[Payer, ...] = SANDBOX_PAYERS
    faults: Mapping[str, float] = field(default_factory=dict)
    planted: Mapping[int, str] = field(default_factory=dict)
    claim_numbers: Mapping[int, str] = field(default_factory=dict)
    usage: str = "P"
    version: str = "005010X222A1"
    delimiters: str = "*:^~"
    line_end: str = "\n"
    claims_per_set: int = 5000
    control: int = 1
    sender: str = "SENDER"
    receiver: str = "CLEARLANE"
    submitter_name: str = "SYNTHETIC BILLING OFFICE"
    ack_requested: bool = False
    time: str = "0930"
    days_back: int = 45
    last_service: dt.date | None = None
    max_lines: int = 6
    is_plain: bool = False
    share_dependents: float = 0.2
    share_sender_trace: float = 0.3
    share_line_controls: float = 0.8

    def __post_init__(self) -> None:
        """Refuse what cannot be written. Raises ValueError."""
        if self.claims < 0 or self.claims_per_set < 1 or not 1 <= self.max_lines <= 50:
            raise ValueError("claims, claims_per_set and max_lines must be in range")
        if not 0 <= self.control <= 999_999_999:
            raise ValueError("the interchange control number has nine digits")
        if not is_delimiters(self.delimiters):
            raise ValueError("delimiters must be four different characters that do not stand in the data")
        if self.usage not in ("P", "T"):
            raise ValueError("usage is P or T")
        if not self.payers:
            raise ValueError("at least one payer is needed")


def is_delimiters(text: str) -> bool:
    """Tell whether the four characters can part the generator's data, which is letters, digits and ``.-'@``."""
    return (
        len(text) == 4
        and len(set(text)) == 4
        and not any(c.isalnum() or c in " .-'@\r\n" or ord(c) > 126 for c in text)
    )

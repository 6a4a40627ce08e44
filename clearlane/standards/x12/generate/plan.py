"""A claim before it is written: what the faults change and the renderer prints."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from clearlane.standards.x12.generate.order import Pair, Payer


@dataclass(slots=True)
class Person:
    """A subscriber or patient; every value is invented."""

    last: str
    first: str
    middle: str
    birth: dt.date
    gender: str
    street: str
    city: str
    state: str
    zip: str


@dataclass(slots=True)
class Line:
    """A service line; ``cents`` is its whole charge."""

    procedure: str
    modifiers: tuple[str, ...]
    cents: int
    units: int
    service: dt.date
    pointers: tuple[int, ...]
    control: str


@dataclass(slots=True)
class Plan:
    """A professional claim with the provider, the member and the payer that it hangs under."""

    index: int
    number: str
    provider: Pair
    payer: Payer
    subscriber: Person
    member_id: str
    group: str
    filing: str
    patient: Person | None
    relationship: str
    diagnoses: tuple[str, ...]
    place: str
    frequency: str
    cents: int
    lines: list[Line]
    rendering: tuple[str, str, str]
    payer_number: str = ""
    sender_trace: str = ""
    onset: dt.date | None = None
    admission: dt.date | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """The manifest's line for a claim: what was written, and what should become of it.

    ``expected`` is ``accepted`` (goes to the payer), ``held`` (waits for a person), ``rejected`` (277CA) or ``dead``
    (999); ``edit`` the number of the edit that should say so, 0 for none. ``amount`` is CLM02 in dollars.
    """

    index: int
    number: str
    amount: Decimal
    payer: str
    npi: str
    tin: str
    lines: int
    set_control: str
    fault: str = ""
    expected: str = "accepted"
    edit: int = 0
    sender_trace: str = field(default="")

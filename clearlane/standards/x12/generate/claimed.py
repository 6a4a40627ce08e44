"""Claimed: what a made 837 asks for, claim by claim, read from its lines: all that a payment of it must know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from clearlane.standards.x12.generate.line import Line

SERVICES = {"SV1": (1, 2, 4), "SV2": (2, 3, 5), "SV3": (1, 2, 6)}
"""Where procedure, charge and units of a service stand."""
MODIFIERS = 6
"""A procedure is paid as its qualifier, its code and its modifiers; its description is not told."""


@dataclass(slots=True)
class Service:
    """A line: procedure as a composite, charge as it is written, revenue code, days, the sender's number."""

    procedure: str
    charge: str
    units: str
    revenue: str = ""
    day: str = ""
    control: str = ""


@dataclass(slots=True)
class Claimed:
    """A claim with whom it is from, whom it asks, and for whom. names: NM1 elements as they came."""

    number: str
    charge: str
    place: str
    frequency: str
    provider: list[str]
    tin: str
    payer: list[str]
    subscriber: list[str]
    patient: list[str]
    filing: str
    services: list[Service] = field(default_factory=list)
    days: str = ""


def read_claims(lines: Sequence[Line]) -> Iterator[Claimed]:
    """The claims of a set, in its order."""
    known: dict[str, list[str]] = {}
    claim: Claimed | None = None
    for line in lines:
        values = [*line.values, *[""] * 12]
        if values[0] == "CLM":
            if claim:
                yield claim
            claim = _claim(values, known)
        elif claim and line.loop in ("2300", "2400"):
            _note(claim, values, line.loop)
        elif values[0] in ("HL", "SE"):
            if claim:
                yield claim
            claim = None
            _forget(known, values[3])
        elif values[0] in ("NM1", "SBR", "REF") and line.loop in ("2010AA", "2010BA", "2010BB", "2010CA", "2000B"):
            known.setdefault(f"{line.loop} {values[0]}", values)


def _forget(known: dict[str, list[str]], level: str) -> None:
    """A new level hides what was known of its like and of all beneath."""
    hidden = {"20": ("2",), "22": ("2000B", "2010B", "2010C"), "23": ("2010C",)}.get(level, ())
    for name in [name for name in known if hidden and name.startswith(hidden)]:
        del known[name]


def _claim(values: list[str], known: dict[str, list[str]]) -> Claimed:
    place, _, frequency = (*values[5].split(":"), "", "", "")[:3]
    subscriber = known["2010BA NM1"]
    return Claimed(
        number=values[1],
        charge=values[2],
        place=place,
        frequency=frequency,
        provider=known["2010AA NM1"],
        tin=known["2010AA REF"][2],
        payer=known["2010BB NM1"],
        subscriber=subscriber,
        patient=known.get("2010CA NM1", subscriber),
        filing=known["2000B SBR"][9],
    )


def _note(claim: Claimed, values: list[str], loop: str) -> None:
    if values[0] in SERVICES:
        procedure, charge, units = (values[at] for at in SERVICES[values[0]])
        kept = ":".join(procedure.split(":")[:MODIFIERS]).rstrip(":")
        revenue = values[1] if values[0] == "SV2" else ""
        claim.services.append(Service(kept or f"NU:{revenue}", charge, units or "1", revenue if kept else ""))
    elif values[0] == "DTP" and values[1] in ("472", "434"):
        day = values[3][:8]
        claim.days = claim.days or day
        if loop == "2400" and claim.services:
            claim.services[-1].day = day
    elif values[:2] == ["REF", "6R"] and claim.services:
        claim.services[-1].control = values[2]

"""Write claim acknowledgments (277CA, 005010X214): values in, one interchange out. Counts and sums are the caller's.

Texts are decoded and hold no delimiter; amounts are as X12 writes them. What is empty is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.write import Identity, Writer

VERSION = "005010X214"

Days = tuple[str, str]
"""A date qualifier (D8 or RD8) and its value; two empty texts where there is none."""

NO_DAYS: Days = ("D8", "19000101")
"""Said of a claim without a service date, such as a predetermination: the guide requires days of each claim, and this
is the date that X12 names for "none" in the answers to claims (interpretation 1791)."""

StatusText = tuple[str | tuple[str, ...], ...]
"""One STC from STC01 on, its composites as components, its empty elements as empty texts."""


@dataclass(frozen=True, slots=True)
class Name277:
    """An NM1: entity (AY, PR, 41, 85, QC), a person or an organization, names, id with its qualifier."""

    entity: str
    last: str
    first: str = ""
    middle: str = ""
    suffix: str = ""
    is_person: bool = False
    qualifier: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Total277:
    """How many claims are accepted and rejected below, and their charges."""

    accepted: int
    rejected: int
    accepted_amount: str
    rejected_amount: str


@dataclass(frozen=True, slots=True)
class Line277:
    """A service line (2220D): SVC01 as components, charge, units, statuses, REF*FJ, days of service."""

    procedure: tuple[str, ...]
    charge: str
    units: str
    statuses: tuple[StatusText, ...]
    control: str = ""
    service: Days = ("", "")


@dataclass(frozen=True, slots=True)
class Claim277:
    """A claim (2000D): the patient, 2200D TRN02 (CLM01), statuses, REF pairs in guide order, days of service, lines.

    Without days of service `NO_DAYS` is written.
    """

    patient: Name277
    trace: str
    statuses: tuple[StatusText, ...]
    references: tuple[tuple[str, str], ...] = ()
    service: Days = ("", "")
    lines: tuple[Line277, ...] = ()


@dataclass(frozen=True, slots=True)
class Provider277:
    """A billing provider (2000C) with the claims that are told of; trace: 2200C TRN02, 0 where there is none.

    Without statuses there is no 2200C, and so no total in it.
    """

    name: Name277
    total: Total277
    claims: tuple[Claim277, ...]
    trace: str = "0"
    statuses: tuple[StatusText, ...] = ()


@dataclass(frozen=True, slots=True)
class Acknowledgment277:
    """One ST..SE. reference: BHT03. source, source_trace, received, processed: 2100A and 2200A with DTP*050 and *009.

    receiver, receiver_trace (BHT03 of his 837), statuses, total: 2100B and 2200B.
    """

    reference: str
    at: datetime
    source: Name277
    source_trace: str
    received: str
    processed: str
    receiver: Name277
    receiver_trace: str
    statuses: tuple[StatusText, ...]
    total: Total277
    providers: tuple[Provider277, ...]


def write_277ca(
    sets: Sequence[Acknowledgment277],
    *,
    identity: Identity,
    control: int,
    usage: str,
    at: datetime,
    delimiters: Delimiters | None = None,
) -> bytes:
    """One interchange with one group (HN) and a 277 for each of ``sets``. Raises ValueError as `Writer` does."""
    writer = Writer(identity=identity, control=control, usage=usage, at=at, delimiters=delimiters)
    writer.group("HN", VERSION)
    for one in sets:
        _set(writer, one)
    return writer.bytes()


def _set(writer: Writer, one: Acknowledgment277) -> None:
    writer.set("277", version=VERSION)
    writer.segment("BHT", "0085", "08", one.reference, f"{one.at:%Y%m%d}", f"{one.at:%H%M}", "TH")
    _source(writer, one)
    writer.segment("HL", "2", "1", "21", "1" if one.providers else "0")
    _name(writer, one.receiver)
    writer.segment("TRN", "2", one.receiver_trace)
    _statuses(writer, one.statuses)
    _total(writer, one.total, "90", "AA")
    level = 2
    for provider in one.providers:
        level = _provider(writer, provider, level + 1)


def _source(writer: Writer, one: Acknowledgment277) -> None:
    writer.segment("HL", "1", "", "20", "1")
    _name(writer, one.source)
    writer.segment("TRN", "1", one.source_trace)
    writer.segment("DTP", "050", "D8", one.received)
    writer.segment("DTP", "009", "D8", one.processed)


def _provider(writer: Writer, provider: Provider277, level: int) -> int:
    """A provider with his claims; returns the last HL01."""
    writer.segment("HL", str(level), "2", "19", "1" if provider.claims else "0")
    _name(writer, provider.name)
    if provider.statuses:
        writer.segment("TRN", "1", provider.trace)
        _statuses(writer, provider.statuses)
        _total(writer, provider.total, "QA", "QC")
    for number, claim in enumerate(provider.claims, start=level + 1):
        writer.segment("HL", str(number), str(level), "PT")
        _claim(writer, claim)
    return level + len(provider.claims)


def _claim(writer: Writer, claim: Claim277) -> None:
    _name(writer, claim.patient)
    writer.segment("TRN", "2", claim.trace)
    _statuses(writer, claim.statuses)
    for qualifier, value in claim.references:
        writer.segment("REF", qualifier, value)
    _days(writer, claim.service if claim.service[1] else NO_DAYS)
    for line in claim.lines:
        writer.segment("SVC", line.procedure, line.charge, "", "", "", "", line.units)
        _statuses(writer, line.statuses)
        if line.control:
            writer.segment("REF", "FJ", line.control)
        _days(writer, line.service)


def _name(writer: Writer, name: Name277) -> None:
    kind = "1" if name.is_person else "2"
    names = (name.last, name.first, name.middle, "", name.suffix)
    writer.segment("NM1", name.entity, kind, *names, name.qualifier if name.id else "", name.id)


def _statuses(writer: Writer, statuses: Sequence[StatusText]) -> None:
    for status in statuses:
        writer.segment("STC", *status)


def _total(writer: Writer, total: Total277, accepted: str, rejected: str) -> None:
    """Quantities and amounts of what is accepted and what is rejected, each where there is any."""
    counts = (
        (total.accepted, accepted, "YU", total.accepted_amount),
        (total.rejected, rejected, "YY", total.rejected_amount),
    )
    for count, quantity, _, _ in counts:
        if count:
            writer.segment("QTY", quantity, str(count))
    for count, _, qualifier, amount in counts:
        if count:
            writer.segment("AMT", qualifier, amount)


def _days(writer: Writer, days: Days) -> None:
    if days[1]:
        writer.segment("DTP", "472", *days)

"""The facts beside a claim: money, services, people, and what proves that it was sent and received in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from clearlane.doors.portal.parts import Fact
from clearlane.doors.portal.wording.amounts import NOT_STATED, money
from clearlane.exchange.reading.explain_claim import adjustments, tell_group
from clearlane.exchange.reading.find_surroundings import Decision
from clearlane.exchange.reading.plain_codes import tell_reason
from clearlane.exchange.reading.tell_timeline import Kept
from clearlane.exchange.reading.view_claim import ClaimSheet


@dataclass(frozen=True, slots=True)
class Cut:
    """A reason by which a payer paid less."""

    code: str
    words: str
    group: str
    cents: int


@dataclass(frozen=True, slots=True)
class Service:
    """One service line: what was charged, what was paid, and why less."""

    number: int
    code: str
    day: object
    charge: int
    paid: int | None
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class Proved:
    """One message that is kept, for the card of evidence."""

    kept: Kept
    href: str


_UNPAID = {"Rejected": "nothing: not taken in", "Void": "nothing: withdrawn", "Replaced": "see the later claim"}
"""Word of a claim on which nobody has decided -> what is paid of it."""


def show_money(sheet: ClaimSheet) -> tuple[Fact, ...]:
    """Charged, adjusted by reason, paid, the patient's share."""
    decisions = sheet.around.decisions
    unread = sheet.claim.state == "dead" and not sheet.claim.total_cents
    charged = Fact("Charged", NOT_STATED if unread else money(sheet.claim.total_cents))
    if not decisions:
        return charged, Fact("Paid by payer", _UNPAID.get(sheet.claim.word, "not yet"))
    sums: dict[tuple[str, str], int] = {}
    for decision in decisions:
        for group, code, cents in adjustments(decision.body):
            sums[group, code] = sums.get((group, code), 0) + cents
    cuts = tuple(
        Fact(f"{group}-{code}", money(-cents), f"{tell_reason(code)}; {tell_group(group)}")
        for (group, code), cents in sorted(sums.items())
        if cents
    )
    paid = sum(each.paid for each in decisions)
    patient = sum(each.patient for each in decisions)
    checks = ", ".join(dict.fromkeys(each.check for each in decisions if each.check))
    return (
        charged,
        *cuts,
        Fact("Patient owes", money(patient)),
        Fact("Paid by payer", money(paid), checks, total=True),
    )


def show_services(sheet: ClaimSheet) -> tuple[Service, ...]:
    """The lines as sent, beside what the last decision says of each."""
    last = sheet.around.decisions[-1] if sheet.around.decisions else None
    return tuple(
        Service(
            line.number,
            ":".join(part for part in (line.procedure, line.modifiers) if part),
            line.service_from,
            line.cents,
            *_decided(last, n),
        )
        for n, line in enumerate(sheet.claim.lines)
    )


def _decided(last: Decision | None, n: int) -> tuple[int | None, tuple[Cut, ...]]:
    lines = last.body.get("lines", ()) if last else ()
    if n >= len(lines):
        return None, ()
    cuts = tuple(
        Cut(f"{group}-{code}", tell_reason(code), tell_group(group), cents)
        for group, code, cents, *_ in lines[n].get("adjustments", ())
    )
    return lines[n]["paid"], cuts


def show_people(sheet: ClaimSheet, *, has_clients: bool, zone: str) -> tuple[Fact, ...]:
    """Patient, insured, billing and rendering provider, payer; and since when the payer itself works here."""
    claim, around = sheet.claim, sheet.around
    patient = ", ".join(part for part in (claim.patient_last, claim.patient_first) if part)
    born = f"born {around.birth_date:%m/%d/%Y}" if around.birth_date else ""
    rendering, npi = _rendering(sheet)
    facts = (
        Fact("Patient", patient or "not stated", born),
        Fact("Member ID", claim.member_id or "not stated"),
        Fact("Rendering", rendering, npi) if rendering or npi else None,
        Fact("Billing", around.client, claim.billing_npi),
        Fact("Sent by", around.sender) if has_clients or around.sender != around.client else None,
        Fact("Payer", around.payer, claim.payer),
        Fact("Payer linked", "Works in this installation", f"since {_day(around.linked_at, zone)}")
        if around.linked_at
        else None,
    )
    return tuple(fact for fact in facts if fact)


def _day(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%m/%d/%Y}"


def _rendering(sheet: ClaimSheet) -> tuple[str, str]:
    if sheet.text is None:
        return "", ""
    one = sheet.text.claim.first("2310B", "NM1")
    name = ", ".join(part for part in (one.element(3), one.element(4)) if part) if one else ""
    return name, one.element(9) if one else ""


def show_evidence(sheet: ClaimSheet) -> tuple[Proved, ...]:
    """The messages that are kept, in order."""
    return tuple(Proved(kept, f"/claims/{sheet.claim.id}/messages/{kept.seq}") for kept in sheet.extracts)

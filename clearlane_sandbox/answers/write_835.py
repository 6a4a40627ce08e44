"""835 (005010X221A1): payments. Each ST is one payment to one payee, and ties out by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clearlane_sandbox.adjudicate import Adjustment, LineVerdict, Verdict
from clearlane_sandbox.answers.envelope import Identity, dollars, envelope, name
from clearlane_sandbox.profile import Profile
from clearlane_sandbox.submission import Claim, Provider

VERSION = "005010X221A1"


@dataclass(frozen=True, slots=True)
class ProviderAdjustment:
    """PLB: code, reference and cents; a positive amount lowers the payment."""

    code: str
    reference: str
    cents: int


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment: TRN02, the payee, the claims, the adjustments of the provider. ``error`` cents too many in BPR02."""

    trace: str
    payer_id: str
    payer_name: str
    payee: Provider
    verdicts: tuple[Verdict, ...]
    adjustments: tuple[ProviderAdjustment, ...] = ()
    error: int = 0
    short: bool = False
    forwarded_to: str = ""

    @property
    def cents(self) -> int:
        """BPR02: the claims less the adjustments."""
        return sum(v.paid for v in self.verdicts) - sum(one.cents for one in self.adjustments) + self.error


def write_835(
    *, identity: Identity, control: int, at: datetime, profile: Profile, payments: Sequence[Payment]
) -> bytes:
    """One ST for each payment."""
    sets = [payment_set(number, at, profile, payment) for number, payment in enumerate(payments, start=1)]
    return envelope(identity=identity, control=control, at=at, functional="HP", version=VERSION, sets=sets)


def payment_set(number: int, at: datetime, profile: Profile, payment: Payment) -> list[str]:
    """ST without SE."""
    day = f"{at:%Y%m%d}"
    segments = [
        f"ST*835*{number:04d}",
        *money(profile, payment, day),
        f"DTM*405*{day}",
        *parties(profile, payment),
        "LX*1",
    ]
    for verdict in payment.verdicts:
        segments += claim_payment(verdict, payment, day)
    return segments + provider_adjustments(payment, at)


def money(profile: Profile, payment: Payment, day: str) -> list[str]:
    """BPR and TRN: an ACH credit, or for nothing a notice (H, NON)."""
    origin = f"1{profile.tax_id}"
    if payment.cents == 0:
        bpr = f"BPR*H*0*C*NON************{day}"
    else:
        bank = "01*021000021*DA*9876543210"
        bpr = f"BPR*I*{dollars(payment.cents)}*C*ACH*CCP*{bank}*{origin}**01*031100209*DA*1234567890*{day}"
    return [bpr, f"TRN*1*{payment.trace}*{origin}"]


def parties(profile: Profile, payment: Payment) -> list[str]:
    """1000A and 1000B."""
    payee = payment.payee
    full_name = f"{payee.last} {payee.first}".strip()
    by_npi = payee.qualifier == "XX" and payee.id
    segments = [
        f"N1*PR*{payment.payer_name}*XV*{payment.payer_id}",
        f"N3*{profile.street}",
        f"N4*{profile.city}*{profile.state}*{profile.zip}",
        f"REF*2U*{payment.payer_id}",
        "PER*BL*EDI SUPPORT*TE*8005550199",
        f"N1*PE*{full_name}*{f'XX*{payee.id}' if by_npi else f'FI*{payee.tin}'}",
    ]
    return [*segments, f"REF*TJ*{payee.tin}"] if by_npi and payee.tin else segments


def claim_payment(verdict: Verdict, payment: Payment, day: str) -> list[str]:
    """2100 with its lines."""
    claim = verdict.claim
    number = claim.number[:20].upper() if payment.short else claim.number
    owes = dollars(verdict.patient_owes) if verdict.patient_owes and verdict.status != "22" else ""
    amounts = f"{dollars(verdict.charge)}*{dollars(verdict.paid)}*{owes}"
    segments = [
        f"CLP*{number}*{verdict.status}*{amounts}*12*{verdict.number}*{claim.place}*{claim.frequency}",
        *adjustment_segments(verdict.adjustments),
        *people(claim, payment),
        *([f"DTM*232*{claim.start}", f"DTM*233*{claim.end}"] if claim.start else []),
        f"DTM*050*{day}",
    ]
    for line in verdict.lines if not verdict.adjustments else ():
        segments += line_payment(line)
    return segments


def people(claim: Claim, payment: Payment) -> list[str]:
    """Patient, subscriber where he is another, rendering provider, the payer it was forwarded to."""
    patient, subscriber = claim.patient, claim.subscriber
    segments = [name("QC", person=True, last=patient.last, first=patient.first, qualifier="MI", id=patient.id)]
    if (subscriber.last, subscriber.first) != (patient.last, patient.first):
        segments.append(
            name("IL", person=True, last=subscriber.last, first=subscriber.first, qualifier="MI", id=subscriber.id)
        )
    last, first, npi = claim.rendering
    if npi:
        segments.append(name("82", person=True, last=last, first=first, qualifier="XX", id=npi))
    if payment.forwarded_to:
        segments.append(name("TT", person=False, last="NEXT PAYER", qualifier="PI", id=payment.forwarded_to))
    return segments


def line_payment(verdict: LineVerdict) -> list[str]:
    """2110."""
    line = verdict.line
    segments = [
        f"SVC*{line.procedure}*{dollars(verdict.charge)}*{dollars(verdict.paid)}**{line.units}",
        *line_dates(line.start, line.end),
        *adjustment_segments(verdict.adjustments),
    ]
    if line.control:
        segments.append(f"REF*6R*{line.control}")
    if verdict.allowed > 0:
        segments.append(f"AMT*B6*{dollars(verdict.allowed)}")
    return segments


def line_dates(start: str, end: str) -> list[str]:
    """DTM: one day, or from and to."""
    if not start:
        return []
    return [f"DTM*150*{start}", f"DTM*151*{end}"] if end and end != start else [f"DTM*472*{start}"]


def adjustment_segments(adjustments: Sequence[Adjustment]) -> list[str]:
    """CAS by group, up to six reasons in each."""
    segments: list[str] = []
    for group in dict.fromkeys(one.group for one in adjustments):
        reasons = [f"{one.reason}*{dollars(one.cents)}" for one in adjustments if one.group == group]
        segments += [f"CAS*{group}*{'**'.join(reasons[at : at + 6])}" for at in range(0, len(reasons), 6)]
    return segments


def provider_adjustments(payment: Payment, at: datetime) -> list[str]:
    """PLB with the end of the fiscal year."""
    payee = payment.payee
    return [
        f"PLB*{payee.id or payee.tin}*{at:%Y}1231*{one.code}:{one.reference}*{dollars(one.cents)}"
        for one in payment.adjustments
    ]

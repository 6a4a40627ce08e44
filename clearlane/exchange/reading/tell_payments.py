"""What an 835 says, in sentences: the payment, and how each claim in it was decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clearlane.exchange.reading.explain_claim import dollars, tell_group
from clearlane.exchange.reading.plain_codes import tell_reason
from clearlane.exchange.reading.telling import About, OfService, Telling, amount, calendar_day
from clearlane.exchange.remits.read_claim import read_claim
from clearlane.exchange.remits.read_parts import Block, UnreadableRemittance, all_of, first
from clearlane.exchange.remits.read_remittance import claim_blocks
from clearlane.vocabulary.remittance import Adjustment, RemittanceClaim, RemittanceLine
from clearlane.vocabulary.submitted_claim import SegmentText

_DECIDED = {
    "1": "Decided as first payer", "2": "Decided as second payer", "3": "Decided as third payer", "4": "Denied",
    "19": "Decided as first payer and passed on", "20": "Decided as second payer and passed on",
    "21": "Decided as third payer and passed on", "22": "An earlier decision is taken back",
    "23": "Not this payer's claim: passed on", "25": "An estimate, not a payment",
}  # fmt: skip
_METHODS = {
    "ACH": "by electronic transfer", "CHK": "by check", "FWT": "by wire", "BOP": "as the bank chooses",
    "NON": "without a payment",
}  # fmt: skip


def tell_835(segments: Sequence[SegmentText], *, who: str, component: str) -> Telling:
    """The whole payment first, then each claim that stands here."""
    head, *claims = claim_blocks(segments)
    told = tuple(_told(block, component) for block in claims)
    return Telling((*_payment(head, who), *_beside(all_of(segments, "PLB"), component)), told)


def _payment(head: Block, who: str) -> Iterator[str]:
    payment, trace = first(head, "BPR"), first(head, "TRN")
    if not payment.number:
        return
    verb = "takes back" if payment.element(3) == "D" else "pays"
    method = _METHODS.get(payment.element(4), "")
    on = f"on {calendar_day(payment.element(16))}" if payment.element(16) else ""
    number = f"number {trace.element(2)}" if trace.element(2) else ""
    how = ", ".join(filter(None, (" ".join(filter(None, (method, on))), number)))
    yield f"{who} {verb} {amount(payment.element(2))} in all{' ' if how else ''}{how}."


def _told(block: Block, component: str) -> About:
    try:
        return _about(read_claim(block, component=component))
    except UnreadableRemittance as error:
        return About(block[0].element(1), "An amount of this claim cannot be read", (f"{error}.",))


def _beside(rows: Iterable[SegmentText], component: str) -> Iterator[str]:
    """What moves the payment without belonging to a claim: a positive amount of a PLB is taken off."""
    for row in rows:
        for n in range(3, len(row.elements) - 1, 2):
            sent, reason = row.element(n + 1), row.element(n).partition(component)[0]
            verb = "added" if sent.startswith("-") else "taken off"
            yield f"{amount(sent.removeprefix('-'))} is {verb} beside the claims (PLB {reason})."


def _about(claim: RemittanceClaim) -> About:
    decided = _DECIDED.get(claim.status, f"Decided with status {claim.status}")
    number = f"Their number for the claim is {claim.payer_control_number}." if claim.payer_control_number else ""
    owes = dollars(claim.patient_responsibility.cents)
    paid = f"Of {dollars(claim.charge.cents)} they pay {dollars(claim.paid.cents)}; the patient owes {owes}."
    details = tuple(text for text in (paid, *_cuts(claim.adjustments), number) if text)
    lines = tuple(map(_line, claim.lines))
    return About(claim.patient_control_number, f"{decided} (CLP02 {claim.status}).", details, lines)


def _line(line: RemittanceLine) -> OfService:
    service = ", ".join((line.procedure, *line.modifiers))
    paid = f"Service {service}: of {dollars(line.charge.cents)} they pay {dollars(line.paid.cents)}"
    return OfService(paid, tuple(_cuts(line.adjustments)))


def _cuts(adjustments: Iterable[Adjustment]) -> Iterator[str]:
    for one in adjustments:
        why = f"{tell_reason(one.reason)}; {tell_group(one.group)}"
        yield f"{dollars(one.amount.cents)}: {why} ({one.group}-{one.reason})."

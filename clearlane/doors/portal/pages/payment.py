"""A payment: what was deposited and how it comes about, each claim that it pays, and its 835."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from clearlane.doors.portal.asking import Asking, for_members, in_view
from clearlane.doors.portal.errors import not_here
from clearlane.doors.portal.names_patients import names_patients
from clearlane.doors.portal.pages.answer import answer
from clearlane.doors.portal.parts import Fact, Link, Term
from clearlane.doors.portal.wording.amounts import NOT_STATED, exact, money
from clearlane.doors.portal.wording.instants import day
from clearlane.exchange.reading.tell_zone import tell_zone
from clearlane.exchange.reading.view_payment import PaymentSheet, view_payment

_WORDS = {"received": "Received", "unbalanced": "Unbalanced", "posted": "Posted"}
_METHODS = {
    "ACH": "electronic transfer",
    "CHK": "check",
    "FWT": "wire",
    "BOP": "as the bank chooses",
    "NON": "no money",
}
_BESIDE = {
    "WO": "an earlier overpayment is taken back", "FB": "a balance is carried forward", "L6": "interest",
    "72": "a refund of yours is set off", "IR": "tax is withheld", "CS": "an adjustment of the payer's own",
}  # fmt: skip


@for_members
@names_patients
def payment(request: HttpRequest, asking: Asking, payment_id: UUID) -> HttpResponse:
    """The page."""
    with in_view(asking):
        sheet = view_payment(tenant=asking.tenant, payment_id=payment_id, by=asking.by)
        zone = tell_zone(tenant=asking.tenant)
    if sheet is None:
        return not_here(request)
    values = {
        "sheet": sheet,
        "crumbs": (Link("Payments", "/payments"), Link(sheet.trace or "Payment")),
        "word": _WORDS[sheet.state],
        "terms": (
            Term("Paid for claims", sheet.paid),
            Term("Taken off beside them", sheet.adjusted, "\N{MINUS SIGN}"),
            Term("Payment", sheet.cents, "="),
        ),
        "facts": tuple(_facts(sheet)),
        "beside": tuple(_beside(sheet)),
        "more": f"These are the first {exact(len(sheet.claims))} of {exact(sheet.count)} claims; the 835 has them all."
        if sheet.count > len(sheet.claims)
        else "",
        "zone": zone,
    }
    return answer(request, "portal/payment.html", "portal/payment/body.html", values, asking=asking, here="payments")


def _facts(sheet: PaymentSheet) -> Iterator[Fact]:
    yield Fact("Payer", sheet.payer_name or sheet.payer, sheet.payer if sheet.payer_name else "")
    yield Fact("Trace number", sheet.trace or NOT_STATED, "as the bank tells it too")
    yield Fact("Paid on", day(sheet.paid_on), _METHODS.get(sheet.method, sheet.method))
    if sheet.advice:
        yield Fact("835", sheet.advice.name, href=f"/mailbox/{sheet.advice.mail}")


def _beside(sheet: PaymentSheet) -> Iterator[Fact]:
    """What the payment moves beside its claims: in a PLB a positive amount is taken off."""
    for one in sheet.advice.beside if sheet.advice else ():
        told = (_BESIDE.get(one.reason, ""), f"number {one.reference}" if one.reference else "")
        yield Fact(f"PLB {one.reason}", money(-one.amount.cents), ", ".join(filter(None, told)))

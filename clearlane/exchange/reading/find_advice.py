"""Which 835 of a mailbox holds a payment, and what it moves beside the claims (PLB)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.reading.claim_filter import id_at
from clearlane.exchange.reading.fetch_mail import fetch_mail
from clearlane.exchange.remits.models import Payment
from clearlane.exchange.remits.read_parts import UnreadableRemittance
from clearlane.exchange.remits.read_remittance import provider_adjustments
from clearlane.exchange.responses.split import split
from clearlane.foundation.outbox.models import Mail
from clearlane.standards import x12
from clearlane.vocabulary.remittance import ProviderAdjustment

MOST_BYTES, MOST_ALIKE = 1 << 20, 8
"""An 835 that is longer is not looked into; so many of the same day, claims and amount are."""


@dataclass(frozen=True, slots=True)
class Advice:
    """The file by its id and name in the mailbox; its provider adjustments."""

    mail: UUID
    name: str
    beside: tuple[ProviderAdjustment, ...]


def find_advice(*, payment: Payment, by: str) -> Advice | None:
    """The file in the mailbox of the payment's holder, in his scope; None where it cannot be told which it is.

    It is the one that holds the payment's own bytes. That it was looked into is audited as a read of it.
    """
    if payment.delivered_at is None:
        return None
    alike = Mail.objects.filter(
        tenant_id=payment.tenant_id,
        id__gte=id_at(payment.received_at),
        kind="835",
        cents=payment.cents,
        claims=payment.claims,
        size__lte=MOST_BYTES,
        made_at__range=(payment.received_at, payment.delivered_at),
    )
    for mail in alike.order_by("-id")[:MOST_ALIKE]:
        whole = fetch_mail(tenant=payment.tenant_id, mail_id=mail.id, offset=0, length=mail.size, by=by, marks=False)
        if content := _cut_out(whole, payment):
            return Advice(mail.id, mail.name, tuple(_beside(content, payment)))
    return None


def _cut_out(whole: bytes, payment: Payment) -> bytes:
    """The ST..SE of the payment, not a byte changed; nothing where the file holds another."""
    begin = whole.find(b"ST" + x12.Delimiters.from_text(payment.delimiters).element)
    content = whole[begin : begin + payment.length] if begin >= 0 else b""
    return content if hashlib.sha256(content).digest() == bytes(payment.sha256) else b""


def _beside(content: bytes, payment: Payment) -> Iterator[ProviderAdjustment]:
    given = x12.Delimiters.from_text(payment.delimiters)
    try:
        yield from provider_adjustments(split(content, delimiters=given), given.component_text)
    except UnreadableRemittance:
        return

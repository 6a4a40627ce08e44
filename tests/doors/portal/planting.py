"""A practice with a claim that can be looked at from every side, planted as the steps would leave it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from tests.exchange.reading.plant import TOKEN, plant

TEXT = f"ST*837*0001~BHT*0019*00*1~CLM*{TOKEN}*125~SE*4*0001~".encode()


@dataclass(frozen=True)
class Seen:
    """One file with one claim, a message about it, a payment of it, and a reply in the mailbox."""

    tenant: int
    file: UUID
    claim: UUID
    mail: UUID
    payment: UUID


def plant_all(*, tenant: int, owner: psycopg.Connection[Any], submitter: int | None = None, **more: Any) -> Seen:
    """As the role flow: a file whose claim has its segments, a 277CA that is kept, a reply with the token in it."""
    from clearlane.exchange.claims.keep_extract import ExtractOf, keep_extracts
    from clearlane.foundation.tenancy.scope import scope
    from clearlane.vocabulary.outcome import Ref

    planted = plant(submitter=submitter or tenant, owner=tenant, **more)
    content = TEXT + str(planted.file).encode()
    _point(owner, planted.file, planted.claim)
    with scope([tenant], by="flow:test"):
        keep_extracts(extracts=[ExtractOf(Ref(tenant, planted.claim), "277ca", b"h", 3, 4, f"STC*{TOKEN}~".encode())])
    with scope([tenant], by="flow:test"):
        payment = _pay(tenant, planted.claim)
    with scope([submitter or tenant], by="flow:test"):
        mail = _reply(submitter or tenant, planted.file, content)
    return Seen(tenant, planted.file, planted.claim, mail, payment)


def _point(owner: psycopg.Connection[Any], file: UUID, claim: UUID) -> None:
    owner.execute(
        "UPDATE exchange_claims_claim SET set_id = (SELECT id FROM exchange_interchanges_transactionset"
        " WHERE file_id = %s) WHERE id = %s",
        [file, claim],
    )


def _pay(tenant: int, claim: UUID) -> UUID:
    from clearlane.exchange.remits.models import Payment, PaymentClaim
    from clearlane.foundation.clock.read import now
    from clearlane.foundation.partitions.identify import new_id

    values: dict[str, Any] = dict.fromkeys(("payer_name", "payee_npi", "payee_tin", "handling"), "")
    payment = Payment(
        id=new_id(), tenant_id=tenant, file_id=new_id(), set_id=new_id(), usage="P", version="005010X221A1",
        delimiters="*:~^", trace=TOKEN, payer_id="HARBOR", method="ACH", cents=8000, claims=1, adjusted_cents=500,
        state="posted", offset=0, length=1, sha256=b"x", received_at=now(), **values,
    )  # fmt: skip
    payment.save(force_insert=True)
    PaymentClaim(
        payment_id=payment.id, tenant_id=tenant, seq=1, patient_control_number=TOKEN, status="1", charge_cents=12500,
        paid_cents=8500, patient_cents=4000, body="{}", first_segment=3, last_segment=4, offset=0, length=1,
        claim_tenant_id=tenant, claim_id=claim,
    ).save(force_insert=True)  # fmt: skip
    return payment.id


def _reply(tenant: int, file: UUID, content: bytes) -> UUID:
    from clearlane.foundation.clock.read import now
    from clearlane.foundation.outbox.models import Mail
    from clearlane.foundation.partitions.identify import new_id
    from clearlane.foundation.vault.store import store

    stored = store(tenant=tenant, content=content)
    mail = Mail(
        id=new_id(), tenant_id=tenant, number=1, kind="999", name="reply.999", size=len(content), sha256=b"s",
        address=stored.address, claims=1, cents=1, source_file_id=file, made_at=now(),
    )  # fmt: skip
    mail.save(force_insert=True)
    return mail.id

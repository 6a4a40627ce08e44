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
    """One file with one claim, a message about it, and a reply in the mailbox."""

    tenant: int
    file: UUID
    claim: UUID
    mail: UUID


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
    with scope([submitter or tenant], by="flow:test"):
        mail = _reply(submitter or tenant, planted.file, content)
    return Seen(tenant, planted.file, planted.claim, mail)


def _point(owner: psycopg.Connection[Any], file: UUID, claim: UUID) -> None:
    owner.execute(
        "UPDATE exchange_claims_claim SET set_id = (SELECT id FROM exchange_interchanges_transactionset"
        " WHERE file_id = %s) WHERE id = %s",
        [file, claim],
    )


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

"""Bytes arrive: stored, hashed, numbered, attributed. Only once this is committed may a door say that it has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from clearlane.exchange.intake.models import File, SameBytes
from clearlane.exchange.intake.number import take_number
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.telemetry.metrics import BYTES_RECEIVED, FILES_RECEIVED
from clearlane.foundation.tenancy.connection import alias
from clearlane.foundation.vault.spool import Spool
from clearlane.foundation.vault.store import Stored, store

TEST_MARK = "OATEST"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a door has it: whose it is, what he calls it, how it came, and from which account of his.

    ``user`` is the SFTP account that alone gets the replies; None where they are for the whole organization.
    """

    tenant: int
    name: str
    content: bytes | Iterable[bytes] | Spool
    way: str
    username: str = ""
    user: int | None = None
    scheme: str = ""
    direction: str = "in"
    connection: UUID | None = None
    complete: bool = True
    reason: str = ""
    correlation: UUID | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What a door may tell its sender."""

    id: UUID
    number: int
    state: str


def receive(*, upload: Upload, by: str) -> Received:
    """Take a file in, inside the caller's transaction.

    A file whose connection broke before its end (``complete`` is False) is kept as ``partial``: shown, never read.
    A name with OATEST in it makes the whole file a test. Raises what the vault raises when it cannot store.
    """
    stored = store(tenant=upload.tenant, content=upload.content)
    file = _row(upload, stored)
    file.save(using=alias(), force_insert=True)
    if upload.complete:
        SameBytes(tenant_id=upload.tenant, address=stored.address, file_id=file.id).save(
            using=alias(), force_insert=True
        )
    record(
        tenant=upload.tenant,
        event="file:file:received",
        by=by,
        subjects=(file.id,),
        correlation=file.correlation_id,
        detail={"number": file.number, "size": stored.size, "way": upload.way, "state": file.state},
    )
    FILES_RECEIVED.labels(upload.way, file.state).inc()
    BYTES_RECEIVED.labels(upload.way).inc(stored.size)
    return Received(file.id, file.number, file.state)


def _row(upload: Upload, stored: Stored) -> File:
    return File(
        id=new_id(),
        tenant_id=upload.tenant,
        number=take_number(),
        name=upload.name,
        direction=upload.direction,
        way=upload.way,
        username=upload.username,
        user_id=upload.user,
        scheme=upload.scheme,
        connection_id=upload.connection,
        usage="T" if TEST_MARK in upload.name else "",
        sha256=stored.sha256,
        size=stored.size,
        address=stored.address,
        state=_first_state(upload),
        reason=upload.reason,
        correlation_id=upload.correlation or uuid4(),
        received_at=now(),
    )


def _first_state(upload: Upload) -> str:
    if upload.direction == "out":
        return "stored"
    return "received" if upload.complete else "partial"

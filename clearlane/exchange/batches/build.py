"""Build a batch of what waits in one lane: one file for one connection, with its number, name and bytes for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clearlane.exchange.batches.changes import Renamed
from clearlane.exchange.batches.compose import Composed, Placed, batch_reference, compose
from clearlane.exchange.batches.models import Batch
from clearlane.exchange.claims.find_fault import find_fault
from clearlane.exchange.claims.keep_extract import ExtractOf, keep_extracts
from clearlane.exchange.claims.move import move
from clearlane.exchange.claims.recall import Recalled, recall
from clearlane.exchange.connections.models import Connection
from clearlane.exchange.connections.profile import Profile, read_profile
from clearlane.exchange.intake.receive import Upload, receive
from clearlane.exchange.routing.choose import TRANSACTION
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now, today
from clearlane.foundation.outbox.put import put
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.connection import alias, cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.insert import insert
from clearlane.vocabulary.finding import NOWHERE, Disposition, Finding, Severity, Status
from clearlane.vocabulary.outcome import Already, Aside, Given, Kind, Moved, Outcome, Ref

_NEXT_NUMBER = """
    INSERT INTO exchange_batches_controlnumber (id, connection_id, usage, next) VALUES (%s, %s, %s, 2)
    ON CONFLICT (connection_id, usage) DO UPDATE SET next = exchange_batches_controlnumber.next + 1
    RETURNING next - 1
"""
_PAYERS = """
    SELECT DISTINCT ON (payer_id) payer_id, payer_id_there, payer_name_there FROM exchange_routing_route
    WHERE connection_id = %(connection)s AND transaction = %(transaction)s AND from_date <= %(on)s
    ORDER BY payer_id, (until_date IS NULL OR until_date > %(on)s) DESC, from_date DESC
"""
"""A route that has ended counts where none is valid: its claims may have been routed while it was."""

_CONNECTION = "SELECT connection_id FROM exchange_claims_claim WHERE id = %s AND tenant_id = %s"
_LOCATOR_COLUMNS = {
    "trace_number": "text", "tenant_id": "int", "claim_id": "uuid", "batch_id": "uuid", "set_seq": "int",
    "first_segment": "int", "last_segment": "int",
}  # fmt: skip


COLLIDES = Finding(
    rule="characters",
    level=1,
    severity=Severity.ERROR,
    disposition=Disposition.HOLD,
    place=NOWHERE,
    what="A value of this claim holds a character that separates elements or segments on the way to its payer.",
    why="Written as it is, the payer would read another claim than the one that you sent; we change no value of yours.",
    remedy="Send the claim again without the characters that the payer's files use as separators, or tell us.",
    citation="X12 delimiters: no data element may hold one of its interchange's",
    unit="claim",
    status=Status("A7", "511"),
)
"""What is said of a claim that cannot be written with the delimiters of its connection."""


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be built: which claims, for which connection."""

    connection: Connection
    profile: Profile
    claims: Sequence[Recalled]
    usage: str
    at: datetime


def build(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Write the claims of one lane into one batch of the house, locate each in it, and lay it in the outbox."""
    claims = [one for one in recall(chunk=chunk) if one.row.state == "ready"]
    ready = {one.row.ref for one in claims}
    already: list[Outcome] = [Already(ref) for ref in chunk if ref not in ready]
    if not claims:
        return already
    order = _order(claims)
    control = _take_control(order)
    composed = compose(
        claims=claims,
        profile=order.profile,
        payers=_payers(order.connection.id),
        control=control,
        usage=order.usage,
        at=order.at,
    )
    batch = _keep(order, composed, control, by) if composed.placed else None
    return [*already, *_outcomes(composed, batch, by)]


def _order(claims: Sequence[Recalled]) -> _Order:
    with cursor() as sql:
        sql.execute(_CONNECTION, [claims[0].row.id, claims[0].row.tenant])
        (connection_id,) = sql.fetchone()
    connection = Connection.objects.using(alias()).get(id=connection_id)
    return _Order(connection, read_profile(text=connection.profile), claims, claims[0].row.usage, now())


def _take_control(order: _Order) -> int:
    """The connection's next ISA13; the row stays locked until the finished bytes are stored in the same transaction."""
    with cursor() as sql:
        sql.execute(_NEXT_NUMBER, [new_id(), order.connection.id, order.usage])
        return int(sql.fetchone()[0])


def _payers(connection: UUID) -> Mapping[bytes, Renamed]:
    with cursor() as sql:
        sql.execute(_PAYERS, {"connection": connection, "transaction": TRANSACTION, "on": today()})
        return {
            ours.upper().encode("latin-1"): Renamed(there.encode("latin-1"), name.encode("latin-1"))
            for ours, there, name in sql.fetchall()
        }


def _keep(order: _Order, composed: Composed, control: int, by: str) -> Ref:
    batch = _batch(order, composed, control, by)
    batch.save(using=alias(), force_insert=True)
    put(
        tenant=HOUSE,
        kind="batch",
        subject=batch.id,
        connection=order.connection.id,
        name=batch.name,
        size=batch.size,
        by=by,
    )
    _locate(batch, composed.placed)
    record(
        tenant=HOUSE,
        event="batch:file:built",
        by=by,
        subjects=(batch.id,),
        detail={"claims": batch.claims, "control": control, "connection": order.connection.name},
    )
    return Ref(HOUSE, batch.id)


def _batch(order: _Order, composed: Composed, control: int, by: str) -> Batch:
    name = order.profile.claims.file_name.format(
        control=f"{control:09d}", day=f"{order.at:%Y%m%d}", test="OATEST_" if order.usage == "T" else ""
    )
    upload = Upload(
        tenant=HOUSE, name=name, content=composed.content, way="flow", direction="out", connection=order.connection.id
    )
    file = receive(upload=upload, by=by)
    rows = [one.recalled.row for one in composed.placed]
    with cursor() as sql:
        sql.execute(
            "SELECT address, sha256, size FROM exchange_intake_file WHERE tenant_id = %s AND id = %s", [HOUSE, file.id]
        )
        address, sha256, size = sql.fetchone()
    return Batch(
        id=new_id(),
        tenant_id=HOUSE,
        connection_id=order.connection.id,
        usage=order.usage,
        version=order.profile.claims.version,
        bht06=rows[0].bht06,
        control=control,
        bht03=batch_reference(control, 1),
        name=name,
        file_id=file.id,
        sha256=sha256,
        size=size,
        address=address,
        claims=len(rows),
        cents=sum(row.cents for row in rows),
        built_at=order.at,
    )


def _locate(batch: Batch, placed: Sequence[Placed]) -> None:
    """Each claim's place in the batch, and for its owner the part of the file that is his."""
    rows = [
        (
            one.recalled.row.trace_number,
            one.recalled.row.tenant,
            one.recalled.row.id,
            batch.id,
            one.set_seq,
            one.first_segment,
            one.last_segment,
        )
        for one in placed
    ]
    insert(
        table="exchange_batches_locator",
        columns=_LOCATOR_COLUMNS,
        rows=rows,
        conflict="""
        ON CONFLICT (trace_number) DO UPDATE SET batch_id = excluded.batch_id, set_seq = excluded.set_seq,
            first_segment = excluded.first_segment, last_segment = excluded.last_segment""",
    )
    keep_extracts(
        extracts=[
            ExtractOf(
                one.recalled.row.ref, "out837", bytes(batch.sha256), one.first_segment, one.last_segment, one.extract
            )
            for one in placed
        ]
    )


def _outcomes(composed: Composed, batch: Ref | None, by: str) -> list[Outcome]:
    refs = [one.recalled.row.ref for one in composed.placed]
    if batch:
        move(claims=refs, event="batch", by=by, detail=str(batch.id), batch=batch.id)
    move(claims=composed.refused, event="hold", by=by, detail="characters")
    find_fault(dict.fromkeys(composed.refused, COLLIDES))
    gives = (Given(Kind.BATCH, batch),) if batch else ()
    first = [Moved(ref, gives=gives if place == 0 else ()) for place, ref in enumerate(refs)]
    return [
        *first,
        *(Aside(ref, "characters", "a value holds a delimiter of the connection") for ref in composed.refused),
    ]

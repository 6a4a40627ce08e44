"""What became of a file that was sent in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum

from clearlane.exchange.claims.models import Claim
from clearlane.exchange.intake.models import File
from clearlane.exchange.interchanges.explain import explain, name_verdict
from clearlane.exchange.interchanges.find_repeated import Repeated, find_repeated
from clearlane.exchange.interchanges.models import Interchange, TransactionSet
from clearlane.foundation.audit.record import record
from clearlane.foundation.outbox.models import Mail
from clearlane.foundation.tenancy.connection import current_tenants

MOST_FINDINGS, MOST_NOTES = 200, 20


@dataclass(frozen=True, slots=True)
class SetView:
    """One ST..SE of a file and the verdict on it; ``cents`` sums its claims' charges.

    ``verdict`` is the guide's, that of the envelope included; held or dropped where the set repeats an earlier one's
    content, ``repeat_of`` being the file that brought it; unexpected where it is none that is due. ``note`` says in
    words why nothing is taken out of it, and what to do.
    """

    set: str
    version: str
    control: str
    verdict: str
    claims: int
    cents: int
    repeat_of: UUID | None
    note: str


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many of a file's claims are in a state now, and their charges."""

    state: str
    claims: int
    cents: int


@dataclass(frozen=True, slots=True)
class ReplyView:
    """One reply to a file that lies, or lay, in the mailbox."""

    id: UUID
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class FileView:
    """A file as its sender sees it: ``sha256`` in hex, ``size`` in bytes, ``repeat_of`` the first of the same bytes, or
    the one whose content its first held set repeats.

    ``reason`` says why it was not read, why it was sent again, or why nothing is taken out of those sets of which
    nothing is, at most 20; ``findings`` are those of the guide on envelopes, sets, segments and elements, in order, as
    the JSON of their values, at most 200.
    """

    id: UUID
    number: int
    name: str
    state: str
    usage: str
    way: str
    size: int
    sha256: str
    received_at: datetime
    repeat_of: UUID | None
    reason: str
    findings: tuple[Mapping[str, Any], ...]
    more_findings: int
    sets: tuple[SetView, ...]
    claims: tuple[StateCount, ...]
    replies: tuple[ReplyView, ...]


def find_file(*, tenant: int, file_id: UUID, by: str) -> FileView | None:
    """A tenant's file, its sets, its claims by state and the replies to it; None where it is not this tenant's.

    Inside a scope of the tenant and of those whose claims it may see: a file's claims belong to several. The reading
    is written to the trail: findings quote what was sent.
    """
    file = File.objects.filter(tenant_id=tenant, id=file_id, direction="in").first()
    if file is None:
        return None
    record(tenant=tenant, event="file:file:viewed", by=by, subjects=[file_id])
    findings, more = _findings(tenant, file_id)
    sets = _sets(tenant, file_id)
    return FileView(
        id=file.id,
        number=file.number,
        name=file.name,
        state=file.state,
        usage=file.usage,
        way=file.way,
        size=file.size,
        sha256=bytes(file.sha256).hex(),
        received_at=file.received_at,
        repeat_of=file.first_id
        if file.state == "repeat"
        else next(filter(None, (one.repeat_of for one in sets)), None),
        reason=file.reason or _reason([one.note for one in sets if one.note]),
        findings=findings,
        more_findings=more,
        sets=sets,
        claims=_claims(file_id),
        replies=_replies(tenant, file_id),
    )


def _findings(tenant: int, file_id: UUID) -> tuple[tuple[Mapping[str, Any], ...], int]:
    """The first findings of the file, and how many more there are."""
    rows = Interchange.objects.filter(tenant_id=tenant, file_id=file_id).order_by("seq", "id")
    parts = [part for text in rows.values_list("report", flat=True) for part in _parts(json.loads(text))]
    shown = tuple(islice(chain.from_iterable(part["findings"] for part in parts), MOST_FINDINGS))
    return shown, sum(len(part["findings"]) + part.get("more", 0) for part in parts) - len(shown)


def _parts(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What has findings of its own: an interchange, then its groups, each with its sets."""
    yield part
    for inner in (*part.get("groups", ()), *part.get("sets", ())):
        yield from _parts(inner)


def _sets(tenant: int, file_id: UUID) -> tuple[SetView, ...]:
    repeated = find_repeated(tenant=tenant, file_id=file_id)
    rows = TransactionSet.objects.filter(tenant_id=tenant, file_id=file_id).order_by("seq", "id")
    return tuple(_set(row, repeated.get(row.id)) for row in rows)


def _set(row: TransactionSet, repeated: Repeated | None) -> SetView:
    told = {"set_id": row.set_id, "verdict": row.verdict, "state": row.state}
    words = repeated.words if repeated else ""
    note = explain(control=row.control, claims=row.claims, repeats=words, **told)
    first = repeated.file if repeated else None
    return SetView(row.set_id, row.version, row.control, name_verdict(**told), row.claims, row.cents, first, note)


def _reason(notes: Sequence[str]) -> str:
    """Why nothing is taken out of which sets: the first of them in full, and how many more there are."""
    more = len(notes) - MOST_NOTES
    return " ".join([*notes[:MOST_NOTES], *([f"And {more:,} more; the sets tell each."] if more > 0 else [])])


def _claims(file_id: UUID) -> tuple[StateCount, ...]:
    rows = (
        Claim.objects.filter(tenant_id__in=current_tenants(), file_id=file_id)
        .values_list("state")
        .annotate(n=Count("id"), cents=Sum("total_cents"))
        .order_by("state")
    )
    return tuple(StateCount(str(state), int(n), int(cents)) for state, n, cents in rows)


def _replies(tenant: int, file_id: UUID) -> tuple[ReplyView, ...]:
    rows = Mail.objects.filter(tenant_id=tenant, source_file_id=file_id).order_by("id")
    return tuple(ReplyView(each.id, each.kind, each.name) for each in rows)

"""Write down what was done, in the transaction that does it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.telemetry.correlation import current_correlation
from clearlane.foundation.tenancy.connection import cursor

_EVENT = re.compile(r"[a-z_0-9]+:[a-z_0-9]+:[a-z_0-9]+")
_INSERT = """
    INSERT INTO foundation_audit_entry (id, tenant_id, at, event, by, correlation, subjects, detail)
    SELECT id, tenant_id, %s, event, %s, %s, subjects::uuid[], detail::jsonb
    FROM unnest(%s::uuid[], %s::int[], %s::text[], %s::text[], %s::text[])
        AS new (id, tenant_id, event, subjects, detail)
"""


class NotAnEvent(ValueError):
    """The event's name is not of the form subject:part:past_tense, or nobody is named who did it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written down for one tenant: the event, the ids of all that it touched, and details without PHI."""

    tenant: int
    event: str
    subjects: Sequence[UUID] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)


def record(
    *,
    tenant: int,
    event: str,
    by: str,
    subjects: Sequence[UUID] = (),
    detail: Mapping[str, Any] | None = None,
    correlation: UUID | None = None,
) -> UUID:
    """Add one entry to a tenant's trail and give its id; inside a scope that holds the tenant.

    One entry a request or chunk, with the ids of all it touched in ``subjects``. ``detail`` is JSON: ids, counts,
    rule ids, never a value of a claim. Without ``correlation`` the current one is taken. Raises NotAnEvent.
    """
    return record_all([Entry(tenant, event, subjects, detail or {})], by=by, correlation=correlation)[0]


def record_all(entries: Sequence[Entry], *, by: str, correlation: UUID | None = None) -> list[UUID]:
    """Add what one act of one actor did for several tenants or things, each as ``record`` would. Raises NotAnEvent."""
    for entry in entries:
        if not _EVENT.fullmatch(entry.event) or not by:
            raise NotAnEvent(f"{entry.event!r} by {by!r}")
    ids = [new_id() for _ in entries]
    columns = (
        ids,
        [entry.tenant for entry in entries],
        [entry.event for entry in entries],
        ["{" + ",".join(map(str, entry.subjects)) + "}" for entry in entries],
        [json.dumps(dict(entry.detail)) for entry in entries],
    )
    if entries:
        with cursor() as cur:
            cur.execute(_INSERT, [now(), by, correlation or current_correlation(), *columns])
    return ids

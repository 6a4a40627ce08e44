"""Write down what was done, in the transaction that does it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.telemetry.correlation import current_correlation
from clearlane.foundation.tenancy.connection import cursor

_EVENT = re.compile(r"[a-z_0-9]+:[a-z_0-9]+:[a-z_0-9]+")
_INSERT = """
    INSERT INTO foundation_audit_entry (id, tenant_id, at, event, by, correlation, subjects, detail)
    VALUES (%s, %s, %s, %s, %s, %s, %s::uuid[], %s::jsonb)
"""


class NotAnEvent(ValueError):
    """The event's name is not of the form subject:part:past_tense, or nobody is named who did it."""


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
    if not _EVENT.fullmatch(event) or not by:
        raise NotAnEvent(f"{event!r} by {by!r}")
    entry = new_id()
    row = [entry, tenant, now(), event, by, correlation or current_correlation(), list(subjects)]
    with cursor() as cur:
        cur.execute(_INSERT, [*row, json.dumps(dict(detail or {}))])
    return entry

"""What our 999 said of a claim that the guide refused: the findings that lie in its own segments."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from clearlane.foundation.tenancy.connection import cursor

MOST = 20
_REPORT = """
    SELECT one.control, one.group_control, envelope.report
    FROM exchange_interchanges_transactionset AS one
    JOIN exchange_interchanges_interchange AS envelope
         ON envelope.tenant_id = one.tenant_id AND envelope.id = one.interchange_id
    WHERE one.tenant_id = %s AND one.id = %s
"""


def find_syntax(*, file_tenant: int, set_id: UUID, numbers: Collection[int]) -> tuple[Mapping[str, Any], ...]:
    """The findings of the guide at these segments of a set, at most 20, as the JSON of their values; in a scope that
    holds the sender of the file."""
    with cursor() as sql:
        sql.execute(_REPORT, [file_tenant, set_id])
        row = sql.fetchone()
    if row is None:
        return ()
    control, group, report = row
    wanted = set(numbers)
    found = (one for one in _findings(json.loads(report), group, control) if _segment(one) in wanted)
    return tuple(one for _, one in zip(range(MOST), found, strict=False))


def _findings(report: Mapping[str, Any], group: str, control: str) -> Iterator[Mapping[str, Any]]:
    for each in report.get("groups", ()):
        if group in each.get("elements", ())[6:7]:
            for one in each.get("sets", ()):
                if control in one.get("head", ())[1:2]:
                    yield from one.get("findings", ())


def _segment(finding: Mapping[str, Any]) -> int:
    return int(finding.get("place", {}).get("segment", 0))

"""Owe a submitter an answer about claims: rows that the step which tells him gathers file by file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.insert import insert
from clearlane.vocabulary.outcome import Given, Kind, Ref

_COLUMNS = {
    "id": "uuid", "tenant_id": "int", "claim_id": "uuid", "submitter_id": "int", "file_id": "uuid", "source": "text",
    "statuses": "text", "response_id": "uuid", "at": "timestamptz",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Owed:
    """One answer: about which claim, to whom, for which of his files, and what it says.

    ``statuses`` are JSON values as the 277CA needs them; ``source`` is us or payer; ``response`` the payer's response.
    """

    claim: Ref
    submitter: int
    file: UUID
    statuses: Sequence[Mapping[str, Any]]
    source: str = "us"
    response: UUID | None = None


def owe(*, owed: Sequence[Owed]) -> list[Given]:
    """Write the answers down and hand each on, in order, in the lane of its file and source."""
    at = now()
    ids = [new_id() for _ in owed]
    rows = [
        (
            id,
            one.claim.tenant,
            one.claim.id,
            one.submitter,
            one.file,
            one.source,
            json.dumps(one.statuses),
            one.response,
            at,
        )
        for id, one in zip(ids, owed, strict=True)
    ]
    insert(table="exchange_claims_answer", columns=_COLUMNS, rows=rows)
    return [
        Given(Kind.ANSWER, Ref(one.claim.tenant, id), lane=f"{one.source}/{one.file}")
        for id, one in zip(ids, owed, strict=True)
    ]

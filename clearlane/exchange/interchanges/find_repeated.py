"""Which earlier file the held sets of a file repeat."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clearlane.foundation.tenancy.connection import cursor

_REPEATED = """
    SELECT held.id, file.id, file.number FROM exchange_interchanges_transactionset AS held
    CROSS JOIN LATERAL (
        SELECT tset.file_id FROM exchange_interchanges_samecontent AS same
        JOIN exchange_interchanges_transactionset AS tset ON tset.tenant_id = same.tenant_id AND tset.id = same.set_id
        WHERE same.tenant_id = held.tenant_id AND same.content_hash = held.content_hash AND same.set_id < held.id
        ORDER BY same.set_id DESC LIMIT 1
    ) AS earlier
    JOIN exchange_intake_file AS file ON file.tenant_id = held.tenant_id AND file.id = earlier.file_id
    WHERE held.tenant_id = %s AND held.file_id = %s AND held.state IN ('held', 'dropped')
"""


@dataclass(frozen=True, slots=True)
class Repeated:
    """The file whose content came again; ``words`` are for its sender."""

    file: UUID
    number: int
    is_same_file: bool

    @property
    def words(self) -> str:
        """How the sender is told which it is."""
        return "another set of this file" if self.is_same_file else f"file {self.number}"


def find_repeated(*, tenant: int, file_id: UUID) -> dict[UUID, Repeated]:
    """By id of each held or dropped set of this file, the newest file that brought its content before; in a scope of
    the tenant. A set whose content came longer ago than is remembered is left out."""
    with cursor() as sql:
        sql.execute(_REPEATED, [tenant, file_id])
        return {id: Repeated(first, number, first == file_id) for id, first, number in sql.fetchall()}

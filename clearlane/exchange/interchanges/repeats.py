"""The three kinds of repeat: same bytes, same ISA13 with other bytes, same content under other control numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor
from clearlane.standards import x12

CONTENT_DAYS = 30
_BETWEEN, _BEHIND = b"\x1f", b"\x1e"
"""What stands for any sender's delimiters, of elements and of segments."""

_LIVING = """
    ('received', 'held', 'stuck', 'ready', 'batched', 'in_doubt', 'sent', 'received_by_payer', 'accepted_by_payer')
"""

_SAME_BYTES = f"""
    SELECT file.id, file.number FROM exchange_intake_samebytes AS same
    JOIN exchange_intake_file AS file ON file.tenant_id = same.tenant_id AND file.id = same.file_id
    WHERE same.tenant_id = %s AND same.address = %s AND same.file_id <> %s AND file.usage = %s AND file.state = 'read'
      AND (EXISTS (SELECT 1 FROM exchange_interchanges_transactionset AS tset
                   WHERE tset.tenant_id = file.tenant_id AND tset.file_id = file.id AND tset.set_id = '837'
                     AND tset.state = 'read' AND tset.verdict IN ('accepted', 'partly'))
        OR EXISTS (SELECT 1 FROM exchange_claims_claim AS claim
                   WHERE claim.file_id = file.id AND claim.submitter_id = file.tenant_id AND claim.state IN {_LIVING}))
    ORDER BY file.number LIMIT 1
"""
_SAME_CONTENT = f"""
    SELECT tset.id FROM exchange_interchanges_samecontent AS same
    JOIN exchange_interchanges_transactionset AS tset ON tset.tenant_id = same.tenant_id AND tset.id = same.set_id
    WHERE same.tenant_id = %s AND same.content_hash = %s AND same.at > %s
      AND (tset.state = 'read' OR EXISTS (SELECT 1 FROM exchange_claims_claim AS claim
           WHERE claim.file_id = tset.file_id AND claim.set_id = tset.id AND claim.submitter_id = tset.tenant_id
             AND claim.state IN {_LIVING}))
    LIMIT 1
"""
_CAME_BEFORE = """
    SELECT content_hash FROM exchange_interchanges_samecontent WHERE tenant_id = %s AND content_hash = ANY(%s::bytea[])
"""
_SAME_CONTROL = """
    SELECT EXISTS (SELECT 1 FROM exchange_interchanges_interchange
                   WHERE tenant_id = %s AND control = %s AND sender = %s AND file_id <> %s)
"""


def first_with_same_bytes(*, tenant: int, address: bytes, file: UUID, usage: str) -> tuple[UUID, int] | None:
    """Id and number of the file with these bytes that was read first and still lives, None where there is none: its
    claims live, or are still to be taken out of it.

    A file that was refused, withdrawn or a test never blocks a later one: its usage differs or it has no living claim.
    """
    with cursor() as sql:
        sql.execute(_SAME_BYTES, [tenant, address, file, usage])
        found = sql.fetchone()
    return (found[0], found[1]) if found else None


def has_same_content(*, tenant: int, content_hash: bytes) -> bool:
    """Whether the submitter sent the same content within the last 30 days, and something of it still lives."""
    with cursor() as sql:
        sql.execute(_SAME_CONTENT, [tenant, content_hash, now() - timedelta(days=CONTENT_DAYS)])
        return sql.fetchone() is not None


def came_before(*, tenant: int, hashes: Sequence[bytes]) -> frozenset[bytes]:
    """Those contents of a payer's sets that were taken in before: they say nothing new, whatever their names."""
    with cursor() as sql:
        sql.execute(_CAME_BEFORE, [tenant, list(hashes)])
        return frozenset(bytes(content) for (content,) in sql.fetchall())


def is_control_repeated(*, tenant: int, control: str, sender: str, file: UUID) -> bool:
    """Whether the submitter used this ISA13 before, in another file: processed all the same, with a warning."""
    with cursor() as sql:
        sql.execute(_SAME_CONTROL, [tenant, control, sender, file])
        return bool(sql.fetchone()[0])


def content_hash(*, text: bytes, delimiters: x12.Delimiters, of: str = "") -> bytes:
    """SHA-256 of a set's ST..SE without its control numbers and BHT03 to BHT05, and of what it is a content ``of``."""
    mark = delimiters.element
    numbered = {b"ST" + mark, b"SE" + mark, b"BHT" + mark}
    parts = [
        _without_numbers(raw.split(mark)) if raw[:3] in numbered or raw[:4] in numbered else raw.replace(mark, _BETWEEN)
        for _, raw in x12.segments(text, delimiters)
    ]
    return hashlib.sha256(of.encode() + _BEHIND.join(parts)).digest()


def _without_numbers(elements: Sequence[bytes]) -> bytes:
    return _BETWEEN.join((*elements[:3], *elements[6:])) if elements[0] == b"BHT" else elements[0]

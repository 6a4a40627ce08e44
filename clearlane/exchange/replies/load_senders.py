"""Load how submitters introduced themselves in the files that are answered: envelope, submitter, billing providers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clearlane.exchange.interchanges.report_text import from_text
from clearlane.exchange.replies.load_answers import AnswerRow
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.vault.fetch import read
from clearlane.standards import x12
from clearlane.standards.x12.claim_acknowledgment import Name277
from clearlane.standards.x12.ta1 import way_back

_SETS = """
    SELECT tset.id, file.address, file.number, file.received_at, tset."offset", tset.header_length, tset.delimiters,
           interchange.id, interchange.usage
    FROM exchange_interchanges_transactionset AS tset
    JOIN exchange_intake_file AS file ON file.tenant_id = tset.tenant_id AND file.id = tset.file_id
    JOIN exchange_interchanges_interchange AS interchange
      ON interchange.tenant_id = tset.tenant_id AND interchange.id = tset.interchange_id
    WHERE tset.tenant_id = %s AND tset.id = ANY(%s::uuid[])
"""
_REPORT = "SELECT report FROM exchange_interchanges_interchange WHERE tenant_id = %s AND id = %s"


@dataclass(frozen=True, slots=True)
class Sender:
    """The submitter of one set: his file's number and time, his name (NM1*41), the way back to him, his usage."""

    file_number: int
    received_at: datetime
    address: bytes
    name: Name277
    identity: x12.Identity
    usage: str


def load_senders(*, tenant: int, sets: Iterable[UUID]) -> dict[UUID, Sender]:
    """The sender of each of these sets of one tenant's file."""
    with cursor() as sql:
        sql.execute(_SETS, [tenant, list(sets)])
        rows = sql.fetchall()
    identities = {id: _identity(tenant, id) for id in {row[7] for row in rows}}
    senders = {}
    for set_id, address, number, at, offset, length, delimiters, interchange, usage in rows:
        header = read(tenant=tenant, address=bytes(address), offset=offset, length=length)
        name = _name(header, delimiters, "41", "41")
        senders[set_id] = Sender(number, at, bytes(address), name, identities[interchange], usage)
    return senders


def load_providers(
    *, tenant: int, rows: Sequence[AnswerRow], senders: dict[UUID, Sender]
) -> dict[tuple[str, str], Name277]:
    """The name of each billing provider (NM1*85) as his claims' file gives it, by NPI and tax id."""
    firsts = {(row.npi, row.tin): row for row in reversed(rows)}
    names = {}
    for key, row in firsts.items():
        address = senders[row.set].address
        block = read(tenant=tenant, address=address, offset=row.provider_offset, length=row.provider_length)
        names[key] = _name(block, row.delimiters, "85", "85", tin=row.tin)
    return names


def _identity(tenant: int, interchange: UUID) -> x12.Identity:
    with cursor() as sql:
        sql.execute(_REPORT, [tenant, interchange])
        ((report,),) = sql.fetchall()
    return way_back(from_text(report))


def _name(content: bytes, delimiters: str, who: str, entity: str, tin: str = "") -> Name277:
    """The first NM1 of ``who``, in texts that can be written; an atypical provider goes by his tax id."""
    marks = x12.Delimiters.from_text(delimiters)
    for _, raw in x12.segments(content, marks):
        parts = [x12.clean(x12.decode(part)) for part in raw.split(marks.element)]
        if parts[0] == "NM1" and parts[1] == who:
            return _as_name((*parts, *[""] * 10), entity, tin)
    return Name277(entity, "UNKNOWN", qualifier="FI" if tin else "", id=x12.clean(tin))


def _as_name(parts: Sequence[str], entity: str, tin: str) -> Name277:
    is_person = parts[2] == "1"
    qualifier, id = (parts[8], parts[9]) if parts[9] else ("FI" if tin else "", x12.clean(tin))
    first, middle, suffix = (parts[4], parts[5], parts[7]) if is_person else ("", "", "")
    return Name277(entity, parts[3] or "UNKNOWN", first, middle, suffix, is_person, qualifier, id)

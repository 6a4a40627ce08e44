"""Load how submitters introduced themselves in the files that are answered: envelope, submitter, billing providers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clearlane.exchange.interchanges.report_text import from_text
from clearlane.exchange.replies.load_answers import AnswerRow
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.vault.fetch import open_many
from clearlane.foundation.vault.frames import Opener
from clearlane.standards import x12
from clearlane.standards.x12.claim_acknowledgment import Name277
from clearlane.standards.x12.ta1 import way_back

_SETS = """
    SELECT tset.tenant_id, tset.id, file.address, file.number, file.received_at, tset."offset", tset.header_length,
           tset.delimiters, interchange.id, interchange.usage
    FROM exchange_interchanges_transactionset AS tset
    JOIN exchange_intake_file AS file ON file.tenant_id = tset.tenant_id AND file.id = tset.file_id
    JOIN exchange_interchanges_interchange AS interchange
      ON interchange.tenant_id = tset.tenant_id AND interchange.id = tset.interchange_id
    WHERE tset.tenant_id = ANY(%s::int[]) AND tset.id = ANY(%s::uuid[])
"""
_REPORTS = """
    SELECT id, report FROM exchange_interchanges_interchange WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Sender:
    """The submitter of one set: his file's number and time, his name (NM1*41), the way back to him, his usage."""

    file_number: int
    received_at: datetime
    name: Name277
    identity: x12.Identity
    usage: str


def load_senders(*, rows: Sequence[AnswerRow]) -> tuple[dict[UUID, Sender], dict[UUID, Opener]]:
    """By set: its sender, and what opens its file; in a scope that holds the tenants of the files."""
    tenants = sorted({row.file_tenant for row in rows})
    with cursor() as sql:
        sql.execute(_SETS, [tenants, list({row.set for row in rows})])
        sets = sql.fetchall()
        sql.execute(_REPORTS, [tenants, list({one[8] for one in sets})])
        identities = {id: way_back(from_text(report)) for id, report in sql.fetchall()}
    opened = open_many((one[0], one[2]) for one in sets)
    files = {one[1]: opened[one[0], bytes(one[2])] for one in sets}
    senders = {}
    for _, set_id, _, number, at, offset, length, delimiters, interchange, usage in sets:
        name = _name(files[set_id].read(offset, length), delimiters, "41", "41")
        senders[set_id] = Sender(number, at, name, identities[interchange], usage)
    return senders, files


def load_providers(*, rows: Sequence[AnswerRow], files: dict[UUID, Opener]) -> dict[tuple[str, str], Name277]:
    """The name of each billing provider (NM1*85) as his claims' file gives it, by NPI and tax id."""
    firsts = {(row.npi, row.tin): row for row in reversed(rows)}
    names = {}
    for key, row in firsts.items():
        block = files[row.set].read(row.provider_offset, row.provider_length)
        names[key] = _name(block, row.delimiters, "85", "85", tin=row.tin)
    return names


def _name(content: bytes, delimiters: str, who: str, entity: str, tin: str = "") -> Name277:
    """The first NM1 of ``who``, in texts that can be written; an atypical provider goes by his tax id."""
    marks = x12.Delimiters.from_text(delimiters)
    for _, raw in x12.segments(content, marks):
        parts = [x12.clean(x12.decode(part)) for part in raw.split(marks.element)]
        if parts[:2] == ["NM1", who]:
            return _as_name((*parts, *[""] * 10), entity, tin)
    return Name277(entity, "UNKNOWN", qualifier="FI" if tin else "", id=x12.clean(tin))


def _as_name(parts: Sequence[str], entity: str, tin: str) -> Name277:
    is_person = parts[2] == "1"
    qualifier, id = (parts[8], parts[9]) if parts[9] else ("FI" if tin else "", x12.clean(tin))
    first, middle, suffix = (parts[4], parts[5], parts[7]) if is_person else ("", "", "")
    return Name277(entity, parts[3] or "UNKNOWN", first, middle, suffix, is_person, qualifier, id)

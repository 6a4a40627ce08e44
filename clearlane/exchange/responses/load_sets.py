"""Load the transaction sets of a chunk with their bytes, as they stand in the files that payers sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.vault.file_bytes import FileBytes
from clearlane.standards.x12 import Delimiters
from clearlane.vocabulary.outcome import Ref

_LOAD = """
    SELECT tset.tenant_id, tset.id, tset.file_id, file.connection_id, file.sha256, file.address, file.size,
           tset.set_id,
           tset.version, tset.group_control, tset.usage, tset.delimiters, tset."offset", tset.length,
           interchange."offset"
    FROM exchange_interchanges_transactionset AS tset
    JOIN exchange_intake_file AS file ON file.tenant_id = tset.tenant_id AND file.id = tset.file_id
    JOIN exchange_interchanges_interchange AS interchange
      ON interchange.tenant_id = tset.tenant_id AND interchange.id = tset.interchange_id
    WHERE tset.tenant_id = ANY(%s::int[]) AND tset.id = ANY(%s::uuid[])
"""
_HEADER = 512
_REACH = 1 << 20
"""How far before a set its GS is looked for, where it is not the interchange's first."""


@dataclass(frozen=True, slots=True)
class SentSet:
    """One ST..SE (or one TA1) with its bytes; ``offset`` is where it begins in its file, ``usage`` is ISA15."""

    ref: Ref
    file_id: UUID
    connection_id: UUID | None
    sha256: bytes
    file: FileBytes
    set_id: str
    version: str
    group_control: str
    usage: str
    delimiters: Delimiters
    offset: int
    length: int
    interchange_offset: int

    def content(self) -> bytes:
        """The bytes of the set."""
        return self.file.read(self.offset, self.length)

    def envelope(self) -> bytes:
        """ISA, and the GS in whose group the set stands: what says who wrote it to whom, and when."""
        begin, reach = self.interchange_offset, max(self.interchange_offset, self.offset - _REACH)
        head = self.file.read(begin, min(_HEADER, self.offset - begin))
        isa, _, rest = head.partition(self.delimiters.segment)
        gs = self._group(rest) or self._group(self.file.read(reach, self.offset - reach))
        return b"".join(raw.lstrip() + self.delimiters.segment for raw in (isa, gs) if raw)

    def _group(self, text: bytes) -> bytes:
        """The last GS in a stretch of the file that carries the set's group number; nothing where there is none."""
        mark = self.delimiters.element
        for raw in reversed(text.split(self.delimiters.segment)):
            parts = raw.lstrip().split(mark)
            if parts[0] == b"GS" and len(parts) > 6 and parts[6].decode("latin-1") == self.group_control:
                return raw
        return b""


def load_sets(chunk: Sequence[Ref]) -> list[SentSet]:
    """The sets of a chunk, in its order, inside a scope of their tenants; sets of one file share its bytes."""
    files: dict[tuple[int, bytes], FileBytes] = {}
    with cursor() as sql:
        sql.execute(_LOAD, [sorted({ref.tenant for ref in chunk}), [ref.id for ref in chunk]])
        found = {Ref(row[0], row[1]): _sent(row, files) for row in sql.fetchall()}
    return [found[ref] for ref in chunk]


def _sent(row: Sequence[Any], files: dict[tuple[int, bytes], FileBytes]) -> SentSet:
    tenant, id, file_id, connection_id, sha256, address, size, *values = row
    key = (tenant, bytes(address))
    file = files.setdefault(key, FileBytes(tenant=tenant, address=key[1], size=size))
    values[4] = Delimiters.from_text(values[4])
    return SentSet(Ref(tenant, id), file_id, connection_id, bytes(sha256), file, *values)

"""Load the transaction sets of a chunk with their bytes, as they stand in the files that payers sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.vault.fetch import read
from clearlane.standards.x12 import Delimiters
from clearlane.vocabulary.outcome import Ref

_LOAD = """
    SELECT transactionset.tenant_id, transactionset.id, transactionset.file_id, file.connection_id, file.sha256,
           file.address, transactionset.set_id, transactionset.version, transactionset.usage,
           transactionset.delimiters, transactionset."offset", transactionset.length, interchange."offset"
    FROM exchange_interchanges_transactionset AS transactionset
    JOIN exchange_intake_file AS file ON file.tenant_id = transactionset.tenant_id AND file.id = transactionset.file_id
    JOIN exchange_interchanges_interchange AS interchange
      ON interchange.tenant_id = transactionset.tenant_id AND interchange.id = transactionset.interchange_id
    WHERE transactionset.tenant_id = ANY(%s::int[]) AND transactionset.id = ANY(%s::uuid[])
"""
_HEADER = 512


@dataclass(frozen=True, slots=True)
class SentSet:
    """One ST..SE (or one TA1) with its bytes; ``offset`` is where it begins in its file, ``usage`` is ISA15."""

    ref: Ref
    file_id: UUID
    connection_id: UUID | None
    sha256: bytes
    address: bytes
    set_id: str
    version: str
    usage: str
    delimiters: Delimiters
    offset: int
    length: int
    interchange_offset: int

    def content(self) -> bytes:
        """The bytes of the set."""
        return read(tenant=self.ref.tenant, address=self.address, offset=self.offset, length=self.length)

    def envelope(self) -> bytes:
        """ISA, and GS where it is the interchange's first: what says who wrote the set to whom, and when."""
        begin = self.interchange_offset
        head = read(
            tenant=self.ref.tenant, address=self.address, offset=begin, length=min(_HEADER, self.offset - begin)
        )
        isa, _, rest = head.partition(self.delimiters.segment)
        gs = next((raw for raw in rest.split(self.delimiters.segment) if raw.lstrip().startswith(b"GS")), b"")
        return b"".join(raw.lstrip() + self.delimiters.segment for raw in (isa, gs) if raw)


def load_sets(chunk: Sequence[Ref]) -> list[SentSet]:
    """The sets of a chunk, in its order, inside a scope of their tenants."""
    with cursor() as sql:
        sql.execute(_LOAD, [sorted({ref.tenant for ref in chunk}), [ref.id for ref in chunk]])
        found = {Ref(row[0], row[1]): _sent(row) for row in sql.fetchall()}
    return [found[ref] for ref in chunk]


def _sent(row: Sequence[Any]) -> SentSet:
    tenant, id, file_id, connection_id, sha256, address, set_id, version, usage, delimiters, *places = row
    return SentSet(
        Ref(tenant, id), file_id, connection_id, bytes(sha256), bytes(address), set_id, version, usage,
        Delimiters.from_text(delimiters), *places,
    )  # fmt: skip

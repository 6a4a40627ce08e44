"""Claims of a file as ``recall`` gives them, without a database: for what composes batches of them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from clearlane.exchange.claims.gather import Block, FoundClaim, gather
from clearlane.exchange.claims.recall import ClaimRow, Piece, Recalled
from clearlane.exchange.claims.trace_number import trace_number
from clearlane.standards import x12


def recalled(content: bytes, *, file: int = 1, tenant: int = 2, bht06: str = "CH") -> list[Recalled]:
    """Every claim of every 837 in these bytes; ``file`` tells files apart."""
    report = x12.report([content])
    return [
        one
        for interchange in report.interchanges
        for group in interchange.groups
        for seq, found in enumerate(group.sets, start=1)
        for one in _of_set(content, interchange.delimiters, found, seq, file, tenant, bht06)
    ]


def _of_set(
    content: bytes, delimiters: x12.Delimiters, one: x12.SetReport, seq: int, file: int, tenant: int, bht06: str
) -> Iterator[Recalled]:
    text = content[one.offset : one.offset + one.length]
    for found in gather(x12.place(text, delimiters=delimiters, version=one.version, offset=one.offset)):
        row = _row(found, delimiters, seq, file, tenant, bht06, one.version)
        blocks = (found.header, found.provider, found.subscriber, found.patient, found.claim)
        yield Recalled(row, b"\0" * 32, *(_piece(content, block) for block in blocks))


def _piece(content: bytes, block: Block) -> Piece:
    number = block.segments[0].number if block.segments else 0
    return Piece(block.offset, number, content[block.offset : block.offset + block.length])


def _row(
    found: FoundClaim, delimiters: x12.Delimiters, seq: int, file: int, tenant: int, bht06: str, version: str
) -> ClaimRow:
    spans = (found.provider, found.subscriber, found.patient)
    placed = [(one.offset, one.length, one.segments[0].number if one.segments else 0) for one in spans]
    head = found.claim.segments[0]
    return ClaimRow(
        tenant, UUID(int=file * 10**9 + seq * 10**6 + found.ordinal), tenant, UUID(int=file), UUID(int=seq), tenant,
        "ready", "P", version, delimiters.as_text(),
        trace_number(file_number=10**9 + file, set_seq=seq, ordinal=found.ordinal), bht06, "SUNRISE",
        *placed[0], *placed[1], *placed[2], found.claim.offset, found.claim.length, head.number,
        found.claim.segments[-1].number, 10_000, head.element(1), "",
    )  # fmt: skip

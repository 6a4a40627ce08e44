"""Recall claims as they were submitted, from the bytes of their files and the places that their rows keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from uuid import UUID

from clearlane.exchange.claims.read_blocks import read_blocks
from clearlane.exchange.claims.remember import Reading, take_remembered
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.widen import widen
from clearlane.foundation.vault.fetch import open_many
from clearlane.standards import x12
from clearlane.vocabulary.outcome import Ref
from clearlane.vocabulary.submitted_claim import SegmentText, SubmittedClaim

_ROWS = """
    SELECT claim.tenant_id, claim.id, claim.file_tenant_id, claim.file_id, claim.set_id,
           claim.submitter_id, claim.state,
           claim.usage, claim.version, claim.delimiters, claim.trace_number, claim.bht06, claim.payer_code,
           claim.provider_offset, claim.provider_length, claim.provider_segment,
           claim.subscriber_offset, claim.subscriber_length, claim.subscriber_segment,
           claim.patient_offset, claim.patient_length, claim.patient_segment,
           claim.offset, claim.length, claim.first_segment, claim.last_segment,
           claim.total_cents, claim.patient_control_number, claim.sender_trace
    FROM exchange_claims_claim AS claim
    WHERE claim.id = ANY(%s::uuid[]) AND claim.tenant_id = ANY(%s::int[])
    ORDER BY claim.file_id, claim.offset
"""
_FILES = """
    SELECT id, address, sha256 FROM exchange_intake_file WHERE id = ANY(%s::uuid[]) AND tenant_id = ANY(%s::int[])
"""
_HEADERS = """
    SELECT id, "offset", header_length FROM exchange_interchanges_transactionset
    WHERE id = ANY(%s::uuid[]) AND tenant_id = ANY(%s::int[])
"""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """What a step needs of a claim's row; offsets and lengths are bytes of its file."""

    tenant: int
    id: UUID
    file_tenant: int
    file: UUID
    set: UUID
    submitter: int
    state: str
    usage: str
    version: str
    delimiters: str
    trace_number: str
    bht06: str
    payer_code: str
    provider_offset: int
    provider_length: int
    provider_segment: int
    subscriber_offset: int
    subscriber_length: int
    subscriber_segment: int
    patient_offset: int
    patient_length: int
    patient_segment: int
    offset: int
    length: int
    first_segment: int
    last_segment: int
    cents: int
    patient_control_number: str
    sender_trace: str

    @property
    def ref(self) -> Ref:
        """The claim's reference."""
        return Ref(self.tenant, self.id)

    @property
    def reading(self) -> Reading:
        """How the claim is to be read."""
        return Reading(self.id, self.version, self.delimiters, self.offset, self.length)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of bytes of the file: where it begins there, and the number of its first segment in the ST."""

    offset: int
    first_segment: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Recalled:
    """A claim's row with the bytes of its blocks: header, provider, subscriber, patient (empty where none), claim."""

    row: ClaimRow
    file_sha256: bytes
    header: Piece
    provider: Piece
    subscriber: Piece
    patient: Piece
    claim: Piece

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The blocks that are there, in file order."""
        return tuple(p for p in (self.header, self.provider, self.subscriber, self.patient, self.claim) if p.text)


def recall(*, chunk: Sequence[Ref]) -> Iterator[Recalled]:
    """The claims of a chunk with their bytes, file by file, inside the caller's scope.

    The scope is widened by the tenants of the files, which may be submitters other than the claims' owners. Claims
    that are gone are left out.
    """
    yield from _with_bytes(_rows(chunk))


def recall_submitted(*, chunk: Sequence[Ref]) -> list[tuple[ClaimRow, SubmittedClaim]]:
    """The claims of a chunk as text with places, file by file; only those are read that are not remembered."""
    rows = _rows(chunk)
    known = {row.id: claim for row in rows if (claim := take_remembered(row.reading))}
    known |= {one.row.id: submitted(one) for one in _with_bytes([row for row in rows if row.id not in known])}
    return [(row, known[row.id]) for row in rows]


def _with_bytes(rows: Sequence[ClaimRow]) -> Iterator[Recalled]:
    if not rows:
        return
    owners = sorted({row.file_tenant for row in rows})
    widen(owners)
    files, headers = _files(rows, owners), _headers(rows, owners)
    for file, group in groupby(rows, key=lambda row: row.file):
        yield from _of_one_file(list(group), files[file], headers)


def submitted(recalled: Recalled) -> SubmittedClaim:
    """The claim as text with places, as the edits and the writers read it."""
    delimiters = x12.Delimiters.from_text(recalled.row.delimiters)
    segments = tuple(_placed(recalled.pieces, delimiters, recalled.row.version))
    return SubmittedClaim(
        segments,
        component=delimiters.component_text,
        repetition=delimiters.repetition_text,
        usage=recalled.row.usage,
        version=recalled.row.version,
    )


def _placed(pieces: Sequence[Piece], delimiters: x12.Delimiters, version: str) -> Iterator[SegmentText]:
    """Place the joined pieces as one set, and give each segment its offset and its number in the file back."""
    starts = list(accumulate((len(piece.text) for piece in pieces), initial=0))
    at, begun, shift = -1, 0, 0
    for segment in x12.place(b"".join(piece.text for piece in pieces), delimiters=delimiters, version=version):
        while segment.offset >= starts[at + 1] and at + 1 < len(pieces):
            at, begun, shift = at + 1, segment.number, pieces[at + 1].offset - starts[at + 1]
        number = pieces[at].first_segment + segment.number - begun
        yield SegmentText(segment.loop, number, segment.offset + shift, segment.elements)


def _rows(chunk: Sequence[Ref]) -> list[ClaimRow]:
    with cursor() as sql:
        sql.execute(_ROWS, [[ref.id for ref in chunk], sorted({ref.tenant for ref in chunk})])
        return [ClaimRow(*row) for row in sql.fetchall()]


def _files(rows: Sequence[ClaimRow], owners: Sequence[int]) -> dict[UUID, tuple[bytes, bytes]]:
    with cursor() as sql:
        sql.execute(_FILES, [list({row.file for row in rows}), owners])
        return {id: (bytes(address), bytes(sha256)) for id, address, sha256 in sql.fetchall()}


def _headers(rows: Sequence[ClaimRow], owners: Sequence[int]) -> dict[UUID, tuple[int, int]]:
    with cursor() as sql:
        sql.execute(_HEADERS, [list({row.set for row in rows}), owners])
        return {id: (offset, length) for id, offset, length in sql.fetchall()}


def _of_one_file(
    rows: list[ClaimRow], file: tuple[bytes, bytes], headers: dict[UUID, tuple[int, int]]
) -> Iterator[Recalled]:
    """The blocks of the chunk's claims in this file, each read once however many claims share it."""
    address, sha256 = file
    key = rows[0].file_tenant, address
    opened = open_many([key])[key]
    heads = {set: Piece(headers[set][0], 1, opened.read(*headers[set])) for set in {row.set for row in rows}}
    cut = read_blocks(read=opened.read, spans=(span[:2] for row in rows for span in _spans(row)))
    for row in rows:
        pieces = (Piece(offset, first, cut(offset, length)) for offset, length, first in _spans(row))
        yield Recalled(row, sha256, heads[row.set], *pieces)


def _spans(row: ClaimRow) -> tuple[tuple[int, int, int], ...]:
    return (
        (row.provider_offset, row.provider_length, row.provider_segment),
        (row.subscriber_offset, row.subscriber_length, row.subscriber_segment),
        (row.patient_offset, row.patient_length, row.patient_segment),
        (row.offset, row.length, row.first_segment),
    )

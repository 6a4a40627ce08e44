"""A set becomes claims: one row a CLM, with its place in the file and the tenant who owns it. Nothing is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from clearlane.directory.providers.find_holders import find_atypical, find_holders
from clearlane.exchange.claims.bear import Newborn, bear
from clearlane.exchange.claims.describe import ClaimSketch, describe
from clearlane.exchange.claims.gather import FoundClaim, gather
from clearlane.exchange.claims.keep_extract import ExtractOf, keep_extracts
from clearlane.exchange.claims.owe import Owed, owe
from clearlane.exchange.claims.remember import remember
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now, today
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.widen import widen
from clearlane.foundation.vault.fetch import read
from clearlane.standards import x12
from clearlane.vocabulary.outcome import Already, Given, Kind, Moved, Outcome, Ref, Waiting
from clearlane.vocabulary.submitted_claim import SubmittedClaim

PARTLY, REJECTED = "partly", "rejected"
DEAD = {"category": "A3", "code": "684", "entity": "", "message": "The 999 says at which segment the guide was broken."}
"""What the 277CA says of a claim that the guide refused in a set that it accepted with errors."""

MOST_CLAIMS = 2_000
"""So many are made at a time; and once a chunk has so many, its other sets wait for the next: they come in any size."""

_SETS = """
    SELECT tset.tenant_id, tset.id, tset.file_id, tset.seq, tset.version, tset.usage, tset.delimiters, tset."offset",
           tset.length, tset.dead, file.number, file.address, file.sha256, tset.state, tset.verdict
    FROM exchange_interchanges_transactionset AS tset
    JOIN exchange_intake_file AS file ON file.tenant_id = tset.tenant_id AND file.id = tset.file_id
    WHERE tset.id = ANY(%s::uuid[]) AND tset.tenant_id = ANY(%s::int[])
    FOR UPDATE OF tset
"""
_EXTRACTED = """
    UPDATE exchange_interchanges_transactionset
    SET state = 'extracted', claims = %s, cents = %s, bht03 = %s, header_length = %s
    WHERE tenant_id = %s AND id = %s
"""


@dataclass(frozen=True, slots=True)
class SetRow:
    """What extraction needs of a set; ``offset`` and ``length`` are bytes of its file."""

    tenant: int
    id: UUID
    file: UUID
    seq: int
    version: str
    usage: str
    delimiters: str
    offset: int
    length: int
    living: str
    file_number: int
    address: bytes
    sha256: bytes
    state: str
    verdict: str


@dataclass(slots=True)
class Extracted:
    """What came of one set: how many claims, how many of them dead, their charge, and what goes on."""

    claims: int = 0
    dead: int = 0
    cents: int = 0
    bht03: str = ""
    header_length: int = 0
    gives: list[Given] = field(default_factory=list)

    def add(self, some: Sequence[Newborn]) -> None:
        """Count some more claims of the set in."""
        self.bht03, self.header_length = some[0].sketch.bht03, some[0].found.header.length
        self.claims += len(some)
        self.dead += sum(claim.is_dead for claim in some)
        self.cents += sum(claim.sketch.cents for claim in some)
        self.gives += [Given(Kind.CLAIM, claim.ref) for claim in some if not claim.is_dead]


def extract(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Make the claims of these sets. Living ones go on; those that the 999 refused are born dead and are told."""
    outcomes: list[Outcome] = []
    count = 0
    for row in _sets(chunk):
        if row.state == "extracted":
            outcomes.append(Already(Ref(row.tenant, row.id)))
            continue
        if count >= MOST_CLAIMS:
            outcomes.append(Waiting(Ref(row.tenant, row.id), now()))
            continue
        made = _extract(row, by)
        count += made.claims
        outcomes.append(Moved(Ref(row.tenant, row.id), gives=tuple(made.gives)))
    return outcomes


def _extract(row: SetRow, by: str) -> Extracted:
    """All claims of one set, so many at a time: a set may hold more than fit into memory with all their segments."""
    text = read(tenant=row.tenant, address=bytes(row.address), offset=row.offset, length=row.length)
    found, living, made = _found(row, text), _living(row), Extracted()
    while some := list(islice(found, MOST_CLAIMS)):
        claims = _newborn(row, some, living)
        bear(claims=claims, by=by)
        remember({claim.reading: claim.submitted for claim in claims if not claim.is_dead})
        _keep_for_clients(row, text, claims)
        made.add(claims)
        made.gives += _told(row, claims)
    _mark(row, made)
    detail = {"claims": made.claims, "dead": made.dead}
    record(tenant=row.tenant, event="claim:set:extracted", by=by, subjects=(row.id,), detail=detail)
    return made


def _told(row: SetRow, claims: Sequence[Newborn]) -> list[Given]:
    """The dead among the living stand in our 277CA too; a set that died as a whole stands in the 999 only."""
    dead = [claim for claim in claims if claim.is_dead] if row.verdict == PARTLY else []
    return owe(owed=[Owed(claim.ref, row.tenant, row.file, [DEAD]) for claim in dead])


def _sets(chunk: Sequence[Ref]) -> list[SetRow]:
    with cursor() as sql:
        sql.execute(_SETS, [[ref.id for ref in chunk], sorted({ref.tenant for ref in chunk})])
        return [SetRow(*row) for row in sql.fetchall()]


def _newborn(
    row: SetRow, some: Sequence[tuple[FoundClaim, SubmittedClaim]], living: frozenset[tuple[int, int]] | None
) -> list[Newborn]:
    found = [(claim, submitted, describe(submitted)) for claim, submitted in some]
    owners = _owners(row, [sketch for *_, sketch in found])
    widen(set(owners))
    return [
        Newborn(
            id=new_id(),
            tenant=owner,
            file=row.file,
            file_tenant=row.tenant,
            set=row.id,
            submitter=row.tenant,
            usage=row.usage,
            version=row.version,
            delimiters=row.delimiters,
            file_number=row.file_number,
            set_seq=row.seq,
            is_dead=living is not None and (claim.claim.offset, claim.claim.length) not in living,
            found=claim,
            submitted=submitted,
            sketch=sketch,
        )
        for owner, (claim, submitted, sketch) in zip(owners, found, strict=True)
    ]


def _living(row: SetRow) -> frozenset[tuple[int, int]] | None:
    """Offset and length of the claims that the guide let pass, None for all. A claim that was not read so is dead."""
    if row.verdict == REJECTED:
        return frozenset()
    return frozenset((at, length) for at, length in json.loads(row.living)) if row.verdict == PARTLY else None


def _found(row: SetRow, text: bytes) -> Iterator[tuple[FoundClaim, SubmittedClaim]]:
    delimiters = x12.Delimiters.from_text(row.delimiters)
    placed = x12.place(text, delimiters=delimiters, version=row.version, offset=row.offset)
    for claim in gather(placed):
        yield (
            claim,
            SubmittedClaim(
                claim.segments,
                component=delimiters.component_text,
                repetition=delimiters.repetition_text,
                usage=row.usage,
                version=row.version,
            ),
        )


def _owners(row: SetRow, sketches: Sequence[ClaimSketch]) -> list[int]:
    """Who owns each claim: the holder of its NPI and tax id where the submitter may bill for it, else the submitter."""
    on = today()
    pairs = {(row.tenant, sketch.billing_npi, sketch.billing_tin) for sketch in sketches}
    numbers = {
        (row.tenant, s.billing_number, s.billing_tin) for s in sketches if not s.billing_npi and s.billing_number
    }
    holders = find_holders(wanted=pairs, on=on) | find_atypical(wanted=numbers, on=on)
    return [
        holders.get((row.tenant, sketch.billing_npi or sketch.billing_number, sketch.billing_tin), row.tenant)
        for sketch in sketches
    ]


def _keep_for_clients(row: SetRow, text: bytes, claims: Sequence[Newborn]) -> None:
    """The file is its submitter's: a client whose claims it holds keeps what it says of them."""
    keep_extracts(
        extracts=[
            ExtractOf(
                claim.ref, "in837", bytes(row.sha256), *_numbers(claim.found), _said(claim.found, text, row.offset)
            )
            for claim in claims
            if claim.tenant != row.tenant
        ]
    )


def _numbers(found: FoundClaim) -> tuple[int, int]:
    return found.claim.segments[0].number, found.claim.segments[-1].number


def _said(found: FoundClaim, text: bytes, start: int) -> bytes:
    blocks = (found.header, found.provider, found.subscriber, found.patient, found.claim)
    return b"".join(
        text[block.offset - start : block.offset - start + block.length] for block in blocks if block.length
    )


def _mark(row: SetRow, made: Extracted) -> None:
    with cursor() as sql:
        sql.execute(_EXTRACTED, [made.claims, made.cents, made.bht03, made.header_length, row.tenant, row.id])

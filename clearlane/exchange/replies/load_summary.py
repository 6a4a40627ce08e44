"""Load what a file summary says: the file, its sets, and each claim with its state and what was found in it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from clearlane.directory.providers.find_clients import find_clients
from clearlane.exchange.claims.recall import recall
from clearlane.exchange.interchanges.explain import explain
from clearlane.exchange.interchanges.find_repeated import find_repeated
from clearlane.exchange.interchanges.report_text import from_text
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.widen import widen
from clearlane.standards import x12
from clearlane.vocabulary.finding import Disposition, Finding
from clearlane.vocabulary.outcome import Ref

_FILE = """
    SELECT file.number, file.name, file.way, file.state, file.reason, file.usage, file.received_at, tenant.name,
           coalesce(nullif(file.scheme, ''), tenant.scheme)
    FROM exchange_intake_file AS file JOIN foundation_tenancy_tenant AS tenant ON tenant.id = file.tenant_id
    WHERE file.tenant_id = %s AND file.id = %s
"""
_SETS = """
    SELECT id, control, verdict, state, claims, cents, set_id FROM exchange_interchanges_transactionset
    WHERE tenant_id = %s AND file_id = %s ORDER BY seq
"""
_REPORTS = """
    SELECT report FROM exchange_interchanges_interchange WHERE tenant_id = %s AND file_id = %s ORDER BY seq
"""
_REPEATED = ("dropped", "held")
_REJECTED = ("dead", "rejected", "rejected_by_payer")
_WHOLE = ("interchange", "group", "set")
"""The units that are refused with all claims in them."""
_CLAIMS = """
    SELECT claim.tenant_id, claim.id, claim.state, claim.patient_control_number, claim.total_cents, claim.member_id,
           claim.patient_last, claim.patient_first, claim.birth_date, claim.service_from, claim.service_to,
           claim.billing_tin, claim.billing_npi, claim.payer_as_sent, claim.trace_number, claim.set_id, claim.ordinal
    FROM exchange_claims_claim AS claim WHERE claim.tenant_id = ANY(%s::int[]) AND claim.file_id = %s
    ORDER BY claim.set_id, claim.ordinal
"""
_OPEN = """
    SELECT received_at FROM exchange_intake_file WHERE tenant_id = %(tenant)s AND id = %(file)s AND (
        EXISTS (SELECT FROM exchange_interchanges_transactionset WHERE tenant_id = %(tenant)s AND file_id = %(file)s
                AND set_id = '837' AND state = 'read' AND verdict <> 'unsupported')
        OR EXISTS (SELECT FROM exchange_claims_claim WHERE tenant_id = ANY(%(owners)s::int[]) AND file_id = %(file)s
                   AND state = 'received'))
"""
_FINDINGS = """
    SELECT claim_id, finding FROM exchange_claims_claimfinding
    WHERE tenant_id = ANY(%s::int[]) AND claim_id = ANY(%s::uuid[]) ORDER BY claim_id, seq
"""
_LINES = """
    SELECT claim_id, procedure FROM exchange_claims_line
    WHERE tenant_id = ANY(%s::int[]) AND claim_id = ANY(%s::uuid[]) AND seq = 1
"""
_PAYERS = "SELECT payer_id, name FROM directory_payers_payer WHERE payer_id = ANY(%s::text[])"


_SHOW_SERVICES = ("compatible",)
"""The schemes whose summaries have columns for procedure and diagnosis, which are read for them alone."""


@dataclass(frozen=True, slots=True)
class SetHere:
    """One set of the file: its ST02, the guide's verdict, whether its claims were taken out, their sums, and the words
    for what it ``repeats``."""

    control: str
    verdict: str
    state: str
    claims: int
    cents: int
    set_id: str = "837"
    repeats: str = ""

    @property
    def why_not(self) -> str:
        """Why nothing was taken out of it, "" where it was."""
        return explain(
            set_id=self.set_id,
            control=self.control,
            verdict=self.verdict,
            state=self.state,
            claims=self.claims,
            repeats=self.repeats,
        )


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim of the file, as its summary shows it; ``diagnosis`` and ``procedure`` are the first, where shown."""

    tenant: int
    id: UUID
    state: str
    number: str
    cents: int
    member_id: str
    last: str
    first: str
    birth_date: date | None
    service_from: date | None
    service_to: date | None
    tin: str
    npi: str
    payer: str
    trace: str
    procedure: str
    diagnosis: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FileSummary:
    """A file of a submitter and what became of it; ``reason`` says why nothing did, where nothing did.

    ``refusals`` are what the guide says of interchanges, groups and sets that were refused as a whole.
    """

    number: int
    name: str
    way: str
    state: str
    reason: str
    usage: str
    received_at: datetime
    submitter: str
    scheme: str
    sets: tuple[SetHere, ...]
    claims: tuple[ClaimLine, ...]
    payers: dict[str, str]
    refusals: tuple[Finding, ...] = ()

    @property
    def ties_out(self) -> bool:
        """Whether the claims that are shown are those that were found in the file, in number and in cents."""
        taken = [one for one in self.sets if one.state == "extracted"]
        shown = (len(self.claims), sum(claim.cents for claim in self.claims))
        return shown == (sum(one.claims for one in taken), sum(one.cents for one in taken))

    @property
    def nothing_taken(self) -> bool:
        """Whether all of it was refused or rejected; what repeats an earlier file is not."""
        if self.state == "repeat" or any(one.state in _REPEATED for one in self.sets):
            return False
        born = sum(one.claims for one in self.sets if one.state == "extracted" and one.set_id == "837")
        return born == sum(claim.state in _REJECTED for claim in self.claims)


def open_since(file: Ref) -> datetime | None:
    """When a file came of which something is still to be judged; None where its summary can be written."""
    owners = sorted({file.tenant, *find_clients(submitter=file.tenant)})
    widen(owners)
    with cursor() as sql:
        sql.execute(_OPEN, {"tenant": file.tenant, "file": file.id, "owners": owners})
        row = sql.fetchone()
    return row[0] if row else None


def load_summary(file: Ref) -> FileSummary:
    """All of it, inside a scope that holds the submitter, which is widened by those for whom he sends."""
    owners = sorted({file.tenant, *find_clients(submitter=file.tenant)})
    widen(owners)
    with cursor() as sql:
        sql.execute(_FILE, [file.tenant, file.id])
        head = sql.fetchone()
        sql.execute(_SETS, [file.tenant, file.id])
        sets = _sets(file, sql.fetchall())
        sql.execute(_REPORTS, [file.tenant, file.id])
        refusals = tuple(finding for (text,) in sql.fetchall() for finding in _refusals(from_text(text)))
        sql.execute(_CLAIMS, [owners, file.id])
        rows = sql.fetchall()
        sql.execute(_PAYERS, [list({row[13] for row in rows})])
        payers = dict(sql.fetchall())
    with_services = head[-1] in _SHOW_SERVICES
    values = [*head, sets, _claims(rows, owners, with_services=with_services), payers, refusals]
    return FileSummary(*values)


def _sets(file: Ref, rows: Sequence[Any]) -> tuple[SetHere, ...]:
    repeated = find_repeated(tenant=file.tenant, file_id=file.id)
    words = {id: one.words for id, one in repeated.items()}
    return tuple(SetHere(*[*row[1:], words.get(row[0], "")]) for row in rows)


def _refusals(report: x12.InterchangeReport) -> list[Finding]:
    """What refused the interchange, its groups and its sets, those of each before what is in it."""
    found = list(report.findings)
    for group in report.groups:
        found += [*group.findings, *(finding for one in group.sets for finding in one.findings)]
    return [each for each in found if each.disposition is Disposition.REJECT and each.unit in _WHOLE]


def _claims(rows: Sequence[Any], owners: Sequence[int], *, with_services: bool) -> tuple[ClaimLine, ...]:
    ids = [row[1] for row in rows]
    findings: dict[UUID, list[Finding]] = defaultdict(list)
    with cursor() as sql:
        sql.execute(_FINDINGS, [owners, ids])
        for claim, text in sql.fetchall():
            findings[claim].append(Finding.from_json(json.loads(text)))
    procedures, diagnoses = _services([Ref(row[0], row[1]) for row in rows], owners) if with_services else ({}, {})
    found = ([procedures.get(id, ""), diagnoses.get(id, ""), tuple(findings[id])] for id in ids)
    return tuple(_line([*row[:15], *more]) for row, more in zip(rows, found, strict=True))


def _services(claims: Sequence[Ref], owners: Sequence[int]) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """The first procedure and the first diagnosis of each claim."""
    with cursor() as sql:
        sql.execute(_LINES, [owners, [claim.id for claim in claims]])
        return dict(sql.fetchall()), _diagnoses(claims)


def _line(values: Sequence[Any]) -> ClaimLine:
    return ClaimLine(*values)


def _diagnoses(claims: Sequence[Ref]) -> dict[UUID, str]:
    """The first diagnosis of each claim, from the bytes of the file."""
    found = {}
    for recalled in recall(chunk=claims):
        marks = x12.Delimiters.from_text(recalled.row.delimiters)
        for _, raw in x12.segments(recalled.claim.text, marks):
            parts = raw.split(marks.element)
            if parts[0] == b"HI":
                found[recalled.row.id] = _code(parts, marks)
                break
    return found


def _code(parts: Sequence[bytes], marks: x12.Delimiters) -> str:
    """HI01-2, "" where a claim that the guide refused has none."""
    inner = parts[1].split(marks.component) if len(parts) > 1 else []
    return x12.clean(x12.decode(inner[1])) if len(inner) > 1 else ""

"""The step that runs the edits over a chunk of claims and records their verdicts, nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from clearlane.exchange.claims.move import move
from clearlane.exchange.claims.owe import Owed, owe
from clearlane.exchange.claims.recall import ClaimRow, recall_submitted
from clearlane.exchange.edits.fingerprint import fingerprint
from clearlane.exchange.edits.judge import Verdict, judge_claim, typed
from clearlane.exchange.edits.load_facts import Asked, load_facts
from clearlane.foundation.audit.record import Entry, record_all
from clearlane.foundation.clock.read import now
from clearlane.foundation.telemetry.log import logger
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.insert import insert
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition, Finding, Severity
from clearlane.vocabulary.outcome import Already, Aside, Given, Kind, Moved, Outcome, Ref
from clearlane.vocabulary.submitted_claim import SubmittedClaim

log = logger(__name__)

_FINDING_COLUMNS = {
    "claim_id": "uuid", "tenant_id": "int", "seq": "int", "rule": "text", "disposition": "text", "finding": "text",
}  # fmt: skip
_MARK_COLUMNS = {"tenant_id": "int", "fingerprint": "bytea", "claim_id": "uuid", "at": "timestamptz"}
_WAIVED = """
    SELECT tenant_id, claim_id, detail FROM exchange_claims_transition
    WHERE claim_id = ANY(%s::uuid[]) AND tenant_id = ANY(%s::int[]) AND event = 'release' AND detail <> ''
"""
_ORDERED = "SELECT pg_advisory_xact_lock(%s, tenant) FROM (SELECT unnest(%s::int[]) AS tenant ORDER BY 1) AS tenants"
_LOCK_OF_FINGERPRINTS = 40


@dataclass(frozen=True, slots=True)
class _Judged:
    """One claim with its verdict."""

    row: ClaimRow
    verdict: Verdict

    @property
    def ref(self) -> Ref:
        return self.row.ref


def check(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Judge these claims. What passes goes on to routing, what is held goes to a person, what is rejected is told."""
    claims = [(row, claim) for row, claim in recall_submitted(chunk=chunk) if row.state == "received"]
    judged = _judge(claims)
    _record(judged, by)
    outcomes = _settle(judged, by)
    gone = set(chunk) - {one.ref for one in judged}
    return [*outcomes, *(Already(ref) for ref in gone)]


def _judge(claims: Sequence[tuple[ClaimRow, SubmittedClaim]]) -> list[_Judged]:
    """Type all, load the facts for all, then judge each; two workers never judge one tenant's claims at once."""
    rows = [row for row, _ in claims]
    _wait_for_tenants(rows)
    read = [(row, typed(submitted=submitted)) for row, submitted in claims]
    asked = [
        Asked(row.ref, row.submitter, claim, fingerprint(claim=claim))
        for row, claim in read
        if isinstance(claim, Claim)
    ]
    _mark(asked)
    facts = dict(zip((one.ref for one in asked), load_facts(asked=asked), strict=True))
    waived = _waived(rows)
    return [_Judged(row, _waive(_verdict(claim, facts, row), waived.get(row.ref, frozenset()))) for row, claim in read]


def _verdict(claim: Claim | Verdict, facts: Mapping[Ref, Any], row: ClaimRow) -> Verdict:
    verdict = claim if isinstance(claim, Verdict) else judge_claim(claim=claim, facts=facts[row.ref])
    for broken in verdict.broken:
        log.error("an edit broke", claim=str(row.id), broken=broken)
    return verdict


def _wait_for_tenants(rows: Sequence[ClaimRow]) -> None:
    """A duplicate in another worker's open transaction could not be seen: so the second waits for the first's end."""
    with cursor() as sql:
        sql.execute(_ORDERED, [_LOCK_OF_FINGERPRINTS, sorted({row.tenant for row in rows})])


def _mark(asked: Sequence[Asked]) -> None:
    at = now()
    rows = [(one.ref.tenant, one.fingerprint, one.ref.id, at) for one in asked if one.fingerprint]
    insert(table="exchange_claims_fingerprint", columns=_MARK_COLUMNS, rows=rows, conflict="ON CONFLICT DO NOTHING")


def _waived(rows: Sequence[ClaimRow]) -> dict[Ref, frozenset[str]]:
    """The rules that a person has waived for a claim, by each of its releases."""
    waived: dict[Ref, frozenset[str]] = {}
    with cursor() as sql:
        sql.execute(_WAIVED, [[row.id for row in rows], sorted({row.tenant for row in rows})])
        for tenant, id, detail in sql.fetchall():
            waived[Ref(tenant, id)] = waived.get(Ref(tenant, id), frozenset()) | frozenset(json.loads(detail))
    return waived


def _waive(verdict: Verdict, rules: frozenset[str]) -> Verdict:
    """What held the claim before its release only warns now."""
    if not rules:
        return verdict
    findings = tuple(_milder(finding) if finding.rule in rules else finding for finding in verdict.findings)
    worst = next((way for way in (Disposition.REJECT, Disposition.HOLD, Disposition.WARN)
                  if any(finding.disposition is way for finding in findings)), None)  # fmt: skip
    return replace(verdict, findings=findings, disposition=worst)


def _milder(finding: Finding) -> Finding:
    if finding.disposition is not Disposition.HOLD:
        return finding
    return replace(finding, severity=Severity.WARNING, disposition=Disposition.WARN, unit="")


def _record(judged: Sequence[_Judged], by: str) -> None:
    with cursor() as sql:
        sql.execute(
            "DELETE FROM exchange_claims_claimfinding WHERE claim_id = ANY(%s::uuid[])",
            [[one.ref.id for one in judged]],
        )
    rows = [
        (one.ref.id, one.ref.tenant, seq, finding.rule, finding.disposition.value, json.dumps(finding.as_json()))
        for one in judged
        for seq, finding in enumerate(one.verdict.findings, start=1)
    ]
    insert(table="exchange_claims_claimfinding", columns=_FINDING_COLUMNS, rows=rows)
    by_tenant: dict[int, list[UUID]] = {}
    for one in judged:
        by_tenant.setdefault(one.ref.tenant, []).append(one.ref.id)
    record_all([Entry(tenant, "claim:claim:judged", ids) for tenant, ids in sorted(by_tenant.items())], by=by)


def _settle(judged: Sequence[_Judged], by: str) -> list[Outcome]:
    rejected = [one for one in judged if one.verdict.disposition is Disposition.REJECT]
    held = [one for one in judged if one.verdict.disposition is Disposition.HOLD]
    move(claims=[one.ref for one in rejected], event="reject", by=by, details=_rules(rejected))
    move(claims=[one.ref for one in held], event="hold", by=by, details=_rules(held))
    owed = owe(owed=[Owed(one.ref, one.row.submitter, one.row.file, _statuses(one.verdict)) for one in rejected])
    return [
        *(Moved(one.ref, gives=(given,)) for one, given in zip(rejected, owed, strict=True)),
        *(Aside(one.ref, "held", ", ".join(sorted(_ids(one.verdict, Disposition.HOLD)))) for one in held),
        *(Moved(one.ref, gives=(Given(Kind.CLAIM, one.ref),)) for one in judged if one.verdict.passes),
    ]


def _rules(judged: Iterable[_Judged]) -> dict[Ref, str]:
    return {one.ref: ", ".join(sorted(_ids(one.verdict, one.verdict.disposition))) for one in judged}


def _ids(verdict: Verdict, disposition: Disposition | None) -> set[str]:
    return {finding.rule for finding in verdict.findings if finding.disposition is disposition}


def _statuses(verdict: Verdict) -> list[dict[str, str]]:
    """What the 277CA says of a rejected claim: each finding's statuses, first those that reject."""
    rejecting = [finding for finding in verdict.findings if finding.disposition is Disposition.REJECT]
    return [
        {
            "category": status.category,
            "code": status.code,
            "entity": status.entity,
            "rule": finding.rule,
            "message": finding.what,
        }
        for finding in rejecting
        for status in (finding.status, *finding.also)
        if status
    ]

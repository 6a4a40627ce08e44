"""Judge: one submitted claim against every edit in force. Pure: nothing is read or saved, and no claim is lost."""

from __future__ import annotations

import traceback
from dataclasses import dataclass

from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.rulebook import Rule, in_force, settle
from clearlane.exchange.edits.say import say
from clearlane.exchange.edits.type_claim import type_claim
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition, Finding, Place, Status
from clearlane.vocabulary.submitted_claim import SubmittedClaim

BROKEN = "broken_rule"
"""The rule id of the finding that stands for a fault of ours."""

_WORST = (Disposition.REJECT, Disposition.HOLD, Disposition.WARN)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the edits say of one claim. findings: the worst first. disposition: the worst of them, None where none.

    claim: None where it could not be typed. broken: for the operator's log, one text for each rule that failed by our
    own fault, with rule, kind of error and line of code, and never a value of the claim.
    """

    findings: tuple[Finding, ...]
    disposition: Disposition | None
    claim: Claim | None
    broken: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether the claim goes on to routing: nothing was found, or warnings only."""
        return self.disposition in (None, Disposition.WARN)


def judge(*, submitted: SubmittedClaim, facts: Facts) -> Verdict:
    """Type the claim and run the rules in force on the day of `facts`; a rule that breaks holds the claim."""
    claim = typed(submitted=submitted)
    return claim if isinstance(claim, Verdict) else judge_claim(claim=claim, facts=facts)


def typed(*, submitted: SubmittedClaim) -> Claim | Verdict:
    """The typed claim, or the verdict on one that cannot be typed."""
    try:
        claim = type_claim(submitted=submitted)
    except Exception as problem:  # noqa: BLE001  # whatever breaks, the claim is held
        return Verdict((_broken("type_claim"),), Disposition.HOLD, None, (_trace("type_claim", problem),))
    return claim if isinstance(claim, Claim) else Verdict(claim, Disposition.REJECT, None)


def judge_claim(*, claim: Claim, facts: Facts) -> Verdict:
    """Run the rules in force on the day of `facts`; a rule that breaks holds the claim."""
    findings: list[Finding] = []
    broken: list[str] = []
    for rule in in_force(on=facts.today):
        try:
            said = rule.check(claim=claim, facts=facts)
            findings.extend(_settled(rule, said, claim, facts) if said else ())
        except Exception as problem:  # noqa: BLE001  # whatever breaks, the claim is held
            findings.append(_broken(rule.id))
            broken.append(_trace(rule.id, problem))
    findings.sort(key=lambda finding: _WORST.index(finding.disposition))
    return Verdict(tuple(findings), findings[0].disposition if findings else None, claim, tuple(broken))


def _settled(rule: Rule, said: tuple[Finding, ...], claim: Claim, facts: Facts) -> list[Finding]:
    entry = facts.payer(claim)
    by_payer = entry.dispositions if entry else {}
    settled = [settle(rule=rule, finding=finding, facts=facts, by_payer=by_payer) for finding in said]
    return [finding for finding in settled if finding]


def _broken(rule: str) -> Finding:
    return say(
        rule=BROKEN,
        level=0,
        disposition=Disposition.HOLD,
        place=Place(),
        what=f"Our own rule {rule} could not judge this claim.",
        why="The fault is ours, not yours; the claim is kept and nothing of it is lost.",
        remedy="You need not do anything: our operators have been told, and judge it again once the rule is mended.",
        citation="",
        status=Status("A1", "20"),
    )


def _trace(rule: str, problem: Exception) -> str:
    frame = traceback.extract_tb(problem.__traceback__)[-1]
    return f"{rule}: {type(problem).__name__} in {frame.name}, line {frame.lineno}"

"""Rules of what a set says twice and not alike (SNIP 4), as a table: answers, payments, enrollments, and their days.

None of it is refused: who wrote it has decided, and the receiver has to read it as it is. So all of it only warns.
"""

from __future__ import annotations

from clearlane.standards.x12.care.rule import WARN, Rule, make_finding
from clearlane.vocabulary.finding import Finding, Place

_GROUP = "the guide of this answer (999): AK9, against the sets above it"
_STATUS = "the guide of this answer (277CA), on STC: its category and its action"
_TOTALS = "the guide of this answer (277CA), on its totals: QTY and AMT of 2200B and 2200C"
_WHICH = "Nobody can tell whether claims have to be sent again"
_ASK = "Ask the sender of the answer which of both is true"
_ADVICE = "the guide of this payment, on the days of a service: DTM*150 and DTM*151"

CONSISTENCY: dict[str, Rule] = {
    "set_verdict": Rule(
        4,
        WARN,
        "The set is accepted (IK501 A), but segments of it are said to be wrong (IK3)",
        "E says that a set is accepted although errors were noted; A says that there were none",
        _ASK + ": expected is {expected}",
        "the guide of this answer (999): IK501, against the IK3 of its set",
    ),
    "group_verdict": Rule(
        4,
        WARN,
        "The group is answered with {found} (AK901), but {seen}",
        _WHICH,
        "Go by the verdicts of the sets, and ask the sender of the answer: expected is {expected}",
        _GROUP,
    ),
    "group_count": Rule(
        4,
        WARN,
        "{name} is {found}, but {seen}",
        _WHICH,
        "Compare the answer with what was sent: expected is {expected}",
        _GROUP,
    ),
    "action": Rule(
        4,
        WARN,
        "The status is of category {category}, but its action is {found}",
        "WQ says that it was taken, U that it was refused: " + _WHICH.lower(),
        _ASK + ": expected is {expected}",
        _STATUS,
    ),
    "category": Rule(
        4,
        WARN,
        "The status is of category {found}, which tells of a claim that is at its payer",
        "This answer tells whether claims were taken or refused before that",
        _ASK + ": expected is {expected}",
        _STATUS,
    ),
    "claim_count": Rule(
        4,
        WARN,
        "{found} claims are said to be {side}, but {expected} of them follow",
        "Who counts by the total takes claims for answered that are not, or the other way round",
        "Go by the claims themselves, and ask the sender of the answer for those that are missing",
        _TOTALS,
    ),
    "claim_amount": Rule(
        4,
        WARN,
        "Claims of {found} are said to be {side}, but those that follow make {expected}",
        "Who counts by the total takes claims for answered that are not, or the other way round",
        "Go by the claims themselves, and ask the sender of the answer for those that are missing",
        _TOTALS,
    ),
    "payer_id": Rule(
        4,
        WARN,
        "The trace is of payer {found} (TRN03), but the payment of {expected} (BPR10)",
        "Money and advice are matched by both, and a bank passes on that of the trace",
        "Match this payment by hand, and ask the payer for one id in both",
        "the guide of this payment: TRN03 is BPR10, where both are sent",
    ),
    "service_period": Rule(
        4,
        WARN,
        "The service is said to end on {found}, before it begins on {begin}",
        "The line is matched with the claim by its days",
        "Take the days from the claim, and ask the payer which are right: expected is {expected}",
        _ADVICE,
    ),
    "service_period_open": Rule(
        4,
        WARN,
        "The service has {found}, but not {expected}",
        "A period has a first and a last day; a single day is sent as DTM*472",
        "Take the days from the claim",
        _ADVICE,
    ),
    "member_relationship": Rule(
        4,
        WARN,
        "INS01 is {found}, but the relationship to the subscriber is {relationship} (INS02)",
        "Y with 18 is the subscriber himself, N with another code one of his dependents: a plan files a member by both",
        "Correct INS01 or INS02: beside {relationship} expected is {expected}",
        "the guide of this enrollment: INS01 is Y where INS02 is 18, and only there",
    ),
}
"""By what stands behind `consistency.` in the id of its findings."""


def consistency_finding(id: str, place: Place, **words: str) -> Finding:
    """The finding of one of these rules."""
    return make_finding(f"consistency.{id}", CONSISTENCY[id], place, words)

"""The claim does not ask again for what an earlier, living claim of the same tenant asks for."""

from __future__ import annotations

from datetime import date

from clearlane.exchange.edits.facts import EarlierClaim, Facts
from clearlane.exchange.edits.fingerprint import fingerprint
from clearlane.exchange.edits.say import say
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition, Finding, Status
from clearlane.vocabulary.written_day import written_day

TITLE = "The claim is not a duplicate"
KIND = ("O", "X")
CITATION = "Our own policy: payers adjudicate, and deny, what they get twice"
IN_FORCE = date(2026, 1, 1)
DISPOSITION = Disposition.HOLD
STATUS = Status("A3", "54")
READS = ("earlier",)

_IN_FLIGHT = Status("A3", "78")
_NEVER_BLOCKS = frozenset({"dead", "rejected", "withdrawn", "rejected_by_payer"})


def check(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    """Hold a claim with the fingerprint of an earlier one that was not refused, withdrawn or a test."""
    if not facts.earlier:
        return ()
    mark = fingerprint(claim=claim)
    living = [earlier for earlier in facts.earlier.get(mark, ()) if _blocks(earlier, claim)] if mark else []
    return (_finding(claim, living[0]),) if living else ()


def _blocks(earlier: EarlierClaim, claim: Claim) -> bool:
    return earlier.usage == "P" and claim.usage == "P" and earlier.state not in _NEVER_BLOCKS


def _finding(claim: Claim, earlier: EarlierClaim) -> Finding:
    received = f", received on {written_day(earlier.received_date)}" if earlier.received_date else ""
    decided = "the payer has decided on it" if earlier.is_adjudicated else "it is still in process"
    return say(
        rule=__name__,
        level=7,
        disposition=DISPOSITION,
        place=claim.place,
        what=f"This asks for the same as your claim {earlier.patient_control_number}{received}; {decided}.",
        why="Provider, patient, payer and every line are alike, and a payer denies what it gets twice.",
        remedy=(
            "Withdraw this claim if it was a mistake. To correct the earlier one send a replacement (frequency 7)."
            " If the service was given twice, ask us to release the claim, or bill it with modifier 76, 77, 59 or 91."
        ),
        citation=CITATION,
        status=STATUS if earlier.is_adjudicated else _IN_FLIGHT,
        found=earlier.claim_id,
    )

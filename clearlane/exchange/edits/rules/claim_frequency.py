"""The claim frequency is one that the payer takes; a replacement or void names the payer's own claim number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from clearlane.exchange.edits.facts import ORIGINAL, REPLACEMENT, VOID, EarlierClaim, Facts, PayerEntry
from clearlane.exchange.edits.say import say
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition, Finding, Status

TITLE = "The frequency fits the payer, and a correction names the payer's claim number"
KIND = ("G", "X", "P")
CITATION = "X12 005010X222 loop 2300 CLM05-3 and REF*F8; the payer's entry says which it takes"
IN_FORCE = date(2012, 1, 1)
DISPOSITION = Disposition.REJECT
STATUS = Status("A7", "535")
READS = ("payers", "numbers")

_NO_NUMBER = Status("A6", "464")
_SEND_NEW = Status("A7", "787")
_SEND_REPLACEMENT = Status("A7", "799")
_EVERY = frozenset({ORIGINAL, REPLACEMENT, VOID})
_NEVER_AT_PAYER = frozenset({"dead", "rejected", "withdrawn", "rejected_by_payer"})
_CORRECT = "Correct it and send the claim again."
_GOES_ON = "The claim goes on as it is; if that was not meant, correct it and send it again."


def check(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    """Reject a frequency that the payer does not take and a 7 or 8 without F8; warn where F8 does not fit the claim."""
    if claim.frequency == ORIGINAL and not claim.payer_control_number:
        return ()
    return tuple(_judged(claim, facts))


def _judged(claim: Claim, facts: Facts) -> Iterator[Finding]:
    name, taken = _takes(facts.payer(claim))
    if claim.frequency not in taken:
        yield _not_taken(claim, name, sorted(taken))
    elif claim.frequency == ORIGINAL:
        what = "The claim is an original (frequency 1), yet names a payer's claim number (REF*F8)."
        why = "Payers look at that number only on a replacement (7) or a void (8)."
        yield _finding(claim, Disposition.WARN, what, why, _SEND_REPLACEMENT, _GOES_ON)
    elif not claim.payer_control_number:
        what = f"The claim has frequency {claim.frequency}, but no payer's claim number (REF*F8)."
        why = "A replacement (7) or void (8) says by that number which claim it is about; it is on the remittance."
        yield _finding(claim, DISPOSITION, what, why, _NO_NUMBER, _CORRECT)
    else:
        yield from _named(claim, facts.numbers.get(claim.payer_control_number))


def _takes(entry: PayerEntry | None) -> tuple[str, frozenset[str]]:
    """Who takes which frequencies; every one may be taken by a payer that is unknown or takes no claims as yet."""
    return (entry.name, entry.frequencies) if entry and entry.takes_claims else ("A payer", _EVERY)


def _not_taken(claim: Claim, payer: str, taken: list[str]) -> Finding:
    what = f"{payer} does not take claims with frequency {claim.frequency or '(empty)'}."
    why = f"It takes {', '.join(taken)} (1 original, 7 replacement, 8 void)."
    return _finding(claim, DISPOSITION, what, why, STATUS, "Send the correction the way this payer asks for it.")


def _named(claim: Claim, earlier: EarlierClaim | None) -> Iterator[Finding]:
    if earlier is None:
        what = f"The payer's claim number {claim.payer_control_number} is not known to us."
        why = "No answer that came through us gave this number to a claim of yours; it may have come another way."
    elif earlier.payer_id and earlier.payer_id.upper() != claim.payer.id.upper():
        what = f"The claim number {claim.payer_control_number} was given by another payer ({earlier.payer_id})."
        why = "A payer can replace or void only a claim of its own."
    elif earlier.state in _NEVER_AT_PAYER:
        what = f"The claim that {claim.payer_control_number} stands for was rejected and never processed."
        why = "What was rejected does not exist for the payer: it wants a new claim, with frequency 1."
    else:
        return
    yield _finding(claim, Disposition.WARN, what, why, _SEND_NEW, _GOES_ON)


def _finding(claim: Claim, disposition: Disposition, what: str, why: str, status: Status, remedy: str) -> Finding:
    return say(
        rule=__name__,
        level=7,
        disposition=disposition,
        place=replace(claim.place, element=5, component=3),
        what=what,
        why=why,
        remedy=remedy,
        citation=CITATION,
        status=status,
        found=claim.frequency,
    )

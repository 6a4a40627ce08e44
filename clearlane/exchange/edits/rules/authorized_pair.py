"""The submitter may bill for this NPI and tax id: the pair stands on its live authorized list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.say import say
from clearlane.vocabulary.claim import Claim, Provider
from clearlane.vocabulary.finding import Disposition, Finding, Status
from clearlane.vocabulary.npi import STAND_IN_NPI, is_npi

TITLE = "The submitter may bill for this NPI and tax id"
KIND = ("O",)
CITATION = "Our own policy: NPIs are public, so each sender shows once for whom it may bill"
IN_FORCE = date(2026, 1, 1)
DISPOSITION = Disposition.HOLD
STATUS = Status("A3", "496", "85")
READS = ("pairs", "moved", "unverified", "atypical")
IS_SETTABLE = False

LISTED = "an NPI and tax id on your list of billing providers"
OF_ANOTHER = "an NPI and tax id of the organization for which the claim came"
"""What is expected where the pair is not on the list, and where it is, but as another organization's."""


def check(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    """Hold where NPI and TIN, or REF*G2 and TIN of one without an NPI, are not listed; quiet where the NPI is wrong.

    A test claim, which no real payer sees, may be for a pair that the submitter has given for itself and that nobody
    has verified yet, and for the NPI that stands for none: so one is in test mode at once, whoever else has the pair.
    """
    billing = claim.billing
    if (billing.npi, billing.tin) in facts.pairs or (claim.usage == "T" and _may_be_tried(billing, facts)):
        return ()
    if not billing.npi and _is_atypical(billing, facts):
        return ()
    if not is_npi(billing.npi):
        return ()
    pair = (billing.npi, billing.tin)
    return (_finding(billing, _words(pair, facts), OF_ANOTHER if pair in facts.moved else LISTED),)


def _may_be_tried(billing: Provider, facts: Facts) -> bool:
    return billing.npi == STAND_IN_NPI or (billing.npi, billing.tin) in facts.unverified


def _is_atypical(billing: Provider, facts: Facts) -> bool:
    return any(kind == "G2" and (number, billing.tin) in facts.atypical for kind, number in billing.legacy_ids)


def _words(pair: tuple[str, str], facts: Facts) -> tuple[str, str, str]:
    """What happened, why, what to do: it depends on what became of the pair."""
    return _MOVED if pair in facts.moved else _UNVERIFIED if pair in facts.unverified else _STRANGER


def _finding(billing: Provider, words: tuple[str, str, str], expected: str) -> Finding:
    tin = "none" if not billing.tin else f"ending in {billing.tin[-4:]}"
    what, why, remedy = words
    return say(
        rule=__name__,
        level=7,
        disposition=DISPOSITION,
        place=replace(billing.place, element=9),
        what=what.format(npi=billing.npi, tin=tin),
        why=why,
        remedy=remedy,
        citation=CITATION,
        status=STATUS,
        found=billing.npi,
        expected=expected,
    )


_STRANGER = (
    "You are not authorized with us to bill for NPI {npi} with this tax id ({tin}).",
    "Anyone can look up an NPI; so claims go out only for providers that have said that you bill for them.",
    (
        "If one of them is wrong, withdraw this claim, correct it and send it again. If they are your own, have us add "
        "them: once they are verified this claim goes on by itself. If they are another organization's, it has to "
        "let you in: billing companies ask it under Clients. Once you are let in, withdraw this claim and send it "
        "again in a new file."
    ),
)
_UNVERIFIED = (
    "We have not verified NPI {npi} with this tax id ({tin}) for you yet.",
    "Anyone can look up an NPI; so production claims go out only once we have checked that it is yours.",
    "You need not do anything: we verify what you gave, and then this claim goes on by itself.",
)
_MOVED = (
    "You bill for NPI {npi} with this tax id ({tin}) in another organization's name now; this claim came before that.",
    "A claim stays with the organization for which it came, and the payments for this NPI go to the other one.",
    "Withdraw this claim and send it again in a new file: then it is that organization's, and its payment finds it.",
)

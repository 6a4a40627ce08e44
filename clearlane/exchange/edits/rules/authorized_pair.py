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
READS = ("pairs", "unverified", "atypical")
IS_SETTABLE = False


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
    return (_finding(billing),) if is_npi(billing.npi) else ()


def _may_be_tried(billing: Provider, facts: Facts) -> bool:
    return billing.npi == STAND_IN_NPI or (billing.npi, billing.tin) in facts.unverified


def _is_atypical(billing: Provider, facts: Facts) -> bool:
    return any(kind == "G2" and (number, billing.tin) in facts.atypical for kind, number in billing.legacy_ids)


def _finding(billing: Provider) -> Finding:
    tin = "none" if not billing.tin else f"ending in {billing.tin[-4:]}"
    return say(
        rule=__name__,
        level=7,
        disposition=DISPOSITION,
        place=replace(billing.place, element=9),
        what=f"You are not authorized with us to bill for NPI {billing.npi} with this tax id ({tin}).",
        why="Anyone can look up an NPI; so claims go out only for providers that have said that you bill for them.",
        remedy="Have this NPI and tax id added to your billing providers, or correct them. The claim waits until then.",
        citation=CITATION,
        status=STATUS,
        found=billing.npi,
        expected="an NPI and tax id on your list of billing providers",
    )

"""Give the facts of a case: those of the typical claim, and what its ``given`` lines say.

``given today 2026-06-15``, ``no pairs``, ``pair NPI TIN``, ``unverified pair NPI TIN``, ``moved pair NPI TIN``,
``atypical G2-NUMBER TIN``, ``not live``, ``test file``, ``payer PRAIR not live``, ``payer PRAIR without route``,
``payer PRAIR takes 1 7``, ``earlier typical claim: sent``,
``earlier same claim: sent adjudicated test``, ``number ICN77 of PRAIR: accepted_by_payer``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from clearlane.exchange.edits.cases.build import build
from clearlane.exchange.edits.facts import EarlierClaim, Facts, PayerEntry
from clearlane.exchange.edits.fingerprint import fingerprint
from clearlane.exchange.edits.type_claim import type_claim
from clearlane.vocabulary.claim import Claim

_DAY = date(2026, 6, 15)
_PAYER = PayerEntry(id="PRAIR", name="Prairie Health")
_PAIR = ("1234567893", "123456789")


def give(*, given: Sequence[str], claim: Claim) -> Facts:
    """The facts for this claim. Raises ValueError for a line that says nothing known."""
    facts = Facts(today=_DAY, pairs=frozenset({_PAIR}), payers={_PAYER.id: _PAYER})
    for line in given:
        facts = _told(line, facts, claim)
    return facts


def _told(line: str, facts: Facts, claim: Claim) -> Facts:
    for pattern, tell in _SENTENCES:
        found = re.fullmatch(pattern, line)
        if found:
            return tell(facts, claim, *found.groups(default=""))
    raise ValueError(f"not a fact that can be given: {line}")


def _today(facts: Facts, claim: Claim, day: str) -> Facts:
    return replace(facts, today=date.fromisoformat(day))


def _no_pairs(facts: Facts, claim: Claim) -> Facts:
    return replace(facts, pairs=frozenset())


def _pair(facts: Facts, claim: Claim, npi: str, tin: str) -> Facts:
    return replace(facts, pairs=facts.pairs | {(npi, tin)})


def _moved(facts: Facts, claim: Claim, npi: str, tin: str) -> Facts:
    return replace(facts, moved=facts.moved | {(npi, tin)})


def _unverified(facts: Facts, claim: Claim, npi: str, tin: str) -> Facts:
    return replace(facts, unverified=facts.unverified | {(npi, tin)})


def _atypical(facts: Facts, claim: Claim, number: str, tin: str) -> Facts:
    return replace(facts, atypical=facts.atypical | {(number, tin)})


def _not_live(facts: Facts, claim: Claim) -> Facts:
    return replace(facts, is_live=False)


def _unchanged(facts: Facts, claim: Claim) -> Facts:
    return facts


def _closed(facts: Facts, claim: Claim, payer: str) -> Facts:
    return replace(facts, payers={payer: replace(_PAYER, is_live=False)})


def _unreachable(facts: Facts, claim: Claim, payer: str) -> Facts:
    return replace(facts, payers={payer: replace(_PAYER, takes_claims=False, frequencies=frozenset())})


def _takes(facts: Facts, claim: Claim, payer: str, frequencies: str) -> Facts:
    return replace(facts, payers={payer: replace(_PAYER, frequencies=frozenset(frequencies.split()))})


def _earlier(facts: Facts, claim: Claim, which: str, state: str, adjudicated: str, test: str) -> Facts:
    typical = type_claim(submitted=build())
    assert isinstance(typical, Claim)
    mark = fingerprint(claim=claim if which == "same" else typical)
    return replace(facts, earlier={mark: (_known(state, adjudicated=adjudicated, test=test),)})


def _number(facts: Facts, claim: Claim, number: str, payer: str, state: str) -> Facts:
    return replace(facts, numbers={number: replace(_known(state), payer_id=payer)})


def _known(state: str, *, adjudicated: str = "", test: str = "") -> EarlierClaim:
    return EarlierClaim(
        claim_id="EARLIER",
        patient_control_number="ACCT0900",
        state=state,
        usage="T" if test else "P",
        payer_id=_PAYER.id,
        is_adjudicated=bool(adjudicated),
        received_date=date(2026, 6, 3),
    )


_SENTENCES: tuple[tuple[str, Callable[..., Facts]], ...] = (
    (r"today (\S+)", _today),
    (r"no pairs", _no_pairs),
    (r"pair (\d+) (\d+)", _pair),
    (r"moved pair (\d+) (\d+)", _moved),
    (r"unverified pair (\d+) (\d+)", _unverified),
    (r"atypical (\S+) (\d+)", _atypical),
    (r"not live", _not_live),
    (r"test file", _unchanged),
    (r"payer (\S+) not live", _closed),
    (r"payer (\S+) without route", _unreachable),
    (r"payer (\S+) takes ([178 ]+)", _takes),
    (r"earlier (typical|same) claim: (\w+?)( adjudicated)?( test)?", _earlier),
    (r"number (\S+) of (\S+): (\w+)", _number),
)

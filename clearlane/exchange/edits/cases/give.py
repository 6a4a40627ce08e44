"""Give the facts of a case: those of the typical claim, and what its ``given`` lines say.

``given today 2026-06-15``, ``no pairs``, ``pair NPI TIN``, ``unverified pair NPI TIN``, ``moved pair NPI TIN``,
``atypical G2-NUMBER TIN``, ``not live``, ``test file``, ``payer PRAIR not live``, ``payer PRAIR without route``,
``payer PRAIR takes 1 7``, ``earlier typical claim: sent``,
``earlier same claim: sent adjudicated test``, ``number ICN77 of PRAIR: accepted_by_payer``,
``cpt 99213 85025 from 2026-01-01``, ``at most 2 of 99213``, ``pair of procedures 99213 85025 1``,
``npis 1234567893 1245319599``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clearlane.exchange.edits.cases.build import build
from clearlane.exchange.edits.facts import EarlierClaim, Facts, PayerEntry
from clearlane.exchange.edits.fingerprint import fingerprint
from clearlane.exchange.edits.type_claim import type_claim
from clearlane.standards.codes.code_set import CodeSet, Edition
from clearlane.standards.codes.records import Record
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.period import Period

_DAY = date(2026, 6, 15)
_PAYER = PayerEntry(id="PRAIR", name="Prairie Health")
_SINCE = Period(date(2026, 1, 1), date.max)
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


def _procedures(facts: Facts, claim: Claim, name: str, codes: str, first: str) -> Facts:
    since = Period(date.fromisoformat(first), date.max)
    known = CodeSet(name, [Edition(since, frozenset(codes.split()))])
    return replace(facts, procedures={**facts.procedures, name: known})


@dataclass(frozen=True, slots=True)
class _AtHand:
    """Records that a case gives: each stands since 2026 began."""

    says: Mapping[str, str]
    covers: Period = _SINCE

    def find_on(self, key: str, on: date) -> Record | None:
        """The record of a key on a day."""
        return Record(key, _SINCE, self.says[key]) if key in self.says and _SINCE.contains(on) else None


def _at_most(facts: Facts, claim: Claim, most: str, code: str) -> Facts:
    return replace(facts, most_units=_AtHand({code: most}))


def _npis(facts: Facts, claim: Claim, npis: str) -> Facts:
    return replace(facts, npis=_AtHand(dict.fromkeys(npis.split(), "")))


def _pair_of_procedures(facts: Facts, claim: Claim, one: str, other: str, modifier: str) -> Facts:
    return replace(facts, procedure_pairs=_AtHand({one + other: modifier}))


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
    (r"(hcpcs|cpt|cdt) ([0-9A-Z ]+) from (\S+)", _procedures),
    (r"at most (\d+) of (\S+)", _at_most),
    (r"npis ([0-9 ]+)", _npis),
    (r"pair of procedures (\S+) (\S+) ([019])", _pair_of_procedures),
    (r"number (\S+) of (\S+): (\w+)", _number),
)

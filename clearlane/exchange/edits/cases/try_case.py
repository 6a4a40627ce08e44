"""Try a case: let its rule judge its claim, and tell what was found in the words of the case."""

from __future__ import annotations

from clearlane.exchange.edits.cases.build import build
from clearlane.exchange.edits.cases.give import give
from clearlane.exchange.edits.cases.read import PASSES, Case
from clearlane.exchange.edits.rulebook import Rule
from clearlane.exchange.edits.type_claim import type_claim
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Finding


def try_case(*, rule: Rule, case: Case) -> tuple[str, ...]:
    """What the rule finds, one text a finding, ``passes`` where nothing. The claim must have types."""
    usage = "T" if "test file" in case.given else "P"
    claim = type_claim(submitted=build(changes=case.changes, usage=usage))
    assert isinstance(claim, Claim), f"{case.sentence} {claim[0].what}"
    found = rule.check(claim=claim, facts=give(given=case.given, claim=claim))
    return tuple(_told(finding) for finding in found) or (PASSES,)


def agrees(*, expected: tuple[str, ...], found: tuple[str, ...]) -> bool:
    """Whether each expectation is met in its place: all before its colon is equal, the words after it are said."""
    return len(expected) == len(found) and all(map(_meets, expected, found))


def _meets(expected: str, found: str) -> bool:
    begin, _, words = expected.partition(": ")
    said, _, what = found.partition(": ")
    return begin == said and words in what


def _told(finding: Finding) -> str:
    statuses = " + ".join(str(status) for status in (finding.status, *finding.also) if status)
    return f"{finding.disposition} {statuses} at {finding.place}: {finding.what}"

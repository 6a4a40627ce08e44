"""The typical claim with some segments changed, and what one rule says of it."""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.exchange.edits.cases.build import build
from clearlane.exchange.edits.cases.give import give
from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.rulebook import Rule, rulebook
from clearlane.exchange.edits.type_claim import type_claim
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Finding


def typed(*changes: str, usage: str = "P") -> Claim:
    """The typical claim with these changes; it must have types."""
    claim = type_claim(submitted=build(changes=changes, usage=usage))
    assert isinstance(claim, Claim), claim
    return claim


def known(*given: str, claim: Claim | None = None) -> Facts:
    """The facts of the typical claim, with these sentences."""
    return give(given=given, claim=claim or typed())


def rule(name: str) -> Rule:
    """One rule by its id."""
    return next(one for one in rulebook() if one.id == name)


def said(name: str, *changes: str, given: Sequence[str] = (), usage: str = "P") -> tuple[Finding, ...]:
    """What a rule finds in the changed typical claim."""
    claim = typed(*changes, usage=usage)
    return rule(name).check(claim=claim, facts=known(*given, claim=claim))


def in_short(findings: Sequence[Finding]) -> list[str]:
    """Disposition, statuses and place of each finding, as a case file writes them."""
    return [
        f"{one.disposition} {' + '.join(str(status) for status in (one.status, *one.also) if status)} at {one.place}"
        for one in findings
    ]

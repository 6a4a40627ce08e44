"""Rule: one row of the tables of what is judged beyond the guide, and the finding that is made of it.

What is wrong with a claim is answered by the 277CA and not by the 999: so none has a code for the 999, and each that
rejects has a claim status. Payments and statuses that others have decided are never refused for it.
"""

from __future__ import annotations

from typing import NamedTuple

from clearlane.vocabulary.finding import Disposition, Finding, Place, Severity, Status

REJECT, WARN = Disposition.REJECT, Disposition.WARN


class Rule(NamedTuple):
    """One rule: SNIP level, what becomes of the claim, sentences with {found}, {expected} and more, source."""

    level: int
    disposition: Disposition
    what: str
    why: str
    remedy: str
    citation: str
    statuses: tuple[Status, ...] = ()


def make_finding(id: str, rule: Rule, place: Place, words: dict[str, str]) -> Finding:
    """The finding of a rule. words: found, expected and whatever else its sentences name."""
    warns = rule.disposition is WARN
    return Finding(
        rule=id,
        level=rule.level,
        severity=Severity.WARNING if warns else Severity.ERROR,
        disposition=rule.disposition,
        place=place,
        what=rule.what.format(**words),
        why=rule.why.format(**words),
        remedy=rule.remedy.format(**words),
        citation=rule.citation,
        found=words.get("found", ""),
        expected=words.get("expected", ""),
        unit="" if warns else "claim",
        status=rule.statuses[0] if rule.statuses else None,
        also=rule.statuses[1:],
    )

"""Rulebook: every edit, found in ``rules/``, checked for its parts, and as strict as date, payer and tenant make it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Protocol

from clearlane.exchange.edits import rules
from clearlane.exchange.edits.facts import KNOWN, Facts
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition, Finding, Severity, Status
from clearlane.vocabulary.period import Period

KINDS: Mapping[str, str] = {
    "G": "implementation guide",
    "C": "CMS edit or manual",
    "S": "public code set",
    "N": "NPI registry",
    "P": "payer's table",
    "X": "public vendor list",
    "O": "our own policy",
}
OFF = "off"
TRIAL = timedelta(days=14)
_STRICTNESS = (OFF, Disposition.WARN.value, Disposition.HOLD.value, Disposition.REJECT.value)


class Check(Protocol):
    """What every rule's function looks like."""

    def __call__(self, *, claim: Claim, facts: Facts) -> tuple[Finding, ...]: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One edit as its module declares it.

    disposition, status: of what it finds at its worst; a finding may say another. reads: the facts it asks for.
    trial_from: the day a new rejecting rule was added; for 14 days its rejections are warnings. is_settable: whether a
    payer or tenant may make it stricter or milder.
    """

    id: str
    title: str
    kind: tuple[str, ...]
    citation: str
    in_force: Period
    disposition: Disposition
    status: Status
    reads: tuple[str, ...]
    check: Check
    trial_from: date | None = None
    is_settable: bool = True

    def __post_init__(self) -> None:
        if not self.title or not self.citation or not self.kind or set(self.kind) - KINDS.keys():
            raise ValueError(f"{self.id}: a rule has a title, a citation and at least one kind of {'/'.join(KINDS)}")
        unknown = set(self.reads) - KNOWN.keys()
        if unknown:
            raise ValueError(f"{self.id}: reads what is no fact: {', '.join(sorted(unknown))}")

    def is_on_trial(self, on: date) -> bool:
        """Whether the rule is so new that its rejections are only warnings."""
        return self.trial_from is not None and on < self.trial_from + TRIAL


@cache
def rulebook() -> tuple[Rule, ...]:
    """Every rule, in order of its id. Raises AttributeError or ValueError for a module that lacks a part of a rule."""
    return tuple(_rule(name) for name in sorted(module.name for module in iter_modules(rules.__path__)))


@lru_cache(maxsize=8)
def in_force(*, on: date) -> tuple[Rule, ...]:
    """The rules that are in force on a day, in order of their ids."""
    return tuple(rule for rule in rulebook() if rule.in_force.contains(on))


def settle(*, rule: Rule, finding: Finding, facts: Facts, by_payer: Mapping[str, str]) -> Finding | None:
    """A finding as strict as it is to be here and now; None where payer or tenant switched the rule off.

    A trial turns a rejection into a warning. A payer's or tenant's setting moves what the rule finds at its worst, its
    own warnings stay warnings; of two settings the stricter counts.
    """
    if finding.disposition is not rule.disposition:
        return finding
    settings = [which[rule.id] for which in (by_payer, facts.dispositions) if rule.is_settable and rule.id in which]
    wanted = max(settings, key=_STRICTNESS.index) if settings else rule.disposition.value
    if wanted == OFF:
        return None
    if wanted == Disposition.REJECT and rule.is_on_trial(facts.today):
        return _on_trial(finding, rule)
    return _as(finding, Disposition(wanted))


def _on_trial(finding: Finding, rule: Rule) -> Finding:
    assert rule.trial_from is not None
    from_then = f"The rule is new: from {rule.trial_from + TRIAL} on it rejects such a claim. {finding.remedy}"
    return _as(replace(finding, remedy=from_then), Disposition.WARN)


def _as(finding: Finding, disposition: Disposition) -> Finding:
    if finding.disposition is disposition:
        return finding
    if disposition is Disposition.WARN:
        return replace(finding, disposition=disposition, severity=Severity.WARNING, unit="")
    return replace(finding, disposition=disposition, severity=Severity.ERROR, unit="claim")


def _rule(name: str) -> Rule:
    module = import_module(f"{rules.__name__}.{name}")
    return Rule(
        id=name,
        title=module.TITLE,
        kind=module.KIND,
        citation=module.CITATION,
        in_force=_period(module),
        disposition=module.DISPOSITION,
        status=module.STATUS,
        reads=module.READS,
        check=module.check,
        trial_from=getattr(module, "TRIAL_FROM", None),
        is_settable=getattr(module, "IS_SETTABLE", True),
    )


def _period(module: ModuleType) -> Period:
    in_force: date | Period = module.IN_FORCE
    return in_force if isinstance(in_force, Period) else Period(in_force, date.max)

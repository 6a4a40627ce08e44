"""Is this the claim that a payment speaks of? The number alone never says so; two agreements beside it do.

Source: CLP01 returns CLM01, of which a payer need keep twenty characters [RFI 525, 535].
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clearlane.vocabulary.outcome import Ref

KEPT_BY_ALL = 20
_LEFT_OUT = re.compile(r"[^A-Za-z0-9]+")
NEEDED = 2


@dataclass(frozen=True, slots=True)
class Paid:
    """What a payment says of a claim, as far as it tells which one; ``charge`` in cents, without its sign."""

    number: str
    charge: int
    service: date | None
    member_id: str
    line_controls: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that may be meant; ``is_of_payer``: it went to the payer, or over the connection, that now pays."""

    claim: Ref
    number: str
    charge: int
    service: date | None
    member_id: str
    line_controls: frozenset[str]
    is_of_payer: bool
    is_over: bool


def fold(number: str) -> str:
    """A number as the poorest system keeps it: letters and digits only, capitals, the first twenty."""
    return _LEFT_OUT.sub("", number).upper()[:KEPT_BY_ALL]


def agreements(paid: Paid, candidate: Candidate) -> list[str]:
    """In which of charge, service date, member id and line control they agree."""
    checks = {
        "charge": paid.charge == candidate.charge,
        "service date": paid.service is not None and paid.service == candidate.service,
        "member id": bool(fold(paid.member_id)) and fold(paid.member_id) == fold(candidate.member_id),
        "line control": bool(paid.line_controls & candidate.line_controls),
    }
    return [name for name, agrees in checks.items() if agrees]


def choose(paid: Paid, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The claims that may be meant: none, the one, or several between which a person must choose.

    An exact number goes before a folded one, a claim of this payer before another's, a claim still open before one
    that the payer had refused or that was replaced.
    """
    fitting = [candidate for candidate in candidates if len(agreements(paid, candidate)) >= NEEDED]
    preferences: Iterable[Callable[[Candidate], bool]] = (
        lambda candidate: candidate.number == paid.number,
        lambda candidate: candidate.is_of_payer,
        lambda candidate: not candidate.is_over,
    )
    for prefers in preferences:
        if len(fitting) > 1:
            fitting = [candidate for candidate in fitting if prefers(candidate)] or fitting
    return fitting

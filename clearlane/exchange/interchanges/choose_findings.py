"""Which findings of an interchange are kept: a file that is wrong at each segment must not fill the house."""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.vocabulary.finding import Disposition, Finding

MOST = 20_000
"""Findings of one interchange: some 15 MB of text. The verdicts and counts are those of all findings."""


def choose_findings(parts: Sequence[Sequence[Finding]], *, most: int = MOST) -> list[tuple[Finding, ...]]:
    """What is kept of each part of an interchange (its envelope, its groups, its sets), in file order.

    Parts with few findings keep all; the others share what is left alike. A part keeps one finding of each kind of
    answer before others, and those that reject before warnings.
    """
    allowed = _shares([len(part) for part in parts], most)
    return [_first(part, share) for part, share in zip(parts, allowed, strict=True)]


def _shares(counts: Sequence[int], most: int) -> list[int]:
    """How many each part keeps, at most ``most`` together."""
    shares, left = [0] * len(counts), most
    for place, part in enumerate(sorted(range(len(counts)), key=counts.__getitem__)):
        waiting = len(counts) - place
        fair = left // waiting or min(left, counts[part], 1)
        shares[part] = min(counts[part], fair)
        left -= shares[part]
    return shares


def _first(findings: Sequence[Finding], most: int) -> tuple[Finding, ...]:
    if len(findings) <= most:
        return tuple(findings)
    told: set[tuple[str, str]] = set()
    ranked = []
    for place, finding in enumerate(findings):
        is_known = told.issuperset(finding.answer)
        told.update(finding.answer)
        ranked.append((is_known, finding.disposition is not Disposition.REJECT, place))
    return tuple(findings[place] for place in sorted(place for _, _, place in sorted(ranked)[:most]))

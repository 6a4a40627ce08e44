"""Coverages of a claim: whether the subscriber is its patient, and which payer comes first (SBR01 and SBR02).

A payer may be another payer of his own claim, with another plan of the same member: that is only doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearlane.standards.x12.care.line_rules import line_finding
from clearlane.standards.x12.care.patients import LATER, Around, payer_of
from clearlane.standards.x12.care.whole import IS_PAYER, Whole
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Finding

_RANKED = LATER | {b"P"}
"""Ranks that each payer of a claim has by himself; that of U is unknown."""
_RANKS = re.compile(rb"~SBR\*([^*~]*)").findall
_PAYERS = re.compile(rb"~NM1\*PR\*(?:[^*~]*\*){7}([^*~]*)").findall


def are_covered(data: bytes, around: Around) -> bool:
    """Whether the other payers of a claim certainly rank one after the other, each is another, and its own is none."""
    ids = _PAYERS(data)
    return are_ranked(data, around[2]) and payer_of(around) not in ids and len(set(ids)) == len(ids)


def are_ranked(data: bytes, rank: bytes) -> bool:
    """Whether the payers of a claim certainly rank one after the other. rank: of who gets it."""
    others = _RANKS(data)
    if not others:
        return rank not in LATER
    ranks = [one for one in (rank, *others) if one in _RANKED]
    return len(set(ranks)) == len(ranks)


def judge_coverage(whole: Whole, around: Around) -> Iterator[Finding]:
    """What is wrong with the ranks of the payers of a claim, of whom the one that gets it comes first."""
    rank = around[2]
    seen = {rank}
    others = [spot for spot in whole.others if spot.parts[0] == b"SBR"]
    for spot in others:
        one = spot.part(1)
        if one in seen and one in _RANKED:
            yield line_finding("rank_repeated", spot.place("2320", 1), found=decode(one), expected="a rank of its own")
        seen.add(one)
    if not others and rank in LATER:
        place = whole.head[0].place("2300", 0)
        yield line_finding("no_first_payer", place, found=decode(rank), expected="the payers before (2320), or SBR01 P")
    yield from _named_again(whole, payer_of(around))


def _named_again(whole: Whole, payer: bytes) -> Iterator[Finding]:
    """Ids of other payers that the claim has already: each once, of another payer, or of the one who gets it."""
    named = [spot for spot in whole.others if spot.parts[:2] == IS_PAYER and spot.part(9)]
    ids = [spot.part(9) for spot in named]
    for at, (spot, one) in enumerate(zip(named, ids, strict=True)):
        if ids[:at].count(one) == 1:
            words = {"found": decode(one), "expected": "an id of his own"}
            yield line_finding("other_payer_repeated", spot.place("2330B", 9), **words)
        elif one == payer and ids.count(one) == 1:
            yield line_finding("payer_repeated", spot.place("2330B", 9), found=decode(one), expected="another payer")

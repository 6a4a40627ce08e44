"""What is asked of a claim: a rule without its segment has nothing to say, and codes are judged by those named."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from clearlane.standards.x12.balance.record import Record
from clearlane.standards.x12.care import claims as module
from clearlane.standards.x12.care.days import are_in_life, judge_death
from clearlane.standards.x12.care.patients import NOTHING
from clearlane.standards.x12.care.whole import read_whole
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.vocabulary.finding import Finding

KINDS = {"837p": b"SV1", "837i": b"SV2", "837d": b"SV3"}
CLAIM = re.compile(rb"CLM\*[^~]*~(?:(?!CLM|HL|SE)[^~]*~)*")
VALUES = [b"", b"0", b"1", b"ZZ", b"CO", b"45", b"999999", b"20301231", b"19000101", b"A", b"HC:99213", b"11:B:1"]


def records(kind: str, seeds: range) -> Iterator[Record]:
    """Claims of made files with all that may stand in them, some values of which are others."""
    for seed in seeds:
        data = from_guide(GuideOrder(kind=kind, seed=seed, units=12)).replace(b"\n", b"")
        rng = random.Random(seed)
        for found in CLAIM.findall(data):
            yield [(1, 0, b"~".join(other(segment, rng) for segment in found.split(b"~")))]


def other(segment: bytes, rng: random.Random) -> bytes:
    parts = segment.split(b"*")
    if len(parts) > 2 and rng.random() < 0.3:
        parts[rng.randrange(2, len(parts))] = rng.choice(VALUES)
    return b"*".join(parts)


def told(rule: module.Rule, record: Record) -> list[Finding]:
    try:
        return list(rule(read_whole(record)))
    except (ValueError, LookupError):
        return []  # what is that wrong is told by the guide


def test_a_rule_says_nothing_of_a_claim_without_its_segment() -> None:
    said: set[bytes] = set()
    for record in (one for kind in KINDS for one in records(kind, range(30))):
        for rule, needed in module.NEEDED.items():
            if told(rule, record):
                assert needed in record[0][2], (rule, record)
                said.add(needed)
    assert len(said) > 3


@pytest.mark.parametrize(("kind", "service"), KINDS.items())
def test_codes_are_judged_by_the_rules_of_codes_alone(kind: str, service: bytes) -> None:
    for record in records(kind, range(30)):
        for rule in module.RULES[service]:
            if any(one.rule.startswith("codes.") for one in told(rule, record)):
                assert rule in module.OF_CODES


@pytest.mark.parametrize("died", [b"", b"20261110", b"20261001", b"19791231", b"20263131"])
def test_who_is_in_life_at_each_service_has_no_finding_of_a_death(died: bytes) -> None:
    around = (b"19800101", *NOTHING[1:5], died, None)
    for days in ([b"20261110"], [b"20261111"], [b"20261001", b"20261112"], [b"20261001", b"20261030"]):
        lines = b"".join(b"LX*1~SV1*HC:99213*1*UN*1***1~DTP*472*D8*%b~" % day for day in days)
        whole = read_whole([(1, 0, b"CLM*A*1***11:B:1~HI*ABK:J020~" + lines)])
        if are_in_life([b"D8*" + day for day in days], around):
            assert list(judge_death(whole, around)) == []
        elif died != b"20263131":
            assert list(judge_death(whole, around))

"""Whatever was sent, what we answer is valid, and what we place loses nothing."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from clearlane.standards import x12
from tests.standards.x12.x12_texts import PAYMENT, check, join, lines

AT = dt.datetime(2026, 11, 24, 10, 15, tzinfo=dt.UTC)
VALUES = ("", "A", "1", "QQ", ":::", "^", "\xff", "20261110", "N" * 90)


def spoiled(seed: int) -> bytes:
    """A clean file with a few segments lost, doubled, moved, cut, or with other values."""
    rng = random.Random(seed)
    segments = lines() if seed % 2 else lines(PAYMENT)
    for _ in range(rng.randint(1, 6)):
        at, other = rng.randrange(1, len(segments)), rng.randrange(1, len(segments))
        match rng.randint(0, 5):
            case 0:
                segments.insert(at, segments[other])
            case 1 if len(segments) > 5:
                del segments[at]
            case 2:
                segments[at], segments[other] = segments[other], segments[at]
            case 3:
                segments[at] = segments[at][: rng.randint(0, len(segments[at]))]
            case 4:
                parts = segments[at].split("*")
                parts[rng.randrange(len(parts))] = rng.choice(VALUES)
                segments[at] = "*".join(parts)
            case _:
                segments[at] += "*" * rng.randint(1, 3)
    return join(segments)


def answers(interchange: x12.InterchangeReport) -> list[bytes]:
    given = (x12.acknowledge(interchange, control=1, at=AT), x12.ta1(interchange, control=1, at=AT, always=True))
    return [one for one in given if one is not None]


@pytest.mark.parametrize("seed", range(120))
def test_an_answer_to_a_spoiled_file_has_no_fault_of_form(seed: int) -> None:
    for interchange in check(spoiled(seed)).interchanges:
        for answer in answers(interchange):
            found = [one.rule for one in check(answer).findings if one.rule != "envelope.gs_value"]
            assert set(found) <= {"element.bad_code", "element.other_code"}, answer


@pytest.mark.parametrize("seed", range(0, 120, 5))
def test_a_spoiled_set_is_placed_without_a_loss(seed: int) -> None:
    data = spoiled(seed)
    report = check(data)
    for interchange in report.interchanges:
        for one in (each for group in interchange.groups for each in group.sets):
            text = data[one.offset : one.offset + one.length]
            placed = list(x12.place(text, delimiters=interchange.delimiters, version=one.version, offset=one.offset))
            assert len(placed) == sum(1 for _ in x12.segments(text, interchange.delimiters))
            for segment in placed:
                assert data[segment.offset :].startswith(x12.encode("*".join(segment.elements)))


@pytest.mark.parametrize("seed", range(120))
def test_a_verdict_agrees_with_its_findings(seed: int) -> None:
    report = check(spoiled(seed))
    for one in report.sets:
        rejecting = [finding for finding in one.findings if finding.disposition == "reject" and finding.answer]
        if one.verdict == "accepted":
            assert not rejecting
            assert not any(claim.dead for claim in one.claims)
        if one.verdict == "partly":
            assert any(claim.dead for claim in one.claims) or rejecting
            assert not all(claim.dead for claim in one.claims)
            assert all(finding.unit not in ("set", "group", "interchange") for finding in rejecting)


@pytest.mark.parametrize("seed", range(0, 120, 3))
def test_findings_go_into_json_and_back(seed: int) -> None:
    for finding in check(spoiled(seed)).findings:
        assert type(finding).from_json(finding.as_json()) == finding
        assert finding.place.offset is not None

"""One defect, one finding: each segment of the clean files lost, doubled, moved, misnamed, or behind a stranger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.x12_texts import CLAIMS, PAYMENT, check, counted, errors, join, lines

TEXTS = {"837P": CLAIMS, "835": PAYMENT}
STRANGERS = {"837P": ["ZZZ*1", "PLB*1*20261231*L6*1", "SVC*HC:1*2"], "835": ["ZZZ*1", "SBR*P*18", "HL*1**20*1"]}


def inner(kind: str) -> Iterator[tuple[int, list[str]]]:
    """Each place between ST and SE, with the segments of the file."""
    segments = lines(TEXTS[kind])
    start = next(n for n, one in enumerate(segments) if one.startswith("ST*"))
    end = next(n for n, one in enumerate(segments) if one.startswith("SE*"))
    for at in range(start + 1, end):
        yield at, segments


def told(segments: list[str]) -> list[Finding]:
    return errors(join(counted(segments)))


@pytest.mark.parametrize("kind", TEXTS)
def test_a_lost_segment_is_told_once_at_most(kind: str) -> None:
    for at, segments in inner(kind):
        found = told([*segments[:at], *segments[at + 1 :]])
        assert len(found) <= 1, (segments[at], found)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_doubled_segment_is_told_once_at_most(kind: str) -> None:
    for at, segments in inner(kind):
        found = told([*segments[: at + 1], *segments[at:]])
        assert len(found) <= 1, (segments[at], found)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("n", range(3))
def test_a_stranger_is_told_once_where_it_stands(kind: str, n: int) -> None:
    stranger = STRANGERS[kind][n]
    for at, segments in inner(kind):
        (found,) = told([*segments[:at], stranger, *segments[at:]])
        assert stranger.startswith(found.place.segment_id + "*")


@pytest.mark.parametrize("kind", TEXTS)
def test_two_segments_the_wrong_way_round_are_told_once_at_most(kind: str) -> None:
    for at, segments in inner(kind):
        if not segments[at + 1].startswith("SE*"):
            found = told([*segments[:at], segments[at + 1], segments[at], *segments[at + 2 :]])
            assert len(found) <= 1, (segments[at], found)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_wrong_qualifier_is_told_once_at_most(kind: str) -> None:
    for at, segments in inner(kind):
        first, *rest = segments[at].split("*")
        wrong = "*".join([first, ":".join(["QQ", *rest[0].split(":")[1:]]), *rest[1:]])
        found = told([*segments[:at], wrong, *segments[at + 1 :]])
        assert len(found) <= 1, (segments[at], found)


def test_a_lost_required_segment_is_told_at_the_segment_that_came_instead() -> None:
    segments = lines()
    at = segments.index("N3*12 ELM ST")
    (found,) = told([*segments[:at], *segments[at + 1 :]])
    assert (found.rule, found.place.segment_id, found.place.loop) == ("segment.missing_segment", "N3", "2010AA")
    assert found.place.segment == at - 1
    assert dict(found.answer) == {"IK304": "3"}


def test_the_same_fault_in_every_claim_is_told_in_every_claim() -> None:
    data = join(lines()).replace(b"SV1*HC:", b"QQQ*1~SV1*HC:")
    found = [one.rule for one in errors(join(counted(data.decode().split("~")[:-1])))]
    assert found == ["segment.unknown_segment"] * 4


def test_faults_in_different_claims_are_told_apart() -> None:
    text = join(lines()).replace(b"HI*ABK:J020~", b"").replace(b"DTP*472*D8*20261112~", b"ZZZ*1~DTP*472*D8*20261112~")
    found = errors(text)
    assert [one.rule for one in found] == ["segment.missing_segment", "segment.unknown_segment"]
    assert check(text).sets[0].verdict == "partly"


def changed(segments: list[str], at: int) -> Iterator[list[str]]:
    """A segment lost, doubled, misnamed, exchanged with the next, or moved three places on."""
    before, one, after = segments[:at], segments[at], segments[at + 1 :]
    yield [*before, *after]
    yield [*before, one, one, *after]
    yield [*before, one.lower(), *after]
    yield [*before, *after[:1], one, *after[1:]]
    yield [*before, *after[:3], one, *after[3:]]


@pytest.mark.parametrize("kind", TEXTS)
def test_a_set_with_an_error_is_never_accepted(kind: str) -> None:
    for at, segments in inner(kind):
        for broken in changed(segments, at):
            (report,) = check(join(counted(broken))).sets
            found = [one.rule for one in report.findings if one.answer]
            assert (report.verdict != "accepted") is bool(found), (segments[at], found)


def test_a_required_segment_that_comes_late_kills_its_claim() -> None:
    segments = lines()
    at = next(n for n, one in enumerate(segments) if one.startswith("SV1*"))
    broken = [*segments[:at], segments[at + 1], segments[at], *segments[at + 2 :]]
    (report,) = check(join(counted(broken))).sets
    assert [one.rule for one in report.findings] == ["segment.late_segment"]
    assert report.verdict == "partly"
    assert [one.dead for one in report.claims].count(True) == 1


def test_a_segment_that_stands_before_several_others_is_told_once() -> None:
    segments = lines()
    at = next(n for n, one in enumerate(segments) if one.startswith("HI*"))
    before = ["DTP*431*D8*20261101", "DTP*454*D8*20261101", "REF*G1*A1", "REF*EA*A2", "NTE*ADD*A NOTE"]
    assert not told([*segments[:at], *before, *segments[at:]])
    (found,) = told([*segments[:at], segments[at], *before, *segments[at + 1 :]])
    assert (found.rule, found.place.segment_id) == ("segment.late_segment", "DTP")


def test_what_follows_from_a_lost_fact_is_not_told() -> None:
    segments = lines()
    for id in ("SBR*", "CLM*"):
        at = next(n for n, one in enumerate(segments) if one.startswith(id))
        report = check(join(counted([*segments[:at], *segments[at + 1 :]])))
        assert [one.rule for one in report.findings] == ["segment.missing_segment"]


def test_a_claim_without_its_first_segment_is_told_once_though_its_next_one_could_stand_in_the_line() -> None:
    order = GuideOrder(kind="837i", seed=7, units=2)
    segments = [one.strip() for one in from_guide(order).decode().split("~")[:-1]]
    at = [n for n, one in enumerate(segments) if one.startswith("CLM*")][1]
    assert [one.rule for one in told([*segments[:at], *segments[at + 1 :]])] == ["segment.missing_segment"]


@pytest.mark.parametrize("before", ["SV1*HC:99212", "DTP*472*D8*20261111"])
def test_three_faults_of_one_claim_leave_the_next_claim_whole(before: str) -> None:
    segments = lines()
    at = next(n for n, one in enumerate(segments) if one.startswith("CLM*A2"))
    claim = [one for one in segments[at : at + 5] if not one.startswith(("HI*", "LX*"))]
    where = next(n for n, one in enumerate(claim) if one.startswith(before))
    claim.insert(where + 1, "ZZZ*1")
    found = told([*segments[:at], *claim, *segments[at + 5 :]])
    assert [(one.rule, one.place.segment_id) for one in found] == [
        ("segment.missing_segment", "HI"),
        ("segment.missing_segment", "LX"),
        ("segment.unknown_segment", "ZZZ"),
    ]

"""Claims are gathered from any order of segments: the nearest block above each, and never another provider's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.claims.gather import FoundClaim, gather
from clearlane.vocabulary.submitted_claim import SegmentText

LEVEL = {"P": "20", "S": "22", "C": "23"}
LENGTH = 10


def of(letters: str) -> list[FoundClaim]:
    """What is gathered from a set in letters: P, S, C open a level, M is a claim, x any segment. SE comes last."""
    segments = []
    for number, letter in enumerate(letters + "E", start=2):
        elements = {"M": ("CLM", f"M{number}"), "x": ("REF", "EA"), "E": ("SE",)}.get(
            letter, ("HL", str(number), "", LEVEL.get(letter, ""))
        )
        segments.append(SegmentText("", number, number * LENGTH, elements))
    return list(gather(segments))


def above(claim: FoundClaim) -> tuple[int, ...]:
    """The numbers of the segments that open the blocks over a claim; 0 where there is none."""
    blocks = (claim.provider, claim.subscriber, claim.patient)
    return tuple(block.segments[0].number if block.segments else 0 for block in blocks)


def nearest(letters: str) -> list[tuple[int, ...]]:
    """The same, told by looking back from each claim."""
    found = []
    for at, letter in enumerate(letters):
        if letter != "M":
            continue
        seen = [letters.rfind(level, 0, at) for level in "PSC"]
        provider, subscriber, patient = seen
        subscriber = subscriber if subscriber > provider else -1
        patient = patient if patient > max(provider, seen[1]) else -1
        found.append(tuple(place + 2 if place >= 0 else 0 for place in (provider, subscriber, patient)))
    return found


@given(st.text("PSCMx", max_size=30))
def test_each_claim_has_the_nearest_level_above_it(letters: str) -> None:
    assert [above(claim) for claim in of(letters)] == nearest(letters)


@given(st.text("PSCMx", max_size=30))
def test_every_claim_is_found_once_and_counted(letters: str) -> None:
    assert [claim.ordinal for claim in of(letters)] == list(range(1, letters.count("M") + 1))


@given(st.text("PSCMx", max_size=30))
def test_a_claim_reaches_up_to_what_comes_after_it(letters: str) -> None:
    for claim in of(letters):
        first, last = claim.claim.segments[0], claim.claim.segments[-1]
        assert claim.claim.offset == first.offset
        assert claim.claim.offset + claim.claim.length == last.offset + LENGTH
        assert [one.id for one in claim.claim.segments].count("CLM") == 1


@given(st.text("PSCMx", max_size=20))
def test_the_segments_of_a_claim_are_in_file_order(letters: str) -> None:
    for claim in of(letters):
        numbers = [one.number for one in claim.segments]
        assert numbers == sorted(numbers)


def test_the_head_of_the_set_stands_over_every_claim() -> None:
    assert [len(claim.header.segments) for claim in of("xxPSMM")] == [2, 2]


def test_a_level_of_no_known_kind_counts_as_a_patient() -> None:
    (claim,) = of("PS?M")
    assert above(claim) == (2, 3, 4)

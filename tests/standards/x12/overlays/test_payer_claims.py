"""Whose claims an overlay judges, when it names the ids of a payer, and where its demands are told."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from tests.standards.x12.overlays.overlay_texts import (
    BY_PI,
    CLEAN,
    HEAD,
    NOTE_WANTED,
    ORIGINAL,
    RENDERING,
    SPECIALTY,
    demands,
    edited,
    findings,
    overlay,
    with_ids,
)
from tests.standards.x12.x12_texts import CLAIMS, counted, join, lines

SPLIT = edited(("NM1*PR*2*HARBOR", "NM1*PR*2*PINE LIFE*****PI*PINE"))
"""The first subscriber's claim (A1) goes to PINE, those of the second (A2, A3) to HARBOR."""
UNUSED = "payer.overlay_not_used"


def places(data: bytes, *overlays: x12.Overlay) -> list[tuple[str, int | None]]:
    """What is demanded, and at which segment."""
    return [(one.rule, one.place.segment) for one in findings(data, *overlays) if one.level == 7]


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        ("HARBOR", ["payer.missing_segment 2300 NTE claim"] * 2),
        ("PINE", ["payer.missing_segment 2300 NTE claim"]),
        ("PINE HARBOR", ["payer.missing_segment 2300 NTE claim"] * 3),
        ("OTHER", [UNUSED]),
        ("harbor", [UNUSED]),
    ],
)
def test_only_claims_to_the_payer_are_judged(ids: str, told: list[str]) -> None:
    assert demands(SPLIT, overlay(NOTE_WANTED, head=with_ids(*ids.split()))) == told


def test_the_other_payers_of_a_claim_are_not_its_payer() -> None:
    other = "SBR*S*18*******CI\nOI***Y***Y\nNM1*IL*1*DOE*JANE****MI*W1\nNM1*PR*2*PINE LIFE*****PI*PINE\nLX*1"
    second = edited(("LX*1", other))
    assert x12.report([second]).findings == ()
    assert demands(second, overlay(NOTE_WANTED, head=with_ids("PINE"))) == [UNUSED]
    assert len(demands(second, overlay(NOTE_WANTED, head=with_ids("HARBOR")))) == 3


def test_what_a_payer_asks_of_header_and_provider_counts_when_a_claim_goes_to_him() -> None:
    for changes, told in (
        (SPECIALTY, "payer.missing_segment 2000A PRV provider"),
        (ORIGINAL, "payer.other_code ST BHT06 set"),
    ):
        for ids in ("HARBOR", "PINE"):
            assert demands(SPLIT, overlay(changes, head=with_ids(ids))) == [told]
        assert demands(SPLIT, overlay(changes, head=with_ids("OTHER"))) == [UNUSED]


def test_each_provider_answers_for_himself() -> None:
    segments = lines()
    start, end = segments.index("HL*1**20*1"), next(n for n, one in enumerate(segments) if one.startswith("HL*3*"))
    first = [*segments[start:end]]
    again = [
        one.replace("HL*1*", "HL*5*").replace("HL*2*1*", "HL*6*5*").replace("HARBOR", "PINE").replace("CLM*A", "CLM*B")
        for one in first
    ]
    again.insert(1, "PRV*BI*PXC*207Q00000X")
    tail = segments.index("SE*48*0001")
    data = join(counted([*segments[:tail], *again, *segments[tail:]]))
    assert x12.report([data]).findings == ()
    assert demands(data, overlay(SPECIALTY, head=with_ids("PINE"))) == []
    assert demands(data, overlay(SPECIALTY, head=with_ids("HARBOR"))) == ["payer.missing_segment 2000A PRV provider"]
    assert demands(data, overlay(SPECIALTY)) == ["payer.missing_segment 2000A PRV provider"]


def test_what_is_missed_at_the_end_is_told_where_it_belongs() -> None:
    """A missing row is noticed at what follows, which may be another's: it is told at the claim's or level's start."""
    last = "in 2010BB\n- 0350 REF  S  2  Payer: billing provider's ids  01=G2|LU 02\n"
    wanted = last + last.partition("\n")[2].replace("- ", "+ ").replace(" S ", " R ")
    told = places(CLEAN, overlay(wanted))
    numbers = [n for n, one in enumerate(lines(), -1) if one.startswith(("HL*2*", "HL*3*"))]
    assert told == [("payer.missing_segment", number) for number in numbers]


def test_the_same_number_of_findings_comes_of_each_subscriber_as_alone() -> None:
    alone = demands(SPLIT, overlay(BY_PI.replace("08=PI 09", "08=PI 09=PINE"), head=with_ids("PINE", "HARBOR")))
    assert alone == ["payer.bad_code 2010BB NM109 subscriber"]


def test_an_overlay_that_is_not_used_says_why() -> None:
    (other_version,) = findings(CLEAN, x12.load_overlay("dc_medicaid_837i"))
    assert other_version.rule == UNUSED
    assert other_version.why == "It is for 005010X223A2 (837i.txt), and the file holds 005010X222A1"
    assert (other_version.found, other_version.expected) == ("005010X222A1", "005010X223A2 (837i.txt)")
    (other_payer,) = findings(CLEAN, overlay(RENDERING, head=with_ids("OTHER", "MORE")))
    assert other_payer.why == "It is for claims to MORE, OTHER, and the file has none"
    assert "its line `ids`" in other_payer.remedy
    for one in (other_version, other_payer):
        assert (one.level, one.unit, str(one.disposition), one.place.offset) == (7, "", "warn", 0)


@pytest.mark.parametrize("data", [b"", b"Dear Sirs", lines()[0].encode() + b"~IEA*0*000000101~"])
def test_a_file_without_a_set_says_nothing_of_overlays(data: bytes) -> None:
    assert findings(data, overlay(RENDERING)) == findings(data)


def test_a_version_that_no_guide_reads_says_which_one_was_wanted() -> None:
    old = CLEAN.replace(b"005010X222A1", b"004010X098A1")
    told = findings(old, overlay(RENDERING))
    assert [one.rule for one in told if one.level == 7] == [UNUSED]
    assert [one for one in told if one.level != 7] == findings(old)


def test_an_overlay_for_two_versions_reads_both() -> None:
    both = overlay(NOTE_WANTED, head=HEAD.replace("005010X222A1", "005010X222A1|005010X222A2"))
    newer = CLEAN.replace(b"005010X222A1", b"005010X222A2")
    assert demands(newer, both) == demands(CLEAN, both) != []
    assert demands(newer, overlay(NOTE_WANTED)) == [UNUSED]


def test_a_set_that_breaks_off_is_told_as_without_overlays() -> None:
    cut = CLEAN[: CLEAN.index(b"LX*2")]
    assert [one for one in findings(cut, overlay(NOTE_WANTED)) if one.level < 7] == findings(cut)


def test_many_sets_are_judged_each_by_itself() -> None:
    segments = lines(CLAIMS)
    head, body, tail = segments[:2], segments[2:-2], ["GE*2*101", segments[-1]]
    second = [one.replace("*0001*005", "*0002*005").replace("SE*48*0001", "SE*48*0002") for one in body]
    data = join([*head, *body, *second, *tail])
    assert x12.report([data]).findings == ()
    assert len(demands(data, overlay(RENDERING))) == 4

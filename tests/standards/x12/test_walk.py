"""The walk by itself: it takes one segment at a time, holds back what does not fit, and tells each thing once."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.ahead import LOOK_AHEAD
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import ClaimSeen, Event
from clearlane.standards.x12.library import load_machine
from clearlane.standards.x12.machine import Machine
from clearlane.standards.x12.walk import Walk
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.small_guide import compiled
from tests.standards.x12.x12_texts import counted, errors, join, lines

PARTIES = """
0100 BHT  M  1  Begin  01=0019 02=00
A  R  9  Party
  0200 NM1  R  1  Name  01=85|87 02=2
  0300 N3  S  2  Street  01
  0400 N4  R  1  Place  01
  0500 REF  S  1  Number  01=EI 02
  B  S  >1  Detail  unit claim
    0600 LX  R  1  Number  01
    0700 DTP  R  1  Day  01=472 02=D8 03@02
    0800 AMT  S  2  Amount  01=T 02
"""
NAME, STREET, PLACE, NUMBER = "NM1*85*2", "N3*A", "N4*BOISE", "REF*EI*1"
DETAIL, DAY, AMOUNT = "LX*1", "DTP*472*D8*20261110", "AMT*T*5"
SET = ["BHT*0019*00", NAME, STREET, PLACE, NUMBER, DETAIL, DAY, AMOUNT, DETAIL, DAY]


def walked(machine: Machine, segments: list[str]) -> list[Event]:
    walk, events = Walk(machine, Delimiters()), list[Event]()
    for number, one in enumerate(["ST*837*0001", *segments, "SE*9*0001"], 1):
        events += walk.take(number, number * 10, one.encode())
    return events + walk.finish()


def told(*segments: str) -> list[tuple[str, str, int | None]]:
    """Rule, loop and number of the segment of each finding; ST is 1, so that the first of these is 2."""
    found = [one for one in walked(compiled(PARTIES), list(segments)) if isinstance(one, Finding)]
    return [(one.rule.partition(".")[2], one.place.loop, one.place.segment) for one in found]


def test_a_clean_set_is_walked_in_silence() -> None:
    assert told(*SET) == []


RECOVERIES = {
    "a missing row": (["BHT*0019*00", NAME, STREET, NUMBER], [("missing_segment", "A", 5)]),
    "a missing row at the end of the set": (["BHT*0019*00", NAME, STREET], [("missing_segment", "A", 5)]),
    "a missing row before a loop": ([*SET[:3], DETAIL, DAY], [("missing_segment", "A", 5)]),
    "a missing first row": (["BHT*0019*00", STREET, PLACE, NUMBER], [("missing_segment", "A", 3)]),
    "a missing loop": (["BHT*0019*00"], [("missing_loop", "A", 3)]),
    "a row too late": (["BHT*0019*00", NAME, PLACE, STREET, NUMBER], [("late_segment", "A", 5)]),
    "a row much too late": ([*SET[:2], *SET[3:], STREET], [("late_segment", "A", 11)]),
    "a row twice": ([*SET[:5], NUMBER, *SET[5:]], [("too_many_segments", "A", 7)]),
    "a row that is no row": ([*SET[:3], "ZZZ*1", *SET[3:]], [("unknown_segment", "A", 5)]),
    "a row of another guide": ([*SET[:3], "CLM*1*1", *SET[3:]], [("foreign_segment", "A", 5)]),
    "a row of another place": ([*SET[:3], "BHT*0019*00", *SET[3:]], [("too_many_segments", "ST", 5)]),
    "a misspelt row": ([*SET[:2], "n3*A", *SET[3:]], [("unknown_segment", "A", 4)]),
    "a detail without its first row": ([*SET[:5], DAY, AMOUNT], [("missing_segment", "B", 7)]),
    "a detail without its day": ([*SET[:6], AMOUNT, DETAIL, DAY], [("missing_segment", "B", 8)]),
    "two faults far apart": (
        ["BHT*0019*00", NAME, PLACE, *SET[5:], NAME, STREET, NUMBER, *SET[5:], DETAIL, DAY, "ZZZ*1"],
        [("missing_segment", "A", 12), ("unknown_segment", "B", 20)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", RECOVERIES)
def test_one_defect_is_one_finding_at_its_place(what: str) -> None:
    segments, expected = RECOVERIES[what]
    assert told(*segments) == expected


@pytest.mark.parametrize("behind", range(2 * LOOK_AHEAD))
def test_what_is_held_back_is_decided_however_soon_the_set_ends(behind: int) -> None:
    assert told(*SET[:3], "ZZZ*1", PLACE, NUMBER, *[DETAIL, DAY] * behind) == [("unknown_segment", "A", 5)]


@pytest.mark.parametrize("times", [1, 5, 50])
def test_the_same_fault_is_told_each_time(times: int) -> None:
    expected = [("unknown_segment", "B", 8 + 3 * n) for n in range(times)]
    assert told(*SET[:5], *[DETAIL, "ZZZ*1", DAY] * times) == expected


def test_a_fault_of_a_detail_kills_the_detail_alone() -> None:
    events = walked(compiled(PARTIES), [*SET[:5], DETAIL, AMOUNT, DETAIL, DAY])
    spans = [one.span for one in events if isinstance(one, ClaimSeen)]
    assert [span.dead for span in spans] == [True, False]
    assert [(span.first_segment, span.last_segment) for span in spans] == [(7, 8), (9, 10)]


def test_a_detail_that_ends_the_set_ends_before_its_trailer() -> None:
    events = walked(compiled(PARTIES), SET)
    *_, last = [one.span for one in events if isinstance(one, ClaimSeen)]
    assert (last.first_segment, last.last_segment) == (10, 11)
    assert last.offset + last.length == 120


def test_a_walk_counts_the_claims_that_live() -> None:
    walk = Walk(load_machine(("837p.txt",)), Delimiters())
    for number, one in enumerate(lines()[2:-2], 1):
        walk.take(number, number, one.encode())
    walk.finish()
    assert walk.living == 3


def test_finish_without_a_segment_tells_nothing() -> None:
    assert Walk(compiled(PARTIES), Delimiters()).finish() == []


REAL = {
    "a claim without a diagnosis": ("HI*ABK:J020", "", ("segment.missing_segment", "2300", "claim")),
    "a line without its service": ("SV1*HC:99212", "", ("segment.missing_segment", "2400", "claim")),
    "a line without its number": ("LX*2", "", ("segment.missing_segment", "2400", "claim")),
    "a claim without its claim segment": ("CLM*A2", "", ("segment.missing_segment", "2300", "claim")),
    "a patient without a name": ("NM1*QC", "", ("segment.missing_segment", "2010CA", "patient")),
    "a subscriber without a payer": ("NM1*PR", "", ("segment.missing_loop", "2010BB", "subscriber")),
    "a subscriber without coverage": ("SBR*P*18", "", ("segment.missing_segment", "2000B", "subscriber")),
    "a provider without a city": ("N4*BOISE*ID*837020001", "", ("segment.missing_segment", "2010AA", "provider")),
    "a file without a submitter": ("NM1*41", "", ("segment.missing_segment", "1000A", "set")),
}


@pytest.mark.parametrize("what", REAL)
def test_the_walk_recovers_after_one_missing_segment_of_a_claim_file(what: str) -> None:
    gone, _, expected = REAL[what]
    segments = lines()
    at = next(n for n, one in enumerate(segments) if one.startswith(gone))
    (found,) = errors(join(counted([*segments[:at], *segments[at + 1 :]])))
    assert (found.rule, found.place.loop, found.unit) == expected

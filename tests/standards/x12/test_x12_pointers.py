"""A finding's pointer names its interchange, group, set, segment and element, and nothing that is not there."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.point import Pointers
from clearlane.vocabulary.finding import Place
from tests.standards.x12.x12_texts import changed, join, lines

CLEAN = join(lines())
DEAD = CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O")
SET = "/interchanges/0/groups/0/sets/0/segments"
IEA, GE = CLEAN.rindex(b"IEA*"), CLEAN.rindex(b"GE*")
ONE_MORE_SET = CLEAN[:GE] + CLEAN[CLEAN.index(b"ST*") : GE].replace(b"*0001", b"*0002") + b"GE*2*101~IEA*1*000000101~"


def pointers(content: bytes) -> list[str]:
    return [one.place.pointer for one in x12.report([content]).findings]


@pytest.mark.parametrize(
    ("content", "pointer"),
    [
        (DEAD, f"{SET}/37/elements/02"),
        (CLEAN.replace(b"11:B:1*Y", b"11:X:1*Y", 1), f"{SET}/17/elements/05/2"),
        (CLEAN.replace(b"SE*48", b"SE*47"), f"{SET}/47/elements/01"),
        (changed("NM1*QC", ""), f"{SET}/33"),
        (CLEAN.replace(b"GE*1*101", b"GE*1*102"), "/interchanges/0/groups/0/trailer/elements/02"),
        (CLEAN.replace(b"GE*1*101", b"GE*2*101"), "/interchanges/0/groups/0/trailer/elements/01"),
        (CLEAN.replace(b"*HC*", b"*HP*", 1), "/interchanges/0/groups/0/header/elements/01"),
        (CLEAN.replace(b"IEA*1*000000101", b"IEA*1*000000102"), "/interchanges/0/trailer/elements/02"),
        (CLEAN[:IEA], "/interchanges/0"),
        (b"rubbish" + CLEAN, ""),
        (CLEAN + b"rubbish" + CLEAN.replace(b"000000101", b"000000102"), ""),
        (CLEAN + DEAD.replace(b"000000101", b"000000102"), "/interchanges/1/groups/0/sets/0/segments/37/elements/02"),
        (ONE_MORE_SET, None),
        (ONE_MORE_SET.replace(b"SE*48*0002", b"SE*4*0002"), "/interchanges/0/groups/0/sets/1/segments/47/elements/01"),
    ],
)
def test_a_finding_points_to_its_place(content: bytes, pointer: str | None) -> None:
    assert pointers(content) == ([] if pointer is None else [pointer])


@pytest.mark.parametrize(
    ("place", "tail"),
    [
        (Place(segment=3, segment_id="CTX", element=1, component=2, repeat=2), "/2/elements/01/1/2"),
        (Place(segment=3, segment_id="CTX", element=1, component=2), "/2/elements/01/0/2"),
        (Place(segment=3, segment_id="CTX", element=1, repeat=2), "/2/elements/01/1"),
        (Place(segment=3, segment_id="CTX", element=1), "/2/elements/01"),
        (Place(segment=3, segment_id="ZZZ", element=12), "/2/elements/12"),
        (Place(segment=3, segment_id="CLM", element=99), "/2/elements/99"),
        (Place(segment=3), "/2"),
    ],
)
def test_repetitions_and_components_are_named(place: Place, tail: str) -> None:
    told = Pointers()
    for event in x12.check([CLEAN]):
        told.follow(event)
        if isinstance(event, x12.SetOpened):
            break
    assert told.of(place) == SET + tail


def test_events_that_are_no_findings_pass_as_they_are() -> None:
    told, events = Pointers(), list(x12.check([CLEAN]))
    assert all(told.follow(event) is event for event in events)


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(CLEAN) - 1), put=st.binary(max_size=4), cut=st.integers(0, 30))
def test_every_pointer_of_any_file_names_what_was_read(at: int, put: bytes, cut: int) -> None:
    report = x12.report([CLEAN[:at] + put + CLEAN[at + cut :]])
    for finding in report.findings:
        names = re.findall(r"/(interchanges|groups|sets|segments)/(\d+)", finding.place.pointer)
        held: object = report
        for name, number in names:
            if name == "segments":
                assert isinstance(held, x12.SetReport)
                assert int(number) <= held.segments
            else:
                held = getattr(held, name)[int(number)]

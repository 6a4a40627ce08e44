"""JSON and check count alike: interchanges, groups, sets and segments, so that one can point into the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.to_json import to_records
from tests.standards.guides.full_set import VERSIONS, full_set, interchange
from tests.standards.x12.x12_texts import PAYMENT, join, lines

CLAIMS, MONEY = join(lines()), join(lines(PAYMENT))
Counts = list[list[list[int]]]


def in_records(data: bytes) -> Counts:
    """How many segments each set has, by group and interchange; those of a set in no group are in none."""
    found: Counts = []
    in_group = False
    for record in to_records([data]):
        if record["record"] == "interchange":
            found.append([])
            in_group = False
        for segment in record.get("segments", ()) if "set" not in record else ():
            if segment.get("id") == "GS":
                found[-1].append([])
            in_group = segment.get("id") == "GS" or (in_group and segment.get("id") != "GE")
        if "set" in record and in_group:
            sets = found[-1][-1]
            sets += [0] if record["record"] == "set" else []
            sets[-1] += sum(one.get("raw") != "" for one in record["segments"])
    return found


def assert_same(data: bytes) -> None:
    report = x12.report([data])
    counted = [
        [[one.segments for one in group.sets] for group in interchange.groups] for interchange in report.interchanges
    ]
    found = in_records(data)
    if any(one.rule == "cut_off" for one in report.findings):
        found = found[: len(counted)]  # the check has stopped there, the records go on with a further ISA
    assert found == counted


@pytest.mark.parametrize("name", sorted(VERSIONS))
def test_the_sets_of_a_whole_file_are_those_of_the_check(name: str) -> None:
    assert_same(interchange(full_set(name), name))


@pytest.mark.parametrize("between", [b"~", b"~~\r\n~", b"\r\n", b"TA1*1~", b"BIN*3*~*~~", b"BIN*9*~*~~", b"BDS*A*1*~~"])
def test_what_stands_between_segments_changes_no_count(between: bytes) -> None:
    assert_same(CLAIMS.replace(b"LX*1~", b"LX*1~" + between))


@given(st.data())
def test_a_broken_file_is_counted_as_the_check_does(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from([CLAIMS + MONEY, MONEY + CLAIMS.replace(b"~", b"\n")]))
    marks = [b"", b"~", b"~~", b"ST*837*2~", b"GS*HC~", b"BIN*3*~*~~", b"~GE*1~", b"SE*1~", b"TA1*1~", b"*"]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(base)))
        put = data.draw(st.sampled_from(marks))
        base = base[:start] + put + base[start + data.draw(st.sampled_from([0, 1, 30, 110])) :]
    assert_same(base)


def test_every_public_sample_is_counted_alike(samples: Path) -> None:
    for file in sorted(samples.rglob("*")):
        if file.is_file():
            assert_same(file.read_bytes())

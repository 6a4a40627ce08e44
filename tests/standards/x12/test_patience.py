"""A set, and a file, of nothing but faults is given up: after so many for its size, the same whoever reads it."""

from __future__ import annotations

import importlib
from collections import Counter
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12 import steps, stretch, teller
from clearlane.standards.x12.events import Event, GroupClosed, InterchangeClosed, SetClosed
from clearlane.standards.x12.patience import EVENTS, FAULTS, Limit, Patience
from clearlane.standards.x12.proof.fuzz import files
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.small_files import AT
from tests.standards.x12.x12_texts import check, counted, join, lines

NOISE = ["N1", "N2", "PER", "DMG", "CLM", "HI", "LX", "SV1", "AMT", "QTY", "NTE", "CRC", "PWK", "CN1"]
CHECK = importlib.import_module("clearlane.standards.x12.check")
FEW = Patience(3, 1 << 20)
CLEAN = lines()
SIZE = 200_000


def noisy() -> list[str]:
    """A set of segments in no order."""
    noise = [f"{NOISE[(n * n + n // 7) % len(NOISE)]}*{n % 97}" for n in range(200)]
    return counted([*CLEAN[:8], *noise, *CLEAN[-3:]])


def rules(events: list[Event]) -> list[str]:
    return [one.rule for one in events if isinstance(one, Finding)]


@pytest.mark.parametrize(("limits", "limit"), [(stretch, "SEARCHES"), (steps, "FAULTS")])
def test_a_set_of_nothing_but_faults_is_given_up_once_and_rejected(
    limits: ModuleType, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, limit, FEW)
    report = check(join(noisy()))
    gave_up = [one for one in report.findings if one.rule == "segment.too_many_faults"]
    assert [one.unit for one in gave_up] == ["set"]
    assert report.findings[-1] == gave_up[0], "the rest was not read"
    assert report.sets[0].verdict == "rejected"
    answer = x12.acknowledge(report.interchanges[0], control=1, at=AT)
    assert answer is not None
    assert check(answer).accepted is True


def test_the_set_behind_one_that_was_given_up_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "FAULTS", FEW)
    clean = [one.replace("0001", "0002", 1) if one[:3] in ("ST*", "SE*") else one for one in CLEAN[2:-2]]
    report = check(join([*noisy()[:-2], *clean, CLEAN[-2].replace("*1*", "*2*"), CLEAN[-1]]))
    assert [one.verdict for one in report.sets] == ["rejected", "accepted"]


@pytest.mark.parametrize("tier", list(Tier))
def test_each_tier_gives_up_at_the_same_segment(tier: Tier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "FAULTS", Patience(20, 5000))
    monkeypatch.setattr(teller, "MOST_WARNINGS", 3)
    every = [data for _, data, _ in files(count=1500, seed=5)]
    told = [list(x12.check([data], tier=tier)) for data in every]
    assert told == [list(x12.check([data], tier=Tier.EXPLAIN)) for data in every]
    assert any("segment.too_many_faults" in rules(one) for one in told)


def test_a_warning_is_told_so_often_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teller, "MOST_WARNINGS", 3)
    sloppy = [one if one[:3] in ("ISA", "IEA", "GS*", "GE*", "ST*", "SE*") else one + "*" for one in CLEAN]
    report = check(join(sloppy))
    assert [one.rule for one in report.findings] == ["element.trailing_separators"] * 3 + ["segment.told_often"]
    assert report.findings[-1].what.startswith("element.trailing_separators was told 3 times")
    assert report.accepted is True


DENSE = {
    "segments without anything": b"NM1*1~HL*1~",
    "segments that nobody knows": b"A~",
    "claims of nothing": b"CLM~",
    "levels of nothing": b"HL~",
    "headers of sets": b"ST~",
    "small sets": b"ST*837*1~SE*2*1~",
    "headers of groups": b"GS~",
    "answers of nothing": b"TA1~",
    "trailers": b"SE~",
}


@pytest.mark.parametrize("piece", list(DENSE.values()), ids=list(DENSE))
def test_what_is_told_of_a_file_is_bounded_by_its_size(piece: bytes) -> None:
    data = join(CLEAN[:3]) + piece * (SIZE // len(piece)) + join(CLEAN[-3:])
    told = list(x12.check([data]))
    assert len(told) < EVENTS.always + len(data) // EVENTS.bytes_each + 4
    assert isinstance(told[-1], InterchangeClosed)


@pytest.mark.parametrize("piece", ["K3*X", "NTE*ADD*X", "HI*BG:A1", "NM1*82*1*W", "CAS*CO*45*1"])
def test_what_comes_again_and_again_is_told_once_and_read_to_its_end(piece: str) -> None:
    """A further one too many tells nothing, and costs no more than a row that is in its place."""
    before = next(one for one in CLEAN if one.startswith("HI*ABK"))
    at = CLEAN.index(before) + 1
    report = check(join([*CLEAN[:at], *[piece] * 20_000, *CLEAN[at:]]))
    told = Counter(one.rule for one in report.findings)
    assert told["segment.too_many_segments"] + told["segment.too_many_loops"] == 1
    assert told["envelope.se_count"] == 1
    assert not told["segment.too_many_faults"]
    assert told.total() < 8


def test_a_file_of_many_answers_alone_is_read_to_its_end() -> None:
    answers = [f"TA1*{n:09d}*261102*0930*A*000" for n in range(1, 15_001)]
    assert check(join([CLEAN[0], *answers, "IEA*0*000000101"])).accepted is True


def test_a_file_that_is_given_up_is_closed_and_refused_as_a_whole() -> None:
    data = join(CLEAN[:3]) + b"ST~" * (SIZE // 3)
    told = list(x12.check([data]))
    assert rules(told)[-1] == "envelope.too_many_faults"
    assert [type(one) for one in told[-4:]] == [SetClosed, GroupClosed, Finding, InterchangeClosed]
    report = check(data)
    answer = x12.ta1(report.interchanges[0], control=1, at=AT)
    assert answer is not None
    assert b"*R*024~" in answer


def test_who_shares_a_file_gives_it_up_where_one_alone_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CHECK, "Limit", lambda: Limit(Patience(50, 1000)))
    body = join([*CLEAN[2:6], "NM1*1", *CLEAN[-3:-2]])
    data = join(CLEAN[:2]) + body * (600_000 // len(body)) + join(CLEAN[-2:])
    alone = list(x12.check([data]))
    assert rules(alone)[-1] == "envelope.too_many_faults"
    assert list(x12.check([data], jobs=2)) == alone


def test_a_large_clean_file_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CHECK, "Limit", lambda: Limit(Patience(40, 100)))
    report = check(join(CLEAN[:2]) + join(CLEAN[2:-2]) * 30 + join([CLEAN[-2].replace("*1*", "*30*"), CLEAN[-1]]))
    assert len(report.sets) == 30
    assert {one.rule for one in report.findings} == {"envelope.st02_repeated"}


@given(count=st.integers(0, 1 << 40), size=st.integers(0, 1 << 40), more=st.integers(0, 1 << 20))
def test_more_bytes_never_have_less_patience(count: int, size: int, more: int) -> None:
    assert FAULTS.is_over(count, size) or not FAULTS.is_over(count, size + more)
    assert not FAULTS.is_over(FAULTS.always, size)
    assert FAULTS.is_over(FAULTS.always + size // FAULTS.bytes_each + 1, size)


def test_many_small_interchanges_without_a_fault_are_read_to_their_end() -> None:
    isa, ta1 = CLEAN[0], "TA1*000000001*261124*0930*A*000"
    assert isa[90:99] == "000000101"
    few = 15_000
    files = (join([isa[:90] + f"{n:09d}" + isa[99:], ta1, f"IEA*0*{n:09d}"]) for n in range(1, few + 1))
    report = x12.report(files)
    assert [one.rule for one in report.findings] == []
    assert len(report.interchanges) == few


def test_a_slip_that_each_claim_has_is_told_alike_in_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "SEARCHES", FEW)
    claim = ["CLM*{}*100***11:B:1*Y*A*Y*Y", "HI*ABK:J029LX*1", "SV1*HC:99213*100*UN*1***1", "DTP*472*D8*20261110"]
    clean = lines()
    first, end = clean.index("CLM*A1*150***11:B:1*Y*A*Y*Y"), clean.index("HL*3*1*22*1")
    many = [one.format(f"B{n}") for n in range(99) for one in claim]
    data = join([*clean[:first], *many, *clean[end:]])
    told = Counter(rules(list(x12.check([data]))))
    assert told.pop("element.terminator_lost") == 99
    assert set(told) <= {"envelope.se_count"}

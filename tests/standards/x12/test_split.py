"""Split and merge: every part is whole by itself, and put together again they hold the same claims and cents."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.answer_claims import Read
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.merge import merge
from clearlane.standards.x12.split import BY, CannotSplit, Part, split
from tests.standards.x12.x12_texts import PAYMENT, changed, join, lines

CLEAN = join(lines())
Claims = Counter[tuple[bytes, ...]]


def of(content: bytes) -> tuple[x12.Report, Read]:
    return x12.report([content]), lambda at, length: content[at : at + length]


def parts(content: bytes, **how: object) -> list[Part]:
    report, read = of(content)
    return list(split(report, read=read, **how))  # type: ignore[arg-type]


def claims(content: bytes) -> Claims:
    """Each claim's own segments with the names above it, without HL numbers."""
    report, _ = of(content)
    marks = report.interchanges[0].delimiters
    return Counter(
        tuple(
            raw
            for span in (one.provider, one.subscriber, one.patient, one)
            if span
            for _, raw in x12.segments(content[span.offset : span.offset + span.length], marks)
            if not raw.startswith(b"HL")
        )
        for each in report.sets
        for one in each.claims
    )


def cents(content: bytes) -> Decimal:
    found = [raw.split(b"*")[2].decode() for raw in content.split(b"~") if raw.lstrip(b"\r\n").startswith(b"CLM*")]
    return sum(map(Decimal, found), Decimal(0))


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("end", ["~", "~\n"])
def test_every_part_is_accepted_and_has_a_number_of_its_own(by: str, end: str) -> None:
    found = parts(join(lines(), end=end), by=by)
    assert len(found) == (3 if by == "claim" else 1)
    assert [one.control for one in found] == [f"{101 + n:09d}" for n in range(len(found))]
    for one in found:
        report = x12.report([one.content])
        assert [finding.rule for finding in report.findings] == []
        assert [each.control for each in report.interchanges] == [one.control]
        assert sum(len(each.claims) for each in report.sets) == one.claims


def test_levels_are_written_once_in_a_part_and_numbered() -> None:
    first, second = parts(CLEAN, by="claim", most=2)
    levels = [raw for raw in first.content.split(b"~") if raw.startswith(b"HL*")]
    assert levels == [b"HL*1**20*1", b"HL*2*1*22*0", b"HL*3*1*22*1", b"HL*4*3*23*0"]
    levels = [raw for raw in second.content.split(b"~") if raw.startswith(b"HL*")]
    assert levels == [b"HL*1**20*1", b"HL*2*1*22*1", b"HL*3*2*23*0"]
    assert (first.claims, second.claims) == (2, 1)


def test_delimiters_stay_the_senders() -> None:
    other = CLEAN.translate(bytes.maketrans(b"*:~^", b"|>\n!"))
    for one in parts(other, by="claim"):
        assert x12.report([one.content]).accepted
        assert one.content.startswith(b"ISA|00|")


def test_the_first_number_can_be_given_and_goes_round() -> None:
    assert [one.control for one in parts(CLEAN, by="claim", control=999_999_998)] == [
        "999999998", "999999999", "000000001",
    ]  # fmt: skip


def test_a_payment_is_split_by_set_and_never_by_claim() -> None:
    payment = join(lines(PAYMENT))
    (one,) = parts(payment, by="set")
    assert one.content == payment
    with pytest.raises(CannotSplit, match="split it by set"):
        parts(payment, by="claim")


@pytest.mark.parametrize(
    ("content", "by", "said"),
    [
        (b"Dear Sirs", "set", "no interchange"),
        (CLEAN[: CLEAN.index(b"~SE*") + 1], "set", "set 0001 has no trailer"),
        (CLEAN[: CLEAN.index(b"~GE*") + 1], "group", "group 101 has no trailer"),
        (CLEAN[: CLEAN.index(b"~GE*") + 1], "interchange", "group 101 has no trailer"),
        (changed("CLM*A1", "").replace(b"005010X222A1", b"004010X098"), "claim", "no claims"),
    ],
)
def test_what_is_not_whole_is_not_split(content: bytes, by: str, said: str) -> None:
    with pytest.raises(CannotSplit, match=said):
        parts(content, by=by)


def test_a_level_of_which_nothing_stands_there_is_not_taken_apart() -> None:
    report, read = of(CLEAN)
    (interchange,) = report.interchanges
    one = interchange.groups[0].sets[0]
    span = one.claims[0].subscriber
    assert span
    claim = one.claims[0]._replace(subscriber=span._replace(length=0))
    group = replace(interchange.groups[0], sets=(replace(one, claims=(claim,)),))
    broken = replace(report, interchanges=(replace(interchange, groups=(group,)),))
    with pytest.raises(CannotSplit, match="a level of its claims"):
        list(split(broken, read=read, by="claim"))


def test_a_set_that_no_guide_reads_is_split_by_set() -> None:
    old = CLEAN.replace(b"005010X222A1", b"004010X098A1")
    (one,) = parts(old, by="set")
    assert one.content == old


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    count=st.integers(1, 9),
    per_set=st.integers(1, 5),
    by=st.sampled_from(BY),
    most=st.integers(1, 4),
)
def test_split_then_merge_keeps_claims_and_cents(seed: int, count: int, per_set: int, by: str, most: int) -> None:
    order = Order(seed=seed, claims=count, today=dt.date(2026, 3, 2), claims_per_set=per_set)
    content = file_837p(order).content
    found = [one.content for one in parts(content, by=by, most=most)]
    assert all(x12.report([one]).accepted for one in found)
    again = merge(map(of, found))
    report = x12.report([again])
    assert report.accepted
    assert len(report.interchanges) == 1
    assert claims(again) == claims(content)
    assert sum(map(cents, found)) == cents(again) == cents(content)

"""What two files say differently: each difference once, at its claim and element; nothing of what says nothing."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12 import diff as module
from clearlane.standards.x12.diff import Difference, diff
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.merge import merge
from clearlane.standards.x12.split import split
from tests.standards.x12.x12_texts import PAYMENT, changed, counted, join, lines

CLEAN = join(lines())
PAID = join(lines(PAYMENT))


def of(content: bytes) -> tuple[x12.Report, x12.Read]:
    return x12.report([content]), lambda at, length: content[at : at + length]


def found(one: bytes, other: bytes) -> list[Difference]:
    return list(diff(of(one), of(other)))


def told(one: bytes, other: bytes) -> list[tuple[str, str, str, str, str]]:
    return [
        (each.claim, each.loop, each.element or each.segment, each.first, each.second) for each in found(one, other)
    ]


def test_of_two_segments_of_a_claim_that_say_the_same_each_is_told_at_its_place() -> None:
    without = join(counted([one for one in lines() if one != "DTP*472*D8*20261110"]))
    gone = [(each.claim, each.segment, each.first, each.segments) for each in found(CLEAN, without)]
    assert gone == [("A1", "DTP", "DTP*472*D8*20261110", (at, 0)) for at in (23, 27)]


def moved() -> bytes:
    """The same claims, the third before the second."""
    body = lines()
    second, third, end = body.index("CLM*A2*80***11:B:1*Y*A*Y*Y"), body.index("CLM*A3*60***11:B:1*Y*A*Y*Y"), -3
    return join(counted([*body[:second], *body[third:end], *body[second:third], *body[end:]]))


SAME = {
    "itself": CLEAN,
    "line ends": join(lines(), end="~\r\n"),
    "other delimiters": CLEAN.translate(bytes.maketrans(b"*:~^", b"|>\n!")),
    "other numbers": CLEAN.replace(b"000000101", b"000000202").replace(b"*101", b"*202").replace(b"*0001", b"*9"),
    "another time of writing": CLEAN.replace(b"*261124*0930*", b"*261201*1111*", 1),
    "numbers written otherwise": CLEAN.replace(b"CLM*A1*150*", b"CLM*A1*150.00*"),
    "empty elements at the end": CLEAN.replace(b"PER*IC*EDI DESK*TE*8005550100~", b"PER*IC*EDI DESK*TE*8005550100***~"),
    "claims in another order": moved(),
    "levels numbered otherwise": CLEAN.replace(b"HL*3*1*22", b"HL*7*1*22").replace(b"HL*4*3*23", b"HL*8*7*23"),
}  # fmt: skip


@pytest.mark.parametrize("other", SAME.values(), ids=SAME.keys())
def test_what_says_the_same_differs_in_nothing(other: bytes) -> None:
    assert found(CLEAN, other) == []
    assert found(other, CLEAN) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("CLM*A2", "CLM*A2*81***11:B:1*Y*A*Y*Y", [("A2", "2300", "CLM02", "80", "81")]),
        ("CLM*A2", "CLM*A2*80***12:B:1*Y*A*Y*Y", [("A2", "2300", "CLM05-1", "11", "12")]),
        ("HI*ABK:J020", "HI*ABK:J020*ABF:I10",
         [("A2", "2300", "HI02-1", "", "ABF"), ("A2", "2300", "HI02-2", "", "I10")]),
        ("REF*6R*L1", "", [("A1", "2400", "REF", "REF*6R*L1", "")]),
        ("N3*12 ELM ST", "N3*14 ELM ST", [("A1", "2010AA", "N301", "12 ELM ST", "14 ELM ST")]),
        ("N4*BOISE*ID*837020001", "N4*BOISE*ID*837020001\nPER*IC*ANN*TE*8005550100",
         [("A1", "2010AA", "PER", "", "PER*IC*ANN*TE*8005550100")]),
        ("NM1*41", "NM1*41*2*ELM BILLING*****46*SUBMITTER", [("", "1000A", "NM103", "OAK BILLING", "ELM BILLING")]),
        ("NM1*QC", "NM1*QC*1*ROE*TOM", [("A2", "2010CA", "NM104", "TIM", "TOM")]),
    ],
)  # fmt: skip
def test_a_difference_is_told_at_its_place(old: str, new: str, expected: list[tuple[str, str, str, str, str]]) -> None:
    assert told(CLEAN, changed(old, new)) == expected
    assert told(changed(old, new), CLEAN) == [(*each[:3], each[4], each[3]) for each in expected]


def test_a_claim_that_is_not_there_is_told_whole() -> None:
    body = lines()
    without = join(counted([*body[: body.index("CLM*A3*60***11:B:1*Y*A*Y*Y")], *body[-3:]]))
    gone = found(CLEAN, without)
    assert {each.claim for each in gone} == {"A3"}
    assert [each.segment for each in gone] == ["CLM", "HI", "LX", "SV1", "DTP"]
    assert all(each.first and not each.second for each in gone)


def test_numbers_of_segments_are_told() -> None:
    (each,) = found(CLEAN, changed("CLM*A2", "CLM*A2*81***11:B:1*Y*A*Y*Y"))
    assert each.segments == (38, 38)


def test_payments_are_matched_by_their_claims() -> None:
    assert told(PAID, changed("CLP*A1", "CLP*A1*1*150*110*20*12*P1*11*1", PAYMENT)) == [
        ("A1", "2100", "CLP04", "120", "110"),
        ("A1", "2100", "CLP05", "10", "20"),
    ]


def test_of_a_very_long_stretch_segments_are_compared_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ALIGNED", 3)
    assert told(PAID, changed("DTM*405", "DTM*405*20261124", PAYMENT)) == [
        ("", "ST", "DTM02", "20261123", "20261124"),
    ]


def test_other_envelopes_are_told() -> None:
    assert told(CLEAN, CLEAN.replace(b"*0*P*:~", b"*0*T*:~", 1)) == [("", "", "ISA15", "P", "T")]
    assert told(CLEAN, CLEAN.replace(b"GS*HC*SUBMITTER", b"GS*HC*ANOTHER", 1)) == [
        ("", "", "GS02", "SUBMITTER", "ANOTHER")
    ]


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), by=st.sampled_from(["claim", "set", "group", "interchange"]))
def test_what_was_split_and_merged_again_differs_in_nothing(seed: int, by: str) -> None:
    content = file_837p(Order(seed=seed, claims=5, today=dt.date(2026, 3, 2), claims_per_set=2)).content
    report, read = of(content)
    again = merge(of(part.content) for part in split(report, read=read, by=by))
    assert found(content, again) == found(again, content) == []


def test_sets_of_several_groups_are_matched_by_their_kind() -> None:
    payments = [*lines()[:-1], *lines(PAYMENT)[1:-1], *lines()[1:-1]]
    apart, together = join([*payments, "IEA*3*000000101"]), [*lines()[:-1], *lines()[1:-1], *lines(PAYMENT)[1:-1]]
    assert found(apart, join([*together, "IEA*3*000000101"])) == []


def test_a_set_without_claims_counts_as_often_as_it_was_sent() -> None:
    once = from_guide(GuideOrder(kind="270", seed=1, units=1))
    start, end = once.index(b"ST*"), once.index(b"GE*")
    twice = once[:end] + once[start:end] + once[end:].replace(b"GE*1", b"GE*2")
    assert found(once, once) == []
    assert {each[3] for each in told(once, twice)} == {""}
    assert "BHT" in {each[2] for each in told(once, twice)}


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.integers(1, 8))
def test_a_change_of_one_charge_is_one_difference(seed: int, count: int) -> None:
    content = file_837p(Order(seed=seed, claims=count, today=dt.date(2026, 3, 2), claims_per_set=3)).content
    assert found(content, content) == []
    claims = [one for each in x12.report([content]).sets for one in each.claims]
    chosen = random.Random(seed).choice(claims)
    start = content.index(b"*", content.index(b"*", chosen.offset) + 1) + 1
    end = content.index(b"*", start)
    (each,) = found(content, content[:start] + b"98765.43" + content[end:])
    assert (each.claim, each.element, each.second) == (chosen.patient_control_number, "CLM02", "98765.43")


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_parts_of_a_file_hold_its_claims_unchanged(seed: int) -> None:
    content = file_837p(Order(seed=seed, claims=4, today=dt.date(2026, 3, 2))).content
    report, read = of(content)
    for part in split(report, read=read, by="claim"):
        lost = {each.claim for each in found(content, part.content) if each.claim and not each.second}
        changed_within = [each for each in found(content, part.content) if each.claim and each.first and each.second]
        assert len(lost) <= 3
        assert changed_within == []

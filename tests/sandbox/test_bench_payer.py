"""The bench's cheap payer says the same as a polite payer that pays in full."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane_sandbox.bench import Scan, judge_bench, patient_name
from clearlane_sandbox.judge import judge
from clearlane_sandbox.outgoing import Judged, Outgoing
from clearlane_sandbox.read_837 import normalize, read_837
from clearlane_sandbox.read_profile import read_profile
from tests.sandbox.conftest import NOON, TODAY
from tests.sandbox.counters import Counters
from tests.sandbox.eyes import pyx12_findings, segments

WHO = "payer BENCHX\nname BENCH X\ntax_id 861230000\nlogin bench x\n"
ANSWERS = "answer 999 after 0s\nanswer 277ca A2:20:PR after 0s\nanswer 835 after 0s\n"
ORDERS = st.builds(
    Order,
    seed=st.integers(min_value=0, max_value=10**6),
    claims=st.integers(min_value=1, max_value=25),
    today=st.just(TODAY),
    claims_per_set=st.integers(min_value=1, max_value=30),
    delimiters=st.sampled_from(["*:^~", "|>!]"]),
    line_end=st.sampled_from(["", "\n", "\r\n"]),
    share_sender_trace=st.sampled_from([0.0, 0.5, 1.0]),
)


def cheap(content: bytes) -> Judged:
    profile = read_profile(WHO + "bench yes")
    return judge_bench(data=content, profile=profile, numbers=Counters(), batch=1, at=NOON)


def polite(content: bytes) -> Judged:
    profile = read_profile(WHO + ANSWERS)
    return judge(data=content, profile=profile, numbers=Counters(), batch=1, at=NOON, seed=0)


def one(judged: Judged, kind: str) -> Outgoing:
    (answer,) = [answer for answer in judged.answers if answer.kind == kind]
    return answer


def of(answer: Outgoing, *ids: str) -> list[list[str]]:
    return sorted(segment for segment in segments(answer.content) if segment[0] in ids)


@given(ORDERS)
@settings(max_examples=40, deadline=None)
def test_the_cheap_payer_notes_the_same_claims_and_payments(order: Order) -> None:
    content = file_837p(order).content
    quick, slow = cheap(content), polite(content)
    assert quick.claims == slow.claims
    assert (quick.isa13, quick.usage, quick.outcome) == (slow.isa13, slow.usage, slow.outcome)
    assert one(quick, "835").payments == one(slow, "835").payments
    without_number = [
        [(p.trace, p.clp01, p.charge, p.paid, p.claim_trace) for p in one(j, "835").paid] for j in (quick, slow)
    ]
    assert without_number[0] == without_number[1]


@given(ORDERS)
@settings(max_examples=25, deadline=None)
def test_the_cheap_payer_writes_the_same_segments(order: Order) -> None:
    content = file_837p(order).content
    quick, slow = cheap(content), polite(content)
    assert segments(one(quick, "999").content) == segments(one(slow, "999").content)
    acks, remits = ((one(quick, kind), one(slow, kind)) for kind in ("277ca", "835"))
    for id in ("STC", "QTY", "AMT", "DTP", "NM1", "TRN", "SE"):
        assert of(acks[0], id) == of(acks[1], id)
    for id in ("BPR", "TRN", "N1", "SVC", "LX"):
        assert of(remits[0], id) == of(remits[1], id)


def test_the_cheap_payers_files_are_sound_x12() -> None:
    content = file_837p(Order(seed=3, claims=30, today=TODAY, claims_per_set=12)).content
    assert [pyx12_findings(answer.content) for answer in cheap(content).answers] == [[], [], []]


def test_the_same_claim_number_stands_in_277ca_and_835() -> None:
    content = file_837p(Order(seed=3, claims=30, today=TODAY)).content
    judged = cheap(content)
    told = {segment[2] for segment in segments(one(judged, "277ca").content) if segment[:2] == ["REF", "1K"]}
    assert told == {row.clp07 for row in one(judged, "835").paid}
    assert len(told) == 30


def test_scan_finds_what_the_careful_reader_finds() -> None:
    content = file_837p(Order(seed=4, claims=60, today=TODAY, claims_per_set=25)).content
    quick = [claim for _, claims in Scan(normalize(content)).parts for claim in claims]
    slow = read_837(content)[0].claims()
    assert [(c.number, c.cents, c.trace, c.place) for c in quick] == [
        (c.number, c.cents, c.trace, c.place) for c in slow
    ]
    assert [(c.provider.id, c.provider.tin, c.payer) for c in quick] == [
        (c.provider.id, c.provider.tin, c.payer_id) for c in slow
    ]
    assert [min(c.days) for c in quick] == [c.start for c in slow]


@pytest.mark.parametrize(
    ("segment", "subscriber", "wanted"),
    [
        ("NM1*IL*1*DOE*ANN*M***MI*W1", "", "NM1*QC*1*DOE*ANN****MI*W1"),
        ("NM1*QC*1*DOE*BEN", "NM1*QC*1*DOE*ANN****MI*W1", "NM1*QC*1*DOE*BEN****MI*W1"),
        ("NM1*IL*1*DOE", "", "NM1*QC*1*DOE*****MI*"),
    ],
)
def test_patient_name_goes_by_the_member_id(segment: str, subscriber: str, wanted: str) -> None:
    assert patient_name(segment, subscriber) == wanted


def test_a_range_of_days_is_told_as_a_range() -> None:
    content = file_837p(Order(seed=4, claims=1, today=TODAY, max_lines=1)).content
    text = content.decode()
    start = text.index("DTP*472*D8*") + len("DTP*472*D8*")
    text = text.replace(f"DTP*472*D8*{text[start : start + 8]}", "DTP*472*RD8*20260105-20260107")
    judged = cheap(text.encode())
    assert ["DTP", "472", "RD8", "20260105-20260107"] in segments(one(judged, "277ca").content)
    assert [s[1:] for s in segments(one(judged, "835").content) if s[0] == "DTM"][1:] == [
        ["150", "20260105"],
        ["151", "20260107"],
    ]

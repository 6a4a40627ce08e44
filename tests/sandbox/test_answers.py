from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.generate.file_837p import File837P, file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane_sandbox.answers.write_835 import VERSION
from clearlane_sandbox.judge import judge
from clearlane_sandbox.ledger.tell import tell
from clearlane_sandbox.outgoing import Judged
from clearlane_sandbox.read_profile import read_profile, read_profiles
from tests.sandbox.conftest import NOON, POLITE, TODAY, Desk
from tests.sandbox.counters import Counters
from tests.sandbox.eyes import pyx12_findings, read_payments, segments
from tests.sandbox.test_read_profile import SHIPPED

MakeDesk = Callable[..., Desk]


def judged(content: bytes, *lines: str, seed: int = 1) -> Judged:
    profile = read_profile(POLITE + "\n".join(lines))
    return judge(data=content, profile=profile, numbers=Counters(), batch=1, at=NOON, seed=seed)


@pytest.mark.parametrize("user", ["granite", "harbor", "meadow", "sunrise", "practice"])
def test_each_answer_of_a_shipped_payer_is_accepted_by_pyx12(user: str) -> None:
    content = file_837p(Order(seed=21, claims=60, today=TODAY, claims_per_set=40, ack_requested=True)).content
    profile = next(one for one in read_profiles(SHIPPED) if one.user == user)
    answers = judge(data=content, profile=profile, numbers=Counters(), batch=1, at=NOON, seed=4).answers
    assert {answer.kind for answer in answers} == {"ta1", "999", "277ca", "835"}
    assert [(answer.name, pyx12_findings(answer.content)) for answer in answers if pyx12_findings(answer.content)] == []


@given(
    seed=st.integers(min_value=0, max_value=10**6),
    contract=st.integers(min_value=0, max_value=100),
    coinsurance=st.integers(min_value=0, max_value=100),
    deductible=st.integers(min_value=0, max_value=200),
    lines=st.sampled_from(["yes", "no"]),
    plb=st.integers(min_value=-2000, max_value=2000),
)
@settings(max_examples=40, deadline=None)
def test_each_835_ties_out_by_line_claim_and_payment(
    seed: int, contract: int, coinsurance: int, deductible: int, lines: str, plb: int
) -> None:
    content = file_837p(Order(seed=seed, claims=6, today=TODAY)).content
    sign, (whole, rest) = ("-" if plb < 0 else ""), divmod(abs(plb), 100)
    answers = judged(
        content,
        f"pay contract {contract}% coinsurance {coinsurance}% deductible {deductible}.00 share 50% lines {lines}",
        f"adjust WO {sign}{whole}.{rest:02d} every 1",
        "deny CO:97 procedure=36415",
        "switch reverse",
        seed=seed,
    ).answers
    payments = [payment for answer in answers if answer.kind == "835" for payment in read_payments(answer.content)]
    assert payments
    assert [off for payment in payments for off in payment.off] == []
    assert all(payment.amount >= 0 for payment in payments)


def test_the_same_seed_gives_the_same_bytes(batch: File837P) -> None:
    rules = ("pay contract 80% deductible 30.00 share 30%", "reject A7:164:IL share=20%")
    one, two, other = (judged(batch.content, *rules, seed=seed).answers for seed in (1, 1, 2))
    assert [answer.content for answer in one] == [answer.content for answer in two]
    assert [answer.content for answer in one] != [answer.content for answer in other]


def test_the_999_accepts_each_group_and_set(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    desk.send(batch.content)
    desk.run()
    answer = segments(desk.answers("999")[0])
    assert ["AK1", "HC", "77", "005010X222A1"] in answer
    assert [segment for segment in answer if segment[0] == "IK5"] == [["IK5", "A"], ["IK5", "A"]]
    assert answer[-4] == ["AK9", "A", "2", "2", "2"]


def test_the_277ca_gives_receipt_first_and_acceptance_later(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    desk.send(batch.content)
    desk.run(wait=timedelta())
    assert len(desk.answers("277ca")) == 1
    desk.run()
    first, second = (segments(content) for content in desk.answers("277ca"))
    assert {segment[1] for segment in first if segment[0] == "STC"} == {"A1:19:PR"}
    assert sum(segment[1:2] == ["A2:20:PR"] for segment in second) == len(batch.claims)
    assert not [segment for segment in first if segment[:2] == ["REF", "1K"]]
    assert sum(segment[:2] == ["REF", "1K"] for segment in second) == len(batch.claims)


def test_the_277ca_gives_back_numbers_traces_and_totals(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    desk.send(batch.content)
    desk.run()
    answer = segments(desk.answers("277ca")[1])
    numbers = {segment[2] for segment in answer if segment[:2] == ["TRN", "2"]}
    assert numbers >= {claim.number for claim in batch.claims}
    traces = sorted(segment[2] for segment in answer if segment[:2] == ["REF", "D9"])
    assert traces == sorted(claim.sender_trace for claim in batch.claims if claim.sender_trace)
    totals = [Decimal(s[2]) for n, s in enumerate(answer) if s[:2] == ["AMT", "YU"] and answer[n - 1][1] == "90"]
    assert sum(totals) == sum(claim.amount for claim in batch.claims)


def test_the_277ca_names_the_batch_by_its_reference(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    desk.send(batch.content)
    desk.run()
    answer = segments(desk.answers("277ca")[0])
    references = [s[3] for s in segments(batch.content) if s[0] == "BHT"]
    starts = [place for place, segment in enumerate(answer) if segment[:2] == ["NM1", "41"]]
    assert [answer[place + 1] for place in starts] == [["TRN", "2", reference] for reference in references]


def test_a_claim_that_is_rejected_in_the_277ca_is_not_paid(make_desk: MakeDesk, batch: File837P) -> None:
    number = batch.claims[3].number
    desk = make_desk(f"reject A7:562:85 number={number}")
    desk.send(batch.content)
    desk.run()
    last = segments(desk.answers("277ca")[1])
    place = last.index(["TRN", "2", number])
    assert last[place + 1][1] == "A7:562:85"
    assert last[place + 1][3] == "U"
    paid = [clp[1] for payment in read_payments(desk.answers("835")[0]) for clp in payment.claims]
    assert sorted([*paid, number]) == sorted(claim.number for claim in batch.claims)


def test_the_835_pays_each_payee_once_and_for_all_claims(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk("pay contract 100%")
    desk.send(batch.content)
    desk.run()
    payments = read_payments(desk.answers("835")[0])
    assert sorted(payment.payee for payment in payments) == sorted({claim.npi for claim in batch.claims})
    assert sum(payment.amount for payment in payments) == sum(claim.amount for claim in batch.claims)
    assert len({payment.trace for payment in payments}) == len(payments)


def test_the_835_gives_back_line_control_numbers_and_the_claim_number_of_the_277ca(
    make_desk: MakeDesk, batch: File837P
) -> None:
    desk = make_desk()
    desk.send(batch.content)
    desk.run()
    remit, ack = segments(desk.answers("835")[0]), segments(desk.answers("277ca")[1])
    sent = segments(batch.content)
    assert sorted(s[2] for s in remit if s[:2] == ["REF", "6R"]) == sorted(s[2] for s in sent if s[:2] == ["REF", "6R"])
    assert {s[7] for s in remit if s[0] == "CLP"} == {s[2] for s in ack if s[:2] == ["REF", "1K"]}
    assert next(s for s in remit if s[0] == "GS")[:2] == ["GS", "HP"]
    assert next(s for s in remit if s[0] == "GS")[8] == VERSION


def test_a_ta1_comes_only_when_it_is_asked_for(make_desk: MakeDesk, batch: File837P) -> None:
    asking = file_837p(Order(seed=2, claims=1, today=TODAY, control=9, ack_requested=True)).content
    desk = make_desk("answer ta1 when asked")
    desk.send(batch.content)
    desk.send(asking)
    desk.run()
    (answer,) = desk.answers("ta1")
    assert segments(answer)[1] == ["TA1", "000000009", "260302", "0930", "A", "000"]


def test_answers_go_back_from_receiver_to_sender_with_the_same_usage(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.send(file_837p(Order(seed=2, claims=2, today=TODAY, usage="T", sender="ABC", receiver="XYZ")).content)
    for content in desk.run().values():
        isa = segments(content)[0]
        assert (isa[6].strip(), isa[8].strip(), isa[15]) == ("XYZ", "ABC", "T")


def test_a_wrong_envelope_is_refused_by_ta1_alone(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    desk.send(batch.content.replace(b"IEA*1*000000077", b"IEA*1*000000078"))
    outbound = desk.run()
    assert [name.rsplit(".", 1)[1] for name in outbound] == ["ta1"]
    assert segments(next(iter(outbound.values())))[1][4:] == ["R", "001"]


def test_a_wrong_group_is_refused_by_999_alone(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    desk.send(batch.content.replace(b"GE*2*77", b"GE*3*77"))
    outbound = desk.run()
    assert [name.rsplit(".", 1)[1] for name in outbound] == ["999"]
    assert ["AK9", "R", "2", "2", "0", "5"] in segments(next(iter(outbound.values())))


def test_what_is_no_interchange_is_noted_and_not_answered(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.send(b"dear payer, please find enclosed")
    assert desk.run() == {}


def test_an_acknowledgment_is_noted_and_not_answered(make_desk: MakeDesk, batch: File837P) -> None:
    first, second = make_desk("answer ta1 when asked"), make_desk("answer ta1 after 0s")
    first.send(batch.content)
    first.run()
    for content in (*first.answers("999"), b"ISA" + first.answers("999")[0][3:106] + b"~IEA*0*000000001~"):
        second.send(content)
    before = second.outbound()
    assert second.run() == before
    assert [row["outcome"] for row in tell(data=second.data)["received"]][-2:] == ["acknowledgment"] * 2


def test_a_claim_without_a_service_date_is_answered_all_the_same(make_desk: MakeDesk) -> None:
    text = file_837p(Order(seed=2, claims=2, today=TODAY)).content.decode()
    lines = [line for line in text.split("\n") if not line.startswith("DTP*472")]
    count = len([line for line in lines if line]) - 4
    content = re.sub(r"SE\*\d+", f"SE*{count}", "\n".join(lines)).encode()
    desk = make_desk()
    desk.send(content)
    outbound = desk.run()
    assert len(outbound) == 4
    assert {name: said for name, answer in outbound.items() if (said := pyx12_findings(answer))} == {}


def test_the_practice_payer_answers_as_the_payer_that_was_addressed(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk("answers_as_addressed yes")
    desk.send(batch.content)
    desk.run()
    remit = segments(desk.answers("835")[0])
    assert {s[4] for s in remit if s[:2] == ["N1", "PR"]} == {claim.payer for claim in batch.claims}


def test_a_payer_may_number_claims_by_the_senders_trace(make_desk: MakeDesk) -> None:
    desk = make_desk("numbers_are_traces yes")
    sent = file_837p(Order(seed=3, claims=6, today=TODAY, share_sender_trace=0.5))
    desk.send(sent.content)
    desk.run()
    paid = {s[1]: s[7] for s in segments(desk.answers("835")[0]) if s[0] == "CLP"}
    known = {s[2] for content in desk.answers("277ca") for s in segments(content) if s[:2] == ["REF", "1K"]}
    assert 0 < sum(bool(claim.sender_trace) for claim in sent.claims) < 6
    for claim in sent.claims:
        assert (paid[claim.number] == claim.sender_trace) is bool(claim.sender_trace)
    assert known == set(paid.values())


def test_what_is_sent_twice_is_paid_twice(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    desk.send(batch.content)
    desk.send(batch.content)
    desk.run()
    first, second = (read_payments(content) for content in desk.answers("835"))
    assert [payment.amount for payment in first] == [payment.amount for payment in second]
    assert not {payment.trace for payment in first} & {payment.trace for payment in second}

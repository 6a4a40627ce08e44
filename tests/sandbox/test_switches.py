"""Each way to misbehave, by its switch."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from clearlane.standards.x12.generate.file_837p import File837P, file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane_sandbox.profile import SWITCHES
from tests.sandbox.conftest import TODAY, Desk
from tests.sandbox.eyes import pyx12_findings, read_payments, segments

MakeDesk = Callable[..., Desk]
Run = Callable[..., Desk]


@pytest.fixture
def run(make_desk: MakeDesk, batch: File837P) -> Run:
    """Send one batch to a payer with these lines and let a month pass."""

    def go(*lines: str, content: bytes = b"") -> Desk:
        desk = make_desk(*lines)
        desk.send(content or batch.content)
        desk.run()
        return desk

    return go


def kinds(desk: Desk) -> list[str]:
    return sorted(name.rsplit(".", 1)[1] for name in desk.outbound())


def statuses(content: bytes) -> set[str]:
    return {segment[1] for segment in segments(content) if segment[0] == "STC"}


def test_reject_ta1_answers_with_nothing_but_a_ta1(run: Run) -> None:
    desk = run("switch reject_ta1")
    assert kinds(desk) == ["ta1"]
    assert segments(desk.answers("ta1")[0])[1][4:] == ["R", "006"]


def test_reject_999_answers_with_nothing_but_a_999(run: Run) -> None:
    desk = run("switch reject_999")
    assert kinds(desk) == ["999"]
    answer = segments(desk.answers("999")[0])
    assert [s for s in answer if s[0] == "IK5"] == [["IK5", "R", "5"]] * 2
    assert ["AK9", "R", "2", "2", "0"] in answer


def test_reject_set_takes_the_other_sets(run: Run, batch: File837P) -> None:
    desk = run("switch reject_set")
    assert ["AK9", "P", "2", "2", "1"] in segments(desk.answers("999")[0])
    paid = {clp[1] for payment in read_payments(desk.answers("835")[0]) for clp in payment.claims}
    assert paid == {claim.number for claim in batch.claims if claim.set_control == "0002"}


def test_partial_999_names_a_claim_that_ends_as_684(run: Run, batch: File837P) -> None:
    desk = run("switch partial_999")
    answer = segments(desk.answers("999")[0])
    assert ["CTX", f"CLM01:{batch.claims[0].number}"] in answer
    assert ["AK9", "E", "2", "2", "2"] in answer
    assert "A3:684:PR" in statuses(desk.answers("277ca")[1])
    paid = {clp[1] for payment in read_payments(desk.answers("835")[0]) for clp in payment.claims}
    assert len(paid) == len(batch.claims) - 2


def test_partial_999_gives_the_place_of_the_claim_in_its_set(run: Run, batch: File837P) -> None:
    answer = segments(run("switch partial_999").answers("999")[0])
    sent = segments(batch.content)
    place = next(n for n, s in enumerate(sent) if s[0] == "CLM") - 1
    assert ["IK3", "CLM", str(place), "2300", "8"] in answer


def test_reject_receiver_names_no_claim(run: Run) -> None:
    desk = run("switch reject_receiver")
    last = segments(desk.answers("277ca")[1])
    assert statuses(desk.answers("277ca")[1]) == {"A3:23:PR"}
    assert not [s for s in last if s[0] == "HL" and s[3] in ("19", "PT")]
    assert desk.answers("835") == []


def test_reject_provider_rejects_at_2200c(run: Run, batch: File837P) -> None:
    last = segments(run("switch reject_provider").answers("277ca")[1])
    providers = [s for s in last if s[0] == "HL" and s[3] == "19"]
    per_set = {(claim.set_control, claim.npi) for claim in batch.claims}
    assert len(providers) == len(per_set)
    assert not [s for s in last if s[0] == "HL" and s[3] == "PT"]


def test_accept_then_reject_changes_the_payers_mind(run: Run) -> None:
    desk = run("switch accept_then_reject")
    first, second = desk.answers("277ca")
    assert statuses(first) == {"A1:19:PR"}
    assert statuses(second) == {"A1:19:PR", "A3:23:PR"}
    assert desk.answers("835") == []


def test_no_claim_number_leaves_out_1k(run: Run) -> None:
    assert b"REF*1K" not in run("switch no_claim_number").answers("277ca")[1]


def test_other_number_changes_the_payers_number_on_the_way(run: Run, batch: File837P) -> None:
    desk = run("switch other_number")
    told = {s[2] for s in segments(desk.answers("277ca")[1]) if s[:2] == ["REF", "1K"]}
    paid = {s[7] for s in segments(desk.answers("835")[0]) if s[0] == "CLP"}
    assert len(told) == len(paid) == len(batch.claims)
    assert not told & paid


def test_no_trace_leaves_out_d9(run: Run) -> None:
    assert b"REF*D9" not in b"".join(run("switch no_trace").answers("277ca"))


def test_short_trace_cuts_and_raises_the_claim_number(run: Run) -> None:
    order = Order(seed=1, claims=2, today=TODAY, claim_numbers={0: "abc-defghij-klmnopqrstuv"})
    desk = run("switch short_trace", content=file_837p(order).content)
    assert ["TRN", "2", "ABC-DEFGHIJ-KLMNOPQR"] in segments(desk.answers("277ca")[0])
    assert "ABC-DEFGHIJ-KLMNOPQR" in {s[1] for s in segments(desk.answers("835")[0]) if s[0] == "CLP"}


def test_split_277ca_sends_one_file_a_provider(run: Run, batch: File837P) -> None:
    desk = run("switch split_277ca")
    providers = {claim.npi for claim in batch.claims}
    assert len(desk.answers("277ca")) == 2 * len(providers)
    for content in desk.answers("277ca"):
        assert len({s[9] for s in segments(content) if s[:2] == ["NM1", "85"]}) == 1


def test_swallow_never_answers(run: Run) -> None:
    assert kinds(run("switch swallow")) == []


def test_twice_sends_the_same_bytes_under_another_name(run: Run) -> None:
    outbound = run("switch twice").outbound()
    copies = [name for name in outbound if "_COPY" in name]
    assert len(copies) * 2 == len(outbound) == 8
    assert all(outbound[name] == outbound[name.replace("_COPY", "")] for name in copies)


def test_reversed_order_sends_the_acknowledgment_last(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk("switch reversed_order")
    desk.send(batch.content)
    while desk.office.work():
        pass
    assert kinds(desk) == ["277ca", "835"]


def test_remit_first_pays_before_it_acknowledges(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk("switch remit_first", base=desk_without_delays())
    desk.send(batch.content)
    while desk.office.work():
        pass
    assert kinds(desk) == ["835"]


def desk_without_delays() -> str:
    return "payer P\nname P\ntax_id 1\nlogin tester secret\nanswer 999 after 0s\nanswer 835 after 0s\n"


def test_strange_claim_pays_what_was_never_sent(run: Run, batch: File837P) -> None:
    payments = read_payments(run("switch strange_claim").answers("835")[0])
    sent = {claim.number for claim in batch.claims}
    assert [len({clp[1] for clp in payment.claims} - sent) for payment in payments] == [1] * len(payments)
    assert [off for payment in payments for off in payment.off] == []


def test_strange_payee_stands_beside_ours(run: Run, batch: File837P) -> None:
    payments = read_payments(run("switch strange_payee").answers("835")[0])
    known = {claim.npi for claim in batch.claims}
    assert sorted(payment.payee in known for payment in payments) == [False] + [True] * len(known)
    assert [off for payment in payments for off in payment.off] == []


def test_unbalanced_is_off_by_a_cent_in_one_payment(run: Run) -> None:
    payments = read_payments(run("switch unbalanced").answers("835")[0])
    assert [len(payment.off) for payment in payments] == [1] + [0] * (len(payments) - 1)


def test_zero_pay_is_a_notice_without_money(run: Run) -> None:
    payments = read_payments(run("switch zero_pay").answers("835")[0])
    assert {(payment.amount, payment.method) for payment in payments} == {(Decimal(0), "NON")}
    assert {clp[2] for payment in payments for clp in payment.claims} == {"4"}
    assert [off for payment in payments for off in payment.off] == []


def test_reverse_takes_back_to_the_cent_and_pays_anew(run: Run) -> None:
    first, second = (read_payments(content) for content in run("pay contract 80%", "switch reverse").answers("835"))
    paid = {clp[7]: clp for payment in first for clp in payment.claims}
    for payment in second:
        back, anew = payment.claims
        assert (back[2], anew[2]) == ("22", "1")
        assert [back[3], back[4]] == [f"-{paid[back[7]][3]}", f"-{paid[back[7]][4]}"]
        assert anew[7] == f"{back[7]}C1"
        assert payment.off == []


def test_takeback_is_settled_with_the_next_payment(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk("switch takeback on 1")
    desk.send(batch.content)
    desk.run()
    desk.send(batch.content)
    desk.run()
    _, back, last = (read_payments(content) for content in desk.answers("835"))
    assert {payment.amount for payment in back} == {0}
    assert sum(payment.adjusted for payment in back) == -sum(payment.adjusted for payment in last) < 0
    assert [off for payment in (*back, *last) for off in payment.off] == []


def test_crossover_forwards_to_the_next_payer(run: Run) -> None:
    answer = segments(run("switch crossover").answers("835")[0])
    assert {s[2] for s in answer if s[0] == "CLP"} == {"19"}
    assert [s for s in answer if s[:2] == ["NM1", "TT"]]


def test_wrong_receiver_writes_to_somebody_else(run: Run) -> None:
    assert {segments(c)[0][8].strip() for c in run("switch wrong_receiver").outbound().values()} == {"SOMEBODYELSE"}


def test_a_switch_can_hit_one_batch_and_leave_the_next(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk("switch swallow on 1")
    desk.send(batch.content)
    assert desk.run() == {}
    desk.send(batch.content)
    assert len(desk.run()) == 4


# pyx12's map wants a provider and a claim under every receiver; the status there counts for all that is not named
NAMES_NO_CLAIM = {"reject_receiver", "reject_provider"}


@pytest.mark.parametrize("switch", sorted(set(SWITCHES) - {"swallow"} - NAMES_NO_CLAIM))
def test_misbehaviour_is_still_sound_x12(run: Run, switch: str) -> None:
    outbound = run(f"switch {switch}", "pay contract 80%").outbound()
    assert outbound
    assert {name: said for name, content in outbound.items() if (said := pyx12_findings(content))} == {}

"""Each CLP has its place among a claim's adjudications."""

from __future__ import annotations

from typing import Any

from tests.exchange.payer_files import advice, arrive, items, mails, paid, pays, send_out, state_of
from tests.flows.world import World

_POSTED = """
    SELECT seq, status, paid_cents, payer_number, reverses FROM exchange_remits_adjudication
    WHERE claim_id = %s ORDER BY seq
"""


def _posted(world: World, claim: Any) -> list[tuple[Any, ...]]:
    return world.rows(_POSTED, claim.id)


def test_a_split_claim_has_an_adjudication_for_each_part(world: World) -> None:
    claim, *_ = send_out(world)
    half = f"{(claim.cents // 2) / 100:.2f}"
    rest = f"{(claim.cents - claim.cents // 2) / 100:.2f}"
    parts = [paid(claim, clp07="A", share=half, co=rest), paid(claim, clp07="B", share=rest, co=half)]
    arrive(world, advice(pays(claim, *parts)))
    assert [(seq, number) for seq, _, _, number, _ in _posted(world, claim)] == [(1, "A"), (2, "B")]
    assert sum(row[2] for row in _posted(world, claim)) == claim.cents


def test_the_next_payment_goes_on_counting(world: World) -> None:
    claim, *_ = send_out(world)
    for number in ("EFT1", "EFT2", "EFT3"):
        arrive(world, advice(pays(claim, paid(claim), trace=number)), name=number)
    assert [row[0] for row in _posted(world, claim)] == [1, 2, 3]


def test_a_denial_is_an_adjudication_of_nothing(world: World) -> None:
    claim, *_ = send_out(world)
    denied = paid(claim, share="0", co=claim.dollars, status="4")
    arrive(world, advice(pays(claim, denied, amount="0", method="NON", handling="H")))
    assert [(status, cents) for _, status, cents, _, _ in _posted(world, claim)] == [("4", 0)]
    assert items(world) == []


def test_a_takeback_over_two_payments_takes_each_back_once(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim, clp07="A"))))
    back = paid(claim, clp07="A", status="22", sign="-")
    owed = [f"PLB*{claim.npi}*20261231*FB:A*-{claim.dollars}"]
    arrive(world, advice(pays(claim, back, amount="0", trace="EFT2", plb=owed)), name="two")
    assert [(row[1], row[4]) for row in _posted(world, claim)] == [("1", None), ("22", 1)]
    arrive(world, advice(pays(claim, back, amount="0", trace="EFT3", plb=owed)), name="three")
    assert [(row[1], row[4]) for row in _posted(world, claim)] == [("1", None), ("22", 1)]
    assert [(kind, reason) for kind, reason, _ in items(world)] == [("payment", "reversal")]


def test_a_reversal_and_its_correction_may_stand_in_one_payment_with_the_original(world: World) -> None:
    claim, *_ = send_out(world)
    three = [paid(claim, clp07="A"), paid(claim, clp07="A", status="22", sign="-"), paid(claim, clp07="B")]
    arrive(world, advice(pays(claim, *three)))
    assert [(row[0], row[1], row[4]) for row in _posted(world, claim)] == [(1, "1", None), (2, "22", 1), (3, "1", None)]


def test_a_held_reversal_is_posted_once_its_original_has_come(world: World) -> None:
    from clearlane.foundation.queue.put import Due, put
    from clearlane.foundation.tenancy.scope import scope

    claim, *_ = send_out(world)
    owed = [f"PLB*{claim.npi}*20261231*FB:A*-{claim.dollars}"]
    back = paid(claim, clp07="A", status="22", sign="-")
    arrive(world, advice(pays(claim, back, amount="0", trace="EFT2", plb=owed)), name="early")
    assert _posted(world, claim) == []
    arrive(world, advice(pays(claim, paid(claim, clp07="A"))), name="late")
    ((payment,),) = world.rows("SELECT id FROM exchange_remits_payment WHERE trace = 'EFT2' AND tenant_id <> 1")
    with world.as_role("flow"), scope([1, world.practice], by="test"):
        put([Due("remittance/remits.post", world.practice, payment)])
    world.run()
    assert [(row[1], row[4]) for row in _posted(world, claim)] == [("1", None), ("22", 1)]
    assert len(mails(world, "835")) == 2


def test_a_payment_for_a_rejected_claim_overturns_the_rejection(world: World) -> None:
    from tests.exchange.payer_files import about, answer_277

    claim, *_ = send_out(world)
    arrive(world, answer_277(about(claim, "A3:24:PR")))
    arrive(world, advice(pays(claim, paid(claim))), name="paid")
    assert state_of(world, claim) == "accepted_by_payer"


def test_posting_again_posts_nothing(world: World) -> None:
    from clearlane.exchange.remits.post import post
    from clearlane.foundation.tenancy.scope import scope
    from clearlane.vocabulary.outcome import Ref

    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim))))
    ((id,),) = world.rows("SELECT id FROM exchange_remits_payment WHERE tenant_id <> 1")
    with world.as_role("flow"), scope([1, world.practice], by="test"):
        post(chunk=[Ref(world.practice, id)], by="test")
    assert len(_posted(world, claim)) == 1


def test_delivering_again_delivers_nothing(world: World) -> None:
    from clearlane.exchange.replies.deliver import deliver
    from clearlane.foundation.tenancy.scope import scope
    from clearlane.vocabulary.outcome import Already, Ref

    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim))))
    ((id,),) = world.rows("SELECT id FROM exchange_remits_payment WHERE tenant_id <> 1")
    ref = Ref(world.practice, id)
    with world.as_role("flow"), scope([1, world.practice], by="test"):
        assert deliver(chunk=[ref], by="test") == [Already(ref)]
    assert len(mails(world, "835")) == 1

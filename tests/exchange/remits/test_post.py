"""Payments come home: assigned, matched, posted, and whole."""

from __future__ import annotations

from typing import Any

from tests.claims_again import claims_again
from tests.exchange.payer_files import advice, arrive, extracts, items, mails, paid, pays, send_out, state_of
from tests.flows.world import World


def _adjudications(world: World) -> list[tuple[Any, ...]]:
    return world.rows(
        "SELECT claim_id, seq, status, charge_cents, paid_cents, reverses "
        "FROM exchange_remits_adjudication ORDER BY claim_id, seq"
    )


def _payment_claims(world: World) -> list[tuple[Any, ...]]:
    return world.rows("SELECT state, found_by FROM exchange_remits_paymentclaim ORDER BY payment_id, seq")


def test_a_payment_is_posted_onto_its_claim(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim))))
    assert _adjudications(world) == [(claim.id, 1, "1", claim.cents, claim.cents, None)]
    assert state_of(world, claim) == "accepted_by_payer"
    assert items(world) == []


def test_an_adjusted_claim_keeps_its_adjustments(world: World) -> None:
    claim, *_ = send_out(world)
    rest = f"{(claim.cents - 1000) / 100:.2f}"
    arrive(world, advice(pays(claim, paid(claim, share=rest, co="10"), amount=rest)))
    ((_, _, _, charge, share, _),) = _adjudications(world)
    assert (charge, share) == (claim.cents, claim.cents - 1000)
    assert '["CO", "45", 1000, ""]' in str(world.rows("SELECT body FROM exchange_remits_adjudication")[0][0])


def test_a_claim_that_we_never_sent_is_normal(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim, number="PAPER-1"))))
    assert _payment_claims(world) == [("unsent", "")]
    assert _adjudications(world) == []
    assert items(world) == []
    assert len(mails(world, "835")) == 1


def test_a_number_alone_matches_nothing(world: World) -> None:
    claim, *_ = send_out(world)
    other = f"{claim.cents / 100 + 1:.2f}"
    stranger = paid(claim, member="OTHER", day="20200101")
    stranger[0] = stranger[0].replace(f"*{claim.dollars}*{claim.dollars}*", f"*{other}*{other}*")
    arrive(world, advice(pays(claim, stranger, amount=other)))
    assert _payment_claims(world) == [("unsent", "")]


def test_number_and_two_agreements_match(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim, member="OTHER"))))
    assert _payment_claims(world) == [("posted", "number, charge, service date")]


def test_a_number_is_found_folded(world: World) -> None:
    (claim,) = send_out(world, world.order(claims=1).content.replace(b"CLM*", b"CLM*ab-c.d "))
    arrive(world, advice(pays(claim, paid(claim, number=claim.number.upper().replace("-", "").replace(".", "")))))
    assert [state for state, _ in _payment_claims(world)] == ["posted"]


def test_the_payers_number_is_enough(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim, clp07="KNOWN1"))))
    arrive(
        world, advice(pays(claim, paid(claim, number="LOST", clp07="KNOWN1", member="X", day="20200101"), trace="EFT2"))
    )
    assert [found for _, found in _payment_claims(world)][-1] == "payer's number"
    assert len(_adjudications(world)) == 2


def test_a_changed_payers_number_is_kept_beside_the_first(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim, clp07="ONE"))))
    arrive(world, advice(pays(claim, paid(claim, clp07="TWO"), trace="EFT2")))
    assert world.rows("SELECT number FROM exchange_claims_payernumber ORDER BY 1") == [("ONE",), ("TWO",)]


def test_an_unbalanced_payment_is_delivered_with_the_arithmetic_and_not_posted(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim), amount="1.23")))
    assert _adjudications(world) == []
    ((kind, reason, note),) = items(world)
    assert (kind, reason) == ("payment", "unbalanced")
    assert "the payment is $1.23" in note
    assert len(mails(world, "835")) == 1
    (notice,) = mails(world, "notice")
    assert "PAYMENT NOT POSTED" in notice
    assert "$1.23" in notice
    assert world.rows("SELECT state FROM exchange_remits_payment WHERE tenant_id <> 1") == [("unbalanced",)]


def test_the_other_payments_of_a_file_go_on(world: World) -> None:
    claim, other, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim), amount="1.23"), pays(other, paid(other), trace="EFT2")))
    assert [row[0] for row in _adjudications(world)] == [other.id]


def test_each_payment_is_delivered_whole_and_byte_for_byte(world: World) -> None:
    claim, other, *_ = send_out(world)
    content = advice(pays(claim, paid(claim), amount="1.23"), pays(other, paid(other), trace="EFT2"))
    arrive(world, content)
    sets = [b"ST*835" + part.split(b"GE*")[0] for part in content.split(b"ST*835")[1:]]
    delivered = [mail.encode("latin-1") for mail in mails(world, "835")]
    assert all(one.rstrip(b"\n") in mail for one, mail in zip(sets, delivered, strict=True))
    assert all(mail.startswith(b"ISA*") and b"GE*1*" in mail for mail in delivered)


def test_a_payment_in_other_delimiters_stays_in_them(world: World) -> None:
    claim, *_ = send_out(world)
    content = advice(pays(claim, paid(claim)), mark="|")
    arrive(world, content)
    (delivered,) = mails(world, "835")
    assert delivered.startswith("ISA|00|")
    assert content[content.index(b"ST|835") : content.index(b"GE|")].rstrip() in delivered.encode()


def test_a_payment_that_nobody_holds_stays_with_the_house(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim))[:7] + ["N1*PE*STRANGER*XX*1234567893", "REF*TJ*111111111", "LX*1"]))
    assert [(kind, reason) for kind, reason, _ in items(world)] == [("set", "unassigned")]
    assert world.rows("SELECT tenant_id, state FROM exchange_remits_payment") == [(1, "unassigned")]
    assert mails(world, "835") == []


def test_a_payment_handed_over_later_is_delivered_and_posted(world: World) -> None:
    from clearlane.directory.providers.models import EraRight
    from clearlane.foundation.queue.put import Due, put
    from clearlane.foundation.tenancy.scope import scope

    claim, *_ = send_out(world)
    with world.as_role("operator"):
        EraRight.objects.filter(npi=claim.npi).update(status="disputed")
    arrive(world, advice(pays(claim, paid(claim))))
    assert [reason for _, reason, _ in items(world)] == ["unassigned"]
    ((set_id,),) = world.rows("SELECT id FROM exchange_interchanges_transactionset WHERE set_id = '835'")
    with world.as_role("operator"):
        EraRight.objects.filter(npi=claim.npi).update(status="live")
    with world.as_role("flow"), scope([1], by="test"):
        put([Due("remittance/remits.extract", 1, set_id)])
    world.run()
    assert len(_adjudications(world)) == 1
    assert world.rows("SELECT state, holder_id FROM exchange_remits_payment WHERE tenant_id = 1") == [
        ("assigned", claim.tenant)
    ]


def test_a_reversal_takes_back_what_it_equals(world: World) -> None:
    claim, *_ = send_out(world)
    rest = f"{(claim.cents - 1000) / 100:.2f}"
    arrive(world, advice(pays(claim, paid(claim, share=rest, co="10"), amount=rest)))
    back = paid(claim, share=rest, co="10", status="22", sign="-")
    arrive(world, advice(pays(claim, back, paid(claim), amount="10", trace="EFT2")))
    assert [(seq, status, reverses) for _, seq, status, _, _, reverses in _adjudications(world)] == [
        (1, "1", None), (2, "22", 1), (3, "1", None),
    ]  # fmt: skip
    assert sum(row[4] for row in _adjudications(world)) == claim.cents


def test_a_reversal_that_equals_nothing_is_for_a_person(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim))))
    wrong = paid(claim, share=f"{(claim.cents - 1) / 100:.2f}", co="0.01", status="22", sign="-")
    arrive(
        world, advice(pays(claim, wrong, amount="0.01", trace="EFT2", plb=[f"PLB*X*20261231*WO:1*-{claim.dollars}"]))
    )
    assert [(kind, reason) for kind, reason, _ in items(world)] == [("payment", "reversal")]
    assert [row[2] for row in _adjudications(world)] == ["1"]
    assert len(mails(world, "835")) == 2


def test_a_test_payment_touches_no_production_claim(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim)), usage="T"))
    assert _adjudications(world) == []
    assert state_of(world, claim) == "sent"


def test_two_claims_that_fit_are_a_persons_choice(world: World) -> None:
    content = world.order(claims=1).content
    (claim,) = send_out(world, content)
    with world.as_role("flow"):
        _double(world, claim.id)
    arrive(world, advice(pays(claim, paid(claim))))
    assert [(kind, reason) for kind, reason, _ in items(world)] == [("payment", "unmatched")]
    assert _payment_claims(world) == [("doubtful", "")]
    assert len(mails(world, "835")) == 1


def _double(world: World, id: Any) -> None:
    """The same claim once more, as if it had been sent twice."""
    from clearlane.foundation.partitions.identify import new_id
    from clearlane.foundation.tenancy.connection import cursor
    from clearlane.foundation.tenancy.scope import scope

    with scope([world.practice], by="test"), cursor() as sql:
        sql.execute(
            claims_again("jsonb_build_object('id', %s::text, 'trace_number', 'TWIN')", where="claim.id = %s"),
            [str(new_id()), id],
        )


def test_the_claim_keeps_envelope_and_own_loop(world: World) -> None:
    claim, other, *_ = send_out(world)
    both = f"{(claim.cents + other.cents) / 100:.2f}"
    arrive(world, advice(pays(claim, paid(claim), paid(other), amount=both)))
    (kept,) = extracts(world, claim, "835")
    assert kept.startswith("ISA*")
    assert "BPR*" in kept
    assert f"CLP*{claim.number}*" in kept
    assert other.number not in kept


def test_an_835_that_cannot_be_read_is_for_a_person(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim), amount="12,50")))
    assert ("set", "unreadable") in [(kind, reason) for kind, reason, _ in items(world)]


def test_what_was_paid_ties_out_by_payer_and_day(world: World) -> None:
    claim, other, *_ = send_out(world)
    stranger = pays(other, paid(other), trace="EFT3")[:7] + ["N1*PE*STRANGER*XX*1234567893", "REF*TJ*111111111", "LX*1"]
    arrive(world, advice(pays(claim, paid(claim)), pays(other, paid(other), trace="EFT2"), stranger))
    books = dict(world.rows("SELECT state, sum(cents) FROM exchange_remits_payment WHERE tenant_id = 1 GROUP BY state"))
    ((delivered,),) = world.rows("SELECT sum(cents) FROM exchange_remits_payment WHERE delivered_at IS NOT NULL")
    assert books == {"assigned": claim.cents + other.cents, "unassigned": other.cents}
    assert delivered == books["assigned"]


def test_the_same_payment_twice_in_a_file_is_neither_posted_nor_delivered_twice(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim)), pays(claim, paid(claim))))
    assert len(_adjudications(world)) == 1
    assert len(mails(world, "835")) == 1


def test_a_repeated_payment_that_is_driven_again_is_set_aside(world: World) -> None:
    from clearlane.exchange.remits.extract import extract
    from clearlane.foundation.tenancy.scope import scope
    from clearlane.vocabulary.outcome import Aside, Ref

    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim)), pays(claim, paid(claim))))
    sets = world.rows("SELECT id FROM exchange_interchanges_transactionset WHERE set_id = '835' ORDER BY seq")
    with world.as_role("flow"), scope([1], by="test"):
        (outcome,) = extract(chunk=[Ref(1, sets[1][0])], by="test")
    assert isinstance(outcome, Aside)
    assert outcome.reason == "repeat"


def test_the_same_payment_under_another_envelope_is_not_posted_again(world: World) -> None:
    claim, *_ = send_out(world)
    content = advice(pays(claim, paid(claim)))
    arrive(world, content)
    arrive(world, content.replace(b"*261123*1200*", b"*261124*0900*"), name="again.835")
    assert len(_adjudications(world)) == 1
    assert len(mails(world, "835")) == 1


def test_a_payment_that_was_tried_as_a_test_is_posted_when_it_comes_in_earnest(world: World) -> None:
    claim, *_ = send_out(world)
    for usage in ("T", "P", "T", "P"):
        arrive(world, advice(pays(claim, paid(claim)), usage=usage), name=f"{usage}.835")
    states = world.rows(
        "SELECT usage, state FROM exchange_interchanges_transactionset WHERE set_id = '835' ORDER BY id"
    )
    assert states == [("T", "read"), ("P", "read"), ("T", "repeat"), ("P", "repeat")]
    assert len(_adjudications(world)) == 1
    assert state_of(world, claim) == "accepted_by_payer"


def test_another_payment_of_the_same_amount_is_no_repeat(world: World) -> None:
    claim, *_ = send_out(world)
    arrive(world, advice(pays(claim, paid(claim))))
    arrive(world, advice(pays(claim, paid(claim), trace="EFT2")))
    assert len(_adjudications(world)) == 2


def test_a_tax_id_may_be_written_with_a_dash(world: World) -> None:
    claim, *_ = send_out(world)
    dashed = pays(claim, paid(claim))
    arrive(world, advice([line.replace(claim.tin, f"{claim.tin[:2]}-{claim.tin[2:]}") for line in dashed]))
    assert len(_adjudications(world)) == 1

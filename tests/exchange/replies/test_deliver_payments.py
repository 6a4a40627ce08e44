"""Payments go home: whole, byte for byte, once, to the one holder, in an envelope of ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from clearlane.directory.providers.models import EraRight
from clearlane.exchange.reading.claim_outcomes import claim_outcomes
from clearlane.exchange.reading.tie_out import Sum, tie_out
from clearlane.foundation.tenancy.scope import scope
from clearlane.standards import x12
from tests.exchange.payer_files import advice, arrive, items, mails, paid, pays, send_out
from tests.flows.world import BY, World


def cut(content: bytes) -> list[bytes]:
    """Each ST..SE of a file, its own line end left out."""
    return [b"ST*835" + part.split(b"GE*")[0].rstrip() for part in content.split(b"ST*835")[1:]]


@pytest.mark.parametrize(
    ("method", "handling", "plb"),
    [
        ("ACH", "I", []),
        ("CHK", "I", []),
        ("ACH", "I", ["PLB*1412892519*20261231*WO:REF1*5"]),
        ("ACH", "I", ["PLB*1412892519*20261231*L6*-1.25*WO:A*2.25"]),
    ],
)
def test_a_payment_is_delivered_as_it_came_with_its_own_sum(
    world: World, method: str, handling: str, plb: list[str]
) -> None:
    claim, *_ = send_out(world, claims=2)
    taken = {0: 0, 1: 500 if "REF1" in "".join(plb) else 100}[len(plb)]
    amount = f"{(claim.cents - taken) / 100:.2f}"
    content = advice(pays(claim, paid(claim), amount=amount, method=method, handling=handling, plb=plb))
    arrive(world, content)
    (mail,) = mails(world, "835")
    assert cut(content)[0] in mail.encode("latin-1")
    assert items(world) == []
    rows = world.rows("SELECT claims, cents FROM foundation_outbox_mail WHERE kind = '835'")
    assert rows == [(1, claim.cents - taken)]


@pytest.mark.parametrize(
    ("plb", "taken"), [([], 0), (["PLB*1412892519*20261231*WO:A*12.50*L6*-1.25"], 1_125)], ids=["none", "one"]
)
def test_the_tie_out_tells_what_lies_between_claims_and_payments(world: World, plb: list[str], taken: int) -> None:
    claim, *_ = send_out(world, claims=2)
    arrive(world, advice(pays(claim, paid(claim), amount=f"{(claim.cents - taken) / 100:.2f}", plb=plb)))
    with world.as_role("operator"), scope([1, world.practice], by=BY):
        sums, outcomes = tie_out(), claim_outcomes()
    assert sums.adjusted == Sum(len(plb), taken)
    assert sum(one.paid or 0 for one in outcomes) - sums.adjusted.cents == sums.payments.cents


def test_the_envelope_is_ours_and_goes_back_by_the_senders_own_ids(world: World) -> None:
    (claim,) = send_out(world, world.order(claims=1, sender="OFFICE7", receiver="HUB").content)
    arrive(world, advice(pays(claim, paid(claim))))
    (mail,) = mails(world, "835")
    (interchange,) = x12.report([mail.encode("latin-1")]).interchanges
    assert (interchange.sender, interchange.receiver, interchange.usage) == ("HUB", "OFFICE7", "P")
    assert [(group.functional_id, group.version) for group in interchange.groups] == [("HP", "005010X221A1")]


def test_three_payments_of_one_file_are_three_files(world: World) -> None:
    claims = send_out(world, claims=3)
    content = advice(*(pays(one, paid(one), trace=f"EFT{n}") for n, one in enumerate(claims)))
    arrive(world, content)
    delivered = mails(world, "835")
    assert [sum(one in mail.encode() for one in cut(content)) for mail in delivered] == [1, 1, 1]
    names = world.rows("SELECT name FROM foundation_outbox_mail WHERE kind = '835'")
    assert len({name for (name,) in names}) == 3


def test_two_holders_in_one_file_get_each_his_own(world: World, tenant: Callable[..., int]) -> None:
    other = tenant(kind="practice", scheme="compatible")
    mine, his, *_ = send_out(world, claims=2)
    pair = next(pair for pair in world.pairs if pair.npi != mine.npi)
    his = replace(his, npi=pair.npi, tin=pair.tin)
    with world.as_role("operator"), scope([1, world.practice, other], by=BY):
        EraRight.objects.filter(npi=his.npi).update(tenant_id=other)
    arrive(world, advice(pays(mine, paid(mine)), pays(his, paid(his), trace="EFT2")))
    (own,), (theirs,) = mails(world, "835"), mails(world, "835", other)
    assert mine.number in own
    assert his.number not in own
    assert his.number in theirs
    ((name,),) = world.rows("SELECT name FROM foundation_outbox_mail WHERE tenant_id = %s", other, tenants=[other])
    assert "_ERA_835_5010_" in name


def test_a_test_payment_is_delivered_as_a_test(world: World) -> None:
    claim, *_ = send_out(world, claims=1)
    arrive(world, advice(pays(claim, paid(claim)), usage="T"))
    (mail,) = mails(world, "835")
    (interchange,) = x12.report([mail.encode("latin-1")]).interchanges
    assert interchange.usage == "T"


BROKEN = [
    ("the payment is a cent off", 1, []),
    ("a provider adjustment is not in it", 0, ["PLB*1412892519*20261231*WO:REF1*5"]),
]


@pytest.mark.parametrize(("story", "more", "plb"), BROKEN, ids=[row[0] for row in BROKEN])
def test_what_does_not_add_up_comes_with_the_arithmetic_and_is_posted_nowhere(
    world: World, story: str, more: int, plb: list[str]
) -> None:
    claim, other, *_ = send_out(world, claims=2)
    amount = f"{(claim.cents + more) / 100:.2f}"
    content = advice(pays(claim, paid(claim), amount=amount, plb=plb), pays(other, paid(other), trace="EFT2"))
    arrive(world, content)
    assert [reason for _, reason, _ in items(world)] == ["unbalanced"]
    (notice,) = mails(world, "notice")
    assert "EFT1" in notice
    assert all(one in "".join(mails(world, "835")).encode() for one in cut(content))
    assert world.rows("SELECT claim_id FROM exchange_remits_adjudication") == [(other.id,)]


def test_every_status_of_a_decision_is_posted_with_its_money(world: World) -> None:
    statuses = ["1", "2", "3", "4", "19", "20", "21", "23", "25"]
    told = dict(zip(statuses, send_out(world, claims=len(statuses)), strict=True))
    arrive(world, advice(*(pays(one, paid(one, status=status), trace=status) for status, one in told.items())))
    rows = world.rows("SELECT claim_id, status, charge_cents, paid_cents, reverses FROM exchange_remits_adjudication")
    assert sorted(rows) == sorted((one.id, status, one.cents, one.cents, None) for status, one in told.items())

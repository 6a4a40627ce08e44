"""A payment that was nobody's goes, whole, to the one who has the right to it by now, and to no other."""

from __future__ import annotations

import json
from typing import Any

import psycopg
import pytest

from clearlane.directory.providers.add_era_right import add_era_right
from clearlane.flows.hand_over import hand_over
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.doors.console.test_api_commands import Say, say
from tests.exchange.payer_files import Claim, advice, arrive, items, mails, paid, pays, send_out, state_of
from tests.flows.world import BY, World

__all__ = ["say"]
AN = "operator:ann"


@pytest.fixture
def claim(world: World, owner: psycopg.Connection[Any]) -> Claim:
    """A claim that was paid while nobody had the right to its provider's remittances."""
    claim, *_ = send_out(world)
    owner.execute("DELETE FROM directory_providers_eraright")
    arrive(world, advice(pays(claim, paid(claim))))
    return claim


def give(world: World, claim: Claim, tenant: int) -> None:
    with world.as_role("operator"), scope([1, tenant], by=BY):
        add_era_right(npi=claim.npi, tin=claim.tin, tenant=tenant, by=BY)


def over(world: World, *ids: Any) -> int:
    with world.as_role("operator"), scope([1], by=AN):
        done = len(hand_over(ids=ids, by=AN))
    world.run()
    return done


def test_a_payment_stays_with_the_house_while_nobody_has_the_right(world: World, claim: Claim) -> None:
    assert over(world) == 0
    assert [reason for _, reason, _ in items(world)] == ["unassigned"]
    assert mails(world, "835") == []


def test_a_payment_goes_to_who_has_the_right_by_now_and_is_posted(world: World, claim: Claim) -> None:
    give(world, claim, world.practice)
    assert over(world) == 1
    assert len(mails(world, "835")) == 1
    assert state_of(world, claim) == "accepted_by_payer"
    assert items(world) == []
    assert world.rows("SELECT state, holder_id FROM exchange_remits_payment WHERE tenant_id = 1") == [
        ("assigned", world.practice)
    ]


def test_a_payment_is_handed_over_once(world: World, claim: Claim) -> None:
    give(world, claim, world.practice)
    assert (over(world), over(world)) == (1, 0)
    assert len(mails(world, "835")) == 1


def test_a_stranger_gets_nothing(world: World, claim: Claim, tenant: MakeTenant) -> None:
    stranger = tenant(name="A stranger")
    give(world, claim, world.practice)
    over(world)
    assert mails(world, "835", stranger) == []


def test_handing_over_is_audited(world: World, claim: Claim) -> None:
    give(world, claim, world.practice)
    over(world)
    found = world.rows("SELECT by, detail FROM foundation_audit_entry WHERE event = 'remits:payment:handed_over'")
    assert [(who, json.loads(detail) if isinstance(detail, str) else detail) for who, detail in found] == [
        (AN, {"holder": world.practice, "cents": claim.cents})
    ]


def test_the_command_lists_and_hands_over(world: World, claim: Claim, say: Say, as_role: AsRole) -> None:
    with as_role("operator"):
        (before,) = json.loads(say("payment", "list", "--by", "ann", "--json")[1])
        assert (before["npi"], before["tin_end"], before["holder"]) == (claim.npi, claim.tin[-4:], None)
        assert say("payment", "assign", before["id"], "--by", "ann")[0] == 1
        pair = ["pair", "add", claim.npi, claim.tin, "--tenant", str(world.practice), "--by", "ann"]
        assert say(*pair)[0] == 0
        assert f"tenant {world.practice} has the right" in say("payment", "list", "--by", "ann")[1]
        code, said = say("payment", "assign", before["id"], "--by", "ann", "--json")
    assert (code, json.loads(said)["left"]) == (0, [])
    world.run()
    assert len(mails(world, "835")) == 1
    with as_role("operator"):
        assert say("payment", "list", "--by", "ann") == (0, "every payment has a holder\n")


def test_the_command_never_shows_a_whole_tax_id(world: World, claim: Claim, say: Say, as_role: AsRole) -> None:
    with as_role("operator"):
        said = say("payment", "list", "--by", "ann")[1] + say("payment", "list", "--by", "ann", "--json")[1]
    assert claim.tin not in said

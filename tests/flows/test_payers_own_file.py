"""An 835 that a payer's own account sends pays nobody: payments come over the connections of the house alone."""

from __future__ import annotations

import pytest

from tests.conftest import MakeTenant
from tests.exchange.payer_files import advice, arrive, paid, pays, send_out
from tests.flows.world import World


@pytest.mark.parametrize("is_linked", [False, True])
def test_an_advice_that_a_payers_account_sends_is_posted_to_nobody(
    world: World, tenant: MakeTenant, is_linked: bool
) -> None:
    (claim,) = send_out(world, claims=1)
    payer = tenant(kind="payer", name="Sunrise")
    if is_linked:
        _link(world, payer)
    content = advice(pays(claim, paid(claim)))
    sent = world.send(content, tenant=payer, name="advice.835")
    world.run()
    assert world.rows("SELECT count(*) FROM exchange_remits_payment", tenants=[1, world.practice, payer]) == [(0,)]
    assert world.rows("SELECT state FROM exchange_claims_claim", tenants=[world.practice]) == [("sent",)]
    item = world.rows("SELECT reason, subject_id FROM exchange_worklists_item", tenants=[payer])
    assert item == [("unexpected", sent.id)]
    arrive(world, content)
    payments = world.rows(
        "SELECT tenant_id FROM exchange_remits_payment ORDER BY 1", tenants=[1, world.practice, payer]
    )
    assert payments == [(1,), (world.practice,)]


def _link(world: World, payer: int) -> None:
    from clearlane.directory.payers.link_payer import make_link, propose_link
    from clearlane.directory.payers.list_payers import list_payers
    from clearlane.foundation.tenancy.scope import scope

    with world.as_role("operator"), scope([1, payer], by="operator:ann"):
        for each in list_payers():
            make_link(link=propose_link(payer_id=each.payer_id, tenant=payer, by="operator:ann"), by="operator:bob")

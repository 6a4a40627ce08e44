"""The directory of payers."""

from __future__ import annotations

from clearlane.directory.payers.add_payer import add_payer
from clearlane.directory.payers.find_payers import find_payers
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole


def test_a_payer_is_found_by_its_id(as_role: AsRole) -> None:
    with as_role("operator"), scope([HOUSE], by="operator:ann"):
        assert add_payer(payer_id="HARBOR", name="Harbor Mutual", by="operator:ann", takes={"837P": "1 7"})
    with as_role("flow"):
        found = find_payers(payer_ids=["HARBOR", "NOBODY"])
    assert list(found) == ["HARBOR"]
    assert (found["HARBOR"].name, found["HARBOR"].is_live) == ("Harbor Mutual", True)
    assert found["HARBOR"].takes == {"837P": {"1", "7"}}


def test_a_known_payer_is_left_as_it_is(as_role: AsRole) -> None:
    with as_role("operator"), scope([HOUSE], by="operator:ann"):
        add_payer(payer_id="HARBOR", name="Harbor Mutual", by="operator:ann")
        assert not add_payer(payer_id="HARBOR", name="Another", by="operator:ann", is_live=False)
        assert find_payers(payer_ids=["HARBOR"])["HARBOR"].name == "Harbor Mutual"

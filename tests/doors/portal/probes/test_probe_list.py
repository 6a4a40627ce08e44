"""No address without a probe: what the resolver knows and what is listed are the same."""

from __future__ import annotations

import pytest

from tests.doors.portal.probes.addresses import Address, every_address, listed


def test_every_address_of_the_resolver_is_listed_and_no_other() -> None:
    assert {each.route for each in every_address()} == set(listed())


def test_an_argument_that_nobody_fills_is_not_walked_past() -> None:
    with pytest.raises(KeyError):
        Address("/claims/<uuid:new_thing>").at({"claim_id": 1})
    assert Address("/a/<str:b>/c/<int:d>").at({"b": "x", "d": 2}) == "/a/x/c/2"

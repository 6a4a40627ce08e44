"""No address without a probe: what the resolver knows and what is listed are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doors.portal.probes.addresses import Address, every_address, listed
from tests.doors.portal.probes.cast import ACCOUNT
from tests.doors.portal.probes.walk import Probe

_NAMED = Path(__file__).parents[1] / "addresses.txt"


def test_every_address_of_the_resolver_is_listed_and_no_other() -> None:
    assert {each.route for each in every_address()} == set(listed())


def test_every_name_of_an_address_is_listed_with_who_may_have_it() -> None:
    from clearlane.doors.portal.urls import urlpatterns

    lines = [line for line in _NAMED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    named = dict(line.split() for line in lines)
    assert sorted(each.name or "" for each in urlpatterns) == sorted(named)
    assert set(named.values()) <= {"public", "account", "work", "machine"}


def test_an_argument_that_nobody_fills_is_not_walked_past() -> None:
    with pytest.raises(KeyError):
        Address("/claims/<uuid:new_thing>").at({"claim_id": 1})
    assert Address("/a/<str:b>/c/<int:d>").at({"b": "x", "d": 2}) == "/a/x/c/2"


def test_an_address_that_comes_back_is_no_find_and_all_else_is() -> None:
    path = f"/account/sftp/{ACCOUNT}/revoke"
    echo = Probe("GET", "/", path, 302, f"/signin?next={path}", "")
    assert echo.found == ()
    assert Probe("GET", "/", path, 200, "", f"{path} <td>{ACCOUNT}</td>").found == (ACCOUNT,)
    assert Probe("GET", "/", path, 302, f"/files/{ACCOUNT}", "").found == (ACCOUNT,)

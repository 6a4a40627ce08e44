"""Which part gives which: a small order with laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.directory.members.roles import ROLES, list_roles, may_give
from clearlane.directory.users.models import Membership

any_part = st.sampled_from([*ROLES, "", "Owner", "operator", "admin"])


def test_the_parts_are_those_of_the_table_and_the_mightiest_comes_first() -> None:
    known = next(each for each in Membership._meta.constraints if each.name == "a_member_has_a_known_role")
    assert list(ROLES) == list(dict(known.condition.children)["role__in"])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("mine", "given"),
    [
        ("owner", ("owner", "manager", "biller", "reader")),
        ("manager", ("manager", "biller", "reader")),
        ("biller", ()),
        ("reader", ()),
        ("operator", ()),
    ],
)
def test_each_gives_at_most_his_own_part(mine: str, given: tuple[str, ...]) -> None:
    assert list_roles(mine=mine) == given


@given(any_part, any_part, any_part)
def test_what_a_lesser_part_gives_a_greater_one_gives_too(low: str, high: str, role: str) -> None:
    if may_give(mine=high, role=low) and may_give(mine=low, role=role):
        assert may_give(mine=high, role=role)


@given(any_part, any_part)
def test_two_that_give_each_other_are_the_same_part(one: str, two: str) -> None:
    assert not (may_give(mine=one, role=two) and may_give(mine=two, role=one)) or one == two


@given(any_part)
def test_nobody_but_an_owner_gives_ownership(mine: str) -> None:
    assert may_give(mine=mine, role="owner") is (mine == "owner")

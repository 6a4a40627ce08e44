"""One rule for passwords: what sign-up takes is what the account's own page takes, whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as some

from clearlane.directory.registrations.check_login import check_login
from clearlane.directory.users.password_rules import LEAST, MOST
from clearlane.directory.users.passwords import PasswordRefused, check_new_password

_WORDS = some.sampled_from(["password", "iloveyou", "letmein", "dana", "elmstreet", "grey", "heron", "ß", "山", " "])
USERNAMES = some.from_regex(r"[a-z0-9._-]{3,30}", fullmatch=True)
ADDRESSES = some.builds("{}@{}.example".format, USERNAMES, some.sampled_from(["elmstreet", "northstar-billing"]))
PASSWORDS = some.one_of(
    some.text(max_size=MOST + 4),
    some.lists(_WORDS, max_size=8).map("".join),
    some.builds(str.__add__, _WORDS, some.text("0123456789!?. ", max_size=12)),
    some.integers(LEAST - 2, MOST + 2).map(lambda size: ("four horses in a green lake " * 5)[:size]),
)


def _sign_up_takes(password: str, username: str, email: str) -> bool:
    typed = {"username": username, "password": password, "again": password}
    return "password" not in check_login(typed=typed, email=email).problems


def _account_takes(password: str, username: str, email: str) -> bool:
    try:
        check_new_password(password=password, username=username, email=email)
    except PasswordRefused:
        return False
    return True


@given(PASSWORDS, USERNAMES, ADDRESSES)
@example("four horses in a green lake", "dana", "dana@elmstreet.example")
@example(" " * LEAST, "dana", "dana@elmstreet.example")
def test_sign_up_and_account_take_and_refuse_the_same_passwords(password: str, username: str, email: str) -> None:
    takes = _account_takes(password, username, email)
    event(f"taken: {takes}")
    assert _sign_up_takes(password, username, email) == takes


@given(USERNAMES, ADDRESSES, some.text("0123456789!", max_size=3))
def test_neither_takes_a_name_or_address_over_again(username: str, email: str, tail: str) -> None:
    for password in (username + tail, email + tail, email.upper()):
        assert not _sign_up_takes(password, username, email)
        assert not _account_takes(password, username, email)


@pytest.mark.parametrize(("size", "takes"), [(LEAST - 1, False), (LEAST, True), (MOST, True), (MOST + 1, False)])
def test_both_count_alike_at_the_edges(size: int, takes: bool) -> None:
    password = ("four horses in a green lake " * 5)[:size]
    asked = (password, "dana", "dana@elmstreet.example")
    assert (_sign_up_takes(*asked), _account_takes(*asked)) == (takes, takes)

"""What the sign-in's library keeps by our hooks: sealed seeds, and what was done once."""

from __future__ import annotations

import base64
import threading
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from clearlane.directory.users.limits import Limit, forget, wait
from clearlane.directory.users.once import once
from clearlane.directory.users.seal_seed import open_seed, seal_seed
from tests.conftest import AsRole


@given(st.text(st.characters(codec="utf-8"), max_size=100))
def test_a_seed_is_opened_as_it_was_sealed_and_looks_different_each_time(text: str) -> None:
    sealed = seal_seed(text)
    assert open_seed(sealed) == text
    assert sealed != seal_seed(text)


@given(st.binary(min_size=1, max_size=40), st.integers(min_value=0))
def test_a_sealed_seed_that_was_changed_is_not_opened(seed: bytes, place: int) -> None:
    raw = bytearray(base64.b64decode(seal_seed(seed.hex())))
    raw[place % len(raw)] ^= 1
    with pytest.raises(InvalidTag):
        open_seed(base64.b64encode(bytes(raw)).decode())


def test_of_many_at_once_one_is_the_first(as_role: AsRole) -> None:
    told: list[bool] = []

    def ask() -> None:
        from django.db import connections

        told.append(once("the same", lasts=timedelta(minutes=1)))
        connections.close_all()

    with as_role("web"):
        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(told) == [False] * 7 + [True]


def test_what_was_noted_is_forgotten_after_its_time(as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    with as_role("web"):
        assert [once("it", lasts=timedelta(minutes=1)) for _ in range(2)] == [True, False]
        owner.execute("UPDATE directory_users_tally SET ends_at = now() - interval '1 second'")
        assert [once("it", lasts=timedelta(minutes=1)) for _ in range(2)] == [True, False]


def test_the_librarys_cache_notes_in_our_table(as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    from django.core.cache import cache

    with as_role("web"):
        assert [cache.add("code", "y", timeout=90) for _ in range(2)] == [True, False]
    assert owner.execute("SELECT count(*) FROM directory_users_tally").fetchone() == (1,)


def test_tries_that_were_right_do_not_count(as_role: AsRole) -> None:
    limits = (Limit("one", free=2),)
    with as_role("web"):
        for _ in range(5):
            assert wait(limits) == 0
            forget(limits)
        assert [wait(limits) > 0 for _ in range(3)] == [False, False, True]


def test_tries_of_an_hour_ago_do_not_count(as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    limits = (Limit("one", free=2),)
    with as_role("web"):
        assert [wait(limits) > 0 for _ in range(3)] == [False, False, True]
        owner.execute("UPDATE directory_users_tally SET ends_at = now() - interval '1 second'")
        assert wait(limits) == 0


def test_no_delay_is_longer_than_its_limit(as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    limits = (Limit("one", free=2, longest=60),)
    with as_role("web"):
        assert wait(limits) == 0
        for _ in range(12):
            assert wait(limits) == 0
            assert 0 < wait(limits) <= 60
            owner.execute("UPDATE directory_users_tally SET free_at = now() - interval '1 second'")


@pytest.mark.parametrize("role", ["flow", "operator"])
def test_nobody_but_the_gate_reads_the_tallies(role: str, as_role: AsRole) -> None:
    from django.db import DatabaseError

    with as_role(role), pytest.raises(DatabaseError, match="permission denied"):
        once("it", lasts=timedelta(minutes=1))

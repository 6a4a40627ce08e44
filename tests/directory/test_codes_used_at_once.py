"""Codes that prove a person are good once, whoever asks at that moment; whatever is typed for one is answered."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clearlane.directory.users import codes, factors
from clearlane.directory.users.codes import (
    add_app,
    app_seed,
    check_code,
    count_recovery_codes,
    keep_recovery_codes,
    make_recovery_codes,
    show_recovery_codes,
)
from clearlane.directory.users.factors import find_factors, remove_factor
from clearlane.directory.users.session_store import SessionStore
from tests.cluster import Cluster
from tests.conftest import AsRole

Owner = psycopg.Connection[Any]
DIGITS = "٣٤٥٦٧٨"
"""Six digits of another script: they are digits to Python, and no code."""


ELSEWHERE = """
import sys
from clearlane.config.setup import setup
setup(role="web")
from clearlane.directory.users.codes import check_code
print([check_code(user_id=int(sys.argv[1]), code=code) for code in sys.argv[2:]])
"""
"""Another process of the portal, that takes each code for the first person's."""


@pytest.fixture
def ann(as_role: AsRole, owner: Owner) -> Iterator[int]:
    row = owner.execute(
        "INSERT INTO directory_users_user (username, email, password, is_active, created_at, created_by)"
        " VALUES ('ann', 'ann@example.org', '', true, now(), 'a test') RETURNING id"
    ).fetchone()
    assert row is not None
    with as_role("web"):
        yield int(row[0])


def code_of(seed: str, *, step: int = 0) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(seed, int(time.time()) // 30 + step)))


def with_app(user: int) -> str:
    """Give her an app, and its seed."""
    session = SessionStore()
    seed = app_seed(session)
    assert add_app(session, user_id=user, code=code_of(seed))
    return seed


def all_at_once(deed: Callable[[], Any], *, times: int = 8) -> list[Any]:
    """The answers of a deed that as many threads do at one moment, each on its own connection."""
    answers: list[Any] = []
    together = threading.Barrier(times)

    def run() -> None:
        try:
            with connections["default"].cursor() as sql:
                sql.execute("SELECT 1")
            together.wait(timeout=20)
            answers.append(deed())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_recovery_code_that_many_use_at_once_lets_one_in(ann: int) -> None:
    make_recovery_codes(user_id=ann)
    for code in show_recovery_codes(user_id=ann)[:4]:
        answers = all_at_once(partial(check_code, user_id=ann, code=code))
        assert len(answers) == 8
        assert answers.count("recovery_codes") == 1
    assert count_recovery_codes(user_id=ann) == 6


def test_two_recovery_codes_used_at_once_are_both_used_up(ann: int) -> None:
    make_recovery_codes(user_id=ann)
    codes = list(show_recovery_codes(user_id=ann))
    for _ in range(3):
        pair = iter([codes.pop(), codes.pop()])
        lock = threading.Lock()

        def use(pair: Iterator[str] = pair, lock: threading.Lock = lock) -> str | None:
            with lock:
                code = next(pair)
            return check_code(user_id=ann, code=code)

        assert all_at_once(use, times=2) == ["recovery_codes"] * 2
        assert count_recovery_codes(user_id=ann) == len(codes)


def test_a_code_of_the_app_that_many_use_at_once_lets_one_in(ann: int) -> None:
    code = code_of(with_app(ann), step=1)
    answers = all_at_once(lambda: check_code(user_id=ann, code=code))
    assert sorted(answers, key=str) == [None] * 7 + ["totp"]


def test_the_code_by_which_an_app_was_added_opens_nothing_a_second_time(ann: int) -> None:
    session = SessionStore()
    code = code_of(app_seed(session))
    assert add_app(session, user_id=ann, code=code)
    assert check_code(user_id=ann, code=code) is None


def test_what_one_process_has_used_another_does_not_take(ann: int, cluster: Cluster, database_name: str) -> None:
    code = code_of(with_app(ann), step=1)
    make_recovery_codes(user_id=ann)
    used, fresh = list(show_recovery_codes(user_id=ann))[:2]
    assert [check_code(user_id=ann, code=each) for each in (code, used)] == ["totp", "recovery_codes"]
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(ann), code, used, fresh], capture_output=True, text=True,
        env=os.environ | cluster.environment(database_name), cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout.splitlines()[-1:] == ["[None, None, 'recovery_codes']"], done.stderr


def test_codes_that_are_made_at_once_are_one_list(ann: int) -> None:
    made = all_at_once(lambda: make_recovery_codes(user_id=ann))
    assert sorted(made) == [False] * 7 + [True]
    assert len(show_recovery_codes(user_id=ann)) == 10


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(typed=st.text(st.characters(codec="utf-8"), max_size=12))
@example(typed=DIGITS)
@example(typed="12345\u00b2")
@example(typed="\x00\x00\x00\x00\x00\x00")
@example(typed=" ")
def test_whatever_is_typed_for_a_code_is_right_or_wrong(ann: int, typed: str) -> None:
    if not find_factors(user_id=ann):
        with_app(ann)
        make_recovery_codes(user_id=ann)
    assert check_code(user_id=ann, code=typed) is None
    session = SessionStore()
    app_seed(session)
    assert add_app(session, user_id=ann, code=typed) is False


@pytest.mark.parametrize("code", [DIGITS, "12345\u00b2", "", "1", "1234567", "123456789", "\x00", "a" * 10_000])
def test_an_app_is_not_added_by_what_is_no_code(ann: int, code: str) -> None:
    session = SessionStore()
    seed = app_seed(session)
    assert not add_app(session, user_id=ann, code=code)
    assert app_seed(session) == seed
    assert find_factors(user_id=ann) == ()


@pytest.mark.parametrize("spelt", ["{}", " {} ", "{}\n", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}"])
def test_a_code_may_be_written_as_the_app_shows_it(ann: int, spelt: str) -> None:
    session = SessionStore()
    assert add_app(session, user_id=ann, code=spelt.format(code_of(app_seed(session))))
    assert [each.kind for each in find_factors(user_id=ann)] == ["totp"]


def test_a_second_app_takes_the_place_of_the_first(ann: int) -> None:
    first = with_app(ann)
    second = with_app(ann)
    assert check_code(user_id=ann, code=code_of(first, step=1)) is None
    assert check_code(user_id=ann, code=code_of(second, step=1)) == "totp"


def test_codes_are_shown_until_they_are_kept_and_go_with_the_last_factor(ann: int) -> None:
    with_app(ann)
    assert make_recovery_codes(user_id=ann)
    shown = show_recovery_codes(user_id=ann)
    assert len(set(shown)) == 10
    keep_recovery_codes(user_id=ann)
    assert show_recovery_codes(user_id=ann) == ()
    assert check_code(user_id=ann, code=f"{shown[0][:4]} {shown[0][4:]}") == "recovery_codes"
    assert remove_factor(user_id=ann, factor=find_factors(user_id=ann)[0].id)
    assert check_code(user_id=ann, code=shown[1]) is None
    assert count_recovery_codes(user_id=ann) == 0


def test_new_codes_are_none_of_the_old(ann: int) -> None:
    make_recovery_codes(user_id=ann)
    old = set(show_recovery_codes(user_id=ann))
    assert make_recovery_codes(user_id=ann, anew=True)
    new = set(show_recovery_codes(user_id=ann))
    assert not old & new
    assert [check_code(user_id=ann, code=code) for code in sorted(old)[:3]] == [None] * 3


def test_apps_and_codes_do_not_change_without_a_trail(ann: int, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = with_app(ann)
    make_recovery_codes(user_id=ann)
    before = find_factors(user_id=ann), show_recovery_codes(user_id=ann)
    for module in (codes, factors):
        monkeypatch.setattr(module, "note", _fail)
    session = SessionStore()
    another = code_of(app_seed(session))
    with pytest.raises(RuntimeError):
        add_app(session, user_id=ann, code=another)
    with pytest.raises(RuntimeError):
        make_recovery_codes(user_id=ann, anew=True)
    with pytest.raises(RuntimeError):
        remove_factor(user_id=ann, factor=before[0][0].id)
    assert (find_factors(user_id=ann), show_recovery_codes(user_id=ann)) == before
    assert check_code(user_id=ann, code=code_of(seed, step=1)) == "totp"


def _fail(**_: Any) -> None:
    raise RuntimeError("the process dies here")

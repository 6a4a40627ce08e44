"""Pieces of a person's identity: passwords that are taken, seeds that are sealed, proofs that age, names of devices."""

from __future__ import annotations

import string
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from clearlane.directory.users.device_name import device_name
from clearlane.directory.users.devices import end_other_sessions, end_signed_in, find_signed_in
from clearlane.directory.users.factors import find_factors, has_factor, has_kind, remove_all_factors, remove_factor
from clearlane.directory.users.models import User
from clearlane.directory.users.password_rules import LEAST, MOST, LongEnough, NotInBreachList, NotLikeTheAccount
from clearlane.directory.users.passwords import PasswordRefused, check_new_password
from clearlane.directory.users.seal_seed import open_seed, seal_seed
from clearlane.directory.users.session_store import SessionStore, hash_of
from clearlane.directory.users.step_up import LASTS, PROOFS, STRONG, is_fresh, may_change_factors
from clearlane.foundation.clock.read import now
from clearlane.foundation.vault import keyring
from tests.conftest import AsRole

Owner = psycopg.Connection[Any]
WORDS = st.text(alphabet=string.ascii_lowercase, min_size=5, max_size=9)


@given(words=st.lists(WORDS, min_size=4, max_size=6, unique=True))
def test_a_few_words_that_do_not_belong_together_are_taken(words: list[str]) -> None:
    password = " ".join(words)
    for rule in (LongEnough(), NotInBreachList()):
        rule.validate(password)


@pytest.mark.parametrize("length", [0, 1, LEAST - 1])
def test_a_short_password_is_told_how_long_it_is(length: int) -> None:
    with pytest.raises(ValidationError, match=f"this has {length}"):
        LongEnough().validate("x" * length)


@pytest.mark.parametrize(("length", "is_taken"), [(LEAST, True), (MOST, True), (MOST + 1, False)])
def test_a_password_has_bounds(length: int, is_taken: bool) -> None:
    try:
        LongEnough().validate("x" * length)
    except ValidationError:
        assert not is_taken
    else:
        assert is_taken


BREACHED = [
    "password1234", "Password1234!", "PASSWORD!!!!!", "passwordpassword", "qwertyuiop12", "iloveyou2026",
    "letmein letmein"[:7] * 2, "baseball.....", "  password1  ", "dragondragondragon",
]  # fmt: skip


@pytest.mark.parametrize("password", BREACHED)
def test_a_password_of_stolen_lists_is_told_what_to_do(password: str) -> None:
    with pytest.raises(ValidationError, match="lists of stolen passwords") as told:
        NotInBreachList().validate(password)
    assert "three or four words" in str(told.value)


@pytest.mark.parametrize("password", ["dana.demo.dana", "dana.demo@elmstreet", "DANA.DEMO12345"])
def test_a_password_that_is_the_account_over_again_is_refused(password: str) -> None:
    person = User(username="dana.demo", email="dana.demo@elmstreet.example")
    with pytest.raises(ValidationError):
        NotLikeTheAccount().validate(password, person)


def test_the_first_broken_rule_is_told_in_one_sentence() -> None:
    with pytest.raises(PasswordRefused, match="at least 12 characters"):
        check_new_password(password="short", username="dana", email="dana@example.org")
    check_new_password(password="four horses in a green lake", username="dana", email="dana@example.org")


def test_rules_say_what_they_want_before_one_types() -> None:
    assert str(LEAST) in LongEnough().get_help_text()


@given(text=st.text(min_size=1, max_size=80))
def test_a_seed_is_opened_as_it_was_sealed_and_looks_different_each_time(text: str) -> None:
    first, second = seal_seed(text), seal_seed(text)
    assert open_seed(first) == open_seed(second) == text
    assert first != second


@pytest.mark.parametrize("at", [0, 5, 11, 12, 20, -1])
def test_a_seed_that_was_changed_opens_no_more(at: int) -> None:
    import base64

    raw = bytearray(base64.b64decode(seal_seed("JBSWY3DPEHPK3PXP")))
    raw[at] ^= 1
    with pytest.raises(InvalidTag):
        open_seed(base64.b64encode(bytes(raw)).decode())


def test_another_houses_key_opens_no_seed(tmp_path: Path, settings_keys: Any) -> None:
    sealed = seal_seed("JBSWY3DPEHPK3PXP")
    keyring.make_keys(folder=tmp_path / "other")
    settings_keys(tmp_path / "other")
    with pytest.raises(InvalidTag):
        open_seed(sealed)


@pytest.fixture
def settings_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Let the keys lie elsewhere for a test."""

    def lie(folder: Path) -> None:
        monkeypatch.setattr("django.conf.settings.KEYS", folder)
        keyring.forget()

    yield lie
    monkeypatch.undo()
    keyring.forget()


@pytest.mark.parametrize("method", ["password", "recovery_codes", "mail", ""])
def test_what_can_be_found_by_a_stranger_never_counts_as_a_step_up(method: str) -> None:
    assert not is_fresh({PROOFS: {method: now().timestamp()}})


@pytest.mark.parametrize("method", STRONG)
@pytest.mark.parametrize(("ago", "counts"), [(0, True), (LASTS.total_seconds() - 2, True), (601, False), (-60, False)])
def test_a_strong_proof_counts_for_ten_minutes(method: str, ago: float, counts: bool) -> None:
    assert is_fresh({PROOFS: {method: now().timestamp() - ago}}) is counts


@pytest.mark.parametrize("session", [{}, {PROOFS: {}}, {"proof": {"totp": 1}}])
def test_a_session_without_proofs_is_not_fresh(session: dict[str, Any]) -> None:
    assert not is_fresh(session)


AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari Edg/130.0": "Edge on Windows",
    "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0": "Firefox on Linux",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1 Version/17.5 Safari/605.1": "Safari on Mac",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) CriOS/126.0 Mobile Safari/604.1": "Chrome on iPhone",
    "Mozilla/5.0 (Linux; Android 14; SM-S911B) SamsungBrowser/25.0 Chrome/121.0 Safari": "Samsung Internet on Android",
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/130.0 Safari/537.36": "Chrome on ChromeOS",
    "curl/8.5.0": "A browser",
    "": "A browser",
}


@pytest.mark.parametrize("agent", AGENTS)
def test_a_device_is_called_as_a_person_would(agent: str) -> None:
    assert device_name(agent) == AGENTS[agent]


@given(agent=st.text(max_size=300))
def test_a_device_has_a_short_name_whatever_it_says(agent: str) -> None:
    assert 0 < len(device_name(agent)) < 40


class Person:
    """Somebody with an account, as the gate knows him."""

    def __init__(self, owner: Owner, name: str) -> None:
        row = owner.execute(
            "INSERT INTO directory_users_user (username, email, password, is_active, created_at, created_by)"
            " VALUES (%s, '', '', true, now(), 'a test') RETURNING id",
            [name],
        ).fetchone()
        assert row is not None
        self.id = int(row[0])

    def factor(self, kind: str) -> int:
        from allauth.mfa.models import Authenticator

        made = Authenticator.objects.create(user_id=self.id, type=kind, data={"name": kind}, created_at=now())
        return int(made.pk)

    def session(self, *, age: timedelta = timedelta()) -> str:
        """A session of his; gives its key."""
        from django.contrib.auth import SESSION_KEY

        store = SessionStore()
        store[SESSION_KEY] = str(self.id)
        store.save(must_create=True)
        assert store.session_key is not None
        return store.session_key


@pytest.fixture
def dana(owner: Owner, as_role: AsRole) -> Iterator[Person]:
    with as_role("web"):
        yield Person(owner, "dana")


def test_recovery_codes_alone_are_no_factor(dana: Person) -> None:
    dana.factor("recovery_codes")
    assert (has_factor(dana.id), has_kind(dana.id, "recovery_codes"), find_factors(user_id=dana.id)) == (
        False,
        True,
        (),
    )


def test_with_the_last_factor_go_the_recovery_codes(dana: Person) -> None:
    first, second = dana.factor("webauthn"), dana.factor("totp")
    dana.factor("recovery_codes")
    assert remove_factor(user_id=dana.id, factor=first)
    assert has_kind(dana.id, "recovery_codes")
    assert remove_factor(user_id=dana.id, factor=second)
    assert not has_kind(dana.id, "recovery_codes")


def test_nobody_removes_anothers_factor_nor_codes_as_a_factor(dana: Person, owner: Owner) -> None:
    mine, codes, other = dana.factor("webauthn"), dana.factor("recovery_codes"), Person(owner, "sam")
    assert not remove_factor(user_id=other.id, factor=mine)
    assert not remove_factor(user_id=dana.id, factor=codes)
    assert has_factor(dana.id)
    assert remove_all_factors(user_id=other.id) == 0
    assert remove_all_factors(user_id=dana.id) == 2


def test_the_first_factor_wants_the_password_and_the_next_one_a_factor(dana: Person) -> None:
    by_password = {PROOFS: {"password": now().timestamp()}}
    long_ago = {PROOFS: {"password": now().timestamp() - 31 * 60}}
    assert may_change_factors(by_password, dana.id)
    assert not may_change_factors(long_ago, dana.id)
    dana.factor("webauthn")
    assert not may_change_factors(by_password, dana.id)
    assert may_change_factors({PROOFS: {"webauthn": now().timestamp()}}, dana.id)


def test_a_person_sees_and_ends_his_own_browsers_alone(dana: Person, owner: Owner) -> None:
    sam = Person(owner, "sam")
    this, other, theirs = dana.session(), dana.session(), sam.session()
    seen = find_signed_in(user_id=dana.id, this=this)
    assert {one.mark for one in seen} == {hash_of(this)[:24], hash_of(other)[:24]}
    assert [one.is_this for one in seen].count(True) == 1
    assert not end_signed_in(user_id=dana.id, mark=hash_of(theirs)[:24])
    assert not end_signed_in(user_id=dana.id, mark="")
    assert not end_signed_in(user_id=dana.id, mark=hash_of(other))
    assert end_signed_in(user_id=dana.id, mark=hash_of(other)[:24])
    assert len(find_signed_in(user_id=dana.id, this=this)) == 1


def test_all_other_browsers_are_ended_at_once(dana: Person, owner: Owner) -> None:
    this = dana.session()
    for _ in range(3):
        dana.session()
    kept = Person(owner, "sam")
    kept.session()
    assert end_other_sessions(user_id=dana.id, this=this) == 3
    assert [one.is_this for one in find_signed_in(user_id=dana.id, this=this)] == [True]
    assert len(find_signed_in(user_id=kept.id, this=None)) == 1


def test_no_key_of_a_session_can_be_read_in_the_table(dana: Person, owner: Owner) -> None:
    keys = [dana.session() for _ in range(3)]
    table = str(owner.execute("SELECT * FROM directory_users_session").fetchall())
    assert not [key for key in keys if key in table]
    assert all(hash_of(key) in table for key in keys)

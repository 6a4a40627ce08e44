"""A passkey counts when it answers our question, from our origin, under its owner's lock: and in no other case."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.sessions.backends.base import SessionBase

from clearlane.directory.users import passkeys
from clearlane.directory.users.factors import find_factors
from clearlane.directory.users.passkeys import (
    PasskeyRefused,
    add_passkey,
    ask_for_new,
    ask_for_proof,
    check_passkey,
    rename_passkey,
)
from clearlane.directory.users.session_store import SessionStore
from clearlane.foundation.clock.move import move
from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.authenticator import Device

Owner = psycopg.Connection[Any]


class Person:
    """Somebody with an account and a browser."""

    def __init__(self, owner: Owner, name: str) -> None:
        row = owner.execute(
            "INSERT INTO directory_users_user (username, email, password, is_active, created_at, created_by)"
            " VALUES (%s, %s, '', true, now(), 'a test') RETURNING id",
            [name, f"{name}@example.org"],
        ).fetchone()
        assert row is not None
        self.id, self.session = int(row[0]), SessionStore()

    def add(self, device: Device, name: str = "Laptop") -> int:
        answer = device.make(ask_for_new(self.session, user_id=self.id))
        return add_passkey(self.session, user_id=self.id, answer=answer, name=name)

    def prove(self, device: Device, *, user_id: int | None = None) -> int:
        answer = device.prove(ask_for_proof(self.session, user_id=user_id))
        return check_passkey(self.session, answer=answer, user_id=user_id)


@pytest.fixture
def dana(owner: Owner, as_role: AsRole) -> Iterator[Person]:
    with as_role("web"):
        yield Person(owner, "dana")


def test_a_passkey_that_was_added_says_whose_it_is_without_a_name(dana: Person) -> None:
    device = Device()
    made = dana.add(device, "Dana's phone")
    stranger = SessionStore()
    answer = device.prove(ask_for_proof(stranger))
    assert check_passkey(stranger, answer=answer) == dana.id
    (factor,) = find_factors(user_id=dana.id)
    assert (factor.id, factor.kind, factor.name) == (made, "webauthn", "Dana's phone")
    assert factor.used_at is not None


def test_what_the_browser_is_asked_for_is_a_passkey_under_lock_for_our_host(dana: Person) -> None:
    asked = ask_for_new(dana.session, user_id=dana.id)["publicKey"]
    assert asked["rp"]["id"] == "localhost"
    assert asked["authenticatorSelection"] == {
        "requireResidentKey": True, "residentKey": "required", "userVerification": "required",
    }  # fmt: skip
    assert (asked["user"]["name"], asked.get("attestation", "none")) == ("dana", "none")
    proof = ask_for_proof(dana.session)["publicKey"]
    assert (proof["rpId"], proof["userVerification"]) == ("localhost", "required")
    assert proof.get("allowCredentials", []) in ([], None)


def test_a_device_that_has_one_is_not_asked_to_make_another(dana: Person) -> None:
    device = Device()
    dana.add(device)
    excluded = ask_for_new(dana.session, user_id=dana.id)["publicKey"]["excludeCredentials"]
    assert len(excluded) == 1
    again = device.make(ask_for_new(dana.session, user_id=dana.id))
    with pytest.raises(PasskeyRefused, match="here already"):
        add_passkey(dana.session, user_id=dana.id, answer=again, name="again")


def test_a_passkey_is_not_added_without_a_trail(dana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError("the process dies here")

    monkeypatch.setattr(passkeys, "note", fail)
    with pytest.raises(RuntimeError):
        dana.add(Device())
    assert find_factors(user_id=dana.id) == ()


LIES: dict[str, dict[str, Any]] = {
    "another origin": {"origin": "http://evil.example"},
    "our host under another scheme": {"origin": "https://localhost"},
    "a name that begins as ours": {"origin": "http://localhost.evil.example"},
    "another party": {"party": "evil.example"},
    "no lock": {"is_verified": False},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_device_that_lies_is_not_added(dana: Person, lie: str) -> None:
    with pytest.raises(PasskeyRefused):
        dana.add(Device(**LIES[lie]))
    assert find_factors(user_id=dana.id) == ()


@pytest.mark.parametrize("lie", LIES)
def test_a_device_that_lies_later_proves_nothing(dana: Person, lie: str) -> None:
    device = Device()
    dana.add(device)
    for name, value in LIES[lie].items():
        setattr(device, name, value)
    with pytest.raises(PasskeyRefused):
        dana.prove(device)


def test_an_answer_counts_once(dana: Person) -> None:
    device = Device()
    dana.add(device)
    answer = device.prove(ask_for_proof(dana.session))
    assert check_passkey(dana.session, answer=answer) == dana.id
    with pytest.raises(PasskeyRefused, match="nothing was asked"):
        check_passkey(dana.session, answer=answer)


def test_an_answer_to_another_browsers_question_proves_nothing(dana: Person) -> None:
    device, other = Device(), SessionStore()
    dana.add(device)
    answer = device.prove(ask_for_proof(dana.session))
    ask_for_proof(other)
    with pytest.raises(PasskeyRefused):
        check_passkey(other, answer=answer)


def test_an_answer_to_a_question_about_a_new_one_proves_nothing(dana: Person) -> None:
    device = Device()
    dana.add(device)
    answer = device.prove(ask_for_proof(dana.session))
    ask_for_new(dana.session, user_id=dana.id)
    with pytest.raises(PasskeyRefused, match="nothing was asked"):
        check_passkey(dana.session, answer=answer)


@pytest.mark.parametrize(("minutes", "counts"), [(4, True), (6, False)])
def test_a_question_is_good_for_five_minutes(
    dana: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, minutes: int, counts: bool
) -> None:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    move(to=timedelta())
    device = Device()
    dana.add(device)
    answer = device.prove(ask_for_proof(dana.session))
    move(to=timedelta(minutes=minutes))
    if counts:
        assert check_passkey(dana.session, answer=answer) == dana.id
        return
    with pytest.raises(PasskeyRefused, match="too long ago"):
        check_passkey(dana.session, answer=answer)


def test_another_persons_passkey_is_no_step_up(dana: Person, owner: Owner) -> None:
    sam, device = Person(owner, "sam"), Device()
    sam.add(device)
    dana.add(Device())
    with pytest.raises(PasskeyRefused):
        dana.prove(device, user_id=dana.id)


def test_the_passkey_of_somebody_who_ended_proves_nothing(dana: Person, owner: Owner) -> None:
    device = Device()
    dana.add(device)
    owner.execute("UPDATE directory_users_user SET is_active = false WHERE id = %s", [dana.id])
    with pytest.raises(PasskeyRefused, match="did not prove"):
        dana.prove(device)


def test_a_key_that_signs_for_another_is_not_believed(dana: Person) -> None:
    device, thief = Device(), Device()
    dana.add(device)
    thief.id, thief.handle = device.id, device.handle
    with pytest.raises(PasskeyRefused, match="did not prove"):
        dana.prove(thief)


def test_a_passkey_that_counts_back_was_copied(dana: Person) -> None:
    device = Device(count=5)
    dana.add(device)
    for count in (6, 9):
        device.count = count
        assert dana.prove(device) == dana.id
    for count in (9, 3, 0):
        device.count = count
        with pytest.raises(PasskeyRefused, match="was copied"):
            dana.prove(device)


def test_a_passkey_that_does_not_count_is_good_for_ever(dana: Person) -> None:
    device = Device()
    dana.add(device)
    assert [dana.prove(device) for _ in range(3)] == [dana.id] * 3


NONSENSE = [
    "",
    "null",
    "[]",
    "1",
    '"text"',
    "{}",
    '{"id": "x"}',
    "{not json",
    '{"id":"AAAA","rawId":"AAAA","response":{}}',
]


@pytest.mark.parametrize("answer", NONSENSE)
def test_nonsense_is_refused_and_adds_nothing(dana: Person, answer: str) -> None:
    ask_for_new(dana.session, user_id=dana.id)
    with pytest.raises(PasskeyRefused):
        add_passkey(dana.session, user_id=dana.id, answer=answer, name="x")
    ask_for_proof(dana.session)
    with pytest.raises(PasskeyRefused):
        check_passkey(dana.session, answer=answer)
    assert find_factors(user_id=dana.id) == ()


def test_an_answer_with_a_changed_challenge_is_refused(dana: Person) -> None:
    device = Device()
    options = ask_for_new(dana.session, user_id=dana.id)
    options["publicKey"]["challenge"] = "AAAAAAAAAAAAAAAAAAAAAA"
    with pytest.raises(PasskeyRefused):
        add_passkey(dana.session, user_id=dana.id, answer=device.make(options), name="x")


def test_a_passkey_is_renamed_by_its_owner_alone(dana: Person, owner: Owner, tenant: MakeTenant) -> None:
    owner.execute(
        "INSERT INTO directory_users_membership (user_id, tenant_id, role, from_at, by)"
        " VALUES (%s, %s, 'biller', '2026-01-01', 'a test')",
        [dana.id, tenant()],
    )
    sam, made = Person(owner, "sam"), dana.add(Device())
    assert not rename_passkey(user_id=sam.id, passkey=made, name="Sam's")
    assert rename_passkey(user_id=dana.id, passkey=made, name="Desk")
    assert [one.name for one in find_factors(user_id=dana.id)] == ["Desk"]
    rows = owner.execute("SELECT by, detail::text FROM foundation_audit_entry WHERE event = 'user:factor:renamed'")
    assert rows.fetchall() == [(f"user:{dana.id}", f'{{"kind": "webauthn", "user": {dana.id}}}')]


def test_what_is_kept_cannot_sign(dana: Person, owner: Owner) -> None:
    """The table has the public half alone."""
    device = Device()
    dana.add(device)
    ((data,),) = owner.execute("SELECT data FROM mfa_authenticator").fetchall()
    private = device.key.private_numbers().private_value
    assert str(private) not in json.dumps(data)
    assert set(data) == {"name", "id", "key", "count"}


@pytest.mark.parametrize("purpose", ["new", "proof"])
def test_a_question_is_another_each_time(dana: Person, purpose: str) -> None:
    def ask(session: SessionBase) -> str:
        asked = ask_for_new(session, user_id=dana.id) if purpose == "new" else ask_for_proof(session)
        return str(asked["publicKey"]["challenge"])

    assert len({ask(dana.session) for _ in range(5)}) == 5

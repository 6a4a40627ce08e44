"""API keys and SFTP accounts, as owners and managers make and revoke them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from cryptography.hazmat.primitives.serialization import load_ssh_private_key, load_ssh_public_key

from clearlane.directory.users.find_key import find_key
from clearlane.directory.users.find_keys import fingerprint
from clearlane.directory.users.find_sftp_user import find_sftp_user
from clearlane.directory.users.tell_expiring_keys import tell_expiring_keys
from clearlane.foundation.clock.read import now
from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.posted import Posted

HTML = {"Accept": "text/html"}
PUBLIC = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDdkZWFkYmVlZmRlYWRiZWVmZGVhZGJlZWZkZWFkYmVl office"
pytestmark = pytest.mark.usefixtures("mails")


@pytest.fixture
def owner_of(practice: int, dana: Browser) -> Browser:
    """Dana's browser, in which she has just proved herself."""
    dana.prove("webauthn")
    return dana


def _make(browser: Browser, **more: Any) -> Any:
    values = {"name": "Billing program", "scope": ["files:write", "files:read"], "days": "90"} | more
    return browser.post("/account/keys", values, headers=HTML)


def _secret(answer: Any) -> str:
    found = re.search(r'id="secret">([^<]+)<', answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def _prefix(secret: str) -> str:
    return "_".join(secret.split("_")[:2])


def test_a_key_is_shown_once_and_works(owner_of: Browser, practice: int) -> None:
    secret = _secret(_make(owner_of))
    key = find_key(secret=secret)
    assert key is not None
    assert (key.tenant, key.scopes) == (practice, frozenset({"files:write", "files:read"}))
    page = owner_of.get("/account/keys").content.decode()
    assert (secret in page, _prefix(secret) in page) == (False, True)


def test_owners_are_mailed_of_each_key_and_account_that_is_made_or_revoked(owner_of: Browser, mails: Posted) -> None:
    secret = _secret(_make(owner_of))
    owner_of.post(f"/account/keys/{_prefix(secret)}/revoke")
    owner_of.post("/account/sftp/add", {"username": "office-1", "public_key": PUBLIC})
    owner_of.post("/account/sftp/office-1/revoke")
    name = _prefix(secret)
    assert [(mail.to, mail.subject) for mail in mails] == [
        ("dana@example.org", f"New API key: Billing program ({name})"),
        ("dana@example.org", f"Revoked API key: {name}"),
        ("dana@example.org", "New SFTP account: office-1"),
        ("dana@example.org", "Revoked SFTP account: office-1"),
    ]
    assert all(secret not in mail.text + mail.html for mail in mails)


def test_what_was_done_stands_in_the_trail(owner_of: Browser, practice: int, owner: psycopg.Connection[Any]) -> None:
    secret = _secret(_make(owner_of))
    owner_of.post(f"/account/keys/{_prefix(secret)}/revoke")
    rows = owner.execute("SELECT event, by, tenant_id FROM foundation_audit_entry ORDER BY id").fetchall()
    assert [(event, tenant) for event, _, tenant in rows] == [
        ("user:key:added", practice),
        ("user:key:revoked", practice),
    ]
    assert {by[:5] for _, by, _ in rows} == {"user:"}


def test_a_key_that_is_not_in_the_trail_is_none(
    owner_of: Browser, owner: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from clearlane.directory.users import add_key

    def broken(**_: Any) -> None:
        raise RuntimeError("the trail is away")

    monkeypatch.setattr(add_key, "record", broken)
    assert _make(owner_of).status_code == 500
    assert owner.execute("SELECT count(*) FROM directory_users_apikey").fetchone() == (0,)


def test_a_revoked_key_is_useless_at_the_next_request(owner_of: Browser) -> None:
    secret = _secret(_make(owner_of))
    program = Browser()
    asked = {"Authorization": f"Bearer {secret}"}
    assert program.get(f"/v1/files/{uuid4()}", headers=asked).status_code == 404
    owner_of.post(f"/account/keys/{_prefix(secret)}/revoke")
    assert program.get(f"/v1/files/{uuid4()}", headers=asked).status_code == 401


def test_a_key_is_rotated_with_a_day_in_which_both_hold(owner_of: Browser, owner: psycopg.Connection[Any]) -> None:
    old = _secret(_make(owner_of))
    new = _secret(owner_of.post(f"/account/keys/{_prefix(old)}/rotate", headers=HTML))
    keys = [find_key(secret=secret) for secret in (old, new)]
    assert keys[0] is not None
    assert keys[1] is not None
    assert keys[0].scopes == keys[1].scopes
    ends = dict(owner.execute("SELECT prefix, expires_at - now() FROM directory_users_apikey").fetchall())
    assert ends[_prefix(old)] <= timedelta(hours=24)
    assert timedelta(days=89) < ends[_prefix(new)] <= timedelta(days=90)


def test_a_key_that_another_replaced_is_not_rotated_again(owner_of: Browser, owner: psycopg.Connection[Any]) -> None:
    old = _secret(_make(owner_of))
    new = _secret(owner_of.post(f"/account/keys/{_prefix(old)}/rotate", headers=HTML))
    again = owner_of.post(f"/account/keys/{_prefix(old)}/rotate", headers=HTML)
    page = again.content.decode()
    assert (again.status_code, "This key was rotated before." in page) == (422, True)
    assert f'action="/account/keys/{_prefix(old)}/rotate"' not in page
    assert f'action="/account/keys/{_prefix(new)}/rotate"' in page
    assert owner.execute("SELECT count(*) FROM directory_users_apikey").fetchone() == (2,)


@pytest.mark.parametrize("wrong", [{"name": " "}, {"scope": []}, {"scope": ["files:eat"]}, {"days": "9999"}])
def test_what_is_no_key_is_told_and_nothing_typed_is_lost(
    owner_of: Browser, wrong: dict[str, Any], owner: psycopg.Connection[Any]
) -> None:
    answer = _make(owner_of, **wrong)
    assert (answer.status_code, "error" in answer.content.decode()) == (422, True)
    assert wrong.get("name", "Billing program") in answer.content.decode()
    assert owner.execute("SELECT count(*) FROM directory_users_apikey").fetchone() == (0,)


@pytest.mark.parametrize("role", ["biller", "reader"])
def test_billers_and_readers_make_no_keys(
    role: str, practice: int, add_person: AddPerson, browser: Browser, owner: psycopg.Connection[Any]
) -> None:
    browser.sign_in(add_person("bob", {practice: role}))
    browser.prove("webauthn")
    assert browser.get("/account/keys").status_code == 403
    assert _make(browser).status_code == 403
    assert browser.post("/account/sftp/add", {"username": "elm", "do": "password"}).status_code == 403
    assert owner.execute("SELECT count(*) FROM directory_users_apikey").fetchone() == (0,)


def test_a_strangers_key_is_neither_seen_nor_revoked(
    owner_of: Browser, tenant: MakeTenant, add_person: AddPerson
) -> None:
    secret = _secret(_make(owner_of))
    stranger = Browser()
    stranger.sign_in(add_person("mallory", {tenant(): "owner"}))
    stranger.prove("webauthn")
    assert _prefix(secret) not in stranger.get("/account/keys").content.decode()
    for act in ("revoke", "rotate"):
        assert stranger.post(f"/account/keys/{_prefix(secret)}/{act}")["Location"] == "/account/keys"
    assert find_key(secret=secret) is not None


def _open(browser: Browser, **more: Any) -> Any:
    return browser.post("/account/sftp/add", {"username": "elm-street", "do": "paste"} | more, headers=HTML)


def test_an_account_is_opened_with_a_pasted_key(owner_of: Browser) -> None:
    assert _open(owner_of, public_key=f"{PUBLIC}\n").status_code == 200
    found = find_sftp_user(username="elm-street")
    assert found is not None
    assert (found.public_keys, found.password_hash) == (PUBLIC, "")
    assert fingerprint(PUBLIC) in owner_of.get("/account/keys").content.decode().replace("&#x2B;", "+")


def test_a_pair_is_made_and_its_private_key_is_kept_nowhere(owner_of: Browser, owner: psycopg.Connection[Any]) -> None:
    answer = _open(owner_of, do="pair")
    assert answer["Content-Disposition"] == 'attachment; filename="elm-street.key"'
    assert answer["Cache-Control"].find("no-store") >= 0
    private = load_ssh_private_key(answer.content, password=None)
    found = find_sftp_user(username="elm-street")
    assert found is not None
    assert private.public_key() == load_ssh_public_key(found.public_keys.encode())
    body = answer.content.decode().splitlines()[1]
    for table in ("sftpsecret", "sftpuser", "session"):
        assert body not in str(owner.execute(f"SELECT * FROM directory_users_{table}".encode()).fetchall())


def test_a_password_is_generated_only_where_it_is_asked_for(owner_of: Browser) -> None:
    from clearlane.directory.users.check_password import check_password

    answer = _open(owner_of, do="password", public_key=PUBLIC)
    found = find_sftp_user(username="elm-street")
    assert found is not None
    assert check_password(password=_secret(answer), password_hash=found.password_hash)
    assert found.public_keys == ""


@pytest.mark.parametrize("wrong", [{}, {"public_key": "hello"}, {"username": "x", "do": "pair"}])
def test_what_is_no_account_is_told(owner_of: Browser, wrong: dict[str, str]) -> None:
    answer = _open(owner_of, **wrong)
    assert answer.status_code == 422
    assert find_sftp_user(username="elm-street") is None


def test_a_revoked_account_is_found_no_more(owner_of: Browser) -> None:
    _open(owner_of, do="pair")
    owner_of.post("/account/sftp/elm-street/revoke")
    assert find_sftp_user(username="elm-street") is None


def _ends_in(owner: psycopg.Connection[Any], **lasts: float) -> None:
    owner.execute("UPDATE directory_users_apikey SET expires_at = %s", [now() + timedelta(**lasts)])


def test_owners_are_told_twice_before_a_key_ends(
    owner_of: Browser, owner: psycopg.Connection[Any], mails: Posted, as_role: AsRole
) -> None:
    _make(owner_of)
    assert tell_expiring_keys() == 0
    _ends_in(owner, days=13)
    assert [tell_expiring_keys() for _ in range(3)] == [1, 0, 0]
    owner.execute("UPDATE directory_users_apikey SET told_at = told_at - interval '12 days'")
    _ends_in(owner, days=1)
    with as_role("operator"):
        assert [tell_expiring_keys() for _ in range(2)] == [1, 0]
    assert [
        (
            mail.to,
            mail.template,
            "soon" if "expires soon" in mail.subject else "in 12 days" if "expires in 12 days" in mail.subject else "",
        )
        for mail in mails
        if mail.template != "key_changed"
    ] == [
        ("dana@example.org", "key_expires", "in 12 days"),
        ("dana@example.org", "key_expires", "soon"),
    ]


def test_nobody_is_told_of_a_key_that_was_revoked_or_is_over(
    owner_of: Browser, owner: psycopg.Connection[Any], mails: Posted
) -> None:
    secret = _secret(_make(owner_of))
    _ends_in(owner, days=-1)
    assert tell_expiring_keys() == 0
    _ends_in(owner, days=1)
    owner_of.post(f"/account/keys/{_prefix(secret)}/revoke")
    assert tell_expiring_keys() == 0


def test_a_form_that_is_sent_again_makes_no_second_key(owner_of: Browser) -> None:
    found = re.search(r'name="once" value="([^"]+)"', owner_of.get("/account/keys").content.decode())
    assert found
    first = _make(owner_of, once=found[1])
    again = _make(owner_of, once=found[1])
    assert (again.status_code, again["Location"]) == (303, "/account/keys")
    page = owner_of.get("/account/keys").content.decode()
    assert page.count('data-opens="revoke-') == 1
    assert _secret(first) not in page


def test_a_form_that_was_refused_may_be_sent_again(owner_of: Browser) -> None:
    assert _make(owner_of, once="a-value", name="").status_code == 422
    assert _make(owner_of, once="a-value").status_code == 200


def test_each_page_has_another_value_for_its_forms(owner_of: Browser) -> None:
    pages = [owner_of.get("/account/keys").content.decode() for _ in range(2)]
    values = [re.findall(r'name="once" value="([^"]+)"', page) for page in pages]
    assert len(values[0]) == len(values[1]) > 0
    assert not set(values[0]) & set(values[1])


def test_the_key_of_the_welcome_page_is_made_once_too(owner_of: Browser) -> None:
    found = re.search(r'name="once" value="([^"]+)"', owner_of.get("/welcome/connect").content.decode())
    assert found
    answers = [owner_of.post("/welcome/connect/api", {"once": found[1]}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 303]
    assert owner_of.get("/account/keys").content.decode().count('data-opens="revoke-') == 1


def test_before_a_key_or_an_account_ends_one_is_asked(owner_of: Browser) -> None:
    secret = _secret(_make(owner_of))
    owner_of.post("/account/sftp/add", {"username": "office-1", "public_key": PUBLIC, "do": "paste"})
    for there, named in (
        (f"/account/keys/{_prefix(secret)}", "Billing program"),
        ("/account/sftp/office-1", "office-1"),
    ):
        page = owner_of.get(f"{there}/revoke").content.decode()
        assert (named in page, "It cannot be taken back" in page, "Keep it" in page) == (True, True, True)
    assert find_key(secret=secret) is not None
    assert "office-1" in owner_of.get("/account/keys").content.decode()


@pytest.mark.parametrize("there", ["/account/keys/clk_nobody/revoke", "/account/sftp/nobody/revoke"])
def test_nobody_is_asked_about_what_is_not_there(owner_of: Browser, there: str) -> None:
    assert (owner_of.get(there).status_code, owner_of.get(there)["Location"]) == (303, "/account/keys")

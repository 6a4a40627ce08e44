"""Connect your software: who may make keys, that a private key is seen once, and the first connection."""

from __future__ import annotations

import re
import time
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_ssh_private_key

from clearlane.exchange.intake.visit import visit
from tests.conftest import AsRole
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.test_welcome import HTMX, organization

__all__ = ["organization"]
Owner = psycopg.Connection[Any]
MAKING = ["/welcome/connect/make", "/welcome/connect/paste", "/welcome/connect/api"]
SECRETS = "SELECT public_keys FROM directory_users_sftpsecret"


def prove(browser: Browser, method: str = "webauthn", ago: float = 0) -> None:
    """As after a proof by that method, so many seconds ago."""
    session = browser.session
    session["proofs"] = {method: time.time() - ago}
    session.save()


@pytest.fixture
def proved(organization: int, dana: Browser) -> Browser:
    prove(dana)
    return dana


@pytest.mark.parametrize("path", MAKING)
@pytest.mark.parametrize("proof", [None, ("password", 0), ("recovery_codes", 0), ("webauthn", 601), ("totp", -60)])
def test_nothing_is_made_without_a_second_factor_used_just_now(
    organization: int, dana: Browser, owner: Owner, path: str, proof: tuple[str, float] | None
) -> None:
    dana.prove()
    if proof:
        prove(dana, *proof)
    answer = dana.post(path, {"public_key": "ssh-ed25519 AAAA"})
    assert (answer.status_code, answer["Location"]) == (303, "/step-up?next=/welcome/connect")
    for table in ("sftpuser", "apikey"):
        assert owner.execute(f"SELECT 1 FROM directory_users_{table}".encode()).fetchall() == []


@pytest.mark.parametrize("role", ["biller", "reader"])
@pytest.mark.parametrize("path", MAKING)
def test_who_is_neither_owner_nor_manager_makes_no_keys(
    organization: int, browser: Browser, add_person: AddPerson, owner: Owner, role: str, path: str
) -> None:
    browser.sign_in(add_person("bill", {organization: role}))
    prove(browser)
    answer = browser.post(path, {"public_key": "x"}, headers={"Accept": "text/html"})
    assert answer.status_code == 403
    assert "It takes one of these parts in your organization: owner, manager." in answer.content.decode()
    assert owner.execute(SECRETS).fetchall() == []
    assert 'action="/welcome/connect/' not in browser.get("/welcome/connect").content.decode()


def test_a_private_key_is_the_answer_once_and_is_kept_nowhere(proved: Browser, owner: Owner) -> None:
    answer = proved.post("/welcome/connect/make")
    assert answer["Content-Disposition"].endswith('.key"')
    assert "no-store" in answer["Cache-Control"]
    key = load_ssh_private_key(answer.content, password=None)
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    assert owner.execute(SECRETS).fetchall() == [(public,)]
    told = proved.get("/welcome/connect").content.decode()
    assert "PRIVATE KEY" not in told
    assert public not in told


def test_a_pasted_key_makes_an_account_with_ready_commands(proved: Browser, owner: Owner) -> None:
    public = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIXG6t+ck2ADGMd8ZA+wcvv+Y9vLBf7fFO8vU+wVZ1kG dana@elm"
    assert proved.post("/welcome/connect/paste", {"public_key": f"  {public}\n"}).status_code == 303
    assert owner.execute(SECRETS).fetchall() == [(public,)]
    html = proved.get("/welcome/connect").content.decode()
    for words in ("elm-street-", "sftp -i", "FileZilla", "WinSCP", "SHA256:", "Waiting for your first connection"):
        assert words in html


@pytest.mark.parametrize("text", ["", "hello", "ssh-ed25519 AAAA"])
def test_what_is_no_key_is_refused_beside_its_field_and_kept_there(proved: Browser, owner: Owner, text: str) -> None:
    answer = proved.post("/welcome/connect/paste", {"public_key": text}, headers={"Accept": "text/html"})
    assert answer.status_code == 422
    assert "This is no public key." in answer.content.decode()
    assert owner.execute(SECRETS).fetchall() == []


@pytest.mark.parametrize("path", ["/welcome/connect/paste", "/account/sftp/add"])
def test_a_private_key_is_to_be_thrown_away_and_is_not_shown_again(proved: Browser, owner: Owner, path: str) -> None:
    pasted = "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0"
    typed = {"public_key": pasted, "username": "elm", "do": "paste"}
    answer = proved.post(path, typed, headers={"Accept": "text/html"})
    text = answer.content.decode()
    assert (answer.status_code, "Throw it away" in text) == (422, True)
    assert "c2VjcmV0" not in text
    assert owner.execute(SECRETS).fetchall() == []


def test_the_account_turns_green_at_its_first_connection(
    proved: Browser, organization: int, owner: Owner, as_role: AsRole
) -> None:
    proved.post("/welcome/connect/make")
    ((account,),) = owner.execute("SELECT id FROM directory_users_sftpuser").fetchall()
    waiting = proved.get("/welcome/connect/accounts", headers=HTMX).content.decode()
    assert "Waiting for your first connection" in waiting
    assert 'id="commands"' in waiting
    again = proved.get("/welcome/connect/accounts?had=1", headers=HTMX).content.decode()
    assert 'id="commands"' not in again
    for _ in range(2):
        with as_role("web"):
            visit(tenant=organization, account=account, by="sftp:elm")
    green = proved.get("/welcome/connect/accounts", headers=HTMX).content.decode()
    assert "Connected for the first time" in green
    assert "<html" not in green
    seen = "SELECT count(*) FROM foundation_audit_entry WHERE event = 'user:sftp:first_seen'"
    assert owner.execute(seen).fetchone() == (1,)


def test_an_api_key_is_shown_by_the_answer_alone_and_ends_in_a_year(proved: Browser, owner: Owner) -> None:
    proved.post("/welcome/connect/make")
    told = proved.post("/welcome/connect/api").content.decode()
    blocks = re.findall(r'<pre class="cmd" tabindex="0"><code( id="([^"]+)")?>([^<]+)', told)
    copied = re.findall(r'data-copies="([^"]+)"', told)
    assert {name for _, name, _ in blocks} | {"api-key", "fingerprint"} == set(copied)
    assert not [text for _, name, text in blocks if "sftp -i" in text and "put " in text]
    ((prefix, days),) = owner.execute(
        "SELECT prefix, extract(day FROM expires_at - created_at) FROM directory_users_apikey"
    ).fetchall()
    assert f"Bearer {prefix}" in told
    assert days in (364, 365)
    assert prefix not in proved.get("/welcome/connect").content.decode()


def test_a_file_to_try_with_comes_under_the_name_that_the_commands_say(proved: Browser, owner: Owner) -> None:
    proved.post("/welcome/connect/make")
    shown = proved.get("/welcome/connect").content.decode()
    assert "put claims.837 inbound/" in shown
    assert 'href="/welcome/connect/claims.837" download' in shown
    answer = proved.get("/welcome/connect/claims.837")
    assert answer["Content-Disposition"] == 'attachment; filename="claims.837"'
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.count(b"CLM*") == 3
    assert b"*XX*1245319599~" in answer.content
    assert owner.execute("SELECT count(*) FROM exchange_intake_file").fetchall() == [(0,)]


def test_a_stranger_gets_no_file_and_who_has_said_nothing_of_himself_none_either(practice: int, dana: Browser) -> None:
    assert Browser().get("/welcome/connect/claims.837")["Location"].startswith("/signin")
    answer = dana.get("/welcome/connect/claims.837")
    assert (answer.status_code, answer["Location"]) == (303, "/welcome/connect")


def test_the_file_is_asked_for_and_never_sent_there(proved: Browser) -> None:
    assert proved.post("/welcome/connect/claims.837").status_code == 405

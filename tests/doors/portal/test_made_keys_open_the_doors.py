"""What is made on the portal's pages opens the real doors: SFTP and the API, for its organization and until revoked."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import asyncssh
import psycopg
import pytest

from clearlane.directory.users.scopes import SCOPES
from tests.doors.portal.conftest import Browser
from tests.doors.portal.test_connect import proved
from tests.doors.portal.test_welcome import organization
from tests.doors.sftp.server import Server, running
from tests.posted import Posted

__all__ = ["organization", "proved"]
Owner = psycopg.Connection[Any]
HTML = {"Accept": "text/html"}
CLAIM = b"ISA*00*          *00*          *ZZ*ELM            *ZZ*CLEAR          *260302*0930*^*00501*000000001*0*T*:~"


@pytest.fixture
def door(proved: Browser, mails: Posted) -> Iterator[Server]:
    with running() as found:
        yield found


def visit(server: Server, name: str, *, key: str = "", password: str = "", sends: bytes = b"") -> list[str]:
    """What a client that comes so finds in its folder; nothing where it is not let in."""

    async def come() -> list[str]:
        keys = [asyncssh.import_private_key(key)] if key else []
        options: dict[str, Any] = {"known_hosts": None, "agent_path": None, "login_timeout": 20}
        options |= {"client_keys": keys, "password": password or None, "username": name}
        async with (
            asyncssh.connect("127.0.0.1", server.port, **options) as connection,
            connection.start_sftp_client() as client,
        ):
            if sends:
                async with client.open("inbound/claims.837", "wb") as file:
                    await file.write(sends)
            return sorted(str(each) for each in await client.listdir("."))

    try:
        return asyncio.run(come())
    except asyncssh.PermissionDenied:
        return []


def name_of(answer: Any) -> str:
    found = re.fullmatch(r'attachment; filename="(.+)\.key"', answer["Content-Disposition"])
    assert found
    return found[1]


def secret_of(answer: Any) -> str:
    found = re.search(r'id="secret">([^<]+)<', answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def test_the_key_of_the_welcome_page_opens_sftp_and_brings_a_file_to_its_organization(
    proved: Browser, door: Server, organization: int, owner: Owner
) -> None:
    answer = proved.post("/welcome/connect/make")
    name, key = name_of(answer), answer.content.decode()
    assert visit(door, name, key=key, sends=CLAIM)
    rows = owner.execute("SELECT tenant_id, way FROM exchange_intake_file").fetchall()
    assert rows == [(organization, "sftp")]
    assert "Connected for the first time" in proved.get("/welcome/connect").content.decode()


def test_the_pair_of_the_account_page_opens_sftp_until_it_is_revoked(proved: Browser, door: Server) -> None:
    answer = proved.post("/account/sftp/add", {"username": "elm-street", "do": "pair"}, headers=HTML)
    key = answer.content.decode()
    assert visit(door, "elm-street", key=key)
    assert not visit(door, "elm-other", key=key)
    proved.post("/account/sftp/elm-street/revoke")
    assert not visit(door, "elm-street", key=key)


def test_a_generated_password_opens_sftp_and_no_other_does(proved: Browser, door: Server) -> None:
    answer = proved.post("/account/sftp/add", {"username": "elm-street", "do": "password"}, headers=HTML)
    password = secret_of(answer)
    assert visit(door, "elm-street", password=password)
    for wrong in (password[:-1], password.swapcase(), password + " "):
        assert not visit(door, "elm-street", password=wrong)


@pytest.mark.parametrize("comment", ["", " Büro von José", " two words"])
@pytest.mark.parametrize("page", ["/welcome/connect/paste", "/account/sftp/add"])
def test_a_pasted_key_opens_sftp_whatever_stands_behind_it(
    proved: Browser, door: Server, owner: Owner, page: str, comment: str
) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    line = key.export_public_key().decode().strip() + comment
    proved.post(page, {"public_key": f"\r\n{line}\r\n", "username": "elm-street", "do": "paste"}, headers=HTML)
    ((name,),) = owner.execute("SELECT username FROM directory_users_sftpuser").fetchall()
    assert visit(door, name, key=key.export_private_key().decode())


@pytest.mark.parametrize("page", ["/welcome/connect/paste", "/account/sftp/add"])
@pytest.mark.parametrize("dirt", ["\x00", "\x1b[2J", "\x7f"])
def test_a_pasted_key_with_dirt_in_it_is_told_and_makes_no_account(
    proved: Browser, owner: Owner, page: str, dirt: str
) -> None:
    line = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().strip()
    sent = {"public_key": f"{line} a{dirt}b", "username": "elm-street", "do": "paste"}
    answer = proved.post(page, sent, headers=HTML)
    assert answer.status_code == 422
    assert "ssh-ed25519" in answer.content.decode()
    assert owner.execute("SELECT username FROM directory_users_sftpuser").fetchall() == []


def test_the_api_key_of_the_welcome_page_opens_the_api(proved: Browser, organization: int, owner: Owner) -> None:
    page = proved.post("/welcome/connect/api").content.decode()
    found = re.search(r"Bearer ([^\s<&\"']+)", page)
    assert found
    program = Browser()
    asked = {"Authorization": f"Bearer {found[1]}", "Idempotency-Key": str(uuid4())}
    answer = program.post("/v1/files?name=a.837", data=CLAIM, content_type="application/octet-stream", headers=asked)
    assert answer.status_code < 300, answer.content
    assert owner.execute("SELECT tenant_id FROM exchange_intake_file").fetchall() == [(organization,)]
    assert program.get("/home", headers=asked).status_code == 302


@pytest.mark.parametrize("scope", sorted(SCOPES))
def test_a_key_of_one_scope_does_what_that_scope_says(proved: Browser, mails: Posted, scope: str) -> None:
    values = {"name": "one scope", "scope": [scope], "days": "90"}
    secret = secret_of(proved.post("/account/keys", values, headers=HTML))
    program, asked = Browser(), {"Authorization": f"Bearer {secret}"}
    may = {
        "files:read": program.get(f"/v1/files/{uuid4()}", headers=asked).status_code != 403,
        "files:write": program.post(
            "/v1/files?name=a.837", data=CLAIM, content_type="application/octet-stream",
            headers=asked | {"Idempotency-Key": str(uuid4())},
        ).status_code
        != 403,
    }  # fmt: skip
    assert {each for each, is_let in may.items() if is_let} == {scope} & set(may)

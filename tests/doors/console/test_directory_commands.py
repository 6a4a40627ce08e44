"""The operator's commands that make tenants, keys, SFTP accounts and pairs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import override_settings

from clearlane.doors.console.main import main
from tests.conftest import AsRole
from tests.doors.console.test_api_commands import Say, say

__all__ = ["say"]
Owner = psycopg.Connection[Any]
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDdkZWFkYmVlZmRlYWRiZWVmZGVhZGJlZWZkZWFkYmVl office"


@pytest.fixture(autouse=True)
def operator(as_role: AsRole) -> Any:
    with as_role("operator"):
        yield


def make(say: Say, name: str = "Elm Street Family Care", *more: str) -> int:
    """A tenant; its number."""
    code, said = say("tenant", "add", name, "--by", "ann", "--json", *more)
    assert code == 0, said
    return int(json.loads(said)["tenant"])


def test_tenants_are_added_and_listed(say: Say) -> None:
    practice = make(say, "Elm Street Family Care")
    company = make(say, "Ledger Lane Billing", "--kind", "billing", "--scheme", "compatible")
    client = make(say, "Oak Clinic", "--parent", str(company))
    listed = json.loads(say("tenant", "list", "--json")[1])
    assert [each["id"] for each in listed] == [practice, company, client]
    assert [each["is_live"] for each in listed] == [False] * 3
    assert listed[2]["parent"] == company
    assert "Ledger Lane Billing" in say("tenant", "list")[1]


def test_a_tenant_without_a_name_is_refused(say: Say) -> None:
    assert say("tenant", "add", " ", "--by", "ann") == (2, "clearlane tenant: an organization needs a name\n")


@pytest.mark.parametrize(("mode", "lines"), [("own_use", 1), ("evaluation", 1), ("service", 2)])
def test_in_service_it_is_said_that_nobody_can_sign_for_a_tenant_without_people(
    say: Say, mode: str, lines: int
) -> None:
    with override_settings(MODE=mode):
        said = say("tenant", "add", "Elm", "--by", "ann")[1]
    assert (len(said.splitlines()), "signs up in the portal" in said) == (lines, mode == "service")


def test_who_does_it_must_be_said(say: Say, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["tenant", "add", "Elm"])
    assert end.value.code == 2
    assert "--by" in capfd.readouterr().err


def test_a_key_is_added_and_revoked(say: Say, as_role: AsRole) -> None:
    from clearlane.directory.users.find_key import find_key

    practice = make(say)
    code, said = say("key", "add", "--tenant", str(practice), "--name", "billing", "--by", "ann", "--days", "30")
    secret = said.strip()
    assert code == 0
    found = find_key(secret=secret)
    assert found is not None
    assert len(found.scopes) == 5
    assert say("key", "revoke", found.prefix, "--by", "ann") == (0, f"{found.prefix} is revoked\n")
    assert find_key(secret=secret) is None
    assert say("key", "revoke", found.prefix, "--by", "ann")[0] == 1


def test_a_key_with_few_scopes_has_no_others(say: Say) -> None:
    practice = make(say)
    words = ["key", "add", "--tenant", str(practice), "--name", "x", "--by", "ann", "--json", "--scope", "files:write"]
    from clearlane.directory.users.find_key import find_key

    found = find_key(secret=json.loads(say(*words)[1])["key"])
    assert found is not None
    assert found.scopes == {"files:write"}


def test_a_key_has_the_scheme_of_names_that_was_asked_for(say: Say) -> None:
    from clearlane.directory.users.find_key import find_key

    practice = make(say)
    words = ["key", "add", "--tenant", str(practice), "--name", "x", "--by", "ann", "--json", "--scheme", "compatible"]
    found = find_key(secret=json.loads(say(*words)[1])["key"])
    assert found is not None
    assert found.scheme == "compatible"


@pytest.mark.parametrize("wrong", [["--scope", "files:eat"], ["--days", "0"]])
def test_a_key_that_cannot_be_is_refused(wrong: list[str], say: Say) -> None:
    practice = make(say)
    assert say("key", "add", "--tenant", str(practice), "--name", "x", "--by", "ann", *wrong)[0] == 2


@pytest.mark.parametrize(
    "call",
    [
        ["key", "add", "--tenant", "99", "--name", "x", "--by", "ann"],
        ["pair", "add", "1234567893", "123456789", "--tenant", "99", "--by", "ann"],
        ["sftp-user", "add", "elm", "--tenant", "99", "--password", "--by", "ann"],
        ["tenant", "add", "Oak Clinic", "--parent", "99", "--by", "ann"],
    ],
)
def test_a_tenant_that_is_not_there_is_said_in_a_line(
    call: list[str], say: Say, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(call) == 2
    assert "there is no tenant of that number" in capfd.readouterr().err


def test_an_unknown_key_is_not_revoked(say: Say) -> None:
    assert say("key", "revoke", "clk_nothing", "--by", "ann")[0] == 1


def test_an_sftp_account_is_added_and_revoked(say: Say, tmp_path: Path) -> None:
    practice = make(say)
    (tmp_path / "key.pub").write_text(KEY + "\n")
    words = ["sftp-user", "add", "elmstreet", "--tenant", str(practice), "--by", "ann", "--public-key"]
    assert say(*words, str(tmp_path / "key.pub")) == (0, "elmstreet may sign in\n")
    assert say(*words, str(tmp_path / "key.pub"))[0] == 1
    gone = ["sftp-user", "revoke", "elmstreet", "--tenant", str(practice), "--by", "ann"]
    assert [say(*gone)[0], say(*gone)[0]] == [0, 1]


def test_a_password_is_shown_once(say: Say, owner: Owner) -> None:
    practice = make(say)
    words = ["sftp-user", "add", "elmstreet", "--tenant", str(practice), "--by", "ann", "--password", "--json"]
    password = json.loads(say(*words)[1])["password"]
    assert len(password) >= 24
    assert password not in str(owner.execute("SELECT * FROM directory_users_sftpsecret").fetchall())


def test_a_key_file_that_is_not_there_is_a_problem(say: Say, tmp_path: Path) -> None:
    practice = make(say)
    words = ["sftp-user", "add", "elmstreet", "--tenant", str(practice), "--by", "ann"]
    assert say(*words, "--public-key", str(tmp_path / "nothing"))[0] == 2


def test_a_key_file_that_is_not_text_is_told_by_its_name(say: Say, tmp_path: Path) -> None:
    practice, file = make(say), tmp_path / "key.der"
    file.write_bytes(b"\x30\x82\xff\xfe")
    words = ["sftp-user", "add", "elmstreet", "--tenant", str(practice), "--by", "ann", "--public-key", str(file)]
    said = f"clearlane sftp-user: {file} is no public key: it is not text; name the file that ends in .pub\n"
    assert say(*words) == (2, said)


def test_a_pair_is_registered_with_its_remittances(say: Say, owner: Owner) -> None:
    practice, company = make(say), make(say, "Ledger Lane Billing", "--kind", "billing")
    words = ["pair", "add", "1234567893", "12-3456789", "--tenant", str(practice), "--submitter", str(company)]
    code, said = say(*words, "--by", "ann", "--json")
    assert code == 0
    assert json.loads(said)["status"] == "live"
    assert json.loads(said)["era"] == "live"
    assert owner.execute("SELECT tenant_id FROM directory_providers_eraright").fetchall() == [(practice,)]


def test_a_second_holder_is_a_dispute(say: Say) -> None:
    first, second = make(say), make(say, "Oak Clinic")
    words = ["pair", "add", "1234567893", "123456789", "--by", "ann", "--no-era", "--tenant"]
    assert say(*words, str(first))[0] == 0
    code, said = say(*words, str(second))
    assert code == 1
    assert "disputed" in said


def test_what_is_no_pair_is_refused(say: Say) -> None:
    assert say("pair", "add", "1234567890", "123456789", "--tenant", str(make(say)), "--by", "ann")[0] == 2


@pytest.mark.parametrize("name", ["send", "mailbox", "tenant", "key", "sftp-user", "pair", "serve-sftp"])
def test_each_command_shows_an_example(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    shown = capfd.readouterr().out
    assert end.value.code == 0
    assert f"clearlane {name}" in shown
    assert "example:" in shown

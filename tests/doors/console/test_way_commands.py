"""The operator's commands that enter payers, open connections and route one over the other."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from clearlane.doors.console.examine.database import _secrets
from clearlane.doors.console.main import main
from clearlane.exchange.connections.profile import read_profile
from clearlane.exchange.connections.read_shipped import NoSuchProfile, list_shipped, read_shipped
from tests.conftest import AsRole, MakeTenant
from tests.doors.console.test_api_commands import Say, say
from tests.exchange.reading.plant import plant

__all__ = ["say"]
HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIXG6t+ck2ADGMd8ZA+wcvv+Y9vLBf7fFO8vU+wVZ1kG"
PAYER = ("payer", "add", "60054", "Harbor Health Plan", "--by", "ann")


@pytest.fixture
def operator(as_role: AsRole) -> Any:
    with as_role("operator"):
        yield


@pytest.fixture
def upstream(operator: None, say: Say, tmp_path: Path) -> Path:
    """An open connection, from the shipped profile; the profile's path."""
    profile = tmp_path / "upstream.toml"
    profile.write_text(filled(), encoding="utf-8")
    assert open_way(say, profile)[0] == 0
    return profile


def filled() -> str:
    """The shipped profile with something for each of its blanks."""
    text = re.sub(r'host_key = "<.*?>"', f'host_key = "{HOST_KEY}"', read_shipped(name="upstream-clearinghouse"))
    return re.sub(r'"<.*?>"', '"US"', text)


def open_way(say: Say, profile: Path, tier: str = "production") -> tuple[int, str]:
    return say("connection", "add", "upstream", "--tier", tier, "--profile", str(profile), "--by", "ann", "--json")


def test_a_payer_is_added_and_listed(operator: None, say: Say) -> None:
    assert say(*PAYER) == (0, "payer 60054: Harbor Health Plan\n")
    listed = json.loads(say("payer", "list", "--json")[1])
    takes = {"837P": ["1", "7", "8"]}
    assert listed == [{"payer": "60054", "name": "Harbor Health Plan", "is_live": True, "takes": takes}]
    assert "Harbor Health Plan" in say("payer", "list")[1]


def test_a_payer_that_is_known_stays_as_it_is(operator: None, say: Say) -> None:
    say(*PAYER)
    assert say("payer", "add", "60054", "Another Name", "--by", "ann")[0] == 1
    assert "Another Name" not in say("payer", "list")[1]


def test_a_payer_without_a_name_is_refused(operator: None, say: Say) -> None:
    assert say("payer", "add", "60054", " ", "--by", "ann")[0] == 2


def test_a_payer_that_takes_originals_alone_says_so(operator: None, say: Say) -> None:
    say(*PAYER, "--frequencies", "1")
    assert json.loads(say("payer", "list", "--json")[1])[0]["takes"] == {"837P": ["1"]}


def test_a_connection_is_opened_and_listed(upstream: Path, say: Say) -> None:
    listed = json.loads(say("connection", "list", "--json")[1])
    assert [(each["name"], each["tier"], each["host"]) for each in listed] == [
        ("upstream", "production", "sftp.upstream.example")
    ]
    assert "production" in say("connection", "list")[1]


def test_a_connection_gets_a_new_profile(upstream: Path, say: Say) -> None:
    text = upstream.read_text(encoding="utf-8")
    upstream.write_text(text.replace("sftp.upstream.example", "sftp2.upstream.example"), encoding="utf-8")
    assert open_way(say, upstream)[0] == 0
    assert "sftp2.upstream.example" in say("connection", "list")[1]


def test_a_connection_never_changes_its_tier(upstream: Path, say: Say) -> None:
    text = upstream.read_text(encoding="utf-8")
    assert "sandbox payers alone" in open_way(say, upstream, tier="practice")[1]
    upstream.write_text(text.replace("sandbox = false", "sandbox = true"), encoding="utf-8")
    code, said = open_way(say, upstream, tier="practice")
    assert code == 1
    assert "production connection" in said


def test_a_connection_is_asked_for_answers_from_now_on(upstream: Path, owner: Any) -> None:
    steps = owner.execute("SELECT step FROM foundation_queue_work").fetchall()
    assert steps == [("answers/connections.collect",)]


def test_a_profile_with_a_wrong_setting_is_refused(operator: None, say: Say, tmp_path: Path) -> None:
    profile = tmp_path / "wrong.toml"
    profile.write_text("[way]\nhots = 'x'\n", encoding="utf-8")
    code, said = open_way(say, profile)
    assert code == 1
    assert "way.hots" in said


def test_a_profile_with_a_blank_is_refused_with_its_setting(operator: None, say: Say, tmp_path: Path) -> None:
    profile = tmp_path / "mine.toml"
    profile.write_text(filled().replace('sender = "US"', 'sender = "<our id>"'), encoding="utf-8")
    code, said = open_way(say, profile)
    assert code == 1
    assert "identity.sender is still to be filled in: <our id>" in said
    assert json.loads(say("connection", "list", "--json")[1]) == []


NO_HOST_KEYS = ["ssh-ed25519 AAAA...bbbb", "ssh-ed25519", "US", "ssh-ed25519 AAAA", HOST_KEY[:-8], f"host {HOST_KEY}"]


@pytest.mark.parametrize("key", NO_HOST_KEYS)
def test_a_host_key_that_no_server_could_have_is_refused(operator: None, say: Say, tmp_path: Path, key: str) -> None:
    profile = tmp_path / "mine.toml"
    profile.write_text(filled().replace(HOST_KEY, key), encoding="utf-8")
    code, said = open_way(say, profile)
    assert (code, "way.host_key is no public key: `ssh-keyscan -p 22 " in said) == (1, True)
    assert json.loads(say("connection", "list", "--json")[1]) == []


def test_a_secret_that_is_not_there_is_said(operator: None, say: Say, tmp_path: Path) -> None:
    profile = tmp_path / "mine.toml"
    profile.write_text(filled(), encoding="utf-8")
    code, said = open_way(say, profile)
    assert code == 0
    assert "connections/upstream-key; nothing can be sent before it is there" in said
    (ailment,) = [one for one in _secrets() if "upstream-key" in one.what]
    assert ailment.what.startswith("connection upstream names ")
    assert not ailment.is_warning


def test_a_profile_that_is_not_there_is_wrong_use(operator: None, say: Say, tmp_path: Path) -> None:
    assert open_way(say, tmp_path / "none.toml")[0] == 2


def test_a_payer_is_routed_over_a_connection(upstream: Path, say: Say) -> None:
    say(*PAYER)
    words = ("route", "add", "60054", "--connection", "upstream", "--as", "AET01", "--by", "ann")
    assert say(*words) == (0, "claims of payer 60054 go over upstream as AET01\n")
    listed = json.loads(say("route", "list", "--json")[1])
    assert [(each["payer_id"], each["connection"], each["payer_id_there"]) for each in listed] == [
        ("60054", "upstream", "AET01")
    ]
    assert "over upstream as AET01" in say("route", "list")[1]


@pytest.mark.parametrize(("more", "state"), [((), "received"), (("--needs-enrollment",), "held")])
def test_a_way_without_an_enrollment_lets_go_what_waited_for_one(
    upstream: Path, say: Say, tenant: MakeTenant, as_role: AsRole, owner: Any, more: tuple[str, ...], state: str
) -> None:
    say(*PAYER)
    mine = tenant()
    with as_role("flow"):
        claim = plant(submitter=mine, state="held", payer_code="60054").claim
    owner.execute("DELETE FROM exchange_claims_transition")
    owner.execute(
        "INSERT INTO exchange_claims_claimfinding (tenant_id, claim_id, seq, rule, disposition, finding)"
        " VALUES (%s, %s, 9, 'not_enrolled', 'hold', '{}')",
        [mine, claim],
    )
    with as_role("operator"):
        assert say("route", "add", "60054", "--connection", "upstream", "--by", "ann", *more)[0] == 0
    assert owner.execute("SELECT state FROM exchange_claims_claim").fetchall() == [(state,)]


UNWRITABLE = {
    "BLUE * PLAN~X": "holds * ~, which separates",
    "Blue \N{EN DASH} Plan \N{EURO SIGN}": "only Latin-1",
    "B" * 61: "at most 60 fit",
}


@pytest.mark.parametrize("name", UNWRITABLE)
def test_a_payers_name_that_no_file_could_hold_is_refused(upstream: Path, say: Say, name: str) -> None:
    say(*PAYER)
    code, said = say("route", "add", "60054", "--connection", "upstream", "--named", name, "--by", "ann")
    assert (code, UNWRITABLE[name] in said, "the payer's name there" in said) == (1, True, True)
    assert json.loads(say("route", "list", "--json")[1]) == []


def sandbox(folder: Path) -> Path:
    """The profile of a connection at whose end a sandbox payer answers."""
    profile = folder / "sun.toml"
    text = read_shipped(name="sandbox-payer").format(port=22, login="sun", id="SUN", name="Sun", host_key="", gather=0)
    profile.write_text(text, encoding="utf-8")
    return profile


@pytest.mark.parametrize("tier", ["production", "practice"])
def test_a_production_house_opens_no_way_to_a_sandbox_payer(
    operator: None, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tier: str
) -> None:
    monkeypatch.setattr(settings, "PRODUCTION", True)
    code, said = open_way(say, sandbox(tmp_path), tier=tier)
    assert (code, "name the real payer's server and take way.sandbox out" in said) == (1, True)
    assert json.loads(say("connection", "list", "--json")[1]) == []


def test_a_production_house_routes_no_payer_to_a_sandbox_that_it_was_left(
    operator: None, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert open_way(say, sandbox(tmp_path))[0] == 0
    say(*PAYER)
    monkeypatch.setattr(settings, "PRODUCTION", True)
    code, said = say("route", "add", "60054", "--connection", "upstream", "--by", "ann")
    assert (code, "a sandbox payer answers at upstream" in said) == (1, True)
    assert json.loads(say("route", "list", "--json")[1]) == []


def test_a_payers_id_that_no_file_could_hold_is_refused(upstream: Path, say: Say) -> None:
    say(*PAYER)
    code, said = say("route", "add", "60054", "--connection", "upstream", "--as", "AET:01", "--by", "ann")
    assert (code, "the payer's id there holds :" in said) == (1, True)


def test_a_route_needs_a_payer_of_the_directory(upstream: Path, say: Say) -> None:
    code, said = say("route", "add", "NOBODY", "--connection", "upstream", "--by", "ann")
    assert code == 1
    assert "clearlane payer add" in said


def test_a_route_needs_a_connection(operator: None, say: Say) -> None:
    say(*PAYER)
    code, said = say("route", "add", "60054", "--connection", "none", "--by", "ann")
    assert code == 1
    assert "clearlane connection list" in said


@pytest.mark.parametrize("words", [PAYER[:-2], ("route", "add", "60054", "--connection", "upstream")])
def test_who_adds_must_be_said(words: tuple[str, ...], capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(list(words))
    assert "--by" in capfd.readouterr().err


def test_the_upstream_profile_reads_as_shipped() -> None:
    profile = read_profile(text=read_shipped(name="upstream-clearinghouse"))
    assert profile.answers.is_intermediary
    assert profile.answers.resend == "ask"
    assert profile.claims.per_set == 5000


def test_the_sandbox_profile_reads_once_it_is_filled_in() -> None:
    filled = read_shipped(name="sandbox-payer").format(
        port=22, login="aurora", id="AURORA", name="A", host_key="k", gather=0
    )
    assert read_profile(text=filled).way.username == "aurora"


def test_profiles_are_listed_and_printed(say: Say) -> None:
    assert say("connection", "profile") == (0, "sandbox-payer\nupstream-clearinghouse\n")
    assert say("connection", "profile", "sandbox-payer") == (0, read_shipped(name="sandbox-payer"))


def test_a_profile_that_is_not_shipped_is_named_with_those_that_are(say: Say) -> None:
    with pytest.raises(NoSuchProfile, match=list_shipped()[0]):
        read_shipped(name="moon")
    assert say("connection", "profile", "moon")[0] == 2


def enrolled(say: Say, tenant: int, *more: str, action: str = "add") -> tuple[int, str]:
    asked = ["--tenant", str(tenant), "--payer", "60054", "--connection", "upstream", "--by", "ann"]
    return say("enrollment", action, "1234567893", "12-3456789", *asked, *more)


@pytest.fixture
def provider(upstream: Path, say: Say) -> int:
    """A tenant that holds a pair, and a payer in the directory."""
    say(*PAYER)
    tenant = int(json.loads(say("tenant", "add", "Elm Street", "--by", "ann", "--json")[1])["tenant"])
    assert say("pair", "add", "1234567893", "123456789", "--tenant", str(tenant), "--by", "ann")[0] == 0
    return tenant


def test_an_enrollment_is_recorded_changed_and_listed(provider: int, say: Say) -> None:
    assert enrolled(say, provider, "--status", "asked")[0] == 0
    code, said = enrolled(say, provider)
    assert (code, "is live (was asked)" in said) == (0, True)
    (entry,) = json.loads(say("enrollment", "list", "--json")[1])
    assert (entry["npi"], entry["connection"], entry["status"]) == ("1234567893", "upstream", "live")
    assert "payer 60054 over upstream" in say("enrollment", "list", "--tenant", str(provider))[1]


def test_an_enrollment_is_ended_once(provider: int, say: Say) -> None:
    enrolled(say, provider)
    assert enrolled(say, provider, action="end")[0] == 0
    assert enrolled(say, provider, action="end")[0] == 1
    assert json.loads(say("enrollment", "list", "--json")[1])[0]["status"] == "ended"


def test_an_enrollment_of_what_is_not_there_is_refused(provider: int, say: Say) -> None:
    other = int(json.loads(say("tenant", "add", "Oak", "--by", "ann", "--json")[1])["tenant"])
    assert "does not hold the pair" in enrolled(say, other)[1]
    assert "no connection" in enrolled(say, provider, "--connection", "nowhere")[1]
    assert "not in the directory" in enrolled(say, provider, "--payer", "99999")[1]
    assert json.loads(say("enrollment", "list", "--json")[1]) == []


@pytest.mark.parametrize("action", ["add", "end"])
def test_an_enrollment_of_a_tenant_that_there_is_not_is_wrong_use(provider: int, say: Say, action: str) -> None:
    code, said = enrolled(say, 9999, action=action)
    assert (code, "there is no tenant 9999; `clearlane tenant list` shows them" in said) == (2, True)

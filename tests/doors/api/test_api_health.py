"""Is it alive, is it ready, what does it count; and how it is described."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import override_settings

from clearlane.config.environment import SettingIsWrong, networks
from clearlane.exchange.connections.read_shipped import read_shipped
from tests.cluster import ROOT
from tests.conftest import AsRole
from tests.doors.api.conftest import Asking
from tests.doors.api.test_api_files import ISA

SANDBOX = read_shipped(name="sandbox-payer").format(port=22, login="sun", id="SUN", name="Sun", host_key="", gather=0)


def test_a_process_that_answers_is_alive(as_role: AsRole) -> None:
    with as_role("web"):
        assert Asking().get("/healthz").content == b"ok\n"


def test_a_house_that_can_take_files_in_is_ready(as_role: AsRole) -> None:
    with as_role("web"):
        response = Asking().get("/readyz")
    assert (response.status_code, response.json()) == (200, {"ready": True, "wrong": [], "warnings": []})


def test_a_production_house_with_a_sandbox_payer_is_ready_and_warns(
    as_role: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    from clearlane.exchange.connections.add import add
    from clearlane.foundation.tenancy.scope import scope

    with as_role("operator"), scope([1], by="test"):
        add(name="sun", tier="practice", profile=SANDBOX, by="test")
    monkeypatch.setattr(settings, "PRODUCTION", True)
    with as_role("web"):
        response = Asking().get("/readyz")
    said = ["sandbox payers answer in this production house: clearlane doctor names their connections"]
    assert (response.status_code, response.json()) == (200, {"ready": True, "wrong": [], "warnings": said})


def test_a_house_without_its_master_key_is_not_ready(as_role: AsRole, data: Path) -> None:
    from clearlane.foundation.vault.keyring import forget

    key = data / "keys" / "master.key"
    key.rename(data / "keys" / "away")
    forget()
    try:
        with as_role("web"):
            response = Asking().get("/readyz")
    finally:
        (data / "keys" / "away").rename(key)
        forget()
    assert response.status_code == 503
    assert response.json()["wrong"] == ["the keys of the house cannot be read"]


def test_a_file_is_not_taken_without_the_keys_and_its_sender_may_try_again(
    asking: Asking, data: Path, owner: psycopg.Connection[Any]
) -> None:
    from clearlane.foundation.vault import keyring, tenant_key

    keys, away = data / "keys", data / "keys-away"
    keys.rename(away)
    try:
        keyring.forget()
        tenant_key.forget()
        answer = asking.send(ISA)
    finally:
        away.rename(keys)
        keyring.forget()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Try again in a minute" in answer.json()["detail"]
    assert owner.execute("SELECT count(*) FROM exchange_intake_file").fetchone() == (0,)


def test_a_house_without_its_database_is_alive_and_not_ready(as_role: AsRole, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings
    from django.db import connections

    from clearlane.config.databases import databases

    with as_role("web"):
        for role in ("GATE", "WEB"):
            monkeypatch.setenv(f"CLEARLANE_{role}_URL", "postgresql://nobody@127.0.0.1:9/nothing")
        connections.close_all()
        for connection in connections.all(initialized_only=True):
            delattr(connections._connections, connection.alias)  # type: ignore[attr-defined]
        connections.settings = connections.configure_settings(databases("web", data=settings.DATA))
        assert Asking().get("/healthz").status_code == 200
        response = Asking().get("/readyz")
        refused = Asking("clk_any").send(ISA)
    assert (response.status_code, response.json()["wrong"]) == (503, ["the database does not answer"])
    assert refused.status_code == 503
    assert "nobody" not in str(refused.content)


def test_requests_are_counted_by_route_and_never_by_path(asking: Asking) -> None:
    from uuid import uuid4

    claim = str(uuid4())
    asking.get(f"/v1/claims/{claim}")
    text = asking.get("/metrics").content.decode()
    assert 'clearlane_requests_total{route="GET /v1/claims/<claim_id>",status="404"}' in text
    assert claim not in text


STRANGERS = ["203.0.113.9", "10.0.0.8", "2001:db8::1", "::ffff:203.0.113.9", "", "127.0.0.1.example"]


@pytest.mark.parametrize("asker", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_reads_counters_and_what_is_wrong(as_role: AsRole, asker: str) -> None:
    with as_role("web"):
        assert Asking(REMOTE_ADDR=asker).get("/metrics").status_code == 200
        assert "wrong" in Asking(REMOTE_ADDR=asker).get("/readyz").json()


@pytest.mark.parametrize("asker", STRANGERS)
def test_a_stranger_reads_no_counters_and_only_whether_it_is_ready(as_role: AsRole, asker: str) -> None:
    stranger = Asking(REMOTE_ADDR=asker)
    with as_role("web"):
        assert stranger.get("/healthz").status_code == 200
        for forged in ({}, {"X-Forwarded-For": "127.0.0.1"}, {"Host": "localhost"}):
            refused = stranger.get("/metrics", headers=forged)
            assert (refused.status_code, b"clearlane_" in refused.content) == (404, False)
            ready = stranger.get("/readyz", headers=forged)
            assert (ready.status_code, ready.json()) == (200, {"ready": True})


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
@pytest.mark.parametrize("asker", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_what_a_proxy_of_this_machine_passes_on_is_a_strangers_unless_it_is_named(
    as_role: AsRole, asker: str, header: str
) -> None:
    passed_on = {header: "for=203.0.113.9" if header == "Forwarded" else "127.0.0.1"}
    with as_role("web"):
        for is_named, status in ((False, 404), (True, 200)):
            with override_settings(HAS_PROXY=is_named):
                answer = Asking(REMOTE_ADDR=asker).get("/metrics", headers=passed_on)
                ready = Asking(REMOTE_ADDR=asker).get("/readyz", headers=passed_on).json()
            assert (answer.status_code, "wrong" in ready) == (status, is_named)


@pytest.mark.parametrize(("asker", "status"), [("10.0.0.8", 200), ("2001:db8::1", 200), ("10.0.1.8", 404)])
def test_the_networks_that_are_named_may_read_it(
    as_role: AsRole, monkeypatch: pytest.MonkeyPatch, asker: str, status: int
) -> None:
    monkeypatch.setenv("CLEARLANE_MONITORS", "10.0.0.0/24, 2001:db8::/64")
    with as_role("web"), override_settings(MONITORS=networks("CLEARLANE_MONITORS")):
        assert Asking(REMOTE_ADDR=asker).get("/metrics").status_code == status


@pytest.mark.parametrize("wrong", ["everybody", "10.0.0.1/24", "10.0.0.8:80"])
def test_a_network_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("CLEARLANE_MONITORS", wrong)
    with pytest.raises(SettingIsWrong, match="it may be 10"):
        networks("CLEARLANE_MONITORS")


def test_the_committed_description_is_current() -> None:
    from clearlane.config.describe import describe

    committed = (ROOT / "docs" / "openapi.json").read_text("utf-8")
    assert json.loads(committed) == describe(), "run: python -m clearlane.config.describe"

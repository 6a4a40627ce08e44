"""A machine that has not the keys of its house, or not its vault, says so in a sentence, and takes nothing in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from clearlane.doors.console.main import main
from clearlane.exchange.reading.readiness import _is_ours, readiness
from clearlane.foundation.vault import keyring, tenant_key
from clearlane.foundation.vault.mark import ready_vault
from tests.conftest import AsRole
from tests.flows.conftest import world
from tests.flows.world import World

__all__ = ["world"]


def forget() -> None:
    keyring.forget()
    tenant_key.forget()


@pytest.fixture
def without_keys(database: None, data: Path) -> Iterator[None]:
    """The keys lie elsewhere for the test."""
    keys, away = data / "keys", data / "keys-away"
    keys.rename(away)
    forget()
    yield
    away.rename(keys)
    forget()


COMMANDS: dict[str, tuple[str, list[str]]] = {
    "seal": ("flow", ["maintain", "seal", "--once"]),
    "sftp": ("web", ["serve-sftp", "--port", "1"]),
    "worker": ("flow", ["worker"]),
}


@pytest.mark.parametrize(("role", "words"), COMMANDS.values(), ids=COMMANDS.keys())
def test_what_needs_the_keys_does_not_begin_without_them(
    world: World,
    without_keys: None,
    as_role: AsRole,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    role: str,
    words: list[str],
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    with as_role(role):
        assert main(words) == 2
    said = capsys.readouterr().err
    assert f"clearlane {words[0]}: there is no key at " in said
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["sftp", "worker"])
def test_what_keeps_files_does_not_begin_with_another_vault(
    world: World,
    as_role: AsRole,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    with as_role("owner"):
        ready_vault(by="test")
    role, words = COMMANDS[name]
    with as_role(role), override_settings(VAULT=tmp_path):
        assert main(words) == 2
        _is_ours.cache_clear()
        assert readiness().wrong == ("the vault at hand is not that of this database: clearlane doctor tells more",)
    assert f"clearlane {words[0]}: {tmp_path} is not the vault of this database" in capsys.readouterr().err


def test_a_claim_cannot_be_traced_without_them(world: World, data: Path, request: pytest.FixtureRequest) -> None:
    world.send(world.order(claims=1).content)
    world.run()
    ((claim,),) = world.rows("SELECT id FROM exchange_claims_claim")
    request.getfixturevalue("without_keys")
    capsys: Any = request.getfixturevalue("capsys")
    with world.as_role("operator"):
        assert main(["trace", str(claim), "--by", "ann"]) == 2
    assert "clearlane trace: there is no key at " in capsys.readouterr().err

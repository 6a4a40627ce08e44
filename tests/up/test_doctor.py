"""`clearlane doctor` names what is wrong and how to mend it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from clearlane.exchange.connections.add import add
from clearlane.exchange.connections.read_shipped import read_shipped
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.keyring import make_keys
from clearlane.foundation.vault.tenant_key import tenant_key
from tests.cluster import Cluster
from tests.conftest import AsRole, MakeTenant
from tests.up.houses import clearlane, free_ports

HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIXG6t+ck2ADGMd8ZA+wcvv+Y9vLBf7fFO8vU+wVZ1kG"

WELL = {"well": True, "ailments": []}


def _doctor(folder: Path, **environment: str) -> dict[str, Any]:
    done = clearlane("doctor", "--json", "--data", str(folder), environment=environment)
    told: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == (0 if told["well"] else 1), done.stderr
    return told


def _said(told: dict[str, Any]) -> str:
    return "\n".join(f"{ailment['what']} -> {ailment['mend']}" for ailment in told["ailments"])


@pytest.fixture
def urls(cluster: Cluster, database_name: str, database: None) -> dict[str, str]:
    """The URLs of a migrated database that holds nothing, as settings."""
    return cluster.environment(database_name)


@pytest.fixture
def keyed(folder: Path) -> Path:
    """A data folder with keys."""
    make_keys(folder=folder / "keys")
    return folder


def test_doctor_finds_nothing_wrong_with_a_good_database(keyed: Path, urls: dict[str, str]) -> None:
    assert _doctor(keyed, **urls)["ailments"] == []


def test_doctor_says_how_to_begin(folder: Path) -> None:
    told = _doctor(folder / "not-yet")
    assert told["well"] is True
    assert "start the house once: clearlane up" in _said(told)


def test_doctor_sees_a_key_that_others_can_read(keyed: Path, urls: dict[str, str]) -> None:
    (keyed / "keys" / "master.key").chmod(0o644)
    assert f"chmod 600 {keyed}/keys/master.key" in _said(_doctor(keyed, **urls))


def test_doctor_sees_a_lost_key(keyed: Path, urls: dict[str, str]) -> None:
    (keyed / "keys" / "audit.key").unlink()
    assert "keys/audit.key is missing" in _said(_doctor(keyed, **urls))


def test_doctor_sees_a_role_without_a_url(keyed: Path) -> None:
    told = _doctor(keyed, CLEARLANE_DATABASE_URL="postgresql://127.0.0.1:1/clearlane")
    assert "no URL for the roles owner, gate, web, flow, operator" in _said(told)


def test_doctor_sees_a_server_that_does_not_answer(keyed: Path, urls: dict[str, str]) -> None:
    gone = f"postgresql://clearlane_flow:secret@127.0.0.1:{free_ports(1)[0]}/clearlane"
    said = _said(_doctor(keyed, **(urls | {"CLEARLANE_FLOW_URL": gone})))
    assert "clearlane_flow cannot connect" in said
    assert "secret" not in said


def test_doctor_sees_a_role_that_is_superuser(
    keyed: Path, urls: dict[str, str], cluster: Cluster, database_name: str
) -> None:
    mighty = cluster.url("superuser", database_name)
    assert "may more than it should" in _said(_doctor(keyed, **(urls | {"CLEARLANE_WEB_URL": mighty})))


def test_doctor_sees_a_role_that_owns_tables(keyed: Path, urls: dict[str, str]) -> None:
    swapped = urls | {"CLEARLANE_WEB_URL": urls["CLEARLANE_OWNER_URL"]}
    assert "clearlane_web owns" in _said(_doctor(keyed, **swapped))


def test_doctor_sees_a_missing_migration(keyed: Path, urls: dict[str, str], owner: Any) -> None:
    row = ("foundation_audit", "0001_initial")
    owner.execute("DELETE FROM django_migrations WHERE app = %s AND name = %s", row)
    try:
        said = _said(_doctor(keyed, **urls))
    finally:
        owner.execute("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())", row)
    assert "1 migrations are missing, foundation_audit.0001_initial first -> clearlane migrate" in said


def test_doctor_sees_a_test_clock_in_production(keyed: Path, urls: dict[str, str]) -> None:
    done = clearlane(
        "doctor",
        "--data",
        str(keyed),
        environment=urls | {"CLEARLANE_PRODUCTION": "1", "CLEARLANE_TEST_CLOCK": "/none"},
    )
    assert done.returncode in {1, 2}
    assert "CLEARLANE_TEST_CLOCK is set" in done.stdout + done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the database to another account")
def test_doctor_names_the_folder_that_the_database_cannot_pass(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    (closed / "data").mkdir(mode=0o711)
    assert f"chmod o+x {closed}" in _said(_doctor(closed / "data"))


def test_doctor_sees_what_stands_still(database: None, keyed: Path, urls: dict[str, str], owner: Any) -> None:
    owner.execute(
        "INSERT INTO foundation_queue_work"
        " (step, tenant_id, thing_id, lane, due_at, attempts, error, leased_by, stuck_at)"
        " VALUES ('claims/claims.extract', 1, gen_random_uuid(), '', now(), 5, 'x', '', now())"
    )
    assert "1 thing stands still at a step that failed -> clearlane worklist" in _said(_doctor(keyed, **urls))


def test_doctor_talks_to_people_as_well(keyed: Path, urls: dict[str, str]) -> None:
    done = clearlane("doctor", "--data", str(keyed), environment=urls)
    assert done.stdout == f"data folder: {keyed}\nthe house is not up\nnothing is wrong\n"


def test_the_start_and_doctor_refuse_keys_of_another_house(
    database: None, keyed: Path, urls: dict[str, str], tenant: MakeTenant
) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        tenant_key(mine)
    assert "copy the folder keys of the house whose database this is" in _said(_doctor(keyed, **urls))
    done = clearlane("migrate", "--start", "--data", str(keyed), environment=urls)
    assert done.returncode == 2
    assert "master.key does not open the key of tenant" in done.stderr


def test_the_start_and_doctor_refuse_a_machine_with_a_vault_of_its_own(keyed: Path, urls: dict[str, str]) -> None:
    start = ("migrate", "--start", "--data", str(keyed))
    assert clearlane(*start, environment=urls).returncode == 0
    assert _doctor(keyed, **urls)["ailments"] == []
    apart = urls | {"CLEARLANE_VAULT": str(keyed / "elsewhere")}
    told = f"{keyed}/elsewhere is not the vault of this database: there is no vault.id"
    said = _said(_doctor(keyed, **apart))
    assert told in said
    assert "-> share the vault of the house whose database this is, by CLEARLANE_VAULT_S3_URL" in said
    done = clearlane(*start, environment=apart)
    assert done.returncode == 2
    assert f"clearlane migrate: {told}" in done.stderr
    away = urls | {"CLEARLANE_VAULT_S3_URL": f"http://127.0.0.1:{free_ports(1)[0]}"}
    assert "CLEARLANE_VAULT_S3_URL does not answer -> start it" in _said(_doctor(keyed, **away))
    assert "CLEARLANE_VAULT_S3_URL does not answer; start it" in clearlane(*start, environment=away).stderr


def test_a_production_house_does_not_start_with_sandbox_payers(
    database: None, as_role: AsRole, keyed: Path, urls: dict[str, str]
) -> None:
    text = read_shipped(name="sandbox-payer").format(
        port=22, login="aurora", id="AURORA", name="A", host_key=HOST_KEY, gather=0
    )
    with as_role("operator"), scope([HOUSE], by="test"):
        add(name="sandbox-aurora", tier="production", profile=text, by="test")
    start = ("migrate", "--start", "--data", str(keyed))
    production = urls | {"CLEARLANE_PRODUCTION": "1"}
    done = clearlane(*start, environment=production)
    assert done.returncode == 2
    assert "live connections to sandbox payers: sandbox-aurora; start the production house with" in done.stderr
    assert "connections to sandbox payers are live in production: sandbox-aurora" in _said(_doctor(keyed, **production))
    assert clearlane(*start, environment=urls).returncode == 0


@pytest.mark.parametrize(("content", "said"), [
    (b"We agree.", "lacks its title, its version or its text: nobody can sign up with it -> begin the file with"),
    (b"\xff\xfe", "is not UTF-8: nobody can sign up with it"),
    (None, "which is no folder: our templates are signed -> make the folder"),
])  # fmt: skip
def test_doctor_sees_agreements_that_nobody_could_sign(
    keyed: Path, urls: dict[str, str], tmp_path: Path, content: bytes | None, said: str
) -> None:
    texts = tmp_path / "texts"
    if content is not None:
        texts.mkdir()
        (texts / "billing.txt").write_bytes(content)
    told = _doctor(keyed, CLEARLANE_AGREEMENTS=str(texts), **urls)
    assert said in _said(told)
    assert told["well"] is (content is None)

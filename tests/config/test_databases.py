from __future__ import annotations

from pathlib import Path

import pytest

from clearlane.config.databases import ROLES, databases, read_url, url
from clearlane.config.environment import SettingIsWrong


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*ROLES, "database"):
        monkeypatch.delenv(f"CLEARLANE_{name.upper()}_URL", raising=False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "database").mkdir()
    (tmp_path / "database" / "address").write_text("postgresql://127.0.0.1:5440/house\n")
    for role in ROLES:
        (tmp_path / "database" / f"{role}.password").write_text(f"{role}-secret\n")
    return tmp_path


def test_a_roles_own_url_comes_first(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_FLOW_URL", "postgresql://me:pw@db:1/x")
    assert url("flow", data=data) == "postgresql://me:pw@db:1/x"


def test_the_database_url_gives_host_port_and_name_alone(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_DATABASE_URL", "postgresql://someone:else@db.example:5432/big?sslmode=require")
    assert url("web", data=data) == "postgresql://clearlane_web:web-secret@db.example:5432/big?sslmode=require"


def test_the_data_folder_knows_the_rest(data: Path) -> None:
    assert url("owner", data=data) == "postgresql://clearlane_owner:owner-secret@127.0.0.1:5440/house"


def test_without_any_there_is_no_url(tmp_path: Path) -> None:
    assert url("flow", data=tmp_path) == ""


def test_the_web_process_has_two_connections_and_the_others_one(data: Path) -> None:
    web = databases("web", data=data)
    assert {alias: one["USER"] for alias, one in web.items()} == {"default": "clearlane_gate", "web": "clearlane_web"}
    assert [*databases("flow", data=data)] == ["default"]


def test_web_works_behind_a_transaction_pooler(data: Path) -> None:
    assert all(one["DISABLE_SERVER_SIDE_CURSORS"] for one in databases("web", data=data).values())


def test_an_unknown_role_is_refused(data: Path) -> None:
    with pytest.raises(SettingIsWrong, match="CLEARLANE_ROLE is 'root'"):
        databases("root", data=data)


def test_a_url_is_read_into_djangos_names() -> None:
    read = read_url("postgresql://u%40x:p%2Fw@db:5433/name?sslmode=require")
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"], read["NAME"]) == (
        "u@x", "p/w", "db", "5433", "name",
    )  # fmt: skip
    assert read["OPTIONS"]["sslmode"] == "require"


def test_a_url_of_another_database_is_refused() -> None:
    with pytest.raises(SettingIsWrong, match="begins with postgresql"):
        read_url("mysql://db/name")

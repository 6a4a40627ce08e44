"""URLs of the database, read and made; and which connection each model is on."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.config.databases import ROLES, Router, databases, read_url, url
from clearlane.config.environment import SettingIsWrong

WORD = st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF), min_size=1, max_size=12)
HOST = st.from_regex(r"[a-z][a-z0-9-]{0,8}(\.[a-z]{2,5})?", fullmatch=True)


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*ROLES, "database"):
        monkeypatch.delenv(f"CLEARLANE_{name.upper()}_URL", raising=False)


@given(WORD, WORD, HOST, st.integers(1, 65535), WORD.filter(lambda name: not name.startswith("/")))
def test_whatever_a_password_is_made_of_it_is_read_back(
    user: str, password: str, host: str, port: int, name: str
) -> None:
    quoted = [quote(part, safe="") for part in (user, password, name)]
    read = read_url(f"postgresql://{quoted[0]}:{quoted[1]}@{host}:{port}/{quoted[2]}")
    assert read == {
        "USER": user, "PASSWORD": password, "HOST": host, "PORT": str(port), "NAME": name,
        "OPTIONS": {"connect_timeout": 10},
    }  # fmt: skip


# A URL; host, port and name of the database, and its options.
READ: list[tuple[str, tuple[str, str, str], dict[str, Any]]] = [
    ("", ("", "", "clearlane"), {"connect_timeout": 10}),
    ("postgresql://db", ("db", "", "clearlane"), {"connect_timeout": 10}),
    ("postgres://db:5433/x", ("db", "5433", "x"), {"connect_timeout": 10}),
    ("postgresql:///x?host=/run/postgresql", ("/run/postgresql", "", "x"), {"connect_timeout": 10}),
    ("postgresql:///x?host=%2Frun%2Fpg", ("/run/pg", "", "x"), {"connect_timeout": 10}),
    ("postgresql://[::1]:5432/x", ("::1", "5432", "x"), {"connect_timeout": 10}),
    ("postgresql://db/x?connect_timeout=3", ("db", "", "x"), {"connect_timeout": "3"}),
    (
        "postgresql://db/x?sslmode=verify-full&sslrootcert=/ca.pem",
        ("db", "", "x"),
        {"connect_timeout": 10, "sslmode": "verify-full", "sslrootcert": "/ca.pem"},
    ),
]


@pytest.mark.parametrize(("address", "place", "options"), READ)
def test_a_url_is_read_with_its_options(address: str, place: tuple[str, str, str], options: dict[str, Any]) -> None:
    read = read_url(address)
    assert (read["HOST"], read["PORT"], read["NAME"]) == place
    assert read["OPTIONS"] == options


@pytest.mark.parametrize("address", ["mysql://db/x", "http://db", "db/x", "127.0.0.1", "sqlite:///x"])
def test_a_url_of_something_else_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(SettingIsWrong, match="a database's URL begins with postgresql://"):
        read_url(address)


@given(st.dictionaries(st.from_regex("[a-z]{2,8}", fullmatch=True).filter(lambda key: key != "host"), WORD, max_size=3))
def test_what_stands_in_the_url_overrules_what_we_add(options: dict[str, str]) -> None:
    added = {"lock_timeout": "4s", **dict.fromkeys(options, "ours")}
    read = read_url(f"postgresql://db/x?{urlencode(options)}", **added)
    assert read["OPTIONS"] == {"connect_timeout": 10, "lock_timeout": "4s"} | options


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "database").mkdir()
    (tmp_path / "database" / "address").write_text("postgresql://127.0.0.1:5440/house?sslmode=disable\n")
    for role in ROLES:
        (tmp_path / "database" / f"{role}.password").write_text(f"{role}-word\n")
    return tmp_path


@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_a_user_and_a_password_of_its_own(role: str, data: Path) -> None:
    assert url(role, data=data) == f"postgresql://clearlane_{role}:{role}-word@127.0.0.1:5440/house?sslmode=disable"


@pytest.mark.parametrize("missing", ["address", "flow.password"])
def test_half_of_what_is_needed_is_nothing(missing: str, data: Path) -> None:
    (data / "database" / missing).unlink()
    assert url("flow", data=data) == ""


# A process's role; the users of its connections, and those that may have no cursor beyond a transaction.
PROCESSES = [
    ("owner", {"default": "clearlane_owner"}, set()),
    ("gate", {"default": "clearlane_gate"}, {"default"}),
    ("web", {"default": "clearlane_gate", "web": "clearlane_web"}, {"default", "web"}),
    ("flow", {"default": "clearlane_flow"}, set()),
    ("operator", {"default": "clearlane_operator"}, set()),
]


@pytest.mark.parametrize(("role", "users", "pooled"), PROCESSES)
def test_a_process_has_the_connections_of_its_role(
    role: str, users: dict[str, str], pooled: set[str], data: Path
) -> None:
    found = databases(role, data=data)
    assert {alias: one["USER"] for alias, one in found.items()} == users
    assert {alias for alias, one in found.items() if one["DISABLE_SERVER_SIDE_CURSORS"]} == pooled
    assert not any(one["ATOMIC_REQUESTS"] for one in found.values())


def test_only_the_owner_gives_up_on_a_lock(data: Path) -> None:
    waits = {role: databases(role, data=data)["default"]["OPTIONS"].get("options") for role in ROLES}
    assert waits == {role: "-c lock_timeout=4s" if role == "owner" else None for role in ROLES}


@pytest.mark.parametrize("role", ["", "root", "Flow", "postgres", "web,flow"])
def test_a_role_that_is_none_is_refused_with_those_that_are(role: str, data: Path) -> None:
    with pytest.raises(SettingIsWrong, match="it may be owner, gate, web, flow, operator"):
        databases(role, data=data)


def model(label: str) -> Any:
    return SimpleNamespace(_meta=SimpleNamespace(app_label=label))


@pytest.mark.parametrize("label", ["directory_users", "exchange_claims", "foundation_vault"])
def test_a_process_of_one_connection_has_every_model_on_it(label: str) -> None:
    router = Router()
    assert router.db_for_read(model(label)) == router.db_for_write(model(label)) == "default"


@pytest.mark.parametrize(("alias", "migrates"), [("default", True), ("web", False)])
def test_migrations_run_on_the_owners_connection_alone(alias: str, migrates: bool) -> None:
    assert Router().allow_migrate(alias, "exchange_claims") is migrates
    assert Router().allow_relation(object(), object()) is True

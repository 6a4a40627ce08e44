"""As whom PostgreSQL runs, and whether that account can get at its folder."""

from __future__ import annotations

import os
import pwd
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from clearlane.foundation.postgres.account import FolderIsClosed, NoAccount, check_folders, drop_to, find_account
from clearlane.foundation.postgres.examine import examine
from clearlane.foundation.postgres.layout import ROLES, Layout
from clearlane.foundation.postgres.prepare import without_password
from tests.cluster import Cluster
from tests.conftest import AlterRoles


def entry(name: str = "postgres", uid: int = 61_001, gid: int = 61_001) -> pwd.struct_passwd:
    return pwd.struct_passwd((name, "x", uid, gid, "", "/", "/bin/false"))


@pytest.fixture
def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)


@pytest.mark.parametrize(
    ("known", "chosen"),
    [(["root", "nobody", "postgres"], "postgres"), (["nobody", "root"], "nobody"), (["postgres"], "postgres")],
)
def test_root_runs_it_as_an_account_that_is_there(
    as_root: None, monkeypatch: pytest.MonkeyPatch, known: list[str], chosen: str
) -> None:
    monkeypatch.setattr(pwd, "getpwall", lambda: [entry(name) for name in known])
    found = find_account()
    assert found is not None
    assert found.pw_name == chosen


def test_a_machine_without_such_an_account_is_told(as_root: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pwd, "getpwall", lambda: [entry("root")])
    with pytest.raises(NoAccount, match="`postgres` or `nobody`"):
        find_account()


def test_an_account_is_dropped_to_without_any_group_of_ours() -> None:
    assert drop_to(entry()) == {"cwd": "/", "user": 61_001, "group": 61_001, "extra_groups": []}
    assert drop_to(None) == {"cwd": "/"}


@pytest.fixture
def deep() -> Iterator[Path]:
    """A folder three deep, all of which anybody may pass."""
    with tempfile.TemporaryDirectory(prefix="clearlane-account-") as top:
        folder = Path(top) / "one" / "two"
        folder.mkdir(parents=True)
        for step in (folder, folder.parent, Path(top)):
            step.chmod(0o711)
        yield folder


@pytest.mark.parametrize("mode", [0o700, 0o770, 0o706, 0o600])
@pytest.mark.parametrize("closed", [0, 1])
def test_the_first_closed_folder_is_named_with_its_chmod(deep: Path, mode: int, closed: int) -> None:
    step = (deep.parent, deep)[closed]
    step.chmod(mode)
    try:
        with pytest.raises(FolderIsClosed, match=f"may not pass the folder {step}; open it with: chmod o\\+x {step}  "):
            check_folders(deep / "data", account=entry())
    finally:
        step.chmod(0o711)


def test_folders_that_are_not_there_yet_close_nothing(deep: Path) -> None:
    check_folders(deep / "data" / "database", account=entry())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives folders away")
@pytest.mark.parametrize(("mode", "opens"), [(0o100, True), (0o011, False)])
def test_the_accounts_own_folder_asks_for_its_own_right(deep: Path, mode: int, opens: bool) -> None:
    os.chown(deep, 61_001, -1)
    deep.chmod(mode)
    if opens:
        check_folders(deep, account=entry())
    else:
        with pytest.raises(FolderIsClosed):
            check_folders(deep, account=entry())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives folders away")
@pytest.mark.parametrize(("mode", "opens"), [(0o710, True), (0o701, False)])
def test_a_folder_of_its_group_asks_for_the_groups_right(deep: Path, mode: int, opens: bool) -> None:
    os.chown(deep, -1, 61_001)
    deep.chmod(mode)
    if opens:
        check_folders(deep, account=entry())
    else:
        with pytest.raises(FolderIsClosed):
            check_folders(deep, account=entry())


# -- with the eyes of a role


@pytest.mark.parametrize("role", [role for role in ROLES if role != "owner"])
def test_a_running_role_owns_nothing_and_is_not_mighty(cluster: Cluster, database_name: str, role: str) -> None:
    seen = examine(cluster.url(role, database_name))
    assert (seen.error, seen.is_mighty, seen.owned) == ("", False, 0)
    assert seen.version >= 15


def test_the_owner_owns_the_tables(cluster: Cluster, database_name: str) -> None:
    seen = examine(cluster.url("owner", database_name))
    assert (seen.is_mighty, seen.owned > 20) == (False, True)


@pytest.mark.parametrize("might", ["SUPERUSER", "BYPASSRLS", "CREATEROLE"])
def test_a_mighty_role_is_seen(cluster: Cluster, database_name: str, alter_roles: AlterRoles, might: str) -> None:
    alter_roles(f"ALTER ROLE clearlane_flow {might}")
    assert examine(cluster.url("flow", database_name)).is_mighty


def test_a_role_that_owns_by_membership_is_seen(cluster: Cluster, database_name: str, alter_roles: AlterRoles) -> None:
    alter_roles("GRANT clearlane_owner TO clearlane_web")
    assert examine(cluster.url("web", database_name)).owned > 20


def test_a_wrong_password_is_told_without_it(cluster: Cluster, database_name: str) -> None:
    url = cluster.url("flow", database_name).replace(cluster.passwords["flow"], "PLANTED-SECRET")
    seen = examine(url)
    assert "password authentication failed" in seen.error
    assert "PLANTED-SECRET" not in seen.error
    assert len(seen.error.splitlines()) == 1


def test_a_server_that_is_not_there_is_told_in_a_line() -> None:
    seen = examine("postgresql://flow:PLANTED-SECRET@127.0.0.1:9/none")
    assert seen.error
    assert "PLANTED-SECRET" not in seen.error


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ann:s3cret@db:5432/x", "postgresql://ann@db:5432/x"),
        ("postgresql://ann:p%40ss@db/x?sslmode=require", "postgresql://ann@db/x?sslmode=require"),
        ("postgresql://db/x", "postgresql://db/x"),
        ("postgresql://ann:a@b@db/x", "postgresql://ann@db/x"),
    ],
)
def test_a_url_is_shown_without_its_secret(url: str, shown: str) -> None:
    assert without_password(url) == shown


def test_a_layout_keeps_a_password_from_other_accounts(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "data")
    layout.make()
    assert layout.read_password("flow") == ""
    layout.write_password("flow", "s3cret")
    assert layout.read_password("flow") == "s3cret"
    assert layout.password("flow").stat().st_mode & 0o777 == 0o600
    assert (layout.folder.stat().st_mode & 0o777, layout.data.stat().st_mode & 0o777) == (0o711, 0o711)


def test_making_a_layout_again_leaves_its_folders_as_they_are(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "data")
    layout.make()
    layout.data.chmod(0o755)
    layout.make()
    assert layout.data.stat().st_mode & 0o777 == 0o755


def test_an_address_is_kept_without_a_user(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    layout.make()
    layout.write_address(host="db.example", port=5432)
    assert layout.address.read_text() == "postgresql://db.example:5432/clearlane\n"
    assert psycopg.conninfo.conninfo_to_dict(layout.address.read_text().strip())["dbname"] == "clearlane"

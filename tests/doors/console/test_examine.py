"""What `doctor` sees: one ailment for each thing that is wrong, with what mends it, and none where all is well."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from clearlane.doors.console.examine.ailment import Ailment
from clearlane.doors.console.examine.database import _log, _roles, examine_database
from clearlane.doors.console.examine.doors import examine_doors
from clearlane.doors.console.examine.files import examine_files
from clearlane.doors.console.house.lock import lock
from clearlane.doors.console.house.ports import find_free
from clearlane.doors.console.main import main
from clearlane.foundation.postgres.examine import Examined
from clearlane.foundation.postgres.layout import ROLES, Layout
from clearlane.foundation.vault.keyring import make_keys
from tests.cluster import Cluster
from tests.conftest import AsRole
from tests.doors.console.test_house import listening, web


@pytest.fixture
def layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """A data folder with keys, of a house whose database is its user's own."""
    made = Layout(tmp_path / "data")
    made.make()
    make_keys(folder=made.data / "keys")
    monkeypatch.setenv("CLEARLANE_DATABASE_URL", "postgresql://127.0.0.1:9/clearlane")
    for role in ROLES:
        monkeypatch.delenv(f"CLEARLANE_{role.upper()}_URL", raising=False)
    return made


# -- files


def test_a_whole_folder_has_no_ailment(layout: Layout) -> None:
    assert list(examine_files(layout)) == []


def test_a_folder_that_is_not_there_is_a_warning_and_all_that_is_said(tmp_path: Path) -> None:
    (only,) = examine_files(Layout(tmp_path / "none"))
    assert only == Ailment(f"there is no data folder {tmp_path}/none", "start the house once: clearlane up", True)


Spoil = Callable[[Layout, pytest.MonkeyPatch], None]


def lose_a_key(layout: Layout, _env: pytest.MonkeyPatch) -> None:
    (layout.data / "keys" / "master.key").unlink()


def lose_the_trails_key(layout: Layout, _env: pytest.MonkeyPatch) -> None:
    (layout.data / "keys" / "audit.key").unlink()


def lose_the_portals_key(layout: Layout, _env: pytest.MonkeyPatch) -> None:
    (layout.data / "keys" / "web.key").unlink()


def open_a_key(layout: Layout, _env: pytest.MonkeyPatch) -> None:
    (layout.data / "keys" / "audit.key").chmod(0o640)


def open_a_password(layout: Layout, _env: pytest.MonkeyPatch) -> None:
    layout.write_password("flow", "x")
    layout.password("flow").chmod(0o604)


def keep_keys_elsewhere(layout: Layout, env: pytest.MonkeyPatch) -> None:
    env.setenv("CLEARLANE_KEYS", str(layout.data / "elsewhere"))


KEPT = "bring it back from where it was kept"
SPOILED: list[tuple[Spoil, str, str]] = [
    (lose_a_key, "keys/master.key is missing", f"{KEPT}; without it nothing in the vault can be read again"),
    (
        lose_the_trails_key,
        "keys/audit.key is missing",
        f"{KEPT}; without it the audit trail can neither be",
    ),
    (
        lose_the_portals_key,
        "keys/web.key is missing",
        f"{KEPT}, or let `clearlane up` make another: then",
    ),
    (open_a_key, "keys/audit.key can be read by other accounts", "chmod 600 "),
    (open_a_password, "flow.password can be read by other accounts", "chmod 600 "),
    (keep_keys_elsewhere, "elsewhere/master.key is missing", "bring it back"),
]


@pytest.mark.parametrize(("spoil", "what", "mend"), SPOILED, ids=lambda part: getattr(part, "__name__", ""))
def test_what_is_wrong_with_files_is_named_with_what_mends_it(
    spoil: Spoil, what: str, mend: str, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(layout, monkeypatch)
    first = next(iter(examine_files(layout)))
    assert what in first.what
    assert first.mend.startswith(mend)
    assert not first.is_warning


def test_little_room_is_a_warning(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clearlane.doors.console.examine.files.LEAST_FREE", 10**18)
    (only,) = examine_files(layout)
    assert only.is_warning
    assert "MB are free at" in only.what


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the database to another account")
def test_a_closed_folder_on_the_way_is_named_with_its_chmod(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLEARLANE_DATABASE_URL")
    layout.data.chmod(0o700)
    found = [ailment for ailment in examine_files(layout) if "may not pass the folder" in ailment.what]
    assert found
    assert "chmod o+x" in found[0].mend


# -- the database


ROLE_FINDS = {
    "all is well": (Examined("", 18, False, 0), ""),
    "it cannot connect": (Examined("no route to host"), "clearlane_flow cannot connect: no route to host"),
    "the server is old": (Examined("", 14, False, 0), "this is PostgreSQL 14"),
    "the oldest that will do": (Examined("", 15, False, 0), ""),
    "it is mighty": (Examined("", 18, True, 0), "clearlane_flow may more than it should"),
    "it owns tables": (Examined("", 18, False, 7), "clearlane_flow owns 7 tables"),
}


@pytest.mark.parametrize(("seen", "what"), ROLE_FINDS.values(), ids=ROLE_FINDS.keys())
def test_what_a_role_finds_becomes_one_ailment(seen: Examined, what: str) -> None:
    found = list(_roles({"flow": seen}))
    assert [one.what for one in found] == ([what] if what else [])
    assert all(one.mend and not one.is_warning for one in found)


def test_a_log_that_takes_up_rows_is_a_warning_with_the_statements_that_mend_it() -> None:
    (only,) = _log(Examined("", 18, False, 0, logs_rows=True))
    assert (only.is_warning, "ALTER SYSTEM SET log_error_verbosity = 'terse'" in only.mend) == (True, True)
    assert list(_log(Examined("", 18, False, 0))) == []


def test_the_owner_may_own_tables() -> None:
    assert list(_roles({"owner": Examined("", 18, False, 70)})) == []


def test_roles_without_a_url_are_named_together(layout: Layout) -> None:
    (only,) = examine_database(layout)
    assert only.what == "no URL for the roles owner, gate, web, flow, operator"


def test_a_server_that_is_gone_is_an_ailment_of_each_role(layout: Layout) -> None:
    for role in ROLES:
        layout.write_password(role, "secret-of-the-role")
    found = list(examine_database(layout))
    assert len(found) == len(ROLES)
    assert all("cannot connect" in one.what and "secret-of-the-role" not in one.what for one in found)


def test_a_house_of_its_own_that_is_down_is_a_warning(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLEARLANE_DATABASE_URL")
    (only,) = examine_database(layout)
    assert (only.what, only.is_warning) == ("the database is not running", True)


@pytest.fixture
def reached(
    as_role: AsRole, cluster: Cluster, database_name: str, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> Layout:
    """The same folder, with the URLs of a migrated database."""
    for name, url in cluster.environment(database_name).items():
        monkeypatch.setenv(name, url)
    return layout


def test_a_migrated_database_has_no_ailment(reached: Layout, as_role: AsRole) -> None:
    with as_role("operator"):
        assert list(examine_database(reached)) == []


@pytest.mark.parametrize(("days", "warns"), [(44, True), (1, True), (0, False)])
def test_partitions_that_end_soon_warn_and_none_are_wrong(
    days: int, warns: bool, reached: Layout, as_role: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clearlane.foundation.partitions.remaining.remaining", lambda: days)
    with as_role("operator"):
        (only,) = examine_database(reached)
    assert (only.what, only.mend, only.is_warning) == (f"partitions end in {days} days", "clearlane migrate", warns)


def test_missing_migrations_are_counted_and_the_first_is_named(
    reached: Layout, as_role: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clearlane.config.pending.pending", lambda: ["a.0001_x", "b.0002_y"])
    with as_role("operator"):
        (only,) = examine_database(reached)
    assert only == Ailment("2 migrations are missing, a.0001_x first", "clearlane migrate")


# -- the doors


def told(layout: Layout, **addresses: str) -> None:
    (layout.data / "addresses.json").write_text(json.dumps(addresses))


def test_doors_of_a_house_that_is_down_are_not_asked(layout: Layout) -> None:
    told(layout, web="http://127.0.0.1:9")
    assert list(examine_doors(layout)) == []


def test_a_door_that_does_not_answer_is_named_with_its_log(layout: Layout) -> None:
    (gone,) = find_free(1)
    with lock(layout.data), web(200) as port, listening() as sftp:
        told(layout, web=f"http://127.0.0.1:{port}", sftp=f"sftp://127.0.0.1:{sftp}", data=str(layout.data))
        assert list(examine_doors(layout)) == []
        told(layout, web=f"http://127.0.0.1:{gone}", sftp=f"sftp://127.0.0.1:{gone}", logs="/x")
        names = {ailment.what: ailment.mend for ailment in examine_doors(layout)}
    assert names == {
        f"{name} does not answer at {scheme}://127.0.0.1:{gone}": f"its log says why: {layout.data}/log/{name}.log"
        for name, scheme in (("web", "http"), ("sftp", "sftp"))
    }


def test_a_web_server_that_fails_does_not_answer(layout: Layout) -> None:
    with lock(layout.data), web(500) as port:
        told(layout, web=f"http://127.0.0.1:{port}")
        assert len(list(examine_doors(layout))) == 1


# -- the command


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_doctor_ends_with_1_where_something_is_wrong(
    as_json: list[str], layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", "--data", str(layout.data), *as_json]) == 1
    said = capsys.readouterr().out
    if as_json:
        document = json.loads(said)
        assert (document["well"], document["up"], len(document["ailments"])) == (False, False, 1)
    else:
        assert said.splitlines()[:2] == [f"data folder: {layout.data}", "the house is not up"]
        assert "wrong: no URL for the roles" in said
        assert "  mend it: clearlane database init --admin-url URL" in said


def test_doctor_ends_with_0_where_all_can_wait(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--data", str(tmp_path / "none")]) == 0
    assert "warning: there is no data folder" in capsys.readouterr().out


def test_doctor_says_that_nothing_is_wrong(
    reached: Layout, as_role: AsRole, capsys: pytest.CaptureFixture[str]
) -> None:
    with as_role("operator"):
        assert main(["doctor", "--data", str(reached.data)]) == 0
    assert capsys.readouterr().out.endswith("nothing is wrong\n")


def test_doctor_changes_nothing(layout: Layout) -> None:
    before = {path: path.stat().st_mtime_ns for path in layout.data.rglob("*")}
    main(["doctor", "--data", str(layout.data)])
    assert {path: path.stat().st_mtime_ns for path in layout.data.rglob("*")} == before

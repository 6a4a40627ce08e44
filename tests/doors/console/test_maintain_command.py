"""What is done now and then for as long as the house is up."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import override_settings
from psycopg import sql

from clearlane.directory.users.add_user import add_user
from clearlane.doors.console.house.ports import Ports
from clearlane.doors.console.house.programs import Plan, programs
from clearlane.doors.console.main import main
from clearlane.doors.console.maintain import TASKS, repeat
from clearlane.foundation.audit.record import record
from clearlane.foundation.audit.verify import verify
from clearlane.foundation.postgres.layout import Layout
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.sweep import DAY_SECONDS
from tests.conftest import AsRole, MakeTenant

PATIENCE = 300


def cut_upload(spool: Path) -> Path:
    """What an upload left two days ago."""
    spool.mkdir()
    path = spool / "old.part"
    path.write_bytes(b"sealed")
    then = path.stat().st_mtime - 2 * DAY_SECONDS
    os.utime(path, (then, then))
    return path


def test_the_trail_is_sealed_and_the_spool_swept(
    tenant: MakeTenant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine, old = tenant(), cut_upload(tmp_path / "spool")
    with override_settings(SPOOL=tmp_path / "spool", AUDIT_ROOTS=tmp_path / "roots"):
        with scope([mine], by="test"):
            record(tenant=mine, event="a:row:written", by="test")
        done: Counter[str] = Counter()
        for _ in range(PATIENCE):  # while anybody in the cluster has a transaction open, nothing newer is sealed
            assert main(["maintain", "seal", "sweep", "--once", "--json"]) == 0
            done.update(json.loads(capsys.readouterr().out))
            if done["seal"]:
                break
            time.sleep(0.1)
        assert done == {"seal": 1, "sweep": 1}
        assert verify(by="test").faults == ()
    assert not old.exists()


def test_a_spool_that_resists_does_not_stop_the_sealing(
    database: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "spool").write_text("no folder")
    with override_settings(SPOOL=tmp_path / "spool", AUDIT_ROOTS=tmp_path / "roots"):
        assert main(["maintain", "sweep", "seal", "--once", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["sweep"] is None


_SESSIONS = """
    INSERT INTO {} (session_key, session_data, expire_date, device, begun_at, seen_at)
    SELECT 'session ' || n, '', now() + (n - 600.5) * interval '1 minute', '', now(), now()
    FROM generate_series(1, 602) n
"""
_TALLIES = """
    INSERT INTO directory_users_tally (key, count, free_at, ends_at)
    SELECT 'tally ' || n, 1, now(), now() + (n - 600.5) * interval '1 minute' FROM generate_series(1, 602) n
"""


def test_sessions_and_counts_that_have_ended_are_taken_away_and_no_others(
    owner: psycopg.Connection[Any], as_role: AsRole, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = ("directory_users_session", "directory_operators_operatorsession")
    for table in tables:
        owner.execute(sql.SQL(_SESSIONS).format(sql.Identifier(table)))
    owner.execute(_TALLIES)
    with as_role("owner"):
        assert main(["maintain", "sweep-ended", "--once", "--json"]) == 0
    done = json.loads(capsys.readouterr().out)["sweep-ended"]
    assert done == {"sessions": 600, "operators": 600, "tallies": 600, "links": 0}
    for table in (*tables, "directory_users_tally"):
        left = owner.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
        assert (table, left) == (table, (2,))


_LINKS = """
    INSERT INTO directory_registrations_registration (id, email, product, asked_at, asked_from, expires_at, spent_at,
        user_id, organization, npi, tin, tin_kind, phone, street, city, state, zip, time_zone, sends_from_here, kind)
    SELECT gen_random_uuid(), 'a' || n || '@example.org', 'clearinghouse', now() - n * interval '1 day', '192.0.2.1',
        now() - n * interval '1 day', CASE WHEN n = 40 THEN now() END, CASE WHEN n = 40 THEN %s END,
        '', '', '', '', '', '', '', '', '', '', true, '' FROM generate_series(-1, 40) n
"""


def test_who_asked_for_a_link_and_never_came_is_forgotten_after_a_month(
    owner: psycopg.Connection[Any], as_role: AsRole
) -> None:
    with as_role("web"):
        user = add_user(email="came@example.org", username="came", password="a quiet river stone", by="test")
    owner.execute(_LINKS, [user])
    with as_role("owner"):
        assert main(["maintain", "sweep-ended", "--once"]) == 0
    left = owner.execute("SELECT email FROM directory_registrations_registration").fetchall()
    assert {email for (email,) in left} == {f"a{n}@example.org" for n in [*range(-1, 30), 40]}


@pytest.mark.parametrize("role", ["flow", "owner", "operator"])
def test_each_task_says_in_json_what_it_did(
    role: str, database: None, as_role: AsRole, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [name for name, task in TASKS.items() if task.role == role]
    with as_role(role), override_settings(SPOOL=tmp_path / "spool", AUDIT_ROOTS=tmp_path / "roots"):
        assert main(["maintain", *names, "--once", "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert (list(done), None in done.values()) == (names, False)


def test_tasks_of_different_roles_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["maintain", "seal", "partitions", "--once"]) == 2
    assert "different roles" in capsys.readouterr().err


def test_up_lets_the_spool_and_the_sessions_be_swept(tmp_path: Path) -> None:
    plan = Plan(Layout(tmp_path), Ports(web=1, sftp=2, database=0, sandbox=3), workers=1)
    commands = [program.command for program in programs(plan)]
    for task in ("sweep", "sweep-ended", "end-entries", "tell-signed"):
        assert any("maintain" in command and task in command for command in commands)


def test_each_task_is_done_at_its_own_pace() -> None:
    done: list[str] = []
    told: list[object] = []

    def often() -> None:
        done.append("often")
        if done.count("often") == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        repeat([(0.005, often), (0.02, lambda: done.append("seldom"))], once=False, tell=told.append)
    assert told == [[None, None]]
    assert done[:2] == ["often", "seldom"]
    assert 1 < done.count("seldom") < 20

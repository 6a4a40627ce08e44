"""What is done now and then for as long as the house is up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import override_settings

from clearlane.doors.console.house.ports import Ports
from clearlane.doors.console.house.programs import Plan, programs
from clearlane.doors.console.main import main
from clearlane.doors.console.maintain import repeat
from clearlane.foundation.audit.record import record
from clearlane.foundation.audit.verify import verify
from clearlane.foundation.postgres.layout import Layout
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.sweep import DAY_SECONDS
from tests.conftest import MakeTenant


def cut_upload(spool: Path) -> Path:
    """What an upload left two days ago."""
    spool.mkdir()
    path = spool / "old.part"
    path.write_bytes(b"sealed")
    then = path.stat().st_mtime - 2 * DAY_SECONDS
    os.utime(path, (then, then))
    return path


def test_the_trail_is_sealed_and_the_spool_swept(tenant: MakeTenant, tmp_path: Path) -> None:
    mine, old = tenant(), cut_upload(tmp_path / "spool")
    with override_settings(SPOOL=tmp_path / "spool", AUDIT_ROOTS=tmp_path / "roots"):
        with scope([mine], by="test"):
            record(tenant=mine, event="a:row:written", by="test")
        assert main(["maintain", "seal", "sweep", "--once"]) == 0
        assert verify(by="test").faults == ()
    assert not old.exists()


def test_a_spool_that_resists_does_not_stop_the_sealing(database: None, tmp_path: Path) -> None:
    (tmp_path / "spool").write_text("no folder")
    with override_settings(SPOOL=tmp_path / "spool", AUDIT_ROOTS=tmp_path / "roots"):
        assert main(["maintain", "sweep", "seal", "--once"]) == 0


def test_tasks_of_different_roles_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["maintain", "seal", "partitions", "--once"]) == 2
    assert "different roles" in capsys.readouterr().err


def test_up_lets_the_spool_be_swept(tmp_path: Path) -> None:
    plan = Plan(Layout(tmp_path), Ports(web=1, sftp=2, database=0, sandbox=3), workers=1)
    commands = [program.command for program in programs(plan)]
    assert any("maintain" in command and "sweep" in command for command in commands)


def test_each_task_is_done_at_its_own_pace() -> None:
    done: list[str] = []

    def often() -> None:
        done.append("often")
        if done.count("often") == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        repeat([(0.005, often), (0.02, lambda: done.append("seldom"))], once=False)
    assert done[:2] == ["often", "seldom"]
    assert 1 < done.count("seldom") < 20

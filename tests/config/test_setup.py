from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clearlane.doors.console.house.ports import find_free
from tests.conftest import AlterRoles

PROGRAM = "import sys; from clearlane.config.setup import setup; setup(role=sys.argv[1], serves=True)"


def start(role: str, *, program: str = PROGRAM, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, role]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | environment)


def test_a_serving_process_starts_as_a_humble_role(database: None) -> None:
    assert start("web").returncode == 0


def test_a_serving_process_refuses_a_mighty_role(alter_roles: AlterRoles) -> None:
    alter_roles("ALTER ROLE clearlane_flow BYPASSRLS")
    refused = start("flow")
    assert refused.returncode != 0
    assert "SettingIsWrong: the role clearlane_flow bypasses row security; it must not" in refused.stderr


@pytest.mark.parametrize(("patience", "asks_again"), [(0, False), (1.2, True)])
def test_a_serving_process_asks_a_database_that_is_away_as_long_as_it_may(patience: float, asks_again: bool) -> None:
    program = PROGRAM.replace("serves=True", f"serves=True, patience={patience}")
    away = f"postgresql://clearlane_flow:any@127.0.0.1:{find_free(1)[0]}/clearlane"
    ended = start("flow", program=program, CLEARLANE_FLOW_URL=away)
    assert ended.returncode == 1
    assert "OperationalError: connection failed" in ended.stderr
    assert ("the database does not answer; it is asked again" in ended.stderr) is asks_again


def test_an_unknown_role_is_refused(database: None) -> None:
    assert "CLEARLANE_ROLE is 'root'" in start("root").stderr


def test_processes_that_serve_from_one_data_folder_count_together(database: None, tmp_path: Path) -> None:
    show = "; from clearlane.foundation.telemetry.metrics import SENDS, expose; SENDS.labels('confirmed').inc()"
    show += "; print(expose()[0].decode())"
    command, environment = (
        [sys.executable, "-c", PROGRAM + show, "flow"],
        os.environ | {"CLEARLANE_DATA": str(tmp_path)},
    )
    subprocess.run(command, check=True, capture_output=True, env=environment)
    shown = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    assert 'clearlane_sends_total{result="confirmed"} 2.0' in shown.stdout


def test_the_house_answers_on_loopback_and_under_its_origin(database: None) -> None:
    show = "; from django.conf import settings; print(settings.ALLOWED_HOSTS)"
    environment = os.environ | {"CLEARLANE_ORIGIN": "https://claims.example.org:8443/"}
    command = [sys.executable, "-c", PROGRAM + show, "web"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    assert shown.stdout.strip() == "['localhost', '127.0.0.1', '[::1]', 'claims.example.org']"

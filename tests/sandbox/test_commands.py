from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clearlane.standards.x12.generate.file_837p import File837P
from clearlane_sandbox.__main__ import main
from clearlane_sandbox.clock import now
from tests.sandbox.conftest import Desk

MakeDesk = Callable[..., Desk]


def test_ledger_prints_totals_for_people(
    make_desk: MakeDesk, batch: File837P, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = make_desk()
    desk.send(batch.content)
    desk.run()
    assert main(["ledger", "--data", str(desk.data)]) == 0
    assert "paid_claims      40" in capsys.readouterr().out


def test_ledger_prints_json_for_programs(
    make_desk: MakeDesk, batch: File837P, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = make_desk()
    desk.send(batch.content)
    desk.run()
    assert main(["ledger", "--data", str(desk.data), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["claims"]) == 40


def test_ledger_says_where_there_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "--data", str(tmp_path)]) == 2
    assert "no ledger" in capsys.readouterr().err


def test_profiles_lists_payers_and_switches(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profiles"]) == 0
    out = capsys.readouterr().out
    assert "SUNRISE HEALTH PLAN" in out
    assert "reject_ta1" in out


def test_profiles_says_which_line_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.txt").write_text("payer X\ncolour blue\n")
    assert main(["profiles", "--profiles", str(tmp_path)]) == 2
    assert "bad.txt, line 2" in capsys.readouterr().err


def test_the_program_without_a_command_is_a_usage_error() -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2


def test_the_clock_stands_at_an_instant_or_runs_ahead(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    assert abs(now(file) - datetime.now(UTC)) < timedelta(minutes=1)
    file.write_text("2026-03-02T12:00:00Z\n")
    assert now(file) == datetime(2026, 3, 2, 12, tzinfo=UTC)
    file.write_text("+86400\n")
    assert timedelta(hours=23) < now(file) - datetime.now(UTC) < timedelta(hours=25)
    file.write_text("")
    assert abs(now(file) - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_clock_refuses_an_instant_without_a_zone(tmp_path: Path) -> None:
    (tmp_path / "clock").write_text("2026-03-02T12:00:00")
    with pytest.raises(ValueError, match="no zone"):
        now(tmp_path / "clock")


def test_the_clock_reads_what_the_houses_clock_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from clearlane.foundation.clock.move import move
    from clearlane.foundation.clock.read import now as house_now

    file = tmp_path / "clock"
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(file))
    move(to=datetime(2027, 1, 5, 8, 30, tzinfo=UTC))
    assert now(file) == house_now() == datetime(2027, 1, 5, 8, 30, tzinfo=UTC)
    move(to=timedelta(days=-3))
    assert abs(now(file) - house_now()) < timedelta(seconds=5)

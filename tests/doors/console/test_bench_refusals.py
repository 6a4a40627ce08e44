"""What the bench refuses before it starts anything, where its house lies, and what it tells of a profile."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from clearlane.doors.console.benching import start_house
from clearlane.doors.console.house.ports import Ports
from clearlane.doors.console.house.programs import Plan
from clearlane.doors.console.main import main
from clearlane.foundation.postgres.layout import Layout
from clearlane_sandbox.read_profile import read_profiles

# What was asked for, and the words in which it is refused.
REFUSED = [
    (["journey", "--claims", "0"], "are 1 or more"),
    (["journey", "--tenants", "0"], "are 1 or more"),
    (["journey", "--workers", "0"], "are 1 or more"),
    (["journey", "--claims", "-5"], "are 1 or more"),
    (["measure", "--claims", "0"], "are 1 or more"),
]


@pytest.mark.parametrize(("words", "said"), REFUSED)
def test_nothing_can_be_measured_with_none(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", *words]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["walk"], ["journey", "--claims", "many"], ["journey", "--claims", "1.5"]])
def test_what_is_no_number_or_no_journey_is_wrong_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["bench", *words])
    assert ended.value.code == 2
    assert "usage: clearlane bench" in capsys.readouterr().err


def test_a_folder_that_holds_a_house_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout = Layout(tmp_path / "data")
    layout.cluster.mkdir(parents=True)
    assert main(["bench", "journey", "--claims", "1", "--data", str(tmp_path / "data")]) == 2
    assert "holds a house already" in capsys.readouterr().err
    assert [path for path in (tmp_path / "data").rglob("*") if path.is_file()] == []


def test_addresses_name_the_doors_that_the_bench_uses(tmp_path: Path) -> None:
    plan = Plan(Layout(tmp_path), Ports(web=1, sftp=2202, database=3, sandbox=2299), workers=1)
    start_house._write_addresses(plan)
    assert json.loads((tmp_path / "addresses.json").read_text()) == {
        "web": "http://localhost:1", "sftp": "sftp://127.0.0.1:2202", "sandbox": "sftp://127.0.0.1:2299",
    }  # fmt: skip


def test_the_payers_of_the_bench_are_six_that_pay_all_at_once() -> None:
    profiles = read_profiles(start_house._payers())
    assert [profile.payer for profile in profiles] == [f"BENCH{n}" for n in range(1, 7)]
    assert all(profile.bench for profile in profiles)
    assert not any(profile.switches or profile.denials or profile.rejections for profile in profiles)


def test_profiles_are_told_by_worker_beside_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "worker-2.txt").write_text("second\n")
    (tmp_path / "worker-1.txt").write_text("first\n")
    (tmp_path / "notes.md").write_text("not told\n")
    start_house._tell_profile(tmp_path)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "worker-1\nfirst\n\nworker-2\nsecond\n\n")


def test_without_profiles_nothing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start_house._tell_profile(tmp_path / "nowhere")
    assert capsys.readouterr() == ("", "")


def test_the_engine_is_measured_and_the_help_read_without_what_a_house_needs() -> None:
    missing = ("psycopg", "django", "psutil", "circus", "tornado", "asyncssh")
    program = (
        f"import sys; sys.modules.update(dict.fromkeys({missing!r}))\n"
        "from clearlane.doors.console.main import main\n"
        "from clearlane.doors.console.benching.engine.measure import measure_engine\n"
        "main(['bench', 'x12', '--help'])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "the engine beside its peers" in ended.stdout


def test_a_house_that_is_asked_for_without_its_packages_says_which_lacks() -> None:
    program = (
        "import sys; sys.modules.update({'circus': None, 'circus.arbiter': None})\n"
        "from clearlane.doors.console.main import main\n"
        "sys.exit(main(['bench', 'journey', '--claims', '1']))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert "pip install 'clearlane[server]'" in ended.stderr

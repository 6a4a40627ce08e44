"""`clearlane fuzz x12` as it is typed: figures for people, the seed, and what atheris is given and gives back."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from clearlane.doors.console import fuzz as command
from clearlane.doors.console.main import main
from clearlane.standards import x12
from clearlane.standards.x12.generate.from_guide import kinds
from clearlane.standards.x12.proof import fuzz as proof
from clearlane.standards.x12.proof.fuzz import Fuzzed


def test_people_read_a_figure_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fuzz", "x12", "--count", "50", "--seed", "2"]) == 0
    told = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())
    assert (told["seed"], told["inputs"], told["unhandled"], told["differing"]) == ("2", "50", "0", "[]")


def test_without_a_seed_each_run_has_one_of_its_own_and_tells_it(capsys: pytest.CaptureFixture[str]) -> None:
    seeds = set()
    for _ in range(3):
        assert main(["fuzz", "x12", "--count", "1"]) == 0
        seeds.add(capsys.readouterr().out.splitlines()[0])
    assert len(seeds) > 1


SAID = """INFO: seed corpus: files: 31 min: 300b max: 1270b
#1024	pulse  cov: 5001 ft: 15215 corp: 465/506Kb lim: 1270 exec/s: 186 rss: 87Mb
#1866	DONE   cov: 5678 ft: 15215 corp: 465/506Kb lim: 1270 exec/s: 169 rss: 87Mb
Done 1866 runs in 8 second(s)
"""
FAULTS = {"an exception": {"unhandled": 1}, "tiers that differ": {"differing": [3]}}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_ends_it_with_one(fault: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "fuzz", lambda **_: Fuzzed(seed=1, **fault))
    assert main(["fuzz", "x12", "--count", "1", "--seed", "1"]) == 1


WRONG = [["--count", "-1"], ["--guided", "0"], ["--guided", "-5"], ["--count", "0", "--guided", "5"]]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_less_than_one_is_wrong_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fuzz", "x12", *words]) == 2
    assert "1 or more" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["fuzz"], ["fuzz", "837"], ["fuzz", "x12", "--seed", "one"]], ids=" ".join)
def test_what_cannot_be_read_is_wrong_use(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2


class Guided:
    """Stands for atheris in its process: notes what it is given, and leaves a crash where one is asked for."""

    def __init__(self, *, code: int, crash: bytes = b"") -> None:
        self.code, self.crash = code, crash
        self.corpus: dict[str, bytes] = {}
        self.command: list[str] = []

    def __call__(
        self, command: list[str], *, check: bool, stdout: BinaryIO, stderr: BinaryIO
    ) -> subprocess.CompletedProcess[bytes]:
        """As `subprocess.run`."""
        assert not check
        assert stdout is stderr
        stdout.write(SAID.encode())
        self.command, folder = command, Path(command[-1])
        self.corpus = {one.name: one.read_bytes() for one in folder.iterdir()}
        if self.crash:
            (folder.parent / "crash-0123").write_bytes(self.crash)
        return subprocess.CompletedProcess(command, self.code)


def guided(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, one: Guided) -> int:
    """The exit code of a guided run of seven seconds in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "find_spec", lambda name: object())
    monkeypatch.setattr(subprocess, "run", one)
    return main(["fuzz", "x12", "--guided", "7"])


@pytest.mark.parametrize("code", [0, 77])
def test_what_atheris_says_is_shown_only_where_it_found_something(
    code: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guided(monkeypatch, tmp_path, Guided(code=code))
    out, err = capsys.readouterr()
    assert err == (SAID if code else "")
    assert out == "inputs: 1866\nbranches_reached: 5678\nunhandled_or_differing: 0\nfailed: []\n"


# It has wheels for Linux alone, so bin/test does not install it: what the command makes of it is held by `Guided`.
@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is an extra: pip install 'clearlane[fuzz]'")
def test_atheris_tries_inputs_and_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fuzz", "x12", "--guided", "3", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["inputs"] > 10
    assert figures["branches_reached"] > 100
    assert figures["failed"] == []


def test_where_no_defect_was_tried_there_is_no_ratio(capsys: pytest.CaptureFixture[str]) -> None:
    for words, said in (([], "findings_per_single_defect: none\n"), (["--json"], '"findings_per_single_defect": null')):
        assert main(["fuzz", "x12", "--count", "1", "--seed", "1", *words]) == 0
        assert said in capsys.readouterr().out


def test_it_begins_with_a_good_file_of_each_transaction(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    one = Guided(code=0)
    assert guided(monkeypatch, tmp_path, one) == 0
    assert set(one.corpus) == set(kinds())
    assert all(x12.report([content]).accepted for content in one.corpus.values())
    assert one.command[:4] == [sys.executable, "-m", "clearlane.doors.console.fuzz_guided", "7"]
    assert list(tmp_path.iterdir()) == []


def test_an_input_that_failed_is_kept_and_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = Guided(code=77, crash=b"ISA*bad")
    assert guided(monkeypatch, tmp_path, one) == 1
    assert (tmp_path / "crash-0123").read_bytes() == b"ISA*bad"
    assert "the input that failed: crash-0123" in capsys.readouterr().err
    assert not Path(one.command[-1]).exists()

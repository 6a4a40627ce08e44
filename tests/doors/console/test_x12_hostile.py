"""Every action of `clearlane x12` in hostile hands: what cannot be read, who does not listen, who does not wait."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, NamedTuple

import psutil
import pytest

from clearlane.doors.console.main import main
from clearlane.doors.console.x12 import ACTIONS
from tests.house.tree import ROOT
from tests.standards.x12.x12_texts import join, lines

CLEAN = join(lines())
FILE = "FILE"
OF_FILES: dict[str, list[str]] = {
    "check": [FILE],
    "explain": [FILE],
    "ack": [FILE],
    "json": [FILE],
    "from-json": [FILE],
    "table": [FILE, "--format", "csv", "--out", "out"],
    "split": [FILE, "--out", "out"],
    "merge": [FILE, "--out", "out"],
    "diff": [FILE, "good.837"],
    "anonymise": [FILE, "--seed", "7", "--out", "out"],
}
"""Each action that reads files, as it is typed."""
OTHERS = {"schema": ["837P"], "generate": ["837p", "--claims", "20"], "coverage": ["envelope.txt"], "overlays": []}
"""Actions that read none."""


class Said(NamedTuple):
    """How an action ends, and the line it says."""

    code: int
    line: str


NO_INTERCHANGE = "No interchange header (ISA) was found"
SAID: dict[str, dict[str, Said]] = {
    "nowhere.837": {action: Said(2, "nowhere.837: No such file or directory") for action in OF_FILES},
    "broken": {action: Said(2, "Input/output error") for action in OF_FILES},
    "locked.837": {action: Said(2, "locked.837: Permission denied") for action in OF_FILES},
    "nothing": {action: Said(2, "there is no file in nothing") for action in OF_FILES}
    | {
        "json": Said(2, "name it with --out"),
        "from-json": Said(2, "name it with --out"),
        "split": Said(2, "nothing: Is a directory"),
        "diff": Said(2, "nothing: Is a directory"),
    },
    "folder": {action: Said(0, "") for action in OF_FILES}
    | {
        "json": Said(2, "name it with --out"),
        "from-json": Said(2, "name it with --out"),
        "split": Said(2, "folder: Is a directory"),
        "diff": Said(2, "folder: Is a directory"),
    },
    "empty.837": {
        "check": Said(2, "cannot be judged"),
        "explain": Said(2, "cannot be judged"),
        "ack": Said(2, NO_INTERCHANGE),
        "json": Said(0, '{"record": "file", "mapping": 1}'),
        "from-json": Said(1, "neither a document nor records"),
        "table": Said(2, NO_INTERCHANGE),
        "split": Said(2, NO_INTERCHANGE),
        "merge": Said(2, NO_INTERCHANGE),
        "diff": Said(2, NO_INTERCHANGE),
        "anonymise": Said(1, NO_INTERCHANGE),
    },
    "binary.837": {
        "check": Said(2, "cannot be judged"),
        "explain": Said(2, "cannot be judged"),
        "ack": Said(2, NO_INTERCHANGE),
        "json": Said(0, '"record": "unparsed"'),
        "from-json": Said(1, "is not UTF-8"),
        "table": Said(2, NO_INTERCHANGE),
        "split": Said(2, NO_INTERCHANGE),
        "merge": Said(2, NO_INTERCHANGE),
        "diff": Said(2, NO_INTERCHANGE),
        "anonymise": Said(1, NO_INTERCHANGE),
    },
}
"""What is given instead of a good file, and what each action says of it."""
CASES = [(given, action) for given, actions in SAID.items() for action in actions]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "folder").mkdir()
    (tmp_path / "nothing").mkdir()
    for name, content in {
        "good.837": CLEAN,
        "folder/a.837": CLEAN,
        "empty.837": b"",
        "binary.837": bytes(range(128, 256)) * 40,
        "locked.837": CLEAN,
    }.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "locked.837").chmod(0)
    (tmp_path / "broken").symlink_to("/proc/self/mem")  # it opens, and cannot be read from its beginning
    monkeypatch.chdir(tmp_path)
    return tmp_path


def words(action: str, file: str) -> list[str]:
    """The action as it is typed, about a file."""
    return ["x12", action, *(file if word == FILE else word for word in OF_FILES.get(action, OTHERS.get(action, [])))]


def test_every_action_is_in_the_table() -> None:
    assert set(OF_FILES) | set(OTHERS) == set(ACTIONS)
    assert all(set(actions) == set(OF_FILES) for actions in SAID.values())


@pytest.mark.parametrize("as_json", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize(("given", "action"), CASES)
def test_what_cannot_be_used_is_told_in_a_line(
    given: str, action: str, as_json: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    if given == "locked.837" and os.access("locked.837", os.R_OK):
        pytest.skip("this user may read everything")
    if given == "broken" and not Path("/proc/self/mem").exists():
        pytest.skip("there is no file here that opens and cannot be read")
    expected = SAID[given][action]
    assert main([*words(action, given), *as_json]) == expected.code
    out, err = (each.decode("latin-1") for each in capsysbinary.readouterr())
    assert "Traceback" not in out + err
    assert len(err.splitlines()) <= 1
    said = out + err
    if expected.code and as_json:
        assert [json.loads(line) for line in said.splitlines() if "problem" in line or action in ("check", "explain")]
    elif not as_json:
        assert expected.line in said
    if expected.code == 2 and action in ("json", "from-json"):
        assert out == ""
    if expected.code:
        assert not Path("out").is_dir() or list(Path("out").iterdir()) == []


FOREIGN = {
    "note": "SSN 123-45-6789 JANE DOE",
    "lines": "JANE DOE\r\n123-45-6789\r\n",
    "blanks": "ISA JANE DOE 123-45-6789",
    "a short ISA": "ISA*00*JANE DOE*123-45-6789~GS*HC~",
    "JSON": '{"JANE DOE": "123-45-6789"}',
    "broken JSON": '{"JANE DOE": 123-45-6789}',
    "two keys": '[{"JANE DOE": 1, "JANE DOE": 2}]',
    "two small keys": '[{"janedoe": 1, "janedoe": 2}]',
    "two numbers": '{"12-3456789": 1, "12-3456789": 2}',
    "a list": '["JANE DOE", "123-45-6789"]',
    "XML": "<JANE DOE='123-45-6789'>",
}
"""Texts that are no X12, about somebody."""
GIVEN_A_FILE = {**OF_FILES, "overlays": [FILE], "check by an overlay": ["good.837", "--overlay", FILE]}


@pytest.mark.parametrize("as_json", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize("text", FOREIGN)
@pytest.mark.parametrize("action", [action for action in GIVEN_A_FILE if action != "json"])
def test_an_error_shows_nothing_of_a_file_that_is_no_x12(
    action: str, text: str, as_json: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` and `explain` alone show it, in a finding: that is what they are asked for. `json` has no error here."""
    Path("letter").write_text(FOREIGN[text])
    typed = ["letter" if word == FILE else word for word in GIVEN_A_FILE[action]]
    assert main(["x12", action.split(maxsplit=1)[0], *typed, *as_json]) in (1, 2)
    out, err = capsys.readouterr()
    told = err if action in ("check", "explain") else out + err
    assert not any(secret in told for secret in ("JANE", "DOE", "jane", "6789"))


@pytest.mark.parametrize(
    ("action", "jobs"),
    [*((action, "1") for action in ("check", "explain", "ack", "table", "anonymise")), ("check", "2"), ("table", "2")],
)
def test_one_bad_file_keeps_no_other_back(action: str, jobs: str, capsys: pytest.CaptureFixture[str]) -> None:
    typed = words(action, "folder")
    at = typed.index("folder")
    typed[at:at] = ["nowhere.837"]
    assert main([*typed, "--json", "--jobs", jobs]) in (1, 2)
    said = capsys.readouterr().out
    assert '"folder/a.837"' in said
    assert "No such file or directory" in said


def begin(typed: list[str], *, out: IO[bytes] | int) -> subprocess.Popen[bytes]:
    """The command in a process and a group of its own."""
    run = [sys.executable, "-m", "clearlane", *typed]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""}  # else nothing is held back
    return subprocess.Popen(run, stdout=out, stderr=subprocess.PIPE, env=env, start_new_session=True)


SPEAKING = [action for action in (*OF_FILES, *OTHERS) if action != "diff"]


@pytest.mark.parametrize("action", SPEAKING)
def test_nobody_listens(action: str) -> None:
    assert main(["x12", "json", "good.837", "--out", "good.json"]) == 0
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        process = begin(words(action, "good.json" if action == "from-json" else "good.837"), out=gone)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("action", ["check", "explain", "json", "split", "generate", "anonymise"])
def test_the_disk_is_full(action: str) -> None:
    with Path("/dev/full").open("wb") as full:
        process = begin(words(action, "good.837"), out=full)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err == b"clearlane x12: standard output: No space left on device\n"


@pytest.mark.parametrize("action", ["check", "json", "generate"])
def test_standard_output_is_closed(action: str) -> None:
    run = [sys.executable, "-m", "clearlane", *words(action, "good.837")]
    shut = f"exec {' '.join(run)} >&-"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(["sh", "-c", shut], capture_output=True, env=env, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize("action", OF_FILES)
def test_an_interrupt_ends_it_without_a_word(action: str, desk: Path) -> None:
    os.mkfifo("pipe")
    process = begin(words(action, "pipe"), out=subprocess.PIPE)
    with Path("pipe").open("wb"):  # it is open once the command reads, and then there is nothing to read
        time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"")
    assert b"records" not in out
    assert not Path("out").is_dir() or list(Path("out").iterdir()) == []


def test_an_interrupt_ends_every_process() -> None:
    silent = [os.openpty() for _ in range(2)]  # terminals at which nobody types: who reads them waits
    names = [os.ttyname(own) for _, own in silent]
    process = begin(["x12", "check", *names, "--jobs", "2"], out=subprocess.PIPE)
    try:
        while len(psutil.Process(process.pid).children()) < len(names):
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    finally:
        for end in (end for both in silent for end in both):
            os.close(end)
    assert (process.returncode, err) == (130, b"")

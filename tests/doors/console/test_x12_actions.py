"""The actions of `clearlane x12`: each explains itself, and none costs anything before it is asked for."""

from __future__ import annotations

import subprocess
import sys
from ast import literal_eval
from importlib import import_module
from pathlib import Path

import pytest

from clearlane.doors.console.main import main
from clearlane.doors.console.x12 import ACTIONS, ActionParser

FOLDER = "clearlane.doors.console.x12_actions"


def modules_after(*words: str) -> set[str]:
    """The modules of the actions that a command has loaded, and the engine where it has."""
    program = (
        "import sys; from clearlane.doors.console.main import main\n"
        f"try: main({list(words)!r})\nexcept SystemExit: pass\n"
        f"print([name for name in sys.modules if name.startswith(('{FOLDER}.', 'clearlane.standards.x12.check'))])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=Path.cwd(), check=True)
    return set(literal_eval(run.stdout.splitlines()[-1]))


def test_the_list_of_actions_loads_none_of_them() -> None:
    assert modules_after("x12", "--help") == set()


def test_an_action_loads_itself() -> None:
    loaded = modules_after("x12", "check", "--help")
    assert f"{FOLDER}.check" in loaded
    assert loaded.isdisjoint(f"{FOLDER}.{name}" for name in ACTIONS if name != "check")


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_says_what_it_does_with_an_example_and_its_exit_codes(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    module = import_module(f"{FOLDER}.{name.replace('-', '_')}")
    with pytest.raises(SystemExit) as ended:
        main(["x12", name, "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert said.startswith(f"usage: clearlane x12 {name} ")
    assert f"example:\n  {module.EXAMPLE}\n" in said
    assert f"exit codes: {module.EXIT_CODES}" in said
    assert "--json" in said
    assert len(ACTIONS[name]) <= 60


def test_the_arguments_of_an_action_are_declared_once() -> None:
    parser = ActionParser(module="check", prog="clearlane x12 check")
    parser.format_help()
    assert parser.parse_args(["one", "two"]).files == [Path("one"), Path("two")]
    assert parser.format_help().count("  --json") == 1


@pytest.mark.parametrize("words", [["x12"], ["x12", "chekc", "file"], ["x12", "check"], ["x12", "check", "--sideways"]])
def test_wrong_use_is_told_and_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: clearlane x12" in capsys.readouterr().err


def test_an_option_that_an_action_does_not_have_is_told_with_those_it_has(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["x12", "check", "--level", "9", "file"])
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert said.startswith("usage: clearlane x12 check ")
    assert "--overlay" in said
    assert said.endswith("clearlane x12 check: error: unrecognized arguments: --level\n")

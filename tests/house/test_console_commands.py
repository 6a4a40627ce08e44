"""The entry point: quick to start, and every command explains itself."""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from ast import literal_eval
from importlib import import_module
from pathlib import Path

import pytest

from clearlane.doors.console.commands import COMMANDS
from tests.house.tree import ROOT


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )


def test_x12_help_imports_no_django_and_nothing_from_outside() -> None:
    program = (
        "import sys; from clearlane.__main__ import main\n"
        "try: main(['x12', '--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)))"
    )
    foreign = set(literal_eval(_run("-c", program).stdout.splitlines()[-1]))
    assert {name for name in foreign if not name.startswith("_")} == {"clearlane"}


def test_the_list_of_commands_imports_none_of_them() -> None:
    program = (
        "import sys; from clearlane.__main__ import main; main(['--help'])\n"
        "print([name for name in sys.modules if name.startswith('clearlane.doors.console.')])"
    )
    loaded = set(literal_eval(_run("-c", program).stdout.splitlines()[-1]))
    assert loaded == {f"clearlane.doors.console.{name}" for name in ("main", "commands", "data_folder", "problem")}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_there_and_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    from clearlane.doors.console.main import main

    module = import_module(f"clearlane.doors.console.{COMMANDS[name].module}")
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert "example:" in said
    assert module.EXAMPLE.splitlines()[0] in said


@pytest.mark.parametrize("name", COMMANDS)
def test_each_action_shows_an_example_of_its_own_that_its_parser_takes(name: str) -> None:
    from clearlane.doors.console.main import EXIT_CODES, _actions, _parser

    parser = _parser(name, COMMANDS[name], import_module(f"clearlane.doors.console.{COMMANDS[name].module}"))
    for action, below in _actions(parser).items():
        _, _, rest = below.format_help().partition("\nexample:\n")
        words = shlex.split(rest.partition("\n\n")[0].partition(" > ")[0])
        assert words[:3] == ["clearlane", name, action], f"{name} {action} --help has no example of its own"
        assert parser.parse_args(words[2:]).action == action
        assert rest.rstrip().splitlines()[-1].startswith(EXIT_CODES.partition("0")[0])


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_can_answer_in_json(name: str) -> None:
    parser = argparse.ArgumentParser()
    import_module(f"clearlane.doors.console.{COMMANDS[name].module}").add_arguments(parser)
    assert "--json" in _options(parser)


def _options(parser: argparse.ArgumentParser) -> set[str]:
    """The options of a command and of its actions."""
    own = {option for action in parser._actions for option in action.option_strings}
    actions = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return own.union(*(_options(one) for action in actions for one in action.choices.values()))


def test_an_unknown_command_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    from clearlane.doors.console.main import main

    assert main(["fly"]) == 2
    assert "no command 'fly'" in capsys.readouterr().err


def test_a_wrong_argument_is_wrong_use() -> None:
    assert _run("-m", "clearlane", "migrate", "--sideways").returncode == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"CLEARLANE_MODE": "party"}, "wrong: CLEARLANE_MODE is 'party'"),
        ({"CLEARLANE_PRODUCTION": "1", "CLEARLANE_TEST_CLOCK": "/x"}, "wrong: CLEARLANE_TEST_CLOCK is set"),
    ],
)
def test_the_doctor_names_a_setting_that_is_wrong(
    given: dict[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    done = _run("-m", "clearlane", "doctor", "--data", str(tmp_path))
    assert done.returncode == 1
    assert done.stdout.count(said) == 1


def test_a_setting_that_is_wrong_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_MODE", "party")
    done = _run("-m", "clearlane", "migrate")
    assert done.returncode == 2
    assert "CLEARLANE_MODE is 'party'" in done.stderr
    assert "Traceback" not in done.stderr

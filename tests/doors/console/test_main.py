"""What holds for every command: its help, its exit codes, what it says to wrong words, and that nobody acts unnamed."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest

from clearlane.doors.console.commands import COMMANDS
from clearlane.doors.console.main import EXIT_CODES, main
from tests.doors.console.conftest import MakeOrganization
from tests.doors.console.test_api_commands import Say

BY = ("--by", "ann")
ACTIONS = {
    "audit": ("verify",),
    "bench": (),
    "codes": ("build", "list"),
    "connection": ("add", "list", "profile"),
    "database": ("init", "run"),
    "edits": ("list", "show", "try", "pages"),
    "key": ("add", "revoke"),
    "mailbox": ("list", "fetch", "confirm"),
    "pair": ("add",),
    "payer": ("add", "list"),
    "route": ("add", "list"),
    "sftp-user": ("add", "revoke"),
    "tenant": ("add", "list"),
    "x12": ("check",),
}


def ended(*words: str) -> int:
    """The exit code of what the parser itself answers."""
    with pytest.raises(SystemExit) as end:
        main(words)
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.mark.parametrize("_time", [1, 2])
def test_where_a_command_looks_for_its_data_is_no_matter_of_the_next_test(
    _time: int, data: Path, tmp_path: Path
) -> None:
    assert (os.environ["CLEARLANE_DATA"], os.environ["CLEARLANE_ROLE"]) == (str(data), "flow")
    assert main(["doctor", "--data", str(tmp_path / "elsewhere")]) in (0, 1)
    assert os.environ["CLEARLANE_DATA"] == str(tmp_path / "elsewhere")


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_what_it_is_for_an_example_and_the_exit_codes(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(name, "--help") == 0
    shown, module = capsys.readouterr().out, import_module(f"clearlane.doors.console.{COMMANDS[name].module}")
    assert shown.startswith(f"usage: clearlane {name}")
    assert " ".join(shown.split()).lower().find(COMMANDS[name].summary.lower()) > 0
    assert f"example:\n  {module.EXAMPLE}\n" in shown
    assert EXIT_CODES in shown
    assert ("--data" in shown) == (COMMANDS[name].needs_data or name == "bench")


@pytest.mark.parametrize("name", COMMANDS)
def test_an_example_is_taken_by_its_own_parser(name: str) -> None:
    from clearlane.doors.console.main import _parser

    module = import_module(f"clearlane.doors.console.{COMMANDS[name].module}")
    words = [word for word in shlex.split(module.EXAMPLE) if "CLEARLANE_" not in word]
    assert words[:2] == ["clearlane", name]
    _parser(name, COMMANDS[name], module).parse_args(words[2:])


@pytest.mark.parametrize(("name", "action"), [(name, action) for name, them in ACTIONS.items() for action in them])
def test_each_action_has_help_of_its_own(name: str, action: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(name, action, "--help") == 0
    assert capsys.readouterr().out.startswith(f"usage: clearlane {name} {action}")


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unknown_option_is_wrong_use_and_is_named(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(name, *ACTIONS.get(name, ())[:1], "--no-such-option") == 2
    said = capsys.readouterr().err
    assert said.startswith(f"usage: clearlane {name}")
    assert "--no-such-option" in said or "required" in said or "the following arguments" in said


SHOWS_WITHOUT = {"codes"}
"""What shows what is here where no action is named: tested with the command itself."""


@pytest.mark.parametrize("name", [name for name, them in ACTIONS.items() if them and name not in SHOWS_WITHOUT])
def test_a_command_of_actions_lists_them_where_none_was_named(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(name) == 2
    said = capsys.readouterr().err
    assert all(action in said for action in ACTIONS[name])


def test_the_overview_lists_every_command_with_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["--help"], ["-h"]):
        assert main(words) == 0
        shown = capsys.readouterr().out
        assert [line.split()[0] for line in shown.splitlines() if line.startswith("  ")] == list(COMMANDS)
        assert all(command.summary in shown for command in COMMANDS.values())


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    from importlib.metadata import version

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"clearlane {version('clearlane')}\n"


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["--version"]], ids=" ".join)
def test_a_reader_who_is_gone_or_a_full_disk_is_no_fault_of_ours(words: list[str], unbuffered: str) -> None:
    command = [sys.executable, "-m", "clearlane", *words]
    around = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    read, write = os.pipe()
    os.close(read)
    for output, code, said in ((write, 0, b""), (os.open("/dev/full", os.O_WRONLY), 2, b"No space left on device\n")):
        ended = subprocess.run(command, stdout=output, stderr=subprocess.PIPE, env=around, check=False)
        os.close(output)
        assert (ended.returncode, ended.stderr.count(b"\n")) == (code, said.count(b"\n"))
        assert ended.stderr.endswith(said)


@pytest.mark.parametrize("name", ["claims", "UP", "--verbose", ""])
def test_an_unknown_command_is_wrong_use(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name]) == 2
    assert capsys.readouterr().err == f"clearlane: there is no command {name!r}; `clearlane --help` lists them\n"


@pytest.mark.parametrize("words", [["up"], ["doctor"], ["tenant", "list"], ["bench", "journey"]], ids=" ".join)
def test_an_empty_data_folder_is_none(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*words, "--data", ""]) == 2
    assert capsys.readouterr().err == f"clearlane {words[0]}: --data is empty; name a folder (. is this one)\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("below", ["", "data"])
@pytest.mark.parametrize("words", [["up"], ["doctor"], ["bench", "journey"]], ids=" ".join)
def test_a_file_is_no_data_folder(
    words: list[str], below: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plain").touch()
    assert main([*words, "--data", str(tmp_path / "plain" / below)]) == 2
    said = f"clearlane {words[0]}: {tmp_path / 'plain'} is a file; the data folder must be a folder"
    assert capsys.readouterr().err.startswith(said)


def without_by(name: str) -> list[str]:
    """Words for a command that acts for somebody, but for its --by."""
    some = str(uuid4())
    return {
        "release": ["release", some],
        "retry": ["retry", some],
        "worklist": ["worklist"],
        "tenant": ["tenant", "add", "Elm"],
        "key": ["key", "add", "--tenant", "2", "--name", "x"],
        "key revoke": ["key", "revoke", "clk_abcdefgh"],
        "sftp-user": ["sftp-user", "add", "elm", "--tenant", "2", "--password"],
        "sftp-user revoke": ["sftp-user", "revoke", "elm", "--tenant", "2"],
        "pair": ["pair", "add", "1234567893", "123456789", "--tenant", "2"],
        "payer": ["payer", "add", "60054", "Harbor"],
        "connection": ["connection", "add", "x", "--tier", "practice", "--profile", "x.toml"],
        "route": ["route", "add", "60054", "--connection", "x"],
    }[name]


ACTING = (
    "release", "retry", "worklist", "tenant", "key", "key revoke", "sftp-user", "sftp-user revoke", "pair", "payer",
    "connection", "route",
)  # fmt: skip


@pytest.mark.parametrize("name", ACTING)
def test_nobody_acts_without_a_name(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(*without_by(name)) == 2
    assert "--by" in capsys.readouterr().err


@pytest.mark.parametrize("by", ["", " "])
@pytest.mark.parametrize("name", [*ACTING, "status", "trace", "audit"])
def test_an_empty_name_is_none(name: str, by: str, desk: Path, say: Say) -> None:
    words = {"status": ["status"], "trace": ["trace", "T1"], "audit": ["audit", "verify"]}.get(name)
    code, said = say(*(words or without_by(name)), "--by", by)
    assert (code, said) == (
        2,
        f"clearlane {name.split(maxsplit=1)[0]}: --by names who does this, for the audit trail\n",
    )


JSON = {
    "tenants": ["tenant", "list"],
    "payers": ["payer", "list"],
    "connections": ["connection", "list"],
    "names of profiles": ["connection", "profile"],
    "a profile": ["connection", "profile", "upstream-clearinghouse"],
    "routes": ["route", "list"],
    "the status": ["status"],
    "the worklist": ["worklist", *BY],
    "what was dealt with": ["worklist", "--closed", *BY],
    "the trail": ["audit", "verify"],
    "code sets": ["codes", "list"],
    "edits": ["edits", "list"],
    "an edit": ["edits", "show", "total_charge"],
    "cases": ["edits", "try", "total_charge"],
    "a tenant": ["tenant", "add", "Elm Street", *BY],
    "a payer": ["payer", "add", "60054", "Harbor", *BY],
    "a key that is none": ["key", "revoke", "clk_nothing", *BY],
    "no claim": ["trace", "T-NOTHING"],
    "nothing released": ["release", str(uuid4()), *BY],
    "nothing dropped": ["release", "--drop", str(uuid4()), *BY],
    "nothing retried": ["retry", str(uuid4()), *BY],
    "nothing closed": ["worklist", "--close", str(uuid4()), *BY],
}


@pytest.mark.parametrize("words", JSON.values(), ids=JSON.keys())
def test_json_is_one_document_and_nothing_else(words: list[str], desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    assert main([*words, "--json"]) in (0, 1)
    json.loads(capfd.readouterr().out)


PAIR = ["pair", "add", "123", "456", "--tenant", "{tenant}", *BY]
REFUSALS = {
    "a tenant without a name": (2, ["tenant", "add", " ", *BY]),
    "a pair that is none": (2, PAIR),
    "a pair without an NPI that is none": (2, [*PAIR, "--atypical"]),
    "a scope that is none": (2, ["key", "add", "--tenant", "{tenant}", "--name", "x", "--scope", "files:eat", *BY]),
    "an account without a proof": (2, ["sftp-user", "add", "elm", "--tenant", "{tenant}", *BY]),
    "an account without a name": (2, ["sftp-user", "add", "X", "--password", "--tenant", "{tenant}", *BY]),
    "a number that is nobody's": (2, ["pair", "add", "M7", "123456789", "--atypical", "--tenant", "{tenant}", *BY]),
    "a payer without a name": (2, ["payer", "add", "60054", " ", *BY]),
    "a route to nobody": (1, ["route", "add", "99999", "--connection", "x", *BY]),
}


@pytest.mark.parametrize(("code", "words"), REFUSALS.values(), ids=REFUSALS.keys())
@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_a_refusal_is_said_beside_the_answers(
    code: int, words: list[str], as_json: list[str], organization: MakeOrganization, capfd: pytest.CaptureFixture[str]
) -> None:
    tenant = organization()
    capfd.readouterr()
    assert main([word.format(tenant=tenant) for word in words] + as_json) == code
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"clearlane {words[0]}: ")
    assert len(said.err.splitlines()) == 1


TOO_LARGE = "99999999999"
NUMBERS = {
    "a tenant": ["key", "add", "--tenant", TOO_LARGE, "--name", "x", *BY],
    "a parent": ["tenant", "add", "Oak", "--parent", TOO_LARGE, *BY],
    "an account's tenant": ["sftp-user", "add", "elm", "--tenant", TOO_LARGE, "--password", *BY],
    "a pair's tenant": ["pair", "add", "1234567893", "123456789", "--tenant", TOO_LARGE, *BY],
    "a submitter": ["pair", "add", "1234567893", "123456789", "--tenant", "2", "--submitter", TOO_LARGE, *BY],
    "a traced tenant": ["trace", "--number", "A1", "--tenant", TOO_LARGE],
    "a verified tenant": ["audit", "verify", "--tenant", TOO_LARGE],
    "days": ["key", "add", "--tenant", "2", "--name", "x", "--days", TOO_LARGE, *BY],
    "less than no days": ["key", "add", "--tenant", "2", "--name", "x", "--days", "-" + TOO_LARGE, *BY],
    "items": ["worklist", "--limit", TOO_LARGE + "0" * 10, *BY],
    "less than no items": ["worklist", "--limit", "-1", *BY],
}


@pytest.mark.parametrize("words", NUMBERS.values(), ids=NUMBERS.keys())
def test_a_number_beyond_all_bounds_is_wrong_use(
    words: list[str], desk: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    try:
        code: object = main(words)
    except SystemExit as end:
        code = end.code
    assert code == 2
    assert "Traceback" not in capfd.readouterr().err


NO_IDS = ["seven", "", "01a20af4-cd1c-700d-8bd3", "01a20af4-cd1c-700d-8bd3-ea0b1c2b985g"]


@pytest.mark.parametrize("given", NO_IDS)
@pytest.mark.parametrize("command", [["release"], ["retry"], ["worklist", "--close"]], ids=" ".join)
def test_what_is_no_id_says_where_ids_stand(command: list[str], given: str, desk: Path, say: Say) -> None:
    code, said = say(*command, str(uuid4()), given, *BY)
    assert (code, said) == (
        2,
        f"clearlane {command[0]}: an id is 32 hexadecimal digits with four dashes, as the worklist prints it\n",
    )


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (KeyboardInterrupt(), 130, ""),
        (ModuleNotFoundError("No module named 'asyncssh'", name="asyncssh"), 2, "asyncssh is not installed"),
    ],
)
def test_what_ends_a_command_has_a_code_and_no_traceback(
    raised: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def end(_args: object) -> int:
        raise raised

    monkeypatch.setattr("clearlane.doors.console.docs.run", end)
    before = signal.getsignal(signal.SIGINT)
    try:
        assert main(["docs"]) == code
        assert (signal.getsignal(signal.SIGINT) == signal.SIG_IGN) is isinstance(raised, KeyboardInterrupt)
    finally:
        signal.signal(signal.SIGINT, before)
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("raised", [ModuleNotFoundError("x", name="clearlane.no_such"), ZeroDivisionError()])
def test_our_own_fault_is_not_hidden(raised: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def end(_args: object) -> int:
        raise raised

    monkeypatch.setattr("clearlane.doors.console.docs.run", end)
    with pytest.raises(type(raised)):
        main(["docs"])

"""What the documents show is what happens: their commands run, their names are those that are given."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from clearlane.doors.console.commands import COMMANDS
from clearlane.exchange.intake.name_reply import CLEAN, COMPATIBLE
from tests.conftest import AsRole
from tests.doors.console.test_api_commands import Say, say
from tests.house.tree import ROOT

__all__ = ["say"]
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDdkZWFkYmVlZmRlYWRiZWVmZGVhZGJlZWZkZWFkYmVl office"


def _block(page: str, heading: str) -> list[str]:
    """The commands of the first block of shell under a heading."""
    text = (ROOT / page).read_text(encoding="utf-8").partition(f"\n{heading}\n")[2]
    found = re.search(r"```sh\n(.*?)```", text, re.DOTALL)
    assert found is not None
    lines = (line.partition("#")[0].strip() for line in found[1].splitlines())
    return [line.removeprefix("bin/") for line in lines if line]


@pytest.fixture
def desk(as_role: AsRole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An operator at a desk with a client's public key."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elm.pub").write_text(KEY + "\n", encoding="utf-8")
    with as_role("operator"):
        yield tmp_path


def _type(line: str, say: Say, tenant: int) -> str:
    """Do one line as a shell would, and fill in the profile that it writes; what it says."""
    command, _, file = line.partition(" > ")
    words = shlex.split(command.replace("--tenant 2", f"--tenant {tenant}"))
    code, said = say(*words[1:])
    assert code == 0, said
    if file:
        filled = re.sub(r'host_key = "<.*?>"', f'host_key = "{KEY}"', said)
        Path(file).write_text(re.sub(r'"<.*?>"', '"US"', filled), encoding="utf-8")
    return said


def test_the_way_to_the_first_real_claim_can_be_typed(desk: Path, say: Say, house_in_use: None) -> None:
    tenant = 0
    for line in _block("docs/OPERATING.md", "## From nothing to the first real claim")[1:]:
        said = _type(line, say, tenant)
        made = re.match(r"tenant (\d+):", said)
        tenant = int(made[1]) if made else tenant
    routes = json.loads(say("route", "list", "--json")[1])
    assert [(each["payer_id"], each["connection"]) for each in routes] == [("60054", "upstream")]
    told = f"tenant {tenant} is live: its claims of usage P go to payers\n"
    assert say("tenant", "live", str(tenant), "--by", "ann") == (0, told)


def test_the_way_to_a_payer_can_be_typed(desk: Path, say: Say) -> None:
    for line in _block("CONTRIBUTING.md", "## To add a payer"):
        _type(line, say, 0)
    assert "over mine as AET01" in say("route", "list")[1]


@pytest.mark.parametrize("kind", CLEAN)
def test_the_names_of_replies_are_those_that_are_given(kind: str) -> None:
    told = (ROOT / "docs" / "what-comes-back.md").read_text(encoding="utf-8")
    (row,) = [line for line in told.splitlines() if line.startswith(f"| `{kind}`")]
    assert row.endswith(f"| `{CLEAN[kind]}` | `{COMPATIBLE[kind]}` |")


def test_the_readme_shows_commands_that_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^bin/clearlane (\S+)", readme, re.MULTILINE)
    assert len(shown) > 6
    assert set(shown) <= set(COMMANDS)

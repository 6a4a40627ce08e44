"""The pages that are drawn from tables are those that are committed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from clearlane.doors.console.docs import pages
from clearlane.doors.console.drawing.draw_flows import draw_flows, draw_journey
from clearlane.doors.console.drawing.draw_states import MEANING, draw_states
from clearlane.doors.console.main import main
from clearlane.exchange.claims.states import CLAIM_STATES, ITEM, NOTE, STATES
from clearlane.flows.steps import STEPS, following
from clearlane.flows.table import Step
from clearlane.vocabulary.outcome import Kind
from tests.house.tree import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the command reads and writes."""
    shutil.copytree(ROOT / "docs" / "guides", tmp_path / "docs" / "guides")
    (tmp_path / "docs" / "transactions").mkdir()
    for name in pages(top=ROOT):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_drawn_pages_are_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs", "--check", "--to", str(ROOT)]) == 0, capsys.readouterr().out


def test_an_old_page_is_named_and_written(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / "docs" / "flows.md").write_text("long ago", encoding="utf-8")
    assert main(["docs", "--check", "--json", "--to", str(checkout)]) == 1
    assert json.loads(capsys.readouterr().out) == {"old": ["docs/flows.md"], "written": False}
    assert main(["docs", "--to", str(checkout)]) == 0
    assert (checkout / "docs" / "flows.md").read_text(encoding="utf-8") == draw_flows()


def test_of_the_readme_only_the_picture_is_written(checkout: Path) -> None:
    readme = checkout / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(text.replace("claims_acks_answer", "gone"), encoding="utf-8")
    assert main(["docs", "--to", str(checkout)]) == 0
    assert readme.read_text(encoding="utf-8") == text


def test_a_folder_without_docs_is_wrong_use(tmp_path: Path) -> None:
    assert main(["docs", "--to", str(tmp_path)]) == 2


@pytest.mark.parametrize("step", STEPS.values(), ids=list(STEPS))
def test_every_step_is_reached_in_the_picture(step: Step) -> None:
    name = step.name.replace("/", "_").replace(".", "_")
    assert f"| {name}\n" in f"{draw_journey()}\n"


@pytest.mark.parametrize("step", STEPS.values(), ids=list(STEPS))
def test_every_aside_is_explained_to_operators(step: Step) -> None:
    told = (ROOT / "docs" / "OPERATING.md").read_text(encoding="utf-8").splitlines()
    assert [reason for reason in step.asides if f"### {reason}" not in told] == []


def test_what_a_step_says_it_gives_is_taken_by_a_later_one_or_is_an_end() -> None:
    from clearlane.doors.console.drawing.draw_flows import _possible

    ends = {Kind.REPLY, Kind.BATCH}
    lost = [
        (step.name, kind)
        for step in STEPS.values()
        for kind in (step.gives, *step.also)
        if kind not in ends and not any(following(step=step, given=given) for given in _possible(kind))
    ]
    assert lost == []


def test_every_state_has_a_meaning() -> None:
    assert tuple(MEANING) == STATES


def test_every_move_stands_in_the_diagram_of_states() -> None:
    drawn = draw_states()
    moves = [(state, to) for row in CLAIM_STATES.values() for state, to in row.items() if to not in (NOTE, ITEM, state)]
    assert [(state, to) for state, to in moves if f"  {state} --> {to}: " not in drawn] == []

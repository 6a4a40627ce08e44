"""The documents: every link resolves, every command in them exists, every setting is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clearlane.config.names import NAMES
from clearlane.doors.console.commands import COMMANDS
from tests.house.tree import ROOT, below

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_FENCE = re.compile(r"```.*?```", re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"(?:^|[`/])clearlane ([a-z0-9-]+)", re.MULTILINE)
_READERS = "text|flag|number|choice|folder|secret|hosts|networks|_checked"
_SETTING = re.compile(rf'\b(?:{_READERS})\(\s*"(CLEARLANE_[A-Z0-9_]+)"')


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as the usual renderers make them."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _resolves(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    there = (page.parent / path).resolve() if path else page
    return there.exists() and (not anchor or anchor in _anchors(there))


@pytest.mark.parametrize("page", PAGES, ids=[page.relative_to(ROOT).as_posix() for page in PAGES])
def test_every_link_of_a_page_resolves(page: Path) -> None:
    targets = _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))
    broken = [target for target in targets if "://" not in target and not _resolves(page, target)]
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=[page.relative_to(ROOT).as_posix() for page in PAGES])
def test_every_command_of_a_page_exists(page: Path) -> None:
    named = set(_COMMAND.findall(page.read_text(encoding="utf-8")))
    assert named - set(COMMANDS) == set()


def test_every_setting_is_told_to_operators() -> None:
    told = (ROOT / "docs" / "OPERATING.md").read_text(encoding="utf-8")
    read = {name for source in below("clearlane") for name in _SETTING.findall(source.text)}
    assert {name for name in read if f"`{name}`" not in told} == set()


def test_the_file_of_settings_knows_what_a_person_may_set() -> None:
    """What says where the file is, as whom a process works, or how a test disturbs it has no place in it."""
    read = {name for source in below("clearlane") for name in _SETTING.findall(source.text)}
    elsewhere = {
        "CLEARLANE_DATA",
        "CLEARLANE_CONFIG",
        "CLEARLANE_ROLE",
        "CLEARLANE_TEST_CLOCK",
        "CLEARLANE_COUNT_STATEMENTS",
    }
    assert {name.removeprefix("CLEARLANE_").lower() for name in read - elsewhere} == set(NAMES)


def test_every_page_is_reached_from_the_map() -> None:
    told = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("docs/MAP.md", "README.md"))
    shown = [page for page in PAGES if page.parent.name not in {"rules", "decisions", "disagreements", "transactions"}]
    assert [page.name for page in shown if page.name not in told and page.name not in {"README.md", "MAP.md"}] == []

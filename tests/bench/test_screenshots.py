"""Pictures of the pages: one house, a browser that walks through it, six pictures a page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from struct import unpack
from typing import Any

import pytest

from clearlane.doors.console.picturing.camera import THEMES, WIDTHS
from tests.house.tree import ROOT

CHROMIUM = Path("/usr/bin/chromium")
ONLY = "home"
"""Part of the names of two pages: that of a practice at work, and that of one which has just signed up."""


def _screenshots(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("CLEARLANE_")}
    command = [sys.executable, "-m", "clearlane", "screenshots", *options]
    return subprocess.run(
        command, cwd=ROOT, env=ours | environment, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    if not CHROMIUM.exists():
        pytest.skip("NOT RUN: Debian's chromium is not here")
    folder = tmp_path_factory.mktemp("pictures")
    done = _screenshots("--to", str(folder), "--only", ONLY, "--json")
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


def _size(path: Path) -> tuple[int, int]:
    """Width and height of a PNG."""
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    width, height = unpack(">II", head[16:24])
    return int(width), int(height)


def test_each_page_is_taken_in_every_width_and_theme(taken: tuple[Path, dict[str, Any]]) -> None:
    folder, told = taken
    pages = {name.rsplit("-", 2 if name.endswith("-dark.png") else 1)[0] for name in told["pictures"]}
    assert pages == {"12-home-new", "40-home"}
    assert len(told["pictures"]) == len(pages) * len(WIDTHS) * len(THEMES)
    assert sorted(path.name for path in folder.iterdir()) == sorted(told["pictures"])


def test_a_picture_is_as_wide_as_its_name_says(taken: tuple[Path, dict[str, Any]]) -> None:
    folder, told = taken
    for name in told["pictures"]:
        width, height = _size(folder / name)
        assert f"-{width}" in name
        assert height >= 900


def test_light_and_dark_are_not_the_same_picture(taken: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = taken
    for width in WIDTHS:
        assert (folder / f"40-home-{width}.png").read_bytes() != (folder / f"40-home-{width}-dark.png").read_bytes()


def test_it_says_where_the_pictures_are(taken: tuple[Path, dict[str, Any]]) -> None:
    folder, told = taken
    assert told["folder"] == str(folder)


def test_who_has_no_playwright_is_told_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as util, sys\n"
        "find = util.find_spec\n"
        "util.find_spec = lambda name, *more: None if name == 'playwright' else find(name, *more)\n",
        "utf-8",
    )
    done = _screenshots("--to", str(tmp_path / "pictures"), PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert "pip install 'clearlane[dev]'" in done.stderr
    assert not (tmp_path / "pictures").exists()

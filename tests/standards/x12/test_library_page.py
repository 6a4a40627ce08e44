"""The page of the library: each of its examples says what it shows."""

from __future__ import annotations

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs/x12.md"


def test_the_examples_of_the_page_are_true() -> None:
    told = doctest.testfile(str(PAGE), module_relative=False)
    assert (told.failed, told.attempted > 8) == (0, True)

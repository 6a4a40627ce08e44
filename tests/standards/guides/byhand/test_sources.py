"""Every file written by hand says where its shape comes from, is told what it must be, and stands on the page."""

from __future__ import annotations

import re

import pytest

from tests.standards.guides.byhand.list_sources import HERE, PAGE, by_guide, page
from tests.standards.guides.byhand.made_by_hand import Sourced, told

FILES = {f"{guide}: {name}": one for guide, files in by_guide().items() for name, one in files.items()}
FORM = re.compile(r"[^,|]+, [^|\n]+: [^|\n]+")
"""Title, publisher, date or address: what it shows."""
PAID_AND_CLAIMED = {
    "277CA 005010X214",
    "835 005010X221A1",
    "837D 005010X224A2",
    "837I 005010X223A2",
    "837P 005010X222A1",
}
"""Of these every file by hand has a source; a module of theirs without GUIDE would hide its own."""


@pytest.mark.parametrize("one", FILES.values(), ids=FILES)
def test_a_file_of_a_source_is_told_what_it_must_be(one: Sourced) -> None:
    assert told(one.text) == one.says


@pytest.mark.parametrize("one", FILES.values(), ids=FILES)
def test_a_source_names_title_publisher_and_what_it_shows(one: Sourced) -> None:
    assert FORM.fullmatch(one.source)


def test_no_file_stands_twice() -> None:
    texts = [one.text for one in FILES.values()]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("guide", by_guide())
def test_a_guide_has_ten_files_of_a_source(guide: str) -> None:
    assert len(by_guide()[guide]) >= 10


def test_claims_and_payments_have_no_file_without_a_source() -> None:
    assert set(by_guide()) >= PAID_AND_CLAIMED
    named = {path.stem for path in HERE.glob("*_shapes.py") if "GUIDE = " in path.read_text(encoding="utf-8")}
    silent = {path.stem for path in HERE.glob("*_shapes.py")} - named
    assert [stem for stem in silent if stem.split("_")[1] in {"277ca", "835", "837d", "837i", "837p"}] == []


def test_the_page_lists_the_files() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()

"""Every file written by hand says where its shape comes from, is told what it must be, and stands on the page."""

from __future__ import annotations

import re

import pytest

from tests.standards.guides.byhand.list_sources import PAGE, by_guide, page
from tests.standards.guides.byhand.made_by_hand import Sourced, told

FILES = {f"{guide}: {name}": one for guide, files in by_guide().items() for name, one in files.items()}
FORM = re.compile(r"[^,|]+, [^|\n]+: [^|\n]+")
"""Title, publisher, date or address: what it shows."""


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


def test_the_page_lists_the_files() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()

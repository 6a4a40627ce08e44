"""The fragment is HTML that any parser reads, says nothing that the file did not, and runs nothing."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from clearlane.standards import x12
from tests.standards.x12.x12_texts import PAYMENT, join, lines

CLEAN = join(lines())
DEAD = CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O")
SHEET = Path(__file__).resolve().parents[3] / "clearlane/doors/portal/static/portal/kit.css"


class Reader(HTMLParser):
    """The tags, classes and texts of a fragment; fails where a tag is closed that is not open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.classes: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._open.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.classes += [value for name, value in attrs if name == "class" and value]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(content: bytes) -> Reader:
    return Reader("".join(x12.explain_as_html(x12.explain([content]))))


@pytest.mark.parametrize("content", [CLEAN, DEAD, join(lines(PAYMENT)), b"Dear Sirs", b"", CLEAN[:900]])
def test_it_is_a_list_of_known_tags_and_nothing_that_runs(content: bytes) -> None:
    page = read(content)
    assert set(page.tags) <= {"ol", "li", "span", "b", "i", "mark", "dl", "dt", "dd"}
    assert page.attributes <= {"class", "tabindex", "aria-label"}
    assert page.tags[0] == "ol"


def test_every_class_is_one_of_the_portals_style_sheet() -> None:
    sheet = SHEET.read_text("utf-8")
    classes = set(read(DEAD).classes)
    assert classes == {"x12", "n", "loop", "seg", "say", "names", "hit"}
    assert [one for one in classes - {"x12", "hit"} if f".x12 .{one} " not in sheet] == []
    assert ".x12 li.hit " in sheet


@pytest.mark.parametrize("value", ["<script>alert(1)</script>", "a&b", '"quoted"', "it's", "<img src=x>"])
def test_values_are_escaped(value: str) -> None:
    page = read(CLEAN.replace(b"OAK FAMILY CARE", value.encode()))
    assert set(page.tags).isdisjoint({"script", "img"})
    assert value in "".join(page.texts)


def test_what_is_wrong_is_marked_and_said() -> None:
    page = read(DEAD)
    assert page.classes.count("hit") == 1
    assert page.tags.count("mark") == 1
    assert page.texts[page.texts.index("8O") + 1 :][0] == "*"
    assert any(text.startswith("CLM02") for text in page.texts)


def test_a_warning_is_no_hit() -> None:
    page = read(CLEAN.replace(b"1234567893", b"1234567890"))
    assert "hit" not in page.classes
    assert any(text.startswith("Warning: ") for text in page.texts)


def test_codes_are_told_in_words() -> None:
    page = read(CLEAN)
    assert page.texts[page.texts.index("CLM05-1 place of service") + 1] == "11: office"


def test_the_segment_stands_there_as_it_was_sent() -> None:
    html = "".join(x12.explain_as_html(x12.explain([CLEAN])))
    assert "<b>DTP</b><i>*</i>472<i>*</i>D8<i>*</i>20261110<i>~</i>" in html

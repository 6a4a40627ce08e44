"""The fragment is HTML that any parser reads, says nothing that the file did not, and runs nothing."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from clearlane.standards import x12
from tests.standards.x12.x12_texts import PAYMENT, join, lines

CLEAN = join(lines())
DEAD = CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O")
WARNED = CLEAN.replace(b"TE*8005550100", b"TE*5550100", 1)
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


def read(content: bytes, **more: Any) -> Reader:
    return Reader("".join(x12.explain_as_html(x12.explain([content]), **more)))


@pytest.mark.parametrize("content", [CLEAN, DEAD, join(lines(PAYMENT)), b"Dear Sirs", b"", CLEAN[:900]])
def test_it_is_a_list_of_known_tags_and_nothing_that_runs(content: bytes) -> None:
    page = read(content)
    assert set(page.tags) <= {"ol", "li", "h3", "span", "b", "i", "mark", "code", "dl", "div", "dt", "dd"}
    assert page.attributes <= {"class", "tabindex", "aria-label"}
    assert page.tags[0] == "ol"


def test_every_class_is_one_of_the_portals_style_sheet() -> None:
    sheet = SHEET.read_text("utf-8")
    told = [*read(DEAD, links={0: ("/", "Go")}).classes, *read(WARNED).classes]
    classes = {one for each in told for one in each.split()}
    assert classes == {"x12", "x12--told", "opens", "n", "loop", "name", "seg", "say", "names", "hit", "hint", "go"}
    assert [one for one in classes - {"hit", "hint"} if f".{one} " not in sheet] == []
    assert all(rule in sheet for rule in (".x12 li.hit ", ".x12--told li.hint ", ".x12--told .say.hint "))


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
    assert page.texts[page.texts.index("Error:") + 1].startswith(" CLM02 (total charge) is no number")


def test_a_warning_is_no_hit() -> None:
    page = read(WARNED)
    assert "hit" not in page.classes
    assert page.classes.count("hint") == 1
    assert "Warning:" in page.texts
    assert "Error:" not in page.texts


def test_codes_are_told_in_words() -> None:
    page = read(CLEAN)
    at = page.texts.index("CLM05-1")
    assert page.texts[at : at + 4] == ["CLM05-1", " place of service", "11", " office"]


def test_the_segment_stands_there_as_it_was_sent() -> None:
    html = "".join(x12.explain_as_html(x12.explain([CLEAN])))
    assert "<b>DTP</b><i>*</i>472<i>*</i>D8<i>*</i>20261110<i>~</i>" in html


def test_a_loop_that_opens_is_a_heading_and_a_segment_has_its_name_above_it() -> None:
    page = read(CLEAN)
    assert page.tags.count("h3") == sum(1 for one in x12.explain([CLEAN]) if one.opens)
    at = page.texts.index("Billing provider: name")
    assert page.texts[at - 4 : at + 2] == [
        "2010AA",
        " Billing provider",
        "7",
        "2010AA",
        "Billing provider: name",
        "NM1",
    ]


def test_a_value_of_blanks_is_left_out_below_and_stays_in_the_segment() -> None:
    page = read(CLEAN)
    assert "ISA01" in page.texts
    assert "ISA02" not in page.texts
    assert "          " in page.texts


def test_each_segment_has_its_offset_for_an_id_where_that_is_asked() -> None:
    html = "".join(x12.explain_as_html(x12.explain([DEAD]), anchors=True))
    assert [f'id="at-{one.offset}"' in html for one in x12.explain([DEAD])] == [True] * 52
    assert 'id="' not in "".join(x12.explain_as_html(x12.explain([DEAD])))


def test_a_link_stands_beneath_its_segment_and_is_escaped() -> None:
    offset = CLEAN.index(b"CLM*A2")
    html = "".join(x12.explain_as_html(x12.explain([CLEAN]), links={offset: ('/claims/"1', "Open <it>")}))
    assert html.count('<a class="go" href="/claims/&quot;1">Open &lt;it&gt;</a></li>') == 1
    assert html.index("<code>A2</code>") < html.index('<a class="go"') < html.index("J020")


def test_what_belongs_to_no_segment_is_told_alone() -> None:
    page = read(CLEAN + b"rubbish" + CLEAN)
    at = page.texts.index("Error:")
    assert page.texts[at - 1] == "\n"
    assert page.texts[at + 1].startswith(" ")

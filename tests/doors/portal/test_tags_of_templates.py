"""What every template may say: filters, icons, assets and statuses, through the engine that the pages use."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.portal.statuses import BY, CLAIM, STATUS
from clearlane.doors.portal.templatetags.clearlane import asset, icon, register
from clearlane.doors.portal.wording.amounts import money

PORTAL = Path("clearlane/doors/portal")
TEMPLATES = sorted((PORTAL / "templates").rglob("*.html"))
SPRITE = set(re.findall(r'id="i-([a-z0-9-]+)"', (PORTAL / "static/portal/icons.svg").read_text(encoding="utf-8")))
WRITERS = {"money", "exact", "count", "moment", "ago", "day", "sentence_day", "npi", "taxid", "phone", "zipcode"}


def render(template: str, **values: Any) -> str:
    return str(engines["django"].from_string("{% load clearlane %}" + template).render(values))


@given(st.integers(-(10**12), 10**12))
def test_a_template_writes_an_amount_as_python_does(cents: int) -> None:
    assert render("{{ cents|money }}", cents=cents) == money(cents)


def test_every_way_of_writing_is_a_filter_of_the_same_name() -> None:
    assert set(register.filters) >= WRITERS | {"role", "shape", "by_whom"}
    assert all(register.filters[name].__name__ == name for name in WRITERS)


@pytest.mark.parametrize("word", STATUS)
@pytest.mark.parametrize("by", [None, "", "us", "payer"])
def test_a_status_is_a_word_a_shape_a_colour_and_by_whom(word: str, by: str | None) -> None:
    shown = render('{% include "portal/partials/status.html" with css="" %}', word=word, by=by)
    assert f"st--{STATUS[word].role}" in shown
    assert f"#i-{STATUS[word].icon}" in shown
    assert re.sub(r"<[^>]+>", "", shown).strip() == word + BY[by or ""]


@pytest.mark.parametrize("text", ["{{ 'Lost'|role }}", "{{ 'paid'|shape }}", "{{ 'them'|by_whom }}"])
def test_a_word_that_is_no_status_is_a_fault_of_the_page(text: str) -> None:
    with pytest.raises(KeyError):
        render(text)


@given(st.text(max_size=30))
def test_the_label_of_an_icon_is_text_and_never_markup(label: str) -> None:
    shown = str(icon("paid", label))
    assert shown.count("<") == 4
    assert (' role="img" ' in shown) == bool(label)
    assert ('aria-hidden="true"' in shown) == (not label)


def test_an_icon_that_says_nothing_is_hidden_from_screen_readers() -> None:
    shown = render('{% icon "paid" css="big" %}')
    assert 'class="i big"' in shown
    assert 'aria-hidden="true"' in shown
    assert "aria-label" not in shown


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(PORTAL / "templates").as_posix())
def test_a_template_names_icons_and_assets_that_are_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert set(re.findall(r'\{% icon "([^"]+)"', text)) <= SPRITE
    for name in re.findall(r"""\{% asset ["']([^"']+)["']""", text):
        assert (PORTAL / "static/portal" / name).is_file(), name


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(PORTAL / "templates").as_posix())
def test_a_tax_id_is_shown_as_its_kind_wants_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\|taxid(?!:)", text) == []


def test_the_address_of_an_asset_changes_with_its_bytes() -> None:
    for path in sorted((PORTAL / "static/portal").glob("*.js"))[:5]:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        address, _, version = asset(path.name).partition("?v=")
        assert address.endswith(f"portal/{path.name}")
        assert len(version) >= 8
        assert digest.startswith(version)


def test_an_asset_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(FileNotFoundError):
        asset("no-such-file.js")


def test_every_status_of_a_claim_can_be_said_of_both_who_say_it() -> None:
    for word in CLAIM:
        said = {render("{{ word }}{{ by|by_whom }}", word=word, by=by) for by in ("us", "payer")}
        assert said == {f"{word} by us", f"{word} by payer"}


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30))
def test_numbers_that_are_none_are_written_as_text(text: str) -> None:
    shown = render("{{ text|phone }}{{ text|taxid }}{{ text|zipcode }}{{ text|npi }}", text=text)
    assert "<" not in shown
    assert '"' not in shown

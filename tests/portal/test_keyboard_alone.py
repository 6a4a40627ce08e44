"""The keyboard alone: every stop is seen, and a claim is found, opened and read without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.portal.conftest import Arrived, OpenWindow
from tests.portal.windows import Window

pytestmark = pytest.mark.slow
MOST_STOPS = 150
_FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  if (one === window.lastStop) return { within: true };
  window.lastStop = one;
  const look = (each) => {
    const style = getComputedStyle(each);
    return [style.outlineStyle, style.outlineWidth, style.boxShadow].join();
  };
  const lit = look(one), box = one.getBoundingClientRect();
  one.blur();
  const dull = look(one);
  one.focus({ preventScroll: true });
  const name = one.getAttribute("aria-label") || one.innerText || one.name || one.id;
  return { name: name.trim().slice(0, 60), tag: one.tagName, lit: lit !== dull,
    seen: box.width * box.height > 0 &&
      box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth };
}"""


@pytest.fixture
def window(worked: Arrived, open_window: OpenWindow) -> Window:
    return open_window(storage_state=worked.state)


@pytest.fixture
def page(window: Window) -> Page:
    """Home, before any key."""
    return window.go("/home")


def stops(page: Page) -> list[dict[str, object]]:
    """Where Tab leads, one after another, until it leaves the page."""
    found: list[dict[str, object]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUSED)
        if stop is None:
            return found
        if "within" not in stop:  # a date has several fields within, which a look at it would begin anew
            found.append(stop)
    raise AssertionError(f"no end after {MOST_STOPS} stops: {[each['name'] for each in found[-5:]]}")


@pytest.mark.parametrize("path", ["/home", "/files", "/claims", "claim"])
def test_every_stop_of_tab_is_seen_and_the_first_skips_to_the_content(window: Window, path: str) -> None:
    page = window.go("/claims" if path == "claim" else path)
    if path == "claim":
        page.goto(window.origin + str(page.locator("a.row").first.get_attribute("href")))
    found = stops(page)
    assert found[0]["name"] == "Skip to content"
    assert len(found) > 10
    assert [each for each in found if not (each["lit"] and each["seen"])] == []


def test_a_claim_is_found_among_others_and_opened(page: Page) -> None:
    for key in ("g", "c"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Claims")
    number = page.locator("a.row").last.inner_text().splitlines()[0]
    page.keyboard.press("/")
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    expect(page.locator("a.row")).to_have_count(1)
    expect(page.locator("a.row")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)


def test_escape_takes_a_search_back_and_going_back_brings_it_again(page: Page, window: Window) -> None:
    rows = window.go("/claims").locator("a.row")
    whole, number = rows.count(), rows.last.inner_text().splitlines()[0]
    page.keyboard.press("/")
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    expect(rows).to_be_focused()  # Enter goes on to what was found; a key pressed before that is of the box
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(rows).to_have_count(whole)
    page.go_back()
    expect(rows).to_have_count(1)
    page.reload()
    expect(rows).to_have_count(1)
    assert number not in page.url


def test_the_palette_leads_to_a_claim_by_its_number(page: Page, window: Window) -> None:
    number = window.go("/claims").locator("a.row").first.inner_text().splitlines()[0]
    page.goto(window.origin + "/home")
    page.keyboard.press("Control+k")
    page.keyboard.type(number)
    expect(page.get_by_role("option", name=number).first).to_be_visible()
    while number not in page.locator("[role=option][aria-selected=true]").inner_text():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)


def test_one_goes_from_claim_to_claim_and_reads_its_segments(page: Page, window: Window) -> None:
    window.go("/claims")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    first = page.get_by_role("heading", level=1)
    expect(first).not_to_contain_text("Claims")
    number = first.inner_text()
    page.keyboard.press("]")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(number)
    page.keyboard.press("[")
    expect(page.get_by_role("heading", level=1)).to_have_text(number)
    reach(page, "Show segments")
    page.keyboard.press("Enter")
    expect(page.locator(".x12").first).to_contain_text("NM1")


def reach(page: Page, name: str) -> None:
    """Tab until the control of that name has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if name in str(page.evaluate("document.activeElement.innerText")):
            return
    raise AssertionError(f"Tab does not lead to {name}")

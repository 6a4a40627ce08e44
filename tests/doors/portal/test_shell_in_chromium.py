"""The shell in a real browser: keys, palette, theme, refusals; nothing of it breaks the content policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Page, Route, expect

from clearlane.directory.users.session_store import hash_of
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.live import needs_chromium, opened, served

pytestmark = needs_chromium
PAGES = (
    "/home", "/claims", "/files", "/payments", "/settings", "/switch", "/find", "/", "/nowhere",
    "/welcome", "/welcome/connect", "/live", "/account", "/account/keys", "/members",
)  # fmt: skip
ON_TOP = """() => {
  const {x, y} = document.querySelector(".chips details[open] a").getBoundingClientRect();
  return Boolean(document.elementFromPoint(x + 4, y + 4).closest(".chips"));
}"""
"""Whether the menu of a filter is to be seen."""
STICKS_OUT = """() => {
  const box = (one) => one.getBoundingClientRect(), found = [];
  for (const part of document.querySelectorAll(".card :is(.st, .btn, b, td, th, code)"))
    if (part.checkVisibility() && box(part).width > 1 && !part.closest(".scroll"))
      if (box(part).right > box(part.closest(".card")).right + 1) found.push(`${part.textContent.trim()} is cut off`);
  for (const part of document.querySelectorAll(".scroll:has(> .table)"))
    if (part.scrollWidth > part.clientWidth + 1) found.push(`${part.ariaLabel} is a table, not cards`);
  for (const row of document.querySelectorAll(".list > li")) {
    const [, text, act] = row.children;
    const name = text?.querySelector("b");
    if (!name || !act) continue;
    const [a, b] = [box(name), box(act)];
    if (a.right > b.left + 1 && a.bottom > b.top + 1 && b.bottom > a.top + 1)
      found.push(`${name.textContent} lies under ${act.textContent.trim()}`);
  }
  return found;
}"""
"""What a person cannot read on a small screen: what is cut off by its card, and a name under its button."""


@pytest.fixture
def origin(dana: Browser) -> Iterator[str]:
    with served() as origin:
        yield origin


@pytest.fixture
def session(dana: Browser) -> str:
    return dana.cookies["session"].value


def focused(page: Page) -> str:
    """The id, or else the name, of what has the focus."""
    return str(page.evaluate("document.activeElement.id || document.activeElement.ariaLabel"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_breaks_the_content_policy_or_is_wider_than_a_small_screen(
    origin: str, session: str, theme: Any
) -> None:
    with opened(origin, session=session, color_scheme=theme, viewport={"width": 320, "height": 640}) as (
        page,
        complaints,
    ):
        for path in PAGES:
            page.goto(origin + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
            assert page.evaluate(STICKS_OUT) == [], path
        assert [text for text in complaints if "404" not in text] == []
        page.goto(f"{origin}/claims")
        page.locator(".chips summary").first.click()
        assert page.evaluate(ON_TOP)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_palette_finds_while_one_types_and_opens_by_the_keyboard(origin: str, session: str) -> None:
    with opened(origin, session=session) as (page, complaints):
        page.goto(f"{origin}/home")
        page.keyboard.press("Control+k")
        expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
        assert focused(page) == "palette-q"
        page.keyboard.type("fil")
        expect(page.get_by_role("option", name="Home")).to_have_count(0)
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("option", name="Upload a file")).to_have_attribute("aria-selected", "true")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{origin}/files")
        assert complaints == []


def test_single_keys_lead_where_they_say_and_are_silent_in_a_field(origin: str, session: str) -> None:
    with opened(origin, session=session) as (page, complaints):
        page.goto(f"{origin}/home")
        page.keyboard.press("g")
        page.keyboard.press("c")
        page.wait_for_url(f"{origin}/claims")
        page.keyboard.press("g")
        page.keyboard.press("r")
        page.wait_for_url(f"{origin}/payments")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.goto(f"{origin}/find")
        page.get_by_role("searchbox").fill("")
        page.keyboard.type("gc?")
        expect(page.get_by_role("searchbox")).to_have_value("gc?")
        assert (page.url, complaints) == (f"{origin}/find", [])


def test_keys_that_are_off_do_nothing_but_the_palette_opens(origin: str, session: str) -> None:
    with opened(origin, session=session) as (page, _):
        page.context.add_cookies([{"name": "keys", "value": "off", "url": origin}])
        page.goto(f"{origin}/home")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.keyboard.press("Control+k")
        expect(page.get_by_role("dialog", name="Find")).to_be_visible()


def test_a_theme_is_changed_at_once_and_stays(origin: str, session: str) -> None:
    with opened(origin, session=session, color_scheme="light") as (page, complaints):
        page.goto(f"{origin}/settings")
        page.evaluate("window.kept = true")
        with page.expect_response("**/settings/theme"):
            page.get_by_label("Theme").get_by_role("button", name="Dark").last.click()
        assert page.evaluate("[document.documentElement.dataset.theme, window.kept]") == ["dark", True]
        page.goto(f"{origin}/home")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert complaints == []


def test_a_menu_opens_and_escape_closes_it_and_gives_the_focus_back(origin: str, session: str) -> None:
    with opened(origin, session=session) as (page, _):
        page.goto(f"{origin}/home")
        page.get_by_label("DA, your account").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
        assert focused(page) == "DA, your account"


def test_the_palette_is_filled_also_when_it_is_opened_before_the_page_has_settled(origin: str, session: str) -> None:
    with opened(origin, session=session) as (page, _):
        page.add_init_script("addEventListener('DOMContentLoaded', () => window.clearlane.open('palette'))")
        page.goto(f"{origin}/home")
        expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")


def test_who_was_signed_out_sees_no_content_and_is_asked_to_sign_in(
    origin: str, session: str, owner: psycopg.Connection[Any]
) -> None:
    with opened(origin, session=session) as (page, _):
        page.goto(f"{origin}/home")
        owner.execute("DELETE FROM directory_users_session")
        page.keyboard.press("Control+k")
        expect(page.get_by_role("link", name="Sign in")).to_be_focused()
        expect(page.locator("#main")).not_to_be_visible()
        assert page.get_by_role("link", name="Sign in").get_attribute("href") == "/signin?next=%2Fhome"


@pytest.mark.parametrize("is_same", [True, False])
def test_chosen_files_wait_for_the_same_person_to_sign_in_in_another_tab(
    origin: str, dana: Browser, owner: psycopg.Connection[Any], add_person: AddPerson, practice: int, is_same: bool
) -> None:
    key, later = dana.cookies["session"].value, Browser()
    ((herself,),) = owner.execute("SELECT user_id FROM directory_users_session").fetchall()
    later.sign_in(herself if is_same else add_person("otto", {practice: "owner"}))
    with opened(origin, session=key) as (page, _):
        page.goto(f"{origin}/files")
        page.set_input_files("#drop-files", {"name": "scan.pdf", "mimeType": "", "buffer": b"%PDF-1.7"})
        owner.execute("DELETE FROM directory_users_session WHERE session_key = %s", [hash_of(key)])
        page.get_by_role("button", name="Send files").click()
        expect(page.get_by_role("alert")).to_contain_text("the files that you chose wait here")
        expect(page.locator("#main")).not_to_be_visible()
        page.context.add_cookies([{"name": "session", "value": later.cookies["session"].value, "url": origin}])
        with page.expect_response(lambda given: given.url == f"{origin}/files"):
            page.evaluate("dispatchEvent(new Event('focus'))")
        if is_same:
            expect(page.locator("[data-chosen] li")).to_have_text(["scan.pdf 8 bytes"])
            page.get_by_role("button", name="Send files").click()
            expect(page.locator("#dropped")).to_contain_text("This is a PDF")
        else:
            page.wait_for_timeout(200)
            expect(page.locator("#main")).not_to_be_visible()


def test_a_session_that_ends_is_told_before_and_goes_on_by_a_click(
    origin: str, session: str, owner: psycopg.Connection[Any]
) -> None:
    with opened(origin, session=session) as (page, _):
        page.clock.install()
        page.goto(f"{origin}/home")
        page.route("**/session", lambda route: route.fulfill(json={"seconds_left": 119}))
        page.clock.fast_forward("13:01")
        stay = page.get_by_role("button", name="Stay signed in")
        expect(stay).to_be_visible()
        page.unroute("**/session")
        stay.click()
        expect(stay).to_be_hidden()
        owner.execute("DELETE FROM directory_users_session")
        page.clock.fast_forward("13:01")
        expect(page.get_by_role("link", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("away", [False, True])
def test_a_failure_is_told_beside_its_control_and_can_be_tried_again(origin: str, session: str, away: bool) -> None:
    def fail(route: Route) -> None:
        if away:
            route.abort()
        else:
            route.fulfill(status=500, body="")

    with opened(origin, session=session) as (page, _):
        page.goto(f"{origin}/home")
        page.route("**/find", fail)
        page.keyboard.press("Control+k")
        told = page.get_by_role("alert")
        expect(told).to_contain_text("nothing that you typed is lost" if away else "Nothing that you typed is lost")
        page.unroute("**/find")
        told.get_by_role("button", name="Try again").click()
        expect(page.get_by_role("option").first).to_be_visible()
        expect(told).to_have_count(0)


def test_files_are_listed_before_they_go_and_kept_where_that_fails_and_notes_outlive_a_poll(
    origin: str, session: str
) -> None:
    x12 = b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *260310*0800*^*00501*000000001*0*T*:~"
    files: Any = [
        {"name": "oak.837", "mimeType": "", "buffer": x12.ljust(400_000)},
        {"name": "scan.pdf", "mimeType": "", "buffer": b"%PDF-1.7"},
    ]
    with opened(origin, session=session) as (page, complaints):
        page.goto(f"{origin}/files")
        page.set_input_files("#drop-files", files)
        expect(page.locator("[data-chosen] li")).to_have_text(["oak.837 400.0 kB", "scan.pdf 8 bytes"])
        page.route("**/files/send", lambda route: route.abort())
        page.get_by_role("button", name="Send files").click()
        expect(page.get_by_role("alert")).to_contain_text("does not answer")
        expect(page.locator("[data-chosen] li")).to_have_count(2)
        page.unroute("**/files/send")
        with page.expect_response(lambda given: given.request.method == "GET" and "/files?landed=" in given.url):
            page.get_by_role("button", name="Send files").click()
            expect(page.get_by_text("is in our hands")).to_be_visible()
            assert page.evaluate("document.getElementById('drop-files').files.length") == 0
            expect(page.locator("[data-chosen]")).to_be_hidden()
        page.wait_for_timeout(300)
        expect(page.locator("#dropped")).to_contain_text("This is a PDF")
        expect(page.get_by_role("alert")).to_have_count(0)
        assert [text for text in complaints if "ERR_FAILED" not in text] == []


def test_without_scripts_the_shell_still_works(origin: str, session: str) -> None:
    with opened(origin, session=session, java_script_enabled=False, color_scheme="light") as (page, complaints):
        page.goto(f"{origin}/home")
        page.get_by_label("DA, your account").click()
        page.get_by_role("button", name="Dark").click()
        assert page.url == f"{origin}/home"
        assert page.locator("html").get_attribute("data-theme") == "dark"
        page.get_by_role("link", name="Search pages").click()
        page.get_by_role("searchbox").fill("switch")
        page.get_by_role("button", name="Find", exact=True).click()
        page.get_by_role("link", name="Switch organization or client").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Switch organization")
        assert complaints == []

"""An operator in a real house: the link of the shell, a passkey, the lists, an hour in an organization's rooms."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.portal.conftest import Arrived, OpenWindow, Portal
from tests.portal.in_the_way import SIZES, faults_by_axe, too_wide
from tests.portal.windows import Window
from tests.up.houses import clearlane

pytestmark = pytest.mark.slow
PLACES = (
    "/operator/", "/operator/organizations", "/operator/payers", "/operator/agreements", "/operator/worklist",
)  # fmt: skip
REASON = "Dana asked on the phone why her first claim waits"


def link(portal: Portal, name: str) -> str:
    """What the server's shell prints, with no setting but the data folder."""
    done = clearlane("operator", "add", name, "--json", "--data", str(portal.house.data))
    assert done.returncode == 0, done.stderr
    return str(json.loads(done.stdout)["link"])


@pytest.fixture
def console(open_window: OpenWindow, portal: Portal) -> Window:
    """A window whose house is the console, with a passkey device in it."""
    window = open_window()
    window.origin = portal.house.addresses()["console"].removesuffix("/operator/")
    return window


def press(window: Window, name: str) -> None:
    window.page.get_by_role("button", name=name).click()


def arrives(window: Window, heading: str) -> None:
    expect(window.page.get_by_role("heading", level=1)).to_have_text(heading)


def test_an_operator_enrolls_signs_in_reads_an_organizations_rooms_and_leaves_them(
    console: Window, portal: Portal, arrived: Arrived
) -> None:
    console.add_device()
    there = link(portal, "ann")
    assert there.startswith(f"{console.origin}/operator/enroll/")
    console.page.goto(there)
    arrives(console, "Add your passkey")
    assert "/enroll/" not in console.page.url
    press(console, "Add a passkey")
    arrives(console, "What waits")
    press(console, "Sign out")
    arrives(console, "Operators: sign in")
    press(console, "Use your passkey")
    arrives(console, "What waits")
    expect(console.page.get_by_text(f"for {arrived.person.name.title()} Family Care")).to_be_visible()
    enter(console, f"{arrived.person.name.title()} Family Care")
    expect(console.page.get_by_text("ann is looking at these rooms")).to_be_visible()
    expect(console.page.get_by_text(REASON)).to_be_visible()
    console.go("/claims")
    expect(console.page.get_by_role("row").nth(1)).to_be_visible()
    console.go("/welcome")
    arrives(console, "Operators only read here")
    console.go("/home")
    press(console, "Leave")
    arrives(console, "What waits")
    console.go("/home")
    arrives(console, "What waits")
    mail = portal.mails.wait(arrived.person.email)
    assert mail.subject == "An operator of this installation is looking at your rooms"


def test_no_page_of_the_console_stands_in_an_operators_way(console: Window, portal: Portal, arrived: Arrived) -> None:
    console.add_device()
    console.page.goto(link(portal, "eve"))
    press(console, "Add a passkey")
    arrives(console, "What waits")
    axe, page = Axe(), console.page
    named = f"{arrived.person.name.title()}%"
    (tenant,) = portal.ask("SELECT id FROM foundation_tenancy_tenant WHERE name LIKE %s", named)[0]
    for place in (*PLACES, f"/operator/organizations/{tenant}"):
        console.go(place)
        for theme, width in SIZES:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.set_viewport_size({"width": width, "height": 900})
            found = [*faults_by_axe(axe, page), *too_wide(page, width)]
            assert found == [], (place, theme, width)


def enter(window: Window, organization: str) -> None:
    """From the list of organizations into the rooms of one."""
    window.page.get_by_role("link", name="Organizations").click()
    window.page.get_by_label("Name").fill(organization)
    press(window, "Find organizations")
    window.page.get_by_role("link", name=organization).click()
    window.page.get_by_label("Reason").fill(REASON)
    press(window, "Enter to read")
    arrives(window, "Today")


def test_a_link_that_was_used_opens_nothing_and_a_device_without_a_passkey_stays_outside(
    console: Window, portal: Portal, open_window: OpenWindow
) -> None:
    console.add_device()
    there = link(portal, "bob")
    console.page.goto(there)
    press(console, "Add a passkey")
    arrives(console, "What waits")
    stranger = open_window()
    stranger.origin = console.origin
    stranger.page.goto(there)
    arrives(stranger, "This link is over")
    stranger.add_device()
    stranger.go("/operator/organizations")
    arrives(stranger, "Operators: sign in")
    press(stranger, "Use your passkey")
    expect(stranger.page.get_by_role("alert").filter(has_text="No passkey was used")).to_be_visible()

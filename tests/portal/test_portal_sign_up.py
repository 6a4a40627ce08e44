"""The eleven steps in a real browser, for each of the five kinds, and what they cost a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from clearlane.doors.portal.signup.steps import HEADINGS
from tests.portal.conftest import Arrive
from tests.portal.newcomer import Newcomer

FIELDS, SCREENS, CLICKS = 19, 9, 14
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", ["small", "large", "hospital", "billing", "payer"])
def test_the_eleven_headings_stand_in_order_and_cost_no_more_than_the_budget(
    arrive: Arrive, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    person = arrive(kind=kind, has_npi=kind != "payer")
    person.in_short()
    person.arrives_at(HEADINGS[11])
    assert headings_of(person) == [HEADINGS[number] for number in range(1, 12)]
    fields = sum(len(screen.fields) for screen in person.window.screens[:-1])
    screens, clicks = len(person.window.screens), person.window.clicks + person.in_mail
    with capsys.disabled():
        print(f"\n  {kind}: {fields} fields, {screens} screens, {clicks} clicks")
    assert (fields <= FIELDS, screens <= SCREENS, clicks <= CLICKS) == (True, True, True)


@pytest.mark.parametrize("script", ["htmx.min.js", "signup.js"])
def test_the_city_follows_a_zip_code_that_was_filled_in_before_the_scripts_ran(arrive: Arrive, script: str) -> None:
    person = arrive()
    person.until_practice()
    person.fill_practice()
    with held_back(person.tab, f"**/{script}?*"):
        person.press("Continue")
        person.arrives_at("Phone and address")
        person.tab.get_by_label("ZIP code").fill("62701")
    expect(person.tab.get_by_label("City")).to_have_value("Springfield")


@contextmanager
def held_back(tab: Page, address: str) -> Iterator[None]:
    """What the page asks for at this address comes only afterwards."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    tab.route(address, hold)
    yield
    assert len(held) == 1
    held[0].continue_()


def headings_of(person: Newcomer) -> list[str]:
    """What she read on top of each step: step 2 is a part of the first page, step 7 the mail."""
    first, *others = person.window.screens
    parts = [part for part in first.parts if part == HEADINGS[2]]
    seen = [screen.heading for screen in others]
    return [first.heading, *parts, *seen[:4], person.mail_heading, *seen[4:]]

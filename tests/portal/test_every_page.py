"""Every page to which a link leads: reached, well formed, open to all, and still itself on a small screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.portal.conftest import Arrived, OpenWindow, Portal
from tests.portal.crawl import Walk
from tests.portal.in_the_way import SIZES, faults_by_axe, too_wide
from tests.portal.windows import opened

pytestmark = pytest.mark.slow
NOBODYS = ("/", "/signin", "/reset", "/start", "/no/such/page")
OWNERS = ("/home", "/find?q=a", "/switch", "/signin")


@pytest.fixture(scope="package", params=["nobody", "owner"])
def walk(request: pytest.FixtureRequest, portal: Portal, chromium: Browser, worked: Arrived) -> Iterator[Walk]:
    """All that a person finds who follows every link."""
    state, starts = (None, NOBODYS) if request.param == "nobody" else (worked.state, OWNERS)
    with opened(chromium, origin=portal.origin, storage_state=state) as window:
        yield Walk(portal.origin, window.context.request).from_pages(*starts)


def test_every_link_leads_somewhere(walk: Walk, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n  {len(walk.seen)} addresses followed, {len(walk.places)} kinds of page")
    unknown = f"{walk.origin}/no/such/page"
    assert {address: told for address, told in walk.dead.items() if address != unknown} == {}
    assert walk.lost == set()


def test_every_page_is_as_the_standard_of_html_wants_it(walk: Walk) -> None:
    assert walk.faults == {}


@pytest.mark.parametrize(("theme", "width"), SIZES)
def test_nothing_stands_in_anybodys_way(
    walk: Walk, open_window: OpenWindow, worked: Arrived, theme: Any, width: int
) -> None:
    state = worked.state if walk.origin + "/home" in walk.pages else None
    window = open_window(storage_state=state, color_scheme=theme, viewport={"width": width, "height": 900})
    axe, wrong = Axe(), dict[str, object]()
    for place in walk.places:
        page = window.go(place)
        found = [*faults_by_axe(axe, page), *too_wide(page, width)]
        if found:
            wrong[place] = found
    assert wrong == {}

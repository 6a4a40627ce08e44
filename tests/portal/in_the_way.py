"""What stands in the way of somebody on a page: who does not see well, and who has a small screen."""

from __future__ import annotations

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SMALLEST = 320
"""As wide as a small phone, and as what is left of 1280 at 400 %."""

SIZES: tuple[tuple[Literal["light", "dark"], int], ...] = (("light", 1440), ("dark", 1440), ("light", SMALLEST))
"""Theme and width in which each page is looked at."""


def faults_by_axe(axe: Axe, page: Page) -> list[str]:
    """Rule and first place of each violation."""
    violations = axe.run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]} ({len(each['nodes'])})" for each in violations]


def too_wide(page: Page, width: int) -> list[str]:
    """A page scrolls in one direction only; tables and code scroll within themselves."""
    needed = page.evaluate("document.documentElement.scrollWidth")
    return [f"needs {needed} px"] if needed > width else []

"""A browser that takes each page at three widths in both themes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from clearlane.doors.console.problem import Problem

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (1440, 760, 390)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_HEIGHT = 900
HOW = "pictures need Playwright and a Chromium: pip install 'clearlane[dev]', and Debian's package chromium"


@dataclass(slots=True)
class Camera:
    """One tab, and what was taken with it; ``folder`` is theirs, ``only`` a part of the names wanted."""

    page: Page
    origin: str
    folder: Path
    only: str = ""
    taken: list[Path] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page of the portal."""
        self.page.goto(f"{self.origin}{path}")

    def take(self, name: str) -> None:
        """The page as it stands, in every width and theme."""
        if self.only not in name:
            return
        for theme in THEMES:
            self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            for width in WIDTHS:
                self.page.set_viewport_size({"width": width, "height": _HEIGHT})
                path = self.folder / f"{name}-{width}{'-dark' if theme == 'dark' else ''}.png"
                self.page.screenshot(path=path, full_page=True)
                self.taken.append(path)
        self.page.set_viewport_size({"width": WIDTHS[0], "height": _HEIGHT})

    def look(self, path: str, name: str) -> None:
        """Open a page and take it."""
        self.go(path)
        self.take(name)


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium, else the one that Playwright has brought. Raises Problem where there is none."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ModuleNotFoundError as missing:
        raise Problem(HOW) from missing
    with sync_playwright() as driver:
        try:
            chromium = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        except Error as error:
            raise Problem(HOW) from error
        try:
            yield chromium
        finally:
            chromium.close()


def tab(chromium: Browser, *, origin: str, folder: Path, only: str = "", session: str = "") -> Camera:
    """A new tab of somebody: signed in by ``session``, else nobody's."""
    context = chromium.new_context(viewport={"width": WIDTHS[0], "height": _HEIGHT})
    if session:
        context.add_cookies([{"name": "session", "value": session, "url": origin}])
    return Camera(context.new_page(), origin, folder, only)

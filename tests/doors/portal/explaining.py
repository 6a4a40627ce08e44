"""A file with a fault, and its page in words as a browser makes it out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from tests.doors.portal.conftest import Browser
from tests.flows.world import World


def faulty(world: World, *, claims: int = 3, at: int = 0) -> bytes:
    """A file in which one charge, of the claim ``at``, has a letter O for its first digit."""
    content = world.order(claims=claims).content
    place = [found.start() for found in re.finditer(rb"CLM\*", content)][at]
    charge = content.index(b"*", place + 4) + 1
    return content[:charge] + b"O" + content[charge + 1 :]


def page_of(browser: Browser, address: str, status: int = 200) -> str:
    answer: Any = browser.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return str(answer.content.decode())


class Items(HTMLParser):
    """The lines of the list: id -> class and text."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.lines: dict[str, tuple[str, str]] = {}
        self._open = ""
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "li":
            self._open = values.get("id") or ""
            if self._open:
                self.lines[self._open] = (values.get("class") or "", "")

    def handle_data(self, data: str) -> None:
        if self._open:
            css, text = self.lines[self._open]
            self.lines[self._open] = (css, text + data)

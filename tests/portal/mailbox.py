"""The local mail page, read as text or clicked in by a window."""

from __future__ import annotations

import html
import re
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar

from playwright.sync_api import Page

from tests.portal.windows import Window
from tests.up.houses import wait_until

_ROW = re.compile(r'href="/mail/([0-9a-f-]{36})">(.*?)</a><span class="two">To (.*?)</span>')
_LINK = re.compile(r'<a href="(.*?)" target="_blank"')


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail of the list."""

    id: str
    subject: str
    to: str


@dataclass
class Mailbox:
    """All mails of a house. ``address`` is what `up` prints, with the token."""

    address: str
    opener: urllib.request.OpenerDirector = field(init=False)

    def __post_init__(self) -> None:
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)
        self._read(self.address)

    @property
    def place(self) -> str:
        """Where the page is, without its token."""
        return self.address.partition("/?")[0]

    def mails(self, to: str) -> list[Mail]:
        """Those to one person, newest first."""
        rows = _ROW.findall(self._read(f"{self.place}/?still=1"))
        found = [Mail(id, html.unescape(subject), html.unescape(whom)) for id, subject, whom in rows]
        return [mail for mail in found if mail.to == to]

    def wait(self, to: str, *, count: int = 1) -> Mail:
        """The newest to this person, once so many have come."""
        wait_until(lambda: len(self.mails(to)) >= count, what=f"mail {count} to {to}", patience=30)
        return self.mails(to)[0]

    def link(self, to: str, *, count: int = 1) -> str:
        """The first link of the newest mail."""
        page = self._read(f"{self.place}/mail/{self.wait(to, count=count).id}")
        return html.unescape(_LINK.findall(page)[0])

    def click(self, window: Window, to: str, button: str) -> tuple[str, Page]:
        """Open the mail in a tab of this window and press its button: the mail's heading, and the tab that opens."""
        tab = window.tab()
        tab.goto(self.address)
        tab.goto(f"{self.place}/mail/{self.wait(to).id}")
        letter = tab.frame_locator("iframe")
        heading = letter.get_by_role("heading", level=1).inner_text()
        with tab.expect_popup() as popup:
            letter.get_by_role("link", name=button).click()
        tab.close()
        popup.value.wait_for_load_state()
        return heading, popup.value

    def _read(self, address: str) -> str:
        with self.opener.open(address, timeout=10) as answer:
            return str(answer.read().decode())

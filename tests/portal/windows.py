"""Windows of a real browser: what their consoles complain of, a virtual passkey device, and what a person has done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Page,
    Response,
    expect,
    sync_playwright,
)

CHROMIUM = Path("/usr/bin/chromium")
_ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
_PATIENCE = 20_000
expect.set_options(timeout=_PATIENCE)
_REPORTER = """(() => {
  if (window !== top) return;
  const controls = () => [...document.querySelectorAll("main input:not([type=hidden]), main select, main textarea")];
  addEventListener("load", () => window.tell("screen", {
    origin: location.origin,
    path: location.pathname,
    heading: document.querySelector("h1")?.textContent.trim() || "",
    parts: [...document.querySelectorAll("h2")].map((one) => one.textContent.trim()),
    fields: [...new Set(controls().filter((one) => one.offsetParent).map((one) => one.name))],
  }));
  addEventListener("pointerdown", (event) => { if (event.isTrusted) window.tell("click", {}); }, true);
  addEventListener("securitypolicyviolation", (event) => window.tell("violation", {
    directive: event.violatedDirective, uri: event.blockedURI, source: `${event.sourceFile}:${event.lineNumber}`,
  }));
})();"""


@dataclass(frozen=True, slots=True)
class Screen:
    """A page as a person met it: its address, its one heading, those of its parts, the controls that she could see."""

    path: str
    heading: str
    parts: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Device:
    """A virtual passkey device of a tab."""

    session: CDPSession
    id: str

    def passkeys(self) -> list[dict[str, Any]]:
        """What it holds, private keys included."""
        return list(self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"])

    def take(self, passkey: dict[str, Any]) -> None:
        """As if the owner's devices had shared it."""
        self.session.send("WebAuthn.addCredential", {"authenticatorId": self.id, "credential": passkey})


@dataclass
class Window:
    """A browser of one person: its tabs share cookies; everything that goes wrong in any of them is kept."""

    context: BrowserContext
    page: Page
    origin: str
    screens: list[Screen] = field(default_factory=list)
    clicks: int = 0
    complaints: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    def go(self, path: str) -> Page:
        """The page at that address of the house."""
        self.page.goto(self.origin + path)
        return self.page

    def tab(self) -> Page:
        """One more tab of the same browser."""
        return self.context.new_page()

    @property
    def path(self) -> str:
        """Where the first tab is, without host."""
        return self.page.url.removeprefix(self.origin)

    def heading(self, page: Page | None = None) -> str:
        """The one h1."""
        return (page or self.page).get_by_role("heading", level=1).inner_text()

    def add_device(self) -> Device:
        """A passkey device inside this machine, which checks that it is its owner, for the first tab."""
        session = self.context.new_cdp_session(self.page)
        session.send("WebAuthn.enable")
        made = session.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})
        return Device(session, made["authenticatorId"])

    def note(self, _: Any, what: str, told: dict[str, Any]) -> None:
        """What the page itself reports."""
        if what == "click":
            self.clicks += 1
        elif what == "screen" and told["origin"] == self.origin:
            self.screens.append(Screen(told["path"], told["heading"], tuple(told["parts"]), tuple(told["fields"])))
        elif what == "violation":
            self.complaints.append(f"{what}: {told}")

    def listen(self, said: ConsoleMessage) -> None:
        """A complaint of the console; that a page was answered with 4xx is none of the page's."""
        if said.type in {"error", "warning"} and said.location.get("url", "") not in self.refused:
            self.complaints.append(f"{said.text} ({said.location.get('url', '')})")

    def answered(self, response: Response) -> None:
        """Remember what the house refused, so that the browser's word about it is not counted against the page."""
        if 400 <= response.status < 500:
            self.refused.add(response.url)


@contextmanager
def run_chromium() -> Iterator[Browser]:
    """The one browser. While it runs, Django's ORM is not to be asked by this thread: the driver has a loop in it."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=_ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, *, origin: str, **context: Any) -> Iterator[Window]:
    """A window that knows nothing of any other."""
    asked = {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"} | context
    room = browser.new_context(**asked)
    try:
        room.set_default_timeout(_PATIENCE)
        window = Window(room, room.new_page(), origin)
        room.expose_binding("tell", window.note)
        room.add_init_script(_REPORTER)
        room.on("console", window.listen)
        room.on("weberror", lambda error: window.complaints.append(str(error.error)))
        room.on("response", window.answered)
        yield window
    finally:
        room.close()

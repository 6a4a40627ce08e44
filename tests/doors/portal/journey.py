"""A person who signs up: each step as his browser sends it, so that a test may stop anywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests.posted import Posted

NPI = "1234567893"
PASSWORD = "seven grey herons fish at dawn"
PRACTICE = {
    "organization": "Elm Street Family Care",
    "npi": NPI,
    "tin": "12-3456789",
    "tin_kind": "EIN",
    "username": "dana.demo",
    "password": PASSWORD,
    "again": PASSWORD,
}
ADDRESS = {
    "phone": "(555) 010-0188",
    "street": "100 Elm Street",
    "zip": "62701",
    "city": "",
    "state": "",
    "sends_from_here": "on",
}
SIGNATURE = {"signer": "Dana Demo", "title": "Practice manager", "authorized": "on"}


@dataclass
class Journey:
    """One browser and the mails that came."""

    browser: Client
    posted: Posted
    email: str = "dana.demo@elmstreet.example"
    slug: str = "clearinghouse"

    def __post_init__(self) -> None:
        self.browser.defaults["HTTP_ACCEPT"] = "text/html"

    def another_device(self) -> Client:
        """A browser that knows nothing of this one."""
        return type(self.browser)(HTTP_ACCEPT="text/html")

    def ask(self, email: str = "") -> Any:
        """Step 5, and the page after it."""
        return self.browser.post(f"/start/{self.slug}/email", {"email": email or self.email}, follow=True)

    def link(self) -> str:
        """The path of the link in the last mail."""
        return str(self.posted[-1].link).removeprefix("http://localhost")

    def open_link(self) -> Any:
        """Step 7: the click in the mail, and the page after it."""
        return self.browser.get(self.link(), follow=True)

    def practice(self, **changed: str) -> Any:
        """Step 8."""
        return self.browser.post("/start/practice", PRACTICE | changed)

    def address(self, **changed: str) -> Any:
        """Step 9."""
        return self.browser.post("/start/address", ADDRESS | changed)

    def kind(self, kind: str, **changed: str) -> Any:
        """Step 10: what stands hidden in the form goes along."""
        hidden = read_in(self.browser.get("/start/kind"))
        return self.browser.post("/start/kind", {"kind": kind, **hidden, **SIGNATURE, **changed})

    def until_address(self, **changed: str) -> None:
        """Steps 5 to 8."""
        self.ask()
        self.open_link()
        assert self.practice(**changed).status_code == 303

    def until_kind(self, **changed: str) -> None:
        """Steps 5 to 9."""
        self.until_address(**changed)
        assert self.address().status_code == 303

    def to_the_end(self, kind: str = "small", **changed: str) -> Any:
        """Steps 5 to 10."""
        self.until_kind(**changed)
        return self.kind(kind)


def read_in(answer: Any) -> dict[str, str]:
    """The hidden fields of a page, but for the token of the form."""
    found = re.findall(r'<input type="hidden" name="(read_\w+)" value="(\w+)">', answer.content.decode())
    return dict(found)


def heading(answer: Any) -> str:
    """The one h1 of a page."""
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", answer.content.decode(), re.DOTALL)
    assert len(found) == 1
    return str(found[0]).replace("&amp;", "&").strip()

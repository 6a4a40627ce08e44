"""A person with a browser without scripts, who knows of a house what `up` has printed and nothing else."""

from __future__ import annotations

import html
import re
import time
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode, urljoin

from tests.up.houses import wait_until

PASSWORD = "seven grey herons fish at dawn"
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="(.*?)">')
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_LINK = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_STATUS = re.compile(r'role="status">(.*?)<')


def _plain(words: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", words)).strip()


@dataclass
class Applicant:
    """``portal`` and ``mails`` are addresses as they were printed."""

    portal: str
    mails: str
    email: str
    npi: str
    tin: str
    heading: str = ""
    shown: str = ""
    seen: list[str] = field(default_factory=list)
    at: str = ""
    opener: urllib.request.OpenerDirector = field(init=False)

    def __post_init__(self) -> None:
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)

    def open(self, address: str, *, form: dict[str, str] | None = None) -> str:
        """A page, or what comes of a form; its one heading is kept."""
        with self._ask(address, form) as answer:
            self.shown, self.at = answer.read().decode(), answer.geturl()
        self.seen.append(self.shown)
        self.heading = html.unescape("".join(_HEADING.findall(self.shown)[:1])).strip()
        return self.heading

    def download(self, address: str, *, form: dict[str, str] | None = None) -> tuple[str, bytes]:
        """A file: the name under which a browser saves it, and what is in it. The page stays open."""
        with self._ask(address, form) as answer:
            return str(answer.headers.get_filename()), answer.read()

    def _ask(self, address: str, form: dict[str, str] | None) -> Any:
        body = urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(urljoin(self.at or self.portal, address), body, {"Accept": "text/html"})
        if body is not None:
            request.add_header("Origin", self.portal)
        return self.opener.open(request, timeout=20)

    def press(self, link: str) -> str:
        """A link of the page that is open, by its words."""
        (address, *_) = [to for to, words in _LINK.findall(self.shown) if _plain(words) == link]
        return self.open(html.unescape(address))

    def send(self, **fields: str) -> str:
        """The form of the page that is open, with what is hidden in it; gives the heading of the page that follows."""
        return self.open(self.at, form=self.hidden() | fields)

    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page that is open."""
        return {name: html.unescape(value) for name, value in _HIDDEN.findall(self.shown)}

    def read_mail(self) -> str:
        """The link of the one mail, from the page that shows mails."""
        reader = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        place = self.mails.partition("?")[0]

        def read(address: str) -> str:
            with reader.open(address, timeout=10) as answer:
                return str(answer.read().decode())

        read(self.mails)
        wait_until(lambda: self.email in read(f"{place}?still=1"), what="the mail has come", patience=30)
        (mail,) = re.findall(rf'href="/mail/([0-9a-f-]+)">[^<]*</a><span class="two">To {self.email}', read(place))
        letter = read(f"{place}mail/{mail}")
        self.seen.append(html.unescape(letter))
        return html.unescape(re.findall(r'<a href="(.*?)" target="_blank"', letter)[0])

    def sign_up(self) -> list[str]:
        """All steps with a form; the headings that were seen."""
        seen = [self.open(f"{self.portal}/"), *map(self.press, ("Start today", "Choose clearinghouse", "Sign up"))]
        seen += [self.send(email=self.email), self.open(self.read_mail())]
        login = {"username": "dana.demo", "password": PASSWORD, "again": PASSWORD}
        practice = {"organization": "Elm Street Family Care", "npi": self.npi, "tin": self.tin, "tin_kind": "EIN"}
        seen += [self.send(**practice, **login)]
        seen += [self.send(phone="(555) 010-0188", street="100 Elm Street", zip="62701", sends_from_here="on")]
        seen += [self.send(kind="small", signer="Dana Demo", title="Office manager", authorized="on")]
        return seen

    def send_sample(self) -> str:
        """The button of step 11; what stands there in the end."""
        self.at = urljoin(self.at, "/welcome/sample")
        self.send()
        wait_until(lambda: self._status().endswith("paid."), what="the sample is paid", patience=60)
        return self._status()

    def add_app(self) -> str:
        """An authenticator app in place of a passkey, which needs scripts; the page that it was wanted for."""
        from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

        self.open("/step-up?next=/welcome/connect")
        self.press("Use an authenticator app instead")
        seed = "".join(re.findall(r'<code class="id">(.*?)</code>', self.shown)).replace(" ", "")
        code = format_hotp_value(hotp_value(seed, int(time.time()) // 30))
        self.open("/account/app", form=self.hidden() | {"code": str(code)})
        return self.send(do="keep")

    def _status(self) -> str:
        self.open("/welcome")
        return "".join(_STATUS.findall(self.shown)[:1])

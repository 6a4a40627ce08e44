"""Follow every link of every page, as somebody who is signed in or as nobody: two of each kind of address."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from playwright.sync_api import APIRequestContext

from tests.portal.markup import faults_of, ids_of, links_of

ELSEWHERE = ("mailto:", "tel:", "sftp:")
SAMPLES = 2
MOST = 600


def page_of(address: str) -> str:
    """The path, with ids left out."""
    return "/".join("*" if len(part) > 20 or part.isdigit() else part for part in urlsplit(address).path.split("/"))


def kinds_of(address: str) -> set[tuple[str, str]]:
    """The page, with each thing that it is asked."""
    names = {name for name, _ in parse_qsl(urlsplit(address).query)} or {""}
    return {(page_of(address), name) for name in names}


@dataclass
class Walk:
    """Where one came: address -> status, and what was wrong on the way."""

    origin: str
    asks: APIRequestContext
    seen: dict[str, int] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    led: dict[str, set[str]] = field(default_factory=dict)
    parts: list[tuple[str, str, str]] = field(default_factory=list)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)

    def from_pages(self, *starts: str) -> Walk:
        """Look at these pages and at all to which they lead. A page is looked at twice for each thing that it may be
        asked: sorts, filters and pages of a list are all followed, but not in all their combinations."""
        waiting = deque(self.origin + start for start in starts)
        while waiting:
            address = waiting.popleft()
            if address not in self.seen and any(self.kinds[kind] < SAMPLES for kind in kinds_of(address)):
                self.kinds.update(kinds_of(address))
                waiting.extend(self._look(address))
            assert len(self.seen) < MOST, f"more than {MOST} pages: {self.kinds.most_common(9)}"
        return self

    def _look(self, address: str) -> list[str]:
        answer = self.asks.get(address)
        self.seen[address] = answer.status
        if "html" not in answer.headers.get("content-type", ""):
            return []
        text = answer.text()
        self.pages[address] = text
        if faults := faults_of(text):
            self.faults[address] = faults
        return [each for link in links_of(text) for each in self._follow(answer.url, address, link)]

    def _follow(self, base: str, page: str, link: str) -> list[str]:
        there, part = urldefrag(urljoin(base, link))
        if link.startswith(ELSEWHERE) or not there.startswith(self.origin):
            return []
        self.led.setdefault(there, set()).add(page)
        if part:
            self.parts.append((page, there, part))
        return [there]

    @property
    def dead(self) -> dict[str, tuple[int, list[str]]]:
        """What cannot be reached, and from where it was to be."""
        return {
            address: (status, sorted(self.led.get(address, ()))[:2])
            for address, status in self.seen.items()
            if status >= 400
        }

    @property
    def lost(self) -> set[tuple[str, str, str]]:
        """Links to a part of a page that the page does not have."""
        return {
            (page, there, part)
            for page, there, part in self.parts
            if there in self.pages and part not in ids_of(self.pages[there])
        }

    @property
    def places(self) -> list[str]:
        """One address of each page, whatever it may be asked."""
        found: dict[str, str] = {}
        for address in self.pages:
            found.setdefault(page_of(address), address.removeprefix(self.origin))
        return sorted(found.values())

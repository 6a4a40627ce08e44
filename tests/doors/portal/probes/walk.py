"""One walk: every address by every method, each request with a session that no request before it has ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.doors.portal.conftest import Browser
from tests.doors.portal.probes.addresses import Address, every_address, listed
from tests.doors.portal.probes.cast import SECRETS, Cast

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
SAFE = ("GET", "HEAD", "OPTIONS")
SOUGHT = {"q": "planted-7q", "text": "planted-7q", "name": "x", "scope": "files:read"}
"""What is typed into every search and form: not the letters of the token, so that an echo is no find."""

_SAME_FOR_ALL = "/v1/openapi.json"
"""Asked as nobody alone: it takes a third of a second, and looks at nobody."""


@dataclass(frozen=True)
class Probe:
    """What one request was answered."""

    method: str
    route: str
    path: str
    status: int
    location: str
    body: str
    allow: str = ""

    @property
    def found(self) -> tuple[str, ...]:
        """The secrets of the practice that stand in the answer or in where it leads.

        The address that was asked is no find where it comes back, as in ``/signin?next=``: the asker wrote it himself.
        """
        told = self.body.replace(self.path, "") + self.location.replace(self.path, "")
        return tuple(each for each in SECRETS if each in told)

    @property
    def is_fault(self) -> bool:
        """The house broke; that it is not ready, it may say."""
        return self.status >= 500 and self.route != "/readyz"

    @property
    def is_kept_out(self) -> bool:
        """As one who has not signed in is answered where one must: asked to, or told that it does not go that way."""
        if self.status in {302, 303} and not self.takes_forms_alone:
            return self.location.startswith("/signin?next=")
        return self.status in {303, 401, 403, 405}

    @property
    def takes_forms_alone(self) -> bool:
        """Whether the answer is that one does not look there: a person is led to the page above."""
        return self.status == 405 or (self.status == 303 and bool(self.allow))

    @property
    def opens_no_work(self) -> bool:
        """As one who has no rooms is answered where claims and files are."""
        return listed()[self.route] != "work" or self.takes_forms_alone or self.status in {302, 401, 403}


def walk(cast: Cast, who: str, *methods: str) -> list[Probe]:
    """The answers to one person, by the methods (all of them if none is named)."""
    return list(_walk(cast, who, methods or METHODS))


def _walk(cast: Cast, who: str, methods: tuple[str, ...]) -> Iterator[Probe]:
    browser = cast.browser(who)
    for address in every_address():
        if address.route == _SAME_FOR_ALL and who != "nobody":
            continue
        for method in methods:
            yield ask(browser, address, method, cast)
            if method == "POST" and not is_signed_in(browser):
                browser = cast.browser(who)


def is_signed_in(browser: Browser) -> bool:
    """Whether the session of the browser is still somebody's."""
    return "_auth_user_id" in browser.session


def ask(browser: Browser, address: Address, method: str, cast: Cast) -> Probe:
    """One probe."""
    send = getattr(browser, method.lower())
    data = SOUGHT if method in {"POST", "GET"} else {}
    path = address.at(cast.values)
    answer = send(path, data, headers={"Accept": "text/html"})
    location, allow = answer.headers.get("Location", ""), answer.headers.get("Allow", "")
    return Probe(method, address.route, path, answer.status_code, location, body_of(answer), allow)


def body_of(answer: Any) -> str:
    """The whole body, also of one that comes in pieces."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return bytes(content).decode(errors="replace")


def rows_of(owner: psycopg.Connection[Any], tenant: int) -> dict[str, str]:
    """By table: what the rows of a tenant are, as one sum each. Any change of any row of his changes it."""
    tables = owner.execute(
        "SELECT DISTINCT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
        " AND a.attname = 'tenant_id' AND NOT a.attisdropped"
    ).fetchall()
    query = " UNION ALL ".join(
        f"SELECT '{name}', count(*) || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '')"
        f' FROM "{name}" t WHERE tenant_id = {tenant}'
        for (name,) in tables
    )
    return dict(owner.execute(query.encode()).fetchall())


def counts_of(owner: psycopg.Connection[Any]) -> dict[str, int]:
    """By table: how many rows there are, whoever's they are."""
    tables = owner.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        " AND NOT relispartition"
    ).fetchall()
    query = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for (name,) in tables)
    return dict(owner.execute(query.encode()).fetchall())

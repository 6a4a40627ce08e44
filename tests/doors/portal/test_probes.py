"""Probes, generated: every address, by every method, as everybody. Owners see what is theirs, strangers never do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.urls import URLResolver, get_resolver

from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.planting import Seen, plant_all
from tests.doors.portal.probes.walk import rows_of
from tests.exchange.reading.plant import TOKEN

LISTED = dict(
    line.split()
    for line in Path(__file__).with_name("addresses.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
METHODS = ("get", "head", "options", "post", "put", "patch", "delete")
ROLES = ("owner", "manager", "biller", "reader")
MACHINES = ("healthz", "readyz", "metrics", "v1/")
Owner = psycopg.Connection[Any]


def patterns(resolver: URLResolver | None = None, head: str = "") -> Iterator[tuple[str, str]]:
    """Every address of the portal and its name, the programs' own left out."""
    for each in (get_resolver() if resolver is None else resolver).url_patterns:
        address = head + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, address)
        elif not address.startswith(MACHINES):
            yield address, each.name or ""


ADDRESSES = sorted(set(patterns()))


@dataclass(frozen=True)
class House:
    """A practice with things to see, and people around it."""

    seen: Seen
    people: dict[str, int]

    def fill(self, address: str) -> str:
        """An address with the ids of what is there."""
        values = {
            "claim_id": self.seen.claim, "file_id": self.seen.file, "mail_id": self.seen.mail, "seq": 2, "factor": 1,
            "number": 1, "slug": "clearinghouse", "token": "x" * 43, "kind": "reset", "prefix": "clk_00000000",
            "username": "elm",
        }  # fmt: skip
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), address)

    def browser(self, who: str) -> Browser:
        """The browser of one of the people, or of nobody."""
        browser = Browser()
        if who != "nobody":
            browser.sign_in(self.people[who])
        return browser


@pytest.fixture
def people(
    practice: int, stranger: int, tenant: MakeTenant, owner: Owner, as_role: AsRole, add_person: AddPerson
) -> House:
    with as_role("flow"):
        seen = plant_all(tenant=practice, owner=owner)
    granted, revoked = tenant(kind="billing", name="Granted"), tenant(kind="billing", name="Revoked")
    for company, gone in ((granted, "NULL"), (revoked, "now()")):
        owner.execute(
            "INSERT INTO foundation_tenancy_grant (grantor_id, grantee_id, scope, starts_at, granted_by, revoked_at,"
            f" revoked_by) VALUES (%s, %s, 'claims', now() - interval '1 day', 'a test', {gone},"
            f" CASE WHEN {gone}::timestamptz IS NULL THEN NULL ELSE 'a test' END)",
            [practice, company],
        )
    named = {role: add_person(role, {practice: role}) for role in ROLES}
    named |= {
        "stranger": add_person("stranger", {stranger: "owner"}),
        "granted": add_person("granted", {granted: "owner"}),
        "revoked": add_person("revoked", {revoked: "owner"}),
        "payer": add_person("payer", {tenant(kind="payer", name="A payer"): "owner"}),
        "homeless": add_person("homeless", {}),
    }
    return House(seen, named)


@pytest.fixture
def house_of(people: House, as_role: AsRole) -> Iterator[House]:
    with as_role("web"):
        yield people


def body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return bytes(content).decode("utf-8", "replace")


def test_every_address_is_listed_with_who_may_have_it() -> None:
    names = {name for _, name in ADDRESSES}
    assert (sorted(names - set(LISTED)), sorted(set(LISTED) - names)) == ([], [])
    assert set(LISTED.values()) <= {"public", "account", "work", "machine"}


OUTSIDERS = ("nobody", "stranger", "revoked", "payer", "homeless")


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_outsider_reads_a_byte_of_what_is_the_practices(house_of: House, who: str, capsys: Any) -> None:
    browser, probes = house_of.browser(who), 0
    for address, name in ADDRESSES:
        for method in METHODS:
            answer = getattr(browser, method)(house_of.fill(address))
            assert answer.status_code < 500, (who, method, address)
            assert TOKEN not in body(answer), (who, method, address)
            assert "batch.837" not in body(answer), (who, method, address)
            probes += 1
        if name == "signout":
            browser = house_of.browser(who)
    assert probes == len(ADDRESSES) * len(METHODS)


@pytest.mark.parametrize("who", [*ROLES, "granted"])
def test_whoever_may_meets_no_fault_anywhere(house_of: House, who: str) -> None:
    browser, told = house_of.browser(who), 0
    for address, name in ADDRESSES:
        for method in METHODS:
            answer = getattr(browser, method)(house_of.fill(address))
            assert answer.status_code < 500, (who, method, address)
            told += TOKEN in body(answer)
        if name in {"signout", "end_devices"}:
            browser = house_of.browser(who)
    assert told >= 5


@pytest.mark.parametrize(("address", "name"), ADDRESSES)
def test_a_page_of_work_sends_nobody_to_the_sign_in_and_a_fragment_of_it_away(
    house_of: House, address: str, name: str
) -> None:
    if LISTED[name] == "public":
        return
    browser, there = house_of.browser("nobody"), house_of.fill(address)
    page, part = browser.get(there), browser.get(there, headers={"HX-Request": "true"})
    assert page.status_code in (302, 303, 401, 403, 405), address
    if page.status_code in (302, 303):
        assert page["Location"].startswith("/signin"), address
    assert part.status_code in (302, 303, 401, 403, 405), address


def test_nobody_and_a_stranger_change_no_row_that_is_the_practices(house_of: House, owner: Owner) -> None:
    """Public forms may write what they are for: a sign-up's link, a wish to be called."""
    before = rows_of(owner, house_of.seen.tenant)
    for who in ("nobody", "revoked", "payer"):
        browser = house_of.browser(who)
        for address, name in ADDRESSES:
            if LISTED[name] == "work" and name not in {"sample", "theme", "switch"}:
                browser.post(house_of.fill(address), {"q": "x", "name": "x", "scopes": "files:read"})
    assert rows_of(owner, house_of.seen.tenant) == before


@pytest.mark.parametrize("address", [address for address, name in ADDRESSES if LISTED[name] == "work"])
def test_a_form_of_another_site_is_refused(house_of: House, owner: Owner, address: str) -> None:
    browser = Browser(enforce_csrf_checks=True)
    browser.sign_in(house_of.people["owner"])
    browser.add_factor()
    answer = browser.post(house_of.fill(address), {"q": "x"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code in (403, 405), address


@pytest.mark.parametrize(("address", "name"), ADDRESSES)
def test_every_answer_carries_the_headers_of_the_house(house_of: House, address: str, name: str) -> None:
    answer = house_of.browser("owner").get(house_of.fill(address), headers={"Accept": "text/html"})
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert (answer["X-Content-Type-Options"], answer["Cross-Origin-Opener-Policy"]) == ("nosniff", "same-origin")
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")
    if LISTED[name] == "work":
        assert "no-store" in answer["Cache-Control"]


BENDS = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\\\\evil", "/%0d%0aX: y"]


@pytest.mark.parametrize("to", BENDS)
def test_a_sign_in_leads_to_no_other_house(house_of: House, to: str) -> None:
    answer = house_of.browser("owner").get("/signin", {"next": to})
    assert "evil" not in answer.get("Location", "")
    assert "javascript" not in answer.get("Location", "")
    assert "\r" not in answer.get("Location", "")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:8837", "[::1].evil"])
def test_a_page_answers_under_the_names_of_the_house_alone(house_of: House, host: str) -> None:
    answer = house_of.browser("owner").get("/home", headers={"Host": host})
    assert (answer.status_code, TOKEN in body(answer)) == (400, False)


def test_a_wall_that_is_taken_down_is_noticed(
    house_of: House, owner: Owner, superuser: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The probes can fail: without the policy of the table a stranger reads the claim."""
    claim = UUID(str(house_of.seen.claim))
    there = f"/claims/{claim}"
    browser = house_of.browser("stranger")
    assert TOKEN not in body(browser.get(there))
    monkeypatch.setattr(
        "clearlane.directory.users.find_actor.find_visible",
        lambda *, tenant, scope="claims": (tenant, house_of.seen.tenant),
    )
    assert TOKEN in body(browser.get(there))

"""What reads mails before people do follows every link in them, by GET and HEAD, often: nothing changes by that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import PASSWORD, Person
from tests.posted import Posted

Owner = psycopg.Connection[Any]
WITH_A_TOKEN = {"reset_password", "email_change_new", "email_changed_old", "invitation", "verify_email"}
SCANS = ({"Accept": "*/*"}, {"Accept": "text/html", "User-Agent": "Mozilla/5.0 (compatible; SafeLinks)"})


@pytest.fixture
def mailed(practice: int, add_person: AddPerson, browser: Browser, mails: Posted) -> Posted:
    """One mail of every kind whose link holds a token, and those that come with them."""
    person = Person(add_person("dana", {practice: "owner"}, password=PASSWORD), "dana")
    browser.sign_in(person.id)
    browser.add_factor()
    browser.post("/account/email", {"email": "new@example.org"})
    other = Browser()
    other.get(_path(mails[-1].link))
    other.post("/address/confirm")
    browser.sign_in(person.id)
    browser.post("/members/invite", {"address": "ann@example.org", "role": "biller"})
    browser.post("/account/email", {"email": "newer@example.org"})
    Browser().post("/reset", {"name": "dana"})
    Browser().post("/start/clearinghouse/email", {"email": "eve@example.org"})
    return mails


def _path(link: str) -> str:
    return link.removeprefix("http://localhost")


def _tables(owner: Owner) -> dict[str, str]:
    """By table: what its rows are; a scanner that is shown a form leaves a session of nobody's behind, no more."""
    names = owner.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        " AND NOT relispartition AND relname <> 'directory_users_session'"
    ).fetchall()
    query = " UNION ALL ".join(
        f"SELECT '{name}', coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') FROM \"{name}\" t"
        for (name,) in names
    )
    return dict(owner.execute(query.encode()).fetchall())


def _scan(paths: list[str]) -> Iterator[int]:
    for headers in SCANS:
        scanner = Browser()
        for path in paths:
            for method in ("head", "get", "get", "head"):
                yield getattr(scanner, method)(path, headers=headers, follow=True).status_code


def test_no_link_of_any_mail_changes_anything_by_being_opened(mailed: Posted, owner: Owner) -> None:
    assert set(mailed.templates) >= WITH_A_TOKEN
    paths = [_path(link) for mail in mailed for link in mail.links if link.startswith("http://localhost")]
    before = _tables(owner)
    statuses = list(_scan(paths))
    assert _tables(owner) == before
    assert len(statuses) == len(paths) * 8
    assert max(statuses) < 500


def test_after_the_scanners_each_link_still_does_what_it_is_for(mailed: Posted) -> None:
    links = {mail.template: _path(mail.link) for mail in mailed}
    list(_scan([*links.values()]))
    assert set(links) >= WITH_A_TOKEN
    for template in WITH_A_TOKEN:
        person = Browser()
        page = person.get(links[template], follow=True, headers={"Accept": "text/html"})
        assert page.status_code == 200, template
        assert b"<form" in page.content, template

"""What stands around a page of work, and how one changes for whom one works."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from tests.conftest import MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser

Let = Callable[[int, int], None]


@pytest.fixture
def let(owner: psycopg.Connection[Any]) -> Let:
    """``let(grantor, grantee)``: the first shows its claims to the second."""

    def grant(grantor: int, grantee: int) -> None:
        owner.execute(
            "INSERT INTO foundation_tenancy_grant (grantor_id, grantee_id, scope, starts_at, granted_by)"
            " VALUES (%s, %s, 'claims', now() - interval '1 day', 'a test')",
            [grantor, grantee],
        )

    return grant


@pytest.fixture
def held(owner: psycopg.Connection[Any]) -> Let:
    """``held(tenant, 3)``: so many of its claims are held."""

    def put(tenant: int, n: int) -> None:
        owner.execute(
            "INSERT INTO exchange_claims_claimcount (id, tenant_id, day, usage, state, n, cents)"
            " VALUES (gen_random_uuid(), %s, current_date, 'P', 'held', %s, 0)",
            [tenant, n],
        )

    return put


def shown(browser: Browser, path: str = "/home") -> str:
    """The text of a page."""
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def switcher(browser: Browser) -> list[str]:
    """The lines of the switcher of the side navigation: its two lines, then what can be chosen."""
    side = shown(browser).partition('<div class="side__in">')[2].partition("</nav>")[0]
    block = re.search(r'<(?:div|details) class="(?:tenant|pop).*?</(?:details|div)>', side, re.DOTALL)
    assert block
    return re.findall(r"<(?:b|small|button[^>]*><span)>([^<]+)<", block[0])


def test_the_organization_stands_on_top_with_its_npi(
    dana: Browser, practice: int, owner: psycopg.Connection[Any]
) -> None:
    assert switcher(dana) == ["Elm Street Family Care"]
    owner.execute(
        "INSERT INTO directory_organizations_organization (tenant_id, legal_name, npi, tin, phone, street, city, state,"
        " zip, created_at, created_by) VALUES (%s, 'Elm', '1234567893', '', '', '', '', '', '', now(), 'a test')",
        [practice],
    )
    assert switcher(dana) == ["Elm Street Family Care", "NPI 1234567893"]


def test_claims_that_need_work_are_counted_beside_their_entry(dana: Browser, practice: int, held: Let) -> None:
    assert "need work" not in shown(dana)
    held(practice, 1204)
    assert shown(dana).count('1,204<span class="vh"> need work</span>') == 2


def test_test_mode_is_told_on_every_page_until_the_organization_is_live(
    dana: Browser, practice: int, owner: psycopg.Connection[Any]
) -> None:
    assert "Test mode." not in shown(dana)
    owner.execute("UPDATE foundation_tenancy_tenant SET is_live = false WHERE id = %s", [practice])
    for path in ("/home", "/claims", "/files", "/settings", "/switch", "/find"):
        assert "Test mode." in shown(dana, path)


def test_keys_and_get_started_stay_within_reach_of_who_is_live(
    dana: Browser, practice: int, owner: psycopg.Connection[Any]
) -> None:
    for is_live, in_navigation in ((True, "/account/keys"), (False, "/welcome")):
        owner.execute("UPDATE foundation_tenancy_tenant SET is_live = %s WHERE id = %s", [is_live, practice])
        page = shown(dana)
        assert f'<a class="nav" href="{in_navigation}"' in page
        assert all(f'<li><a href="{path}">' in page for path in ("/account/keys", "/welcome"))


def test_a_page_of_work_is_kept_by_no_browser(dana: Browser) -> None:
    assert dana.get("/home")["Cache-Control"] == "no-store"


def test_what_is_not_there_is_told_in_the_rooms_of_who_has_signed_in(dana: Browser) -> None:
    def seen(path: str) -> str:
        return str(dana.get(path, headers={"Accept": "text/html"}).content.decode())

    stranger = "Have an account?"
    there, front = seen("/claims/nothing"), seen("/")
    assert ('href="/home">Go to Home' in there, 'class="topbar"' in there, stranger in there) == (True, True, False)
    assert ("Signed in as <b>dana</b>" in front, stranger in front) == (True, False)
    dana.logout()
    assert (stranger in seen("/"), stranger in seen("/claims/nothing")) == (True, True)


def test_where_one_is_is_marked_in_both_navigations(dana: Browser) -> None:
    marked = re.findall(r'<a class="nav" href="([^"]+)" aria-current="page">', shown(dana, "/files"))
    assert marked == ["/files", "/files"]


def test_a_person_of_two_organizations_switches_between_them(
    browser: Browser, add_person: AddPerson, practice: int, stranger: int
) -> None:
    browser.sign_in(add_person("eve.ning", {practice: "owner", stranger: "biller"}))
    assert switcher(browser) == ["Elm Street Family Care", "A stranger", "Elm Street Family Care"]
    answer = browser.post("/switch", {"tenant": stranger, "next": "/files"})
    assert (answer.status_code, answer["Location"]) == (303, "/files")
    assert switcher(browser)[0] == "A stranger"
    assert 'aria-label="EN, your account"' in shown(browser)


@pytest.mark.parametrize("given", [{"tenant": "{stranger}"}, {"client": "{stranger}"}, {"tenant": "999999"}])
def test_what_one_may_not_see_cannot_be_chosen(dana: Browser, stranger: int, given: dict[str, str]) -> None:
    answer = dana.post("/switch", {name: text.format(stranger=stranger) for name, text in given.items()})
    assert answer.status_code == 404
    assert switcher(dana) == ["Elm Street Family Care"]


def test_a_billing_company_sees_all_clients_or_one(
    dana: Browser, practice: int, tenant: MakeTenant, let: Let, held: Let
) -> None:
    pine, lake = tenant(name="Pine Cardiology"), tenant(name="Lake Pediatrics")
    for client, n in ((pine, 2), (lake, 5)):
        let(client, practice)
        held(client, n)
    held(practice, 4)
    every = ["All clients", "Lake Pediatrics", "Pine Cardiology"]
    assert switcher(dana) == ["Elm Street Family Care", "All clients", *every]
    assert '11<span class="vh"> need work' in shown(dana)
    dana.post("/switch", {"client": pine})
    assert switcher(dana) == ["Pine Cardiology", *every]
    assert '2<span class="vh"> need work' in shown(dana)
    assert "2 claims · $0.00" in shown(dana)
    dana.post("/switch", {"client": 0})
    assert switcher(dana)[1] == "All clients"


def test_a_client_that_takes_its_grant_back_is_seen_no_more(
    dana: Browser, practice: int, tenant: MakeTenant, let: Let, owner: psycopg.Connection[Any]
) -> None:
    pine = tenant(name="Pine Cardiology")
    let(pine, practice)
    dana.post("/switch", {"client": pine})
    owner.execute("UPDATE foundation_tenancy_grant SET revoked_at = now(), revoked_by = 'a test'")
    assert switcher(dana) == ["Elm Street Family Care"]
    assert "Pine" not in shown(dana, "/switch")


def test_many_clients_are_found_by_a_part_of_their_name(
    dana: Browser, practice: int, tenant: MakeTenant, let: Let
) -> None:
    for number in range(12):
        let(tenant(name=f"Client {number:02}"), practice)
    assert "Find among 12 clients" in shown(dana)
    assert len(switcher(dana)) == 2 + 1 + 8
    assert re.findall(r"<span>(Client \d\d)</span><button", shown(dana, "/switch?q=client+1")) == [
        "Client 10",
        "Client 11",
    ]


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example", ""]
)
def test_one_is_never_sent_to_another_house(dana: Browser, practice: int, away: str) -> None:
    assert dana.post("/switch", {"tenant": practice, "next": away})["Location"] == "/home"


def test_a_fragment_tells_who_was_signed_out_with_401_instead_of_a_page(browser: Browser) -> None:
    assert browser.get("/claims", headers={"HX-Request": "true"}).status_code == 401


def test_an_operator_in_these_rooms_is_told_to_everybody(dana: Browser) -> None:
    from datetime import UTC, datetime

    from django.template.loader import render_to_string

    entry = {
        "operator": "Ann",
        "reason": "ticket 12",
        "until": datetime(2026, 3, 10, 12, tzinfo=UTC),
        "leave": "/leave",
    }
    text = render_to_string("portal/partials/entry.html", {"entry": entry, "zone": "America/New_York"})
    assert "Ann is looking at these rooms." in text
    assert "8:00 AM" in text
    assert 'action="/leave"' in text

"""Home ties out: each number of it is that of the model, and the list behind it holds as many claims."""

from __future__ import annotations

import html
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from clearlane.doors.portal.pages.claims_shown import VIEWS
from clearlane.doors.portal.pages.home import IN_FLIGHT
from clearlane.doors.portal.wording.amounts import exact, many, money
from clearlane.exchange.reading.words import WORDS
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.test_welcome import organization
from tests.exchange.reading.model import BY_PAYER, Known, plant_many, word_for
from tests.exchange.reading.plant import TOKEN, plant
from tests.exchange.reading.test_paid_weeks import Deposits

__all__ = ["organization"]

Owner = psycopg.Connection[Any]
COUNT_THEM = """
    INSERT INTO exchange_claims_claimcount (id, tenant_id, day, usage, state, decision, n, cents)
    SELECT gen_random_uuid(), tenant_id, (received_at AT TIME ZONE 'UTC')::date, usage, state, decision, count(*),
           sum(total_cents) FROM exchange_claims_claim GROUP BY 2, 3, 4, 5, 6
"""
STOP_THEM = """
    INSERT INTO exchange_claims_transition (claim_id, tenant_id, seq, event, from_state, to_state, by, detail, at)
    SELECT id, tenant_id, 9, 'x', 'received', state, 'flow:test',
           CASE state WHEN 'rejected' THEN 'total_charge, billing_npi' WHEN 'held' THEN 'payer_known'
                      WHEN 'rejected_by_payer' THEN 'A7:562:85' ELSE 'guide' END, now()
    FROM exchange_claims_claim WHERE state IN ('rejected', 'held', 'rejected_by_payer', 'dead')
"""
"""Each stopped claim gets the move that stopped it, with its reason, as the steps write it."""


class Desk:
    """What is known of a practice, and its pages."""

    def __init__(self, claims: list[Known], browser: Browser) -> None:
        self.claims, self.browser = claims, browser

    def page(self, address: str) -> str:
        answer: Any = self.browser.get(html.unescape(address))
        assert answer.status_code == 200, address
        return str(answer.content.decode())

    def count(self, address: str) -> tuple[str, str]:
        """How many claims a list says to have, and what they come to."""
        found = re.search(r'role="status">\d+ of ([\d,]+) claims?, (\S+)</p>', self.page(address))
        assert found, address
        return found[1], found[2]

    def todos(self) -> list[tuple[str, str]]:
        """Where each thing to do about claims leads, and of how many it speaks."""
        return re.findall(r'<a class="row" href="(/claims\?[^"]+)">([\d,]+) claims? ', self.page("/home"))

    def under(self, *words: str) -> list[Known]:
        return [one for one in self.claims if word_for(one) in words]

    def told(self, *words: str) -> list[Known]:
        """Of a practice that is live Home tells of production alone."""
        return [one for one in self.under(*words) if one.usage == "P"]

    def tile(self, name: str) -> tuple[str, str]:
        """Where a tile leads, and its note."""
        found = re.search(
            rf'<a class="tile" href="([^"]+)"><span class="tile__l">{name}.*?tile__n">([^<]+)<', self.page("/home")
        )
        assert found, name
        return found[1], found[2]


@pytest.fixture
def desk(practice: int, stranger: int, as_role: AsRole, owner: Owner, dana: Browser) -> Desk:
    with as_role("flow"):
        claims = plant_many([practice, stranger], count=60, seed=5)
    owner.execute(COUNT_THEM)
    owner.execute(STOP_THEM)
    return Desk([one for one in claims if one.tenant == practice], dana)


def worth(claims: list[Known]) -> tuple[str, str]:
    return exact(len(claims)), money(sum(one.cents for one in claims))


def test_each_stop_of_the_lane_counts_the_claims_of_the_list_behind_it(desk: Desk) -> None:
    page = desk.page("/home")
    stops = re.findall(r'(?s)<li><a href="(/claims\?[^"]+)">.*?lane__v">([\d,]+)</span><small>([^<]+)</small>', page)
    assert [found[0] for found in stops] == [f"/claims?status={word.lower()}&amp;usage=P" for word in IN_FLIGHT]
    for word, (href, claims, cents) in zip(IN_FLIGHT, stops, strict=True):
        assert (claims, cents) == worth(desk.told(word)), word
        assert desk.count(href) == (claims, cents), word


def test_the_lane_as_a_whole_is_the_sum_of_its_stops(desk: Desk) -> None:
    flying = desk.told(*IN_FLIGHT)
    told = f"{many(len(flying), 'claim')} · {money(sum(one.cents for one in flying))}"
    assert told in desk.page("/home")


def test_the_tile_of_what_payers_owe_counts_the_list_behind_it(desk: Desk) -> None:
    page = desk.page("/home")
    (href,) = re.findall(r'<a class="tile" href="([^"]+)"><span class="tile__l">Waiting for payers', page)
    waiting = desk.told("Sent", "Accepted")
    assert desk.count(href) == worth(waiting)
    assert f'{money(sum(one.cents for one in waiting))}</span><span class="tile__n">{len(waiting)} claim' in page


def test_each_thing_to_do_leads_to_as_many_claims_as_it_says(desk: Desk) -> None:
    todos = desk.todos()
    assert len(todos) >= 6
    for href, number in todos:
        assert desk.count(href)[0] == number, href


def test_claims_that_are_stuck_and_claims_without_a_payer_lead_to_their_own_lists(desk: Desk, owner: Owner) -> None:
    half = "WHERE id IN (SELECT id FROM exchange_claims_claim WHERE state = %s ORDER BY id LIMIT %s)"
    for state, now in (("held", "stuck"), ("accepted_by_payer", "rejected_by_payer")):
        owner.execute(f"UPDATE exchange_claims_claim SET state = %s {half}".encode(), [now, state, 2])
    owner.execute(f"UPDATE exchange_claims_claim SET payer_code = '' {half}".encode(), ["rejected", 2])
    long_reason = ", ".join(f"house_rule_number_{n}" for n in range(30))
    owner.execute("UPDATE exchange_claims_transition SET detail = %s WHERE to_state = 'held'", [long_reason])
    todos = desk.todos()
    for word in ("state=stuck", "without=payer", "house_rule_number_29"):
        assert any(word in href for href, _ in todos), word
    for href, number in todos:
        assert desk.count(href)[0] == number, href


def test_everything_that_stopped_is_in_one_thing_to_do(desk: Desk) -> None:
    groups = Counter((one.state, one.decision, one.payer) for one in desk.told("Rejected", "Held", "Denied"))
    assert len(groups) <= 12
    assert sorted(int(number) for _, number in desk.todos()) == sorted(groups.values())


def test_the_worklist_holds_what_needs_work(desk: Desk) -> None:
    (href,) = re.findall(r'href="([^"]+)">Open as a worklist', desk.page("/home"))
    assert desk.count(href) == worth(desk.told("Rejected", "Held", "Denied", "Reversed"))


def test_the_badge_and_the_head_speak_of_the_same_claims(desk: Desk) -> None:
    page, number = desk.page("/home"), exact(len(desk.told("Rejected", "Held", "Denied")))
    assert f'{number}<span class="vh"> need work</span>' in page
    assert f"{number} claims for" in page


def test_a_tile_leads_to_the_claims_of_its_days(desk: Desk) -> None:
    href, note = desk.tile("Submitted")
    assert {"usage=P", "days=utc"} <= set(re.split("[?&;]", html.unescape(href)))
    assert note == many(len(desk.told(*WORDS)), "claim") == f"{desk.count(href)[0]} claims"
    href, note = desk.tile("Passed the first time")
    decided = [one for one in desk.told(*WORDS) if word_for(one) not in ("Held", "Received", "Void")]
    assert note == f"{desk.count(href)[0]} of {many(len(decided), 'claim')} rejected in 4 weeks"


def test_the_tile_of_what_was_paid_leads_to_its_deposits(
    desk: Desk, practice: int, as_role: AsRole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    at = datetime.now(UTC)
    with as_role("flow"), scope([practice], by="flow:test"):
        for cents, usage in ((1_000, "P"), (2_050, "P"), (70_000, "T")):
            Deposits(practice, at).add(at, cents, usage=usage)
    href, note = desk.tile("Paid")
    page = desk.page(href)
    assert (note, "2 of 2 payments, $30.50" in page, "$700.00" in page) == ("2 payments", True, False)
    assert "$700.00" in desk.page("/payments")
    assert "No payments in these days" in desk.page("/payments?since=2999-01-01")


def test_payments_have_the_days_of_the_practice(
    desk: Desk, organization: int, as_role: AsRole, owner: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.execute("UPDATE directory_organizations_organization SET time_zone = 'Pacific/Honolulu'")
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    now = datetime.now(UTC)
    morning = now.replace(hour=8) - timedelta(days=now.hour < 8)  # a clock that goes on would end the session
    with as_role("flow"), scope([organization], by="flow:test"):
        Deposits(organization, morning).add(morning, 1_000)
    today = morning.date()
    assert "No payments in these days" in desk.page(f"/payments?since={today}")
    page = desk.page(f"/payments?since={today - timedelta(days=1)}")
    assert ("1 of 1 payment, $10.00" in page, "Days are those of Honolulu (HST)." in page) == (True, True)


def test_once_live_tests_stand_apart_and_before_that_they_are_told(desk: Desk, owner: Owner) -> None:
    assert f"{len([one for one in desk.claims if one.usage == 'T'])}" == desk.count("/claims?usage=T")[0]
    assert '<a href="/claims?usage=T">' in desk.page("/home")
    owner.execute("UPDATE foundation_tenancy_tenant SET is_live = false")
    page = desk.page("/home")
    assert "usage=" not in page
    assert f'{len(desk.under("Rejected", "Held", "Denied"))}<span class="vh"> need work</span>' in page


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_says_how_many_its_list_holds(desk: Desk, view: str) -> None:
    tabs = {
        html.unescape(name): (href, number)
        for href, name, number in re.findall(
            r'<a class="view" href="([^"]*)"[^>]*>([^<]+) <b>([\d,]+)</b></a>',
            desk.page("/claims"),
        )
    }
    href, number = tabs[view]
    words = [word.capitalize() for word in VIEWS[view]]
    expected = worth(desk.under(*words) if words else desk.claims)
    assert (number, desk.count(href)) == (expected[0], expected)


@pytest.mark.parametrize(("asked", "by"), [("by=us", False), ("by=payer", True)])
def test_what_we_say_and_what_payers_say_is_all_there_is(desk: Desk, asked: str, by: bool) -> None:
    assert desk.count(f"/claims?{asked}") == worth([one for one in desk.claims if (one.state in BY_PAYER) == by])


def test_nothing_of_a_strangers_is_in_any_sum(desk: Desk) -> None:
    assert desk.count("/claims") == worth(desk.claims)


def test_a_practice_that_is_new_is_told_so_and_has_no_sum(practice: int, dana: Browser) -> None:
    page = dana.get("/home").content.decode()
    assert "Nothing needs you." in page
    assert "0 claims · $0.00" in page
    assert page.count('<span class="lane__v">0</span>') == len(IN_FLIGHT)


def test_a_file_that_failed_is_in_the_badge_in_home_and_in_its_tab(
    practice: int, dana: Browser, owner: Owner, as_role: AsRole
) -> None:
    with as_role("flow"):
        failed, other = (plant(submitter=practice).file for _ in range(2))
    owner.execute("UPDATE exchange_intake_file SET state = 'read', failed = (id = %s)", [failed])
    home, tab = (dana.get(address).content.decode() for address in ("/home", "/files?state=failed"))
    assert '1<span class="vh"> failed</span>' in home
    assert f'<a class="row" href="/files/{failed}">File failed: ' in home
    assert (str(failed) in tab, str(other) in tab) == (True, False)


def test_a_password_alone_is_told_how_much_and_named_no_file_until_there_is_a_factor(
    practice: int, browser: Browser, add_person: AddPerson, as_role: AsRole
) -> None:
    browser.sign_in(add_person("pat", {practice: "owner"}))
    browser.prove("password")
    assert browser.get("/claims").status_code == 200
    with as_role("flow"):
        plant(submitter=practice)
    home = browser.get("/home").content.decode()
    assert ("batch.837" in home, "Patients are named behind a passkey." in home) == (False, True)
    assert TOKEN not in browser.post("/find", {"q": TOKEN[:4]}).content.decode().replace(f'value="{TOKEN[:4]}"', "")
    assert browser.get("/claims?status=held")["Location"] == "/step-up?next=/claims%3Fstatus%3Dheld"
    assert browser.post("/files/search", {"q": "x"})["Location"] == "/step-up?next=/files"
    browser.add_factor()
    assert "batch.837" in browser.get("/home").content.decode()


def test_failed_files_beyond_the_first_few_are_counted_and_led_to(
    practice: int, dana: Browser, owner: Owner, as_role: AsRole
) -> None:
    with as_role("flow"):
        for _ in range(8):
            plant(submitter=practice, state="paid")
    owner.execute("DELETE FROM exchange_claims_claim")
    owner.execute("UPDATE exchange_intake_file SET state = 'read', failed = true")
    home = dana.get("/home").content.decode()
    assert "8 things need you" in home
    (href,) = re.findall(r'<a class="row" href="([^"]+)">3 more files failed</a>', home)
    assert dana.get(html.unescape(href)).content.decode().count('class="row" href="/files/') == 8

"""Step 11: the heading, the sample with its journey, the resources, the checklist of each kind."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from clearlane.doors.console.house.ready_practice import ready_practice
from clearlane.doors.portal.welcome.checklists import CHECKLISTS, checklist
from clearlane.doors.portal.welcome.stops import status_line, stops
from clearlane.exchange.reading.follow_sample import STOPS, SampleJourney
from tests.conftest import AsRole
from tests.doors.portal.conftest import AddPerson, Browser

Owner = psycopg.Connection[Any]
HTMX = {"HX-Request": "true"}
NOON = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)
SAMPLES = "SELECT tenant_id, way FROM exchange_intake_file"


@pytest.fixture
def organization(practice: int, owner: Owner) -> int:
    owner.execute(
        "INSERT INTO directory_organizations_organization (tenant_id, legal_name, npi, tin, phone, street, city, state,"
        " zip, created_at, created_by) VALUES (%s, 'Elm Street', '1245319599', '987654321', '', '', '', '', '', now(),"
        " 'a test')",
        [practice],
    )
    return practice


@pytest.fixture
def practice_payers(as_role: AsRole, tmp_path: Path) -> None:
    with as_role("operator"):
        ready_practice(data=tmp_path, port=1, is_shared=False)


def page(browser: Browser) -> str:
    answer = browser.get("/welcome")
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_comes_in_is_told_so_and_sees_five_resources(
    practice_payers: None, organization: int, dana: Browser, owner: Owner
) -> None:
    assert "Elm Street is live" in page(dana)
    owner.execute("UPDATE foundation_tenancy_tenant SET is_live = false")
    html = page(dana)
    assert re.findall("<h1>(.*?)</h1>", html) == ["You are in"]
    for name in ("Clearinghouse", "Practice management", "Claims", "Eligibility", "EHR"):
        assert name in html
    assert html.count(">coming<") == 3
    assert "Elm Street is in test mode" in html
    assert "Send a sample claim</button>" in html


def test_one_click_sends_one_sample_and_a_second_one_shows_it(
    practice_payers: None, organization: int, dana: Browser, owner: Owner
) -> None:
    answers = [dana.post("/welcome/sample", headers=HTMX) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert owner.execute(SAMPLES).fetchall() == [(organization, "sample")]
    assert 'id="checklist"' not in answers[1].content.decode()
    html = answers[1].content.decode()
    assert 'hx-trigger="every 1s"' in html
    assert "<html" not in html
    assert "Your sample claim: received." in html


def test_without_scripts_the_click_leads_back_to_the_page(
    practice_payers: None, organization: int, dana: Browser, owner: Owner
) -> None:
    answer = dana.post("/welcome/sample")
    assert (answer.status_code, answer["Location"]) == (303, "/welcome#sample")
    assert len(owner.execute(SAMPLES).fetchall()) == 1
    assert "Look again" in page(dana)


def test_a_look_at_the_journey_sends_nothing_and_is_a_fragment_for_htmx_only(
    practice_payers: None, organization: int, dana: Browser, owner: Owner
) -> None:
    assert dana.get("/welcome/sample", headers=HTMX).status_code == 200
    assert dana.get("/welcome/sample")["Location"] == "/welcome#sample"
    assert owner.execute(SAMPLES).fetchall() == []


def test_where_there_are_no_practice_payers_the_page_says_so_and_sends_nothing(
    organization: int, dana: Browser, owner: Owner
) -> None:
    assert "no practice payers" in page(dana)
    assert "no practice payers" in dana.post("/welcome/sample", headers=HTMX).content.decode()
    assert owner.execute(SAMPLES).fetchall() == []


def test_a_sample_is_its_own_organizations(
    practice_payers: None, organization: int, stranger: int, dana: Browser, add_person: AddPerson
) -> None:
    dana.post("/welcome/sample", headers=HTMX)
    other = Browser()
    other.sign_in(add_person("sam", {stranger: "owner"}))
    assert "sample-claim-" in page(dana)
    assert "sample-claim-" not in page(other)


@pytest.mark.parametrize("path", ["/welcome", "/welcome/sample", "/welcome/connect", "/welcome/connect/accounts"])
def test_a_stranger_is_asked_to_sign_in(browser: Browser, path: str) -> None:
    assert browser.get(path)["Location"].startswith("/signin?next=/welcome")


# -- the journey in words


def journey(*reached: str, state: str = "received", halted: bool = False, claim: UUID | None = None) -> SampleJourney:
    when = dict.fromkeys(("received", *reached), NOON)
    return SampleJourney(uuid4(), "sample.837", 1_234, claim, state, when, halted, 31_200, 19_968, 4_992)


@pytest.mark.parametrize("count", range(1, 6))
def test_each_stop_is_done_under_way_or_ahead(count: int) -> None:
    states = [stop.state for stop in stops(journey(*STOPS[:count]))]
    assert states == [*["done"] * count, *["here"] * (count < 5), *["ahead"] * (4 - count)]


def test_an_answer_that_overtakes_another_counts_for_it() -> None:
    assert [stop.state for stop in stops(journey("checked", "paid"))] == ["done"] * 5


@pytest.mark.parametrize("state", ["held", "stuck", "rejected", "dead", "rejected_by_payer", "in_doubt", "withdrawn"])
def test_a_claim_that_stopped_says_where_and_why(state: str) -> None:
    told = journey(state=state, halted=True)
    found = stops(told)
    assert [stop.state for stop in found] == ["done", "halted", "ahead", "ahead", "ahead"]
    assert found[1].sentence != "It goes no further by itself."
    assert status_line(told) == "Your sample claim has stopped."


def test_the_last_stop_has_the_money() -> None:
    paid = journey(*STOPS)
    assert (
        "Of $312.00 the payer pays $199.68; the patient owes $49.92; $62.40 is what the contract takes off."
        in stops(paid)[-1].sentence
    )
    assert status_line(paid) == "Your sample claim is paid."


# -- the checklists


@pytest.mark.parametrize("kind", [*CHECKLISTS, "practice"])
def test_each_kind_begins_with_its_sample_and_ends_with_going_live(kind: str) -> None:
    lines = checklist(kind=kind, facts=frozenset())
    assert lines[0].task.what == ("Add a passkey" if kind == "payer" else "Send a sample claim")
    assert (lines[-1].task.what, lines[-1].state) == ("Switch to live", "later")
    assert all(line.task.takes and line.task.who in ("You", "Us", "The payer") for line in lines)


def test_what_holds_is_done_and_nothing_else() -> None:
    lines = checklist(kind="practice", facts=frozenset({"sample", "connected"}))
    done = [line.task.what for line in lines if line.state == "done"]
    assert done == ["Send a sample claim", "Connect your software"]


@pytest.mark.parametrize("kind", CHECKLISTS)
@pytest.mark.parametrize(
    ("mode", "is_named", "may_sign", "who", "href"),
    [
        ("evaluation", True, True, "Us", "/live"),
        ("service", True, False, "An owner", ""),
        ("service", True, True, "You", "/live"),
        ("service", False, True, "Us", "/live"),
    ],
)
def test_the_agreement_is_his_who_can_put_it_in_force(
    kind: str, mode: str, is_named: bool, may_sign: bool, who: str, href: str
) -> None:
    lines = checklist(kind=kind, facts=frozenset(), mode=mode, is_named=is_named, may_sign=may_sign)
    found = [(line.task.who, line.task.href) for line in lines if line.task.fact == "agreed"]
    assert found == [(who, href)]


def test_in_evaluation_the_page_does_not_ask_one_to_put_an_agreement_in_force(
    practice_payers: None, organization: int, dana: Browser
) -> None:
    assert "once this installation is in service" in page(dana)


def test_the_five_kinds_have_different_lists() -> None:
    assert len(CHECKLISTS) == 5
    assert len({tuple(task.what for task in tasks) for tasks in CHECKLISTS.values()}) == 5

"""A billing company looks at one client alone: every page opens, tells of him and of nobody else, in its own zone."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.planting import Seen, plant_all

Owner = psycopg.Connection[Any]
GRANT = (
    "INSERT INTO foundation_tenancy_grant (grantor_id, grantee_id, scope, starts_at, granted_by)"
    " VALUES (%s, %s, 'claims', now() - interval '1 day', 'a test')"
)
ZONE = (
    "INSERT INTO directory_organizations_organization (tenant_id, legal_name, npi, tin, phone, street, city, state,"
    " zip, time_zone, created_at, created_by)"
    " VALUES (%s, 'Northstar', '', '', '', '', '', '', '', 'Pacific/Honolulu', now(), 'a test')"
)


@pytest.fixture
def company(tenant: MakeTenant, owner: Owner) -> int:
    number = tenant(kind="billing", name="Northstar Billing")
    owner.execute(ZONE, [number])
    return number


@pytest.fixture
def clients(company: int, tenant: MakeTenant, owner: Owner, as_role: AsRole) -> tuple[Seen, Seen]:
    """Two clients, each with a claim that the company sent."""

    def client(name: str, patient: str) -> Seen:
        number = tenant(name=name)
        owner.execute(GRANT, [number, company])
        with as_role("flow"):
            return plant_all(tenant=number, owner=owner, submitter=company, patient_last=patient)

    return client("Pine", "PINEPATIENT"), client("Lake", "LAKEPATIENT")


@pytest.fixture
def bill(company: int, clients: tuple[Seen, Seen], add_person: AddPerson, as_role: AsRole) -> Any:
    """The company's owner, who has chosen the first client."""
    person = add_person("bill", {company: "owner"})
    with as_role("web"):
        browser = Browser()
        browser.sign_in(person)
        assert browser.post("/switch", {"client": clients[0].tenant}).status_code == 303
        yield browser


def page(browser: Browser, address: str, method: str = "get", **data: Any) -> str:
    answer: Any = getattr(browser, method)(address, data) if data else getattr(browser, method)(address)
    assert answer.status_code == 200, (address, answer.status_code)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(bytes(content).decode())


LISTS = ["/home", "/claims", "/claims?sort=service", "/files", "/files?state=failed", "/payments"]


@pytest.mark.parametrize("address", LISTS)
def test_every_list_opens_and_tells_of_nobody_else(bill: Browser, address: str) -> None:
    assert "LAKEPATIENT" not in page(bill, address)


def test_lists_and_search_show_the_chosen_client(bill: Browser, clients: tuple[Seen, Seen]) -> None:
    assert "PINEPATIENT" in page(bill, "/claims")
    exported = page(bill, "/claims/export", "post", all="1")
    assert "PINEPATIENT" in exported
    assert "LAKEPATIENT" not in exported
    assert "PINEPATIENT" in page(bill, "/claims/search", "post", q="PINEPATIENT")
    assert "LAKEPATIENT" not in page(bill, "/claims/search", "post", q="PINEPATIENT").replace('value="LAKEPATIENT"', "")
    assert str(clients[1].claim) not in page(bill, "/claims/search", "post", q="LAKEPATIENT")


def test_a_file_of_another_client_has_not_failed_since_its_claims_are_not_seen(
    bill: Browser, clients: tuple[Seen, Seen], owner: Owner
) -> None:
    owner.execute("UPDATE exchange_intake_file SET state = 'read'")
    owner.execute("UPDATE exchange_interchanges_transactionset SET claims = 1, state = 'extracted'")
    failed = page(bill, "/files?state=failed")
    assert str(clients[1].file) not in failed
    every = page(bill, "/files")
    assert "Claims in it are of a client whom you do not look at now" in every
    assert "No set of it was taken" not in every


def test_list_badge_and_home_say_whose_files_they_are_and_count_the_same(bill: Browser, owner: Owner) -> None:
    owner.execute("UPDATE exchange_intake_file SET failed = true")
    listed, home = page(bill, "/files"), page(bill, "/home")
    assert ("<h1>Files of Northstar Billing</h1>" in listed, ">Failed <b>2</b>" in listed) == (True, True)
    assert '2<span class="vh"> failed of Northstar Billing</span>' in home
    assert ("Files today of Northstar Billing" in home, home.count('">File of Northstar Billing failed: ')) == (True, 2)
    bill.post("/switch", {"client": 0})
    assert "of Northstar Billing" not in page(bill, "/files") + page(bill, "/home")


def test_a_claim_and_its_messages_open_and_those_of_another_client_do_not(
    bill: Browser, clients: tuple[Seen, Seen]
) -> None:
    mine, others = clients
    assert "PINEPATIENT" in page(bill, f"/claims/{mine.claim}")
    page(bill, f"/claims/{mine.claim}/messages/2")
    for address in (f"/claims/{others.claim}", f"/claims/{others.claim}/messages/2"):
        assert bill.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/claims", "/payments"])
def test_days_are_those_of_the_company_which_looks(bill: Browser, address: str) -> None:
    assert "Honolulu" in page(bill, address)


def test_what_was_looked_at_stands_in_the_trail_of_who_looks(bill: Browser, company: int, owner: Owner) -> None:
    page(bill, "/claims")
    rows = owner.execute("SELECT DISTINCT tenant_id FROM foundation_audit_entry WHERE event = 'claim:list:read'")
    assert rows.fetchall() == [(company,)]

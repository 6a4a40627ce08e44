"""What payers say, in every code that we have words for, as a person reads it on the claim's page."""

from __future__ import annotations

import re
from typing import Any

import pytest

from clearlane.exchange.claims.move import move
from clearlane.exchange.claims.states import CLAIM_STATES
from clearlane.exchange.reading.plain_codes import _ADJUSTMENTS, _STATUSES, CATEGORIES, GROUPS, tell_reason, tell_status
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.conftest import AddPerson
from tests.doors.portal.test_stories_on_pages import Office, accepted, sent
from tests.exchange.payer_files import Claim, about, advice, answer_277, arrive, claims_of, pays
from tests.flows.world import BY, found

REFUSING = ("A3", "A6", "A7", "A8")
ENTITIES = ("IL", "QC", "85", "PR", "")


@pytest.fixture
def office(house: int, tenant: MakeTenant, as_role: AsRole, add_person: AddPerson) -> Office:
    practice = tenant(name="Maple Family Practice")
    return Office(found(house, practice, as_role), add_person("maple", {practice: "owner"}))


STATUSES = [
    ":".join(filter(None, (REFUSING[n % 4], code, ENTITIES[n % 5])))
    for n, code in enumerate(sorted(_STATUSES, key=int))
]


def parts_of(statuses: list[str], size: int) -> list[list[str]]:
    return [statuses[at : at + size] for at in range(0, len(statuses), size)]


@pytest.mark.parametrize("some", parts_of(STATUSES, 9), ids=lambda some: some[0])
def test_a_refusal_is_told_in_words_with_its_code_beside_them(office: Office, some: list[str]) -> None:
    claims = [one for one in send_many(office, len(some)) if one.state == "sent"]
    for claim, status in zip(claims, some, strict=False):
        arrive(office.world, answer_277(about(claim, status)))
    for claim, status in zip(claims, some, strict=False):
        page = office.claim(claim)
        for part in status.split(":"):
            assert re.search(rf"\b{part}\b", page), (status, page)
        assert "What to do" in page
        assert "Rejected" in page


def send_many(office: Office, count: int) -> list[Claim]:
    from tests.exchange.payer_files import send_out

    return send_out(office.world, claims=count)


@pytest.mark.parametrize("status", STATUSES)
def test_words_for_a_status_are_a_sentence_without_the_lists_own_language(status: str) -> None:
    told = tell_status(status)
    assert told[0].isupper()
    assert not told.endswith(".")
    assert "Entity's" not in told
    assert len(told) < 110


@pytest.mark.parametrize("category", sorted(CATEGORIES))
def test_a_category_alone_is_told_too(category: str) -> None:
    assert tell_status(category) == CATEGORIES[category].capitalize()


REASONS = [code for code in sorted(_ADJUSTMENTS) if code not in ("45", "253")]


@pytest.mark.parametrize("some", parts_of(REASONS, 9), ids=lambda some: some[0])
def test_a_denial_is_told_by_its_reason_with_group_and_code(office: Office, some: list[str]) -> None:
    claims = send_many(office, len(some))
    for number, (claim, code) in enumerate(zip(claims, some, strict=False)):
        nothing = [f"CLP*{claim.number}*4*{claim.dollars}*0**12*ICN{number}*11*1", f"CAS*CO*{code}*{claim.dollars}"]
        nothing += [f"NM1*QC*1*{claim.last}*{claim.first}****MI*{claim.member}", f"DTM*232*{claim.day}"]
        arrive(office.world, advice(pays(claim, nothing, amount="0", method="NON", trace=f"EFT{number}")))
    for claim, code in zip(claims, some, strict=False):
        page = office.claim(claim)
        assert tell_reason(code) in page, (code, page)
        assert re.search(rf"CO.{{0,3}}{code}\b", page), (code, page)
        assert "Denied" in page


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_every_group_of_adjustments_says_who_owes(group: str) -> None:
    assert GROUPS[group]
    assert GROUPS[group][0].islower()


@pytest.mark.parametrize("event", sorted(CLAIM_STATES))
def test_whatever_happens_to_a_claim_its_page_goes_on_telling(office: Office, event: str) -> None:
    claim = sent(office)
    before = office.claim(claim)
    with office.world.as_role("flow"), scope([1, office.world.practice], by=BY):
        move(claims=[claim.ref], event=event, by=BY, detail="A7:562:85" if event.startswith("payer") else "x")
    after = office.claim(claim)
    assert claim.number in after
    assert len(after) >= len(before) - 400
    assert "None" not in after


@pytest.mark.parametrize("zone", ["America/New_York", "America/Los_Angeles", "Pacific/Honolulu", "America/Phoenix"])
def test_times_are_those_of_the_practice(office: Office, owner: Any, zone: str) -> None:
    owner.execute(
        "INSERT INTO directory_organizations_organization (tenant_id, legal_name, npi, tin, phone, street, city, state,"
        " zip, time_zone, created_at, created_by)"
        " VALUES (%s, 'Maple', '', '', '', '', '', '', '', %s, now(), 'a test')",
        [office.world.practice, zone],
    )
    claim = accepted(office)
    from datetime import datetime
    from zoneinfo import ZoneInfo

    ((at,),) = office.world.rows("SELECT received_at FROM exchange_claims_claim WHERE id = %s", claim.id)
    local: datetime = at.astimezone(ZoneInfo(zone))
    clock = f"{local.hour % 12 or 12}:{local:%M %p}"
    assert clock in office.claim(claim)


AMOUNTS = {100: "$1.00", 1: "$0.01", 123_456_789: "$1,234,567.89", 99_999_999_999: "$999,999,999.99", 0: "$0.00"}


@pytest.mark.parametrize("cents", AMOUNTS)
def test_amounts_are_whole_on_every_page(office: Office, owner: Any, cents: int) -> None:
    claim = sent(office)
    owner.execute("UPDATE exchange_claims_claim SET total_cents = %s WHERE id = %s", [cents, claim.id])
    assert AMOUNTS[cents] in office.claim(claim)
    assert AMOUNTS[cents] in office.page("/claims")


HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "O'NEIL & SONS", "\u202eevil"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_patients_name_is_text_on_every_page(office: Office, owner: Any, name: str) -> None:
    claim = sent(office)
    owner.execute("UPDATE exchange_claims_claim SET patient_last = %s WHERE id = %s", [name, claim.id])
    with office.browser() as browser:
        for address in ("/claims", f"/claims/{claim.id}", "/home"):
            body = browser.get(address).content.decode()
            assert "<script>alert" not in body
            assert "<img src=x" not in body
    assert name in office.claim(claim)
    assert claims_of(office.world)[0].last == name


def test_a_billing_company_sees_whose_claim_each_is(
    office: Office, owner: Any, tenant: MakeTenant, add_person: AddPerson
) -> None:
    claim = sent(office)
    company = tenant(kind="billing", name="Northstar Billing")
    owner.execute(
        "INSERT INTO foundation_tenancy_grant (grantor_id, grantee_id, scope, starts_at, granted_by)"
        " VALUES (%s, %s, 'claims', now() - interval '1 day', 'a test')",
        [office.world.practice, company],
    )
    bill = Office(office.world, add_person("bill", {company: "owner"}))
    page = bill.page("/claims")
    assert "Maple Family Practice" in page
    assert claim.number in page
    assert claim.number in bill.claim(claim)
    owner.execute("UPDATE foundation_tenancy_grant SET revoked_at = now(), revoked_by = 'a test'")
    assert claim.number not in bill.page("/claims")
    with bill.browser() as browser:
        assert browser.get(f"/claims/{claim.id}").status_code == 404

"""Every fault that a claim can have is told on its page: what happened, why, what to do, and where in the file."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.generate.faults import FAULTS
from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.conftest import AddPerson
from tests.doors.portal.test_stories_on_pages import Office
from tests.exchange.payer_files import claims_of
from tests.flows.world import found

__all__ = ["office"]
NAMES = sorted(FAULTS)
STOPPED = {"rejected", "held", "dead"}


@pytest.fixture
def office(house: int, tenant: MakeTenant, as_role: AsRole, add_person: AddPerson) -> Office:
    practice = tenant(name="Maple Family Practice")
    return Office(found(house, practice, as_role), add_person("maple", {practice: "owner"}))


@pytest.mark.parametrize("fault", NAMES)
def test_a_fault_stops_its_claim_and_its_page_says_why_and_what_to_do(office: Office, fault: str) -> None:
    received = office.world.send(office.world.order(claims=3, planted={1: fault}).content)
    office.world.run()
    (claim,) = (one for one in claims_of(office.world) if one.state in STOPPED)
    page = office.claim(claim)
    for text in ("What happened", "Why", "What to do"):
        assert text in page, (fault, page)
    assert claim.number in page
    assert office.page(f"/files/{received.id}").count("Ready") >= 1


@pytest.mark.parametrize("fault", NAMES)
def test_a_list_of_what_needs_work_tells_the_reason_in_words(office: Office, fault: str) -> None:
    office.world.send(office.world.order(claims=3, planted={1: fault}).content)
    office.world.run()
    (claim,) = (one for one in claims_of(office.world) if one.state in STOPPED)
    page = office.page("/claims?status=rejected&status=held")
    assert claim.number in page
    assert "None" not in page
    assert "Needs you" in office.page("/home")

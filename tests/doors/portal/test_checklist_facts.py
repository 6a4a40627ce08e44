"""The state of each line is read from what is there: it turns when the thing is done, and with nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.portal.welcome.checklists import CHECKLISTS, DONE, IF_ASKED, LATER, OPEN, OURS, US, checklist
from tests.conftest import AsRole, MakeTenant
from tests.directory.test_own_pairs import add as add_pair
from tests.directory.test_set_live import link_payer
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import PASSWORD, Person
from tests.exchange.reading.plant import plant

Owner = psycopg.Connection[Any]
FACTS = sorted({task.fact for tasks in CHECKLISTS.values() for task in tasks if task.fact})
_ROW = re.compile(r'<th [^>]*="row"[^>]*>(?:<a[^>]*>)?([^<]+)(?:</a>)?</th>.*?</svg>([^<]+)</span></td>', re.DOTALL)
NAMES = {
    "factor": "Add a passkey",
    "colleagues": "Invite the people who work with you",
    "file": "Send a test file of your own",
    "connected": "Connect your software",
    "verified": "Verify your NPI and tax ID",
    "agreed": "Put the agreement in force",
    "live": "Switch to live",
    "called": "Talk through systems, volumes and go-live",
    "clients": "Have your first client let you send its claims",
    "linked": "Link your organization to its payer entry",
}


class Office:
    """A hospital by whose list nearly every fact can be seen, its owner, and hands to do things."""

    def __init__(self, tenant: int, person: Person, browser: Browser, owner: Owner, as_role: AsRole) -> None:
        self.tenant, self.person, self.browser, self.owner, self.as_role = tenant, person, browser, owner, as_role

    def states(self) -> dict[str, str]:
        """What the page says, line by line."""
        page = self.browser.get("/welcome").content.decode()
        table = page[page.index('id="checklist"') :]
        return {what.strip(): state.strip() for what, state in _ROW.findall(table)}

    def done(self) -> set[str]:
        return {what for what, state in self.states().items() if state == "Done"}


@pytest.fixture
def make_office(
    tenant: MakeTenant, add_person: AddPerson, browser: Browser, owner: Owner, as_role: AsRole
) -> Callable[..., Office]:
    def make(kind: str = "hospital", size: str = "") -> Office:
        room = tenant(kind=kind, is_live=False, name="Elm Street")
        owner.execute(
            "INSERT INTO directory_organizations_organization (tenant_id, legal_name, npi, tin, phone, street, city,"
            " state, zip, office_size, created_at, created_by) VALUES (%s, 'Elm Street', '', '', '', '', '', '', '',"
            " %s, now(), 'a test')",
            [room, size],
        )
        person = Person(add_person("dana", {room: "owner"}, password=PASSWORD), "dana")
        browser.sign_in(person.id)
        return Office(room, person, browser, owner, as_role)

    return make


def _call(office: Office, *, worked: bool) -> None:
    office.owner.execute(
        "INSERT INTO directory_registrations_contact (id, name, organization, email, phone, wish, source, asked_at,"
        " asked_from, worked_at, worked_by) VALUES (gen_random_uuid(), 'dana', 'Elm', 'dana@example.org', '', '',"
        " 'sign_up', now(), '', CASE WHEN %s THEN now() END, CASE WHEN %s THEN 'operator:ann' ELSE '' END)",
        [worked, worked],
    )


def _sign(office: Office, *, is_draft: bool) -> None:
    office.owner.execute(
        "INSERT INTO directory_agreements_agreement (tenant_id, id, text, version, text_sha256, is_draft, signer_name,"
        " signer_title, authority, signed_at, signed_by, pdf_address, pdf_sha256) VALUES (%s, gen_random_uuid(),"
        " 'provider', '1', '', %s, 'Dana', 'Owner', 'I am authorized', now(), 'user:1', '', '')",
        [office.tenant, is_draft],
    )


def _send(office: Office) -> None:
    with office.as_role("flow"):
        plant(submitter=office.tenant)


def test_at_first_nothing_is_done_and_going_live_is_last(make_office: Callable[..., Office]) -> None:
    states = make_office().states()
    assert set(states.values()) == {"Open", "With us", "Last", "If a payer asks"}
    assert list(states)[-1] == "Switch to live"
    assert states["Switch to live"] == "Last"


def test_a_passkey_stays_done_when_it_was_used_long_ago(make_office: Callable[..., Office]) -> None:
    office = make_office()
    office.browser.prove("webauthn")
    assert office.done() == set()
    office.person.add_app()
    office.browser.prove("totp", ago=3600)
    assert office.done() == {NAMES["factor"]}


def test_a_colleague_who_belongs_counts_and_one_who_left_does_not(
    make_office: Callable[..., Office], add_person: AddPerson
) -> None:
    office = make_office()
    user = add_person("max", {office.tenant: "reader"})
    assert office.done() == {NAMES["colleagues"]}
    office.owner.execute("UPDATE directory_users_membership SET until_at = now() WHERE user_id = %s", [user])
    assert office.done() == set()


def test_the_call_counts_once_it_was_made(make_office: Callable[..., Office]) -> None:
    office = make_office()
    _call(office, worked=False)
    assert office.done() == set()
    office.owner.execute("UPDATE directory_registrations_contact SET worked_at = now(), worked_by = 'operator:ann'")
    assert office.done() == {NAMES["called"]}


def test_a_file_that_a_program_sent_is_a_file_and_a_connection(make_office: Callable[..., Office]) -> None:
    office = make_office()
    _send(office)
    assert office.done() == {NAMES["file"], NAMES["connected"]}
    office.owner.execute("UPDATE exchange_intake_file SET way = 'portal'")
    assert office.done() == {NAMES["file"]}
    office.owner.execute("UPDATE exchange_intake_file SET way = 'sample'")
    assert office.done() == set()


def test_a_pair_counts_when_it_is_live_and_not_while_it_waits(make_office: Callable[..., Office]) -> None:
    office = make_office()
    add_pair(office.owner, office.tenant)
    assert office.done() == set()
    office.owner.execute("DELETE FROM directory_providers_authorizedpair")
    add_pair(office.owner, office.tenant, status="live")
    assert office.done() == {NAMES["verified"]}


def test_a_pair_that_was_refused_is_ones_own_to_correct(make_office: Callable[..., Office]) -> None:
    office = make_office()
    add_pair(office.owner, office.tenant)
    assert office.states()[NAMES["verified"]] == "With us"
    office.owner.execute(
        "UPDATE directory_providers_authorizedpair SET status = 'refused', refused_why = 'x', until_date = now()"
    )
    states = office.states()
    assert NAMES["verified"] not in states
    assert states["Correct your NPI and tax ID: we could not verify them"] == "Open"


@pytest.mark.parametrize(
    ("mode", "signed", "is_done"),
    [
        ("evaluation", None, False),
        ("evaluation", True, False),
        ("evaluation", False, False),
        ("service", None, False),
        ("service", True, False),
        ("service", False, True),
    ],
)
def test_an_agreement_is_in_force_by_the_mode_of_the_house_and_what_was_signed(
    make_office: Callable[..., Office], mode: str, signed: bool | None, is_done: bool
) -> None:
    office = make_office()
    if signed is not None:
        _sign(office, is_draft=signed)
    with override_settings(MODE=mode):
        assert (NAMES["agreed"] in office.done()) is is_done


def test_the_last_signature_is_the_one_that_counts(make_office: Callable[..., Office]) -> None:
    office = make_office()
    _sign(office, is_draft=True)
    _sign(office, is_draft=False)
    with override_settings(MODE="service"):
        assert NAMES["agreed"] in office.done()


def test_a_client_who_consented_counts_until_he_revokes(
    make_office: Callable[..., Office], tenant: MakeTenant, as_role: AsRole
) -> None:
    office, client = make_office("billing"), tenant()
    office.owner.execute(
        "INSERT INTO foundation_tenancy_grant (grantor_id, grantee_id, scope, granted_by, starts_at)"
        " VALUES (%s, %s, 'send', 'a test', now() - interval '1 day')",
        [client, office.tenant],
    )
    assert NAMES["clients"] in office.done()
    office.owner.execute("UPDATE foundation_tenancy_grant SET revoked_at = now(), revoked_by = 'user:9'")
    assert office.done() == set()


def test_a_payer_is_linked_before_it_is_live(make_office: Callable[..., Office]) -> None:
    office = make_office("payer")
    assert NAMES["linked"] not in office.done()
    link_payer(office.owner, office.tenant)
    assert office.done() == {NAMES["linked"]}


def test_a_live_organization_is_at_the_end_of_its_list(make_office: Callable[..., Office]) -> None:
    office = make_office()
    office.owner.execute("UPDATE foundation_tenancy_tenant SET is_live = true WHERE id = %s", [office.tenant])
    assert office.states()["Switch to live"] == "Done"


def test_small_and_large_offices_have_lists_of_their_own(make_office: Callable[..., Office]) -> None:
    office = make_office("practice", "large")
    assert NAMES["colleagues"] in office.states()
    office.owner.execute("UPDATE directory_organizations_organization SET office_size = 'small'")
    assert NAMES["colleagues"] not in office.states()


def test_what_a_stranger_did_counts_for_nobody_else(make_office: Callable[..., Office], stranger: int) -> None:
    office = make_office()
    add_pair(office.owner, stranger, status="live")
    with office.as_role("flow"):
        plant(submitter=stranger)
    assert office.done() == set()


@given(st.sampled_from(sorted(CHECKLISTS)), st.sets(st.sampled_from(FACTS)))
def test_a_line_is_done_exactly_when_its_fact_holds(kind: str, facts: set[str]) -> None:
    lines = checklist(kind=kind, facts=frozenset(facts))
    for line in lines:
        assert (line.state == DONE) is (line.task.fact in facts)
        assert (line.state == IF_ASKED) is (line.task.fact == "")
        assert (line.state == OURS) is (line.task.who == US and line.state != DONE)
    assert (lines[-1].state == LATER) is (
        "live" not in facts and not {OPEN, OURS}.isdisjoint(line.state for line in lines[:-1])
    )


@given(st.sampled_from(sorted(CHECKLISTS)), st.sets(st.sampled_from(FACTS)), st.sampled_from(FACTS))
def test_one_more_fact_undoes_no_line(kind: str, facts: set[str], more: str) -> None:
    before = [line.state for line in checklist(kind=kind, facts=frozenset(facts))]
    after = [line.state for line in checklist(kind=kind, facts=frozenset(facts | {more}))]
    assert all(new == DONE for old, new in zip(before, after, strict=True) if old == DONE)

"""Going live as the owner sees it: what is still needed, who does it, and the one button."""

from __future__ import annotations

import re
from typing import Any

import psycopg
import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from clearlane.config.house import MODES
from clearlane.doors.portal.welcome.checklists import checklist
from clearlane.doors.portal.welcome.needs import YES, find_needs, may_ask
from tests.conftest import AsRole, MakeTenant
from tests.directory.test_own_pairs import NPI, OTHER, TIN
from tests.directory.test_own_pairs import add as add_pair
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import PASSWORD, Person
from tests.exchange.reading.plant import plant

Owner = psycopg.Connection[Any]
HTML = {"Accept": "text/html"}
BUTTON = 'type="submit">Ask to go live<'
KINDS = ("practice", "hospital", "billing", "payer")
FACTS = ("factor", "accepted", "live")
MISSING = ("agreement", "clients", "identity", "keys", "link", "mode", "pair")


class Office:
    """A practice in test mode, and its owner, who has an app and has just used it."""

    def __init__(self, tenant: int, owner: Owner, as_role: AsRole, add_person: AddPerson) -> None:
        self.tenant, self.owner, self.as_role = tenant, owner, as_role
        self.person = Person(add_person("dana", {tenant: "owner"}, password=PASSWORD), "dana")
        self.browser = Browser()
        self.browser.sign_in(self.person.id)
        self.browser.prove("totp")

    def page(self) -> str:
        answer = self.browser.get("/live")
        assert answer.status_code == 200
        return answer.content.decode()

    def ready(self) -> None:
        """All that is the office's own to do."""
        self.person.add_app()
        with self.as_role("flow"):
            plant(submitter=self.tenant)

    def asks(self) -> int:
        row = self.owner.execute("SELECT count(*) FROM directory_organizations_liveask").fetchone()
        return int(row[0]) if row else 0


@pytest.fixture
def office(tenant: MakeTenant, browser: Browser, owner: Owner, as_role: AsRole, add_person: AddPerson) -> Office:
    return Office(tenant(is_live=False, name="Elm Street"), owner, as_role, add_person)


def _open(page: str) -> list[str]:
    """What the page says is not done yet, before an operator's yes."""
    part = page[page.index('id="h-needs"') : page.index('id="h-pairs"')]
    rows = re.findall(r"<li>(.*?)</li>", part, re.DOTALL)
    return [
        re.sub(r"<[^>]*>", "", row.partition('<span class="two">')[0]).strip()
        for row in rows
        if "Open" in row and YES not in row
    ]


def test_in_evaluation_it_is_locked_and_says_why(office: Office) -> None:
    office.ready()
    page = office.page()
    assert ("Going live is locked." in page, "clearlane setup" in page, BUTTON in page) == (True, True, False)
    assert office.browser.post("/live/ask").status_code == 303
    assert office.asks() == 0


@override_settings(MODE="service")
def test_each_thing_that_is_done_leaves_the_list(office: Office, keys_in_a_backup: None) -> None:
    add_pair(office.owner, office.tenant)
    assert len(_open(office.page())) == 4
    office.person.add_app()
    assert "A passkey or an authenticator app on your account" not in _open(office.page())
    with office.as_role("flow"):
        plant(submitter=office.tenant, state="rejected_by_payer")
    assert "A test claim that was accepted" in _open(office.page())
    with office.as_role("flow"):
        plant(submitter=office.tenant)
    assert len(_open(office.page())) == 2
    office.owner.execute(
        "UPDATE directory_providers_authorizedpair SET status = 'live', verified_at = now(), verified_by = 'operator:a'"
    )
    assert _open(office.page()) == ["An agreement in force"]


@override_settings(MODE="own_use")
def test_the_button_comes_when_ones_own_part_is_done_and_asks_once(office: Office) -> None:
    assert BUTTON not in office.page()
    office.browser.post("/live/ask")
    assert office.asks() == 0
    office.ready()
    assert BUTTON in office.page()
    for _ in range(2):
        assert office.browser.post("/live/ask")["Location"] == "/live"
    page = office.page()
    assert (office.asks(), "You have asked to go live." in page, BUTTON in page) == (1, True, False)
    assert "Asked</span>" in office.browser.get("/welcome").content.decode()


@override_settings(MODE="own_use")
def test_a_wish_lands_in_the_operators_list_and_goes_when_it_is_granted(office: Office, keys_in_a_backup: None) -> None:
    from clearlane.directory.organizations.ask_live import list_live_asks
    from clearlane.directory.organizations.set_live import set_live
    from clearlane.foundation.tenancy.scope import scope

    office.ready()
    office.browser.post("/live/ask")
    with office.as_role("operator"):
        assert [each.tenant for each in list_live_asks()] == [office.tenant]
        add_pair(office.owner, office.tenant, status="live")
        with scope([office.tenant], by="operator:ann"):
            set_live(tenant=office.tenant, is_live=True, by="operator:ann")
        assert list_live_asks() == ()
    page = office.page()
    assert ("You are live." in page, BUTTON in page, "You have asked" in page) == (True, False, False)


def _refuse_pair(office: Office, why: str) -> None:
    from clearlane.directory.providers.refuse_pair import refuse_pair
    from clearlane.foundation.tenancy.scope import scope

    row = office.owner.execute("SELECT max(id) FROM directory_providers_authorizedpair").fetchone()
    with office.as_role("operator"), scope([office.tenant], by="operator:ann"):
        assert row is not None
        assert refuse_pair(pair=row[0], why=why, by="operator:ann")


@override_settings(MODE="own_use")
def test_a_pair_that_was_refused_says_why_and_is_corrected_and_given_again_once(office: Office) -> None:
    office.ready()
    add_pair(office.owner, office.tenant)
    office.owner.execute(
        "INSERT INTO directory_organizations_organization (tenant_id, legal_name, npi, tin, phone, street, city, state,"
        " zip, created_at, created_by) VALUES (%s, 'Elm Street', %s, '123456789', '', '', '', '', '', now(), 'a test')",
        [office.tenant, NPI],
    )
    assert office.browser.post("/live/pair", {"npi": OTHER, "tin": "12-3456789", "tin_kind": "EIN"}).status_code == 303
    _refuse_pair(office, "The registry has another name.")
    page = office.page()
    assert ("We could not verify it: The registry has another name." in page, BUTTON in page) == (True, False)
    wrong = office.browser.post(
        "/live/pair", {"npi": "1234567890", "tin": "12-3456789", "tin_kind": "EIN"}, headers=HTML
    )
    assert (wrong.status_code, b"One digit is wrong" in wrong.content) == (422, True)
    for _ in range(2):
        assert (
            office.browser.post("/live/pair", {"npi": OTHER, "tin": "12-3456789", "tin_kind": "EIN"})["Location"]
            == "/live#pairs"
        )
    rows = office.owner.execute("SELECT npi, status, created_by FROM directory_providers_authorizedpair ORDER BY id")
    assert office.owner.execute("SELECT npi FROM directory_organizations_organization").fetchall() == [(OTHER,)]
    assert rows.fetchall() == [(NPI, "refused", "a test"), (OTHER, "pending", f"user:{office.person.id}")]
    assert ("We could not verify" in office.page(), BUTTON in office.page()) == (False, True)


@override_settings(MODE="own_use")
def test_of_a_persons_own_number_four_digits_are_shown_and_stand_for_the_whole_again(office: Office) -> None:
    office.ready()
    add_pair(office.owner, office.tenant, npi=OTHER)
    office.owner.execute(
        "INSERT INTO directory_organizations_organization (tenant_id, legal_name, npi, tin, tin_kind, phone, street,"
        " city, state, zip, created_at, created_by) VALUES (%s, 'Elm', %s, %s, 'SSN', '', '', '', '', '', now(), 't')",
        [office.tenant, OTHER, TIN],
    )
    _refuse_pair(office, "The registry has another name.")
    wrong = office.browser.post(
        "/live/pair", {"npi": "1245319590", "tin": "•••-••-6789", "tin_kind": "SSN"}, headers=HTML
    )
    for page in (office.page(), office.browser.get("/settings").content.decode(), wrong.content.decode()):
        assert ("•••-••-6789" in page, TIN in page, "12-3456789" in page) == (True, False, False)
    assert (
        office.browser.post("/live/pair", {"npi": NPI, "tin": "•••-••-6789", "tin_kind": "SSN"})["Location"]
        == "/live#pairs"
    )
    rows = office.owner.execute("SELECT npi, tin FROM directory_providers_authorizedpair WHERE status = 'pending'")
    assert rows.fetchall() == [(NPI, TIN)]


@override_settings(MODE="own_use")
@pytest.mark.parametrize(("before", "now"), [("EIN", "SSN"), ("SSN", "EIN"), ("", "SSN")])
def test_a_pair_that_is_given_again_is_shown_as_the_kind_that_was_said_of_it_then(
    office: Office, before: str, now: str
) -> None:
    from clearlane.doors.operators.own_numbers import show_pairs
    from clearlane.foundation.tenancy.scope import scope

    office.ready()
    add_pair(office.owner, office.tenant, npi=OTHER)
    office.owner.execute(
        "INSERT INTO directory_organizations_organization (tenant_id, legal_name, npi, tin, tin_kind, phone, street,"
        " city, state, zip, created_at, created_by) VALUES (%s, 'Elm', %s, %s, %s, '', '', '', '', '', now(), 't')",
        [office.tenant, OTHER, TIN, before],
    )
    _refuse_pair(office, "The registry has another name.")

    def shown() -> list[tuple[bool, bool]]:
        pages = (office.page(), office.browser.get("/settings").content.decode())
        return [("12-3456789" in page, "•••-••-6789" in page) for page in pages]

    assert shown() == [(before == "EIN", before != "EIN")] * 2
    typed = {"npi": OTHER, "tin": "123-45-6789"}
    unsaid = office.browser.post("/live/pair", typed, headers=HTML)
    assert (unsaid.status_code, b"Choose which kind" in unsaid.content) == (422, True)
    assert office.browser.post("/live/pair", typed | {"tin_kind": now}).status_code == 303
    assert shown() == [(now == "EIN", now != "EIN")] * 2
    with office.as_role("operator"), scope([1], by="operator:ann"):
        assert [each.tin for each in show_pairs()] == ["12-3456789" if now == "EIN" else "•••-••-6789"]
    office.owner.execute("UPDATE directory_organizations_organization SET tin = '987654321', tin_kind = 'EIN'")
    assert "12-3456789" not in office.page(), "nobody has said that this one is a company's"


@override_settings(MODE="own_use")
def test_a_refusal_to_go_live_says_why_and_may_be_asked_again(office: Office) -> None:
    from clearlane.directory.organizations.set_live import refuse_live
    from clearlane.foundation.tenancy.scope import scope

    office.ready()
    office.browser.post("/live/ask")
    with office.as_role("operator"), scope([office.tenant], by="operator:ann"):
        assert refuse_live(tenant=office.tenant, why="Send a file of your own first.", by="operator:ann")
    page = office.page()
    assert ("Send a file of your own first." in page, BUTTON in page, YES in page) == (True, True, True)
    office.browser.post("/live/ask")
    assert "Send a file of your own first." not in office.page()


@override_settings(MODE="own_use")
def test_a_password_alone_asks_for_nothing(office: Office) -> None:
    office.ready()
    office.browser.prove("password", "recovery_codes")
    answer = office.browser.post("/live/ask", {"back": "/live"})
    assert (answer.status_code, answer["Location"], office.asks()) == (303, "/step-up?next=/live", 0)


@override_settings(MODE="own_use")
@pytest.mark.parametrize("role", ["manager", "biller", "reader"])
def test_only_an_owner_asks(office: Office, add_person: AddPerson, role: str) -> None:
    office.ready()
    colleague = Person(add_person("max", {office.tenant: role}), "max")
    colleague.add_app()
    browser = Browser()
    browser.sign_in(colleague.id)
    browser.prove("webauthn")
    page = browser.get("/live").content.decode()
    assert ("An owner of your organization asks" in page, BUTTON in page) == (True, False)
    assert browser.post("/live/ask", headers=HTML).status_code == 403
    assert office.asks() == 0


def test_a_pair_that_another_holds_looks_like_any_that_waits(office: Office, tenant: MakeTenant) -> None:
    add_pair(office.owner, office.tenant)
    waiting = office.page()
    office.owner.execute("UPDATE directory_providers_authorizedpair SET status = 'disputed'")
    add_pair(office.owner, tenant(), status="live")
    clean = [re.sub(r'value="[^"]{40,}"', "", page) for page in (waiting, office.page())]
    assert clean[0] == clean[1]
    assert ("With us" in waiting, NPI[:4] in waiting) == (True, True)


def test_the_test_bar_and_the_checklist_lead_here(office: Office) -> None:
    assert 'href="/live"' in office.browser.get("/welcome").content.decode()


@given(st.sampled_from(KINDS), st.sets(st.sampled_from(FACTS)), st.sets(st.sampled_from(MISSING)), st.booleans())
def test_only_what_is_ones_own_stands_in_the_way_of_asking(
    kind: str, facts: set[str], missing: set[str], has_pair: bool
) -> None:
    needs = find_needs(kind=kind, facts=frozenset(facts), missing=frozenset(missing), has_pair=has_pair)
    assert {need.who for need in needs} <= {"You", "Us"}
    own = {"factor"} if kind == "payer" else {"factor", "accepted"}
    needs_clients = kind == "billing" and not has_pair
    is_to_sign = "agreement" in missing and "mode" not in missing
    is_stopped = is_to_sign or (needs_clients and "clients" in missing)
    assert may_ask(needs) is (own <= facts and not is_stopped)
    assert len(needs) == len({need.what for need in needs}) == 5 + len(own)


@given(
    st.sampled_from(KINDS), st.sets(st.sampled_from(FACTS)), st.sets(st.sampled_from(MISSING)), st.booleans(), st.data()
)
def test_one_more_thing_that_is_done_never_takes_the_button_away(
    kind: str, facts: set[str], missing: set[str], has_pair: bool, data: st.DataObject
) -> None:
    # Not the mode: in evaluation nothing can be signed, and nobody can ask.
    more, less = data.draw(st.sampled_from(FACTS)), data.draw(st.sampled_from(sorted({*MISSING} - {"mode"})))
    before = find_needs(kind=kind, facts=frozenset(facts), missing=frozenset(missing), has_pair=has_pair)
    done = frozenset(facts | {more}), frozenset(missing - {less})
    after = find_needs(kind=kind, facts=done[0], missing=done[1], has_pair=has_pair)
    assert not may_ask(before) or may_ask(after)
    assert all(new.is_met for old, new in zip(before, after, strict=True) if old.is_met)


@override_settings(MODE="own_use")
def test_the_page_has_all_done_exactly_when_an_operator_may(office: Office, keys_in_a_backup: None) -> None:
    from clearlane.directory.organizations.why_not_live import why_not_live
    from clearlane.foundation.tenancy.scope import scope

    def refusal() -> str:
        with office.as_role("operator"), scope([office.tenant], by="operator:ann"):
            return why_not_live(tenant=office.tenant)

    office.ready()
    assert (bool(refusal()), _open(office.page())) == (True, ["Your NPI and tax ID verified"])
    add_pair(office.owner, office.tenant, status="live")
    assert (refusal(), _open(office.page())) == ("", [])


@override_settings(MODE="own_use")
def test_a_company_that_bills_without_an_npi_is_not_asked_for_a_client(office: Office, keys_in_a_backup: None) -> None:
    office.owner.execute("UPDATE foundation_tenancy_tenant SET kind = 'billing' WHERE id = %s", [office.tenant])
    client = "A client who lets you send claims in its name"
    assert client in _open(office.page())
    office.owner.execute(
        "INSERT INTO directory_providers_atypicalprovider (number, tin, payer_id, tenant_id, submitter_id, from_date,"
        " created_at, created_by) VALUES ('M7', '123456789', '60054', %s, %s, now(), now(), 'a test')",
        [office.tenant, office.tenant],
    )
    page = office.page()
    assert (client in page, "Your NPI and tax ID verified" in page) == (
        False,
        True,
    )


def test_a_house_that_works_for_itself_alone_asks_for_no_agreement() -> None:
    of: Any = {"kind": "practice", "facts": frozenset({"factor", "accepted"}), "missing": frozenset(), "has_pair": True}
    own, other = ([need.what for need in find_needs(**of, is_own_use=own)] for own in (True, False))
    assert [what for what in other if what not in own] == ["An agreement in force"]
    lists = [[line.task.what for line in checklist(kind="payer", facts=frozenset(), mode=mode)] for mode in MODES]
    assert [any("agreement" in what for what in each) for each in lists] == [mode != "own_use" for mode in MODES]


def test_in_evaluation_nobody_has_said_who_runs_the_house() -> None:
    of: Any = {"kind": "practice", "facts": frozenset(), "has_pair": True}
    for missing, is_met in ((frozenset(), True), (frozenset({"mode"}), False), (frozenset({"identity"}), False)):
        needs = find_needs(**of, missing=missing)
        assert [need.is_met for need in needs if need.what.startswith("Who runs")] == [is_met]

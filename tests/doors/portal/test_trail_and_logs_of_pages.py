"""Who reads what stands in the trail of whose it is; no log line and no address names a patient."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from clearlane.foundation.telemetry.log import StandardError
from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.journey import PASSWORD, Journey
from tests.doors.portal.test_stories_on_pages import Office, accepted, paid_in_full, refused_by_payer
from tests.exchange.payer_files import Claim, claims_of
from tests.flows.world import found
from tests.posted import Posted

Owner = psycopg.Connection[Any]
SECRET = "kT9-a-token-or-a-name-of-somebody"


@pytest.fixture
def office(house: int, tenant: MakeTenant, as_role: AsRole, add_person: AddPerson) -> Office:
    practice = tenant(name="Maple Family Practice")
    return Office(found(house, practice, as_role), add_person("maple", {practice: "owner"}))


def read_by(owner: Owner, office: Office) -> list[tuple[str, int]]:
    """What the person has read, by event and number of things, in the practice's own trail."""
    rows = owner.execute(
        "SELECT event, cardinality(subjects) FROM foundation_audit_entry WHERE tenant_id = %s AND by = %s ORDER BY id",
        [office.world.practice, f"user:{office.owner_id}"],
    ).fetchall()
    return [(str(event), int(number)) for event, number in rows]


@pytest.mark.parametrize(
    ("address", "event"),
    [
        ("/claims", "claim:list:read"),
        ("/claims/{claim}", "claim:claim:viewed"),
        ("/files", "file:list:read"),
        ("/files/{file}", "file:file:viewed"),
    ],
)
def test_a_page_with_patients_is_written_to_the_trail_with_who_looked(
    office: Office, owner: Owner, address: str, event: str
) -> None:
    claim = accepted(office)
    file = office.world.sent[0].id
    before = len(read_by(owner, office))
    office.page(address.format(claim=claim.id, file=file))
    new = read_by(owner, office)[before:]
    assert any(event.split(":", maxsplit=1)[0] == told.split(":")[0] and number >= 1 for told, number in new), new


def test_a_client_finds_in_his_trail_who_looked_at_his_claim(
    office: Office, owner: Owner, tenant: MakeTenant, add_person: AddPerson
) -> None:
    claim = accepted(office)
    company = tenant(kind="billing", name="Northstar")
    owner.execute(
        "INSERT INTO foundation_tenancy_grant (grantor_id, grantee_id, scope, starts_at, granted_by)"
        " VALUES (%s, %s, 'claims', now() - interval '1 day', 'a test')",
        [office.world.practice, company],
    )
    person = add_person("bill", {company: "owner"})
    Office(office.world, person).claim(claim)
    rows = owner.execute(
        "SELECT count(*) FROM foundation_audit_entry WHERE tenant_id = %s AND by = %s AND %s = ANY(subjects)",
        [office.world.practice, f"user:{person}", claim.id],
    ).fetchone()
    assert rows is not None
    assert rows[0] >= 1


def test_a_message_that_was_opened_is_in_the_trail(office: Office, owner: Owner) -> None:
    claim = paid_in_full(office)
    ((seq,),) = office.world.rows(
        "SELECT min(seq) FROM exchange_claims_extract WHERE claim_id = %s AND kind = '835'", claim.id
    )
    before = len(read_by(owner, office))
    with office.browser() as browser:
        answer: Any = browser.get(f"/claims/{claim.id}/messages/{seq}")
        b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert len(read_by(owner, office)) > before


class Heard(logging.Handler):
    """Every log line as the house writes it: whole, with what the formatter makes of exceptions."""

    def __init__(self) -> None:
        super().__init__(level=logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def heard() -> Iterator[Heard]:
    handler, root = Heard(), logging.getLogger()
    handler.setFormatter(next(each.formatter for each in root.handlers if isinstance(each, StandardError)))
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


def private(claim: Claim) -> list[str]:
    return [claim.last, claim.first, claim.member, claim.number]


def test_no_log_line_of_a_days_work_names_a_patient(office: Office, heard: Heard) -> None:
    claim = refused_by_payer(office)
    heard.lines.clear()
    with office.browser() as browser:
        for address in ("/home", "/claims", f"/claims/{claim.id}", "/files", f"/files/{office.world.sent[0].id}"):
            browser.get(address)
        for text in (claim.last, claim.number):
            sought = browser.post("/claims/search", {"q": text})["HX-Push-Url"]
            browser.get(sought)
            browser.post(sought.replace("/claims", "/claims/export", 1))
        browser.post("/find", {"q": claim.member})
        browser.get(f"/claims/{claim.id}/{claim.last}")
    assert heard.lines
    for one in claims_of(office.world):
        for secret in private(one):
            assert not [line for line in heard.lines if re.search(rf"\b{re.escape(secret)}\b", line)], secret


def test_no_log_line_of_a_sign_up_holds_a_secret(journey: Journey, posted: Posted, heard: Heard) -> None:
    journey.to_the_end()
    token = posted[0].link.rpartition("/")[2]
    told = "\n".join(heard.lines)
    assert "123456789" not in told
    for secret in (PASSWORD, token, journey.email):
        assert secret not in told, secret


def test_opening_every_mailed_link_changes_no_row(journey: Journey, posted: Posted, owner: Owner) -> None:
    """Mail scanners open links before people do."""
    journey.ask()
    tables = ("directory_registrations_registration", "directory_users_user", "directory_users_onetimelink",
              "foundation_mail_message", "foundation_tenancy_tenant")  # fmt: skip
    before = {name: owner.execute(f"SELECT * FROM {name} ORDER BY 1".encode()).fetchall() for name in tables}
    for link in [link for mail in posted for link in mail.links]:
        for method in ("get", "head", "options"):
            scanner = journey.another_device()
            getattr(scanner, method)(link.removeprefix("http://localhost"), follow=method == "get")
    assert {name: owner.execute(f"SELECT * FROM {name} ORDER BY 1".encode()).fetchall() for name in tables} == before
    assert journey.open_link().status_code == 200


def test_a_link_of_a_mail_leads_to_this_house_whatever_the_host_of_the_request(
    journey: Journey, posted: Posted
) -> None:
    journey.browser.post(
        "/start/clearinghouse/email", {"email": "new@example.org"}, headers={"X-Forwarded-Host": "evil.example"}
    )
    assert posted[-1].link.startswith("http://localhost/verify/")
    assert "evil" not in posted[-1].text + posted[-1].html


def test_a_token_leaves_the_address_at_once(journey: Journey) -> None:
    journey.ask()
    answer = journey.browser.get(journey.link())
    assert (answer.status_code, answer["Location"]) == (303, "/start/practice")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", [f"/verify/{SECRET}", f"/link/reset/{SECRET}", f"/account/sftp/{SECRET}/revoke"])
def test_a_form_that_is_refused_as_forged_leaves_its_path_out_of_the_log(
    browser: Browser, heard: Heard, path: str
) -> None:
    browser.handler.enforce_csrf_checks = True
    answer = browser.post(path, {"x": "1"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code in {403, 405}
    assert [line for line in heard.lines if SECRET in line] == []


def test_a_fault_behind_a_page_stands_in_the_log_under_the_number_that_the_page_shows(
    office: Office, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_asked: Any) -> None:
        raise RuntimeError("a value that nobody may read: LOWELL")

    monkeypatch.setattr("clearlane.doors.portal.pages.files.page_files", fail)
    with office.browser() as browser:
        answer = browser.get("/files", headers={"Accept": "text/html"})
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "The fault is ours" in page
    (line,) = (line for line in heard.lines if "request failed" in line)
    assert answer["X-Correlation-Id"] in page
    assert answer["X-Correlation-Id"] in line
    assert "RuntimeError" in line
    assert "LOWELL" not in "".join(heard.lines) + page

"""A payer that signed up sees nothing of others, linked or not; submitters see on their claim that it is linked."""

from __future__ import annotations

import psycopg
import pytest

from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.planting import plant_all
from tests.exchange.reading.plant import TOKEN

Owner = psycopg.Connection[object]
SECRET = "ROWANBERRY"
PAGES = ("/home", "/claims", f"/claims?q={TOKEN}", "/files", f"/find?q={TOKEN}")


def linked(owner: Owner, payer: int) -> None:
    owner.execute(
        "INSERT INTO directory_payers_payer (payer_id, name, is_live, created_at, created_by)"
        " VALUES ('HARBOR', 'Harbor', true, now(), 'a test')"
    )
    owner.execute(
        "INSERT INTO directory_payers_payerlink (payer_id, tenant_id, proposed_at, proposed_by, linked_at, linked_by,"
        " revoked_by, revoked_why) SELECT id, %s, now(), 'operator:ann', '2026-11-02T12:00Z', 'operator:bob', '', ''"
        " FROM directory_payers_payer",
        [payer],
    )


@pytest.mark.parametrize("is_linked", [False, True])
def test_a_payer_sees_not_one_byte_of_claims_that_name_it(
    tenant: MakeTenant, practice: int, add_person: AddPerson, owner: Owner, as_role: AsRole, is_linked: bool
) -> None:
    payer = tenant(kind="payer", name="Harbor")
    if is_linked:
        linked(owner, payer)
    with as_role("flow"):
        seen = plant_all(tenant=practice, owner=owner, patient_last=SECRET)
    user = add_person("harry", {payer: "owner"})
    with as_role("web"):
        harry = Browser()
        harry.sign_in(user)
        harry.prove("webauthn")
        for path in PAGES:
            page = harry.get(path)
            assert page.status_code == 200, path
            assert SECRET not in page.content.decode(), path
        for path in (f"/claims/{seen.claim}", f"/files/{seen.file}", f"/claims/{seen.claim}/messages/1"):
            assert harry.get(path).status_code == 404, path


def test_a_submitter_reads_on_his_claim_since_when_its_payer_is_linked_and_no_more_once_it_is_not(
    tenant: MakeTenant, practice: int, add_person: AddPerson, owner: Owner, as_role: AsRole
) -> None:
    with as_role("flow"):
        seen = plant_all(tenant=practice, owner=owner)
    user = add_person("dana", {practice: "owner"})
    payer = tenant(kind="payer", name="Harbor")

    def page() -> str:
        with as_role("web"):
            dana = Browser()
            dana.sign_in(user)
            return str(dana.get(f"/claims/{seen.claim}").content.decode())

    assert "Payer linked" not in page()
    linked(owner, payer)
    assert "Payer linked" in page()
    assert "since 11/02/2026" in page()
    assert "operator:" not in page()
    owner.execute("UPDATE directory_payers_payerlink SET revoked_at = now(), revoked_by = 'x', revoked_why = 'y'")
    assert "Payer linked" not in page()


@pytest.mark.parametrize("is_linked", [False, True])
def test_a_payers_console_shows_its_number_and_link_and_sends_nothing(
    tenant: MakeTenant, add_person: AddPerson, owner: Owner, browser: Browser, is_linked: bool
) -> None:
    payer = tenant(kind="payer", name="Harbor", is_live=False)
    owner.execute(
        "INSERT INTO directory_organizations_organization (tenant_id, legal_name, practice_payer_id, npi, tin, phone,"
        " street, city, state, zip, created_at, created_by) VALUES (%s, 'Harbor', 'PRX000012', '', '', '', '', '', '',"
        " '', now(), 'a test')",
        [payer],
    )
    if is_linked:
        linked(owner, payer)
    browser.sign_in(add_person("harry", {payer: "owner"}))
    browser.prove("webauthn")
    for path in ("/home", "/welcome"):
        page = browser.get(path).content.decode()
        assert ("PRX000012" in page, "Linked to Harbor" in page) == (True, is_linked), path
        for other in ("Send a sample claim", "Upload file", "Month to date", "Who works for you", "Drop a file"):
            assert other not in page, path
    assert "Send files" not in browser.get("/files").content.decode()
    browser.post("/welcome/sample")
    browser.post("/files/send", {})
    assert owner.execute("SELECT count(*) FROM exchange_intake_file").fetchone() == (0,)


def test_a_payer_is_offered_no_way_to_send_claims_and_no_clients(
    tenant: MakeTenant, add_person: AddPerson, browser: Browser
) -> None:
    browser.sign_in(add_person("harry", {tenant(kind="payer", name="Harbor"): "owner"}))
    for path, word in (("/claims", "Payers see no claims here"), ("/clients", "Payers have no clients")):
        page = browser.get(path).content.decode().split("<main")[1]
        assert (word in page, "/clients/ask" in page, "after a file is sent" in page) == (True, False, False)
    assert 'id="sftp"' not in browser.get("/account/keys").content.decode()
    for path in ("/welcome/connect", "/clients/ask"):
        assert browser.get(path, headers={"Accept": "text/html"}).status_code == 403
    for path in ("/account/sftp/add", "/welcome/connect/make", "/welcome/connect/paste", "/clients/ask"):
        assert browser.post(path, {"username": "harbor", "do": "password"}).status_code == 403

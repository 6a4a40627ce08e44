"""Who may do what: a reader reads, and what he is refused changes nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clearlane.directory.users.models import Membership
from clearlane.doors.portal.roles_of import ROLES_OF
from tests.conftest import AsRole
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.planting import plant_all
from tests.doors.portal.probes.walk import body_of
from tests.doors.portal.test_files_page import X12
from tests.exchange.reading.plant import TOKEN

Owner = psycopg.Connection[Any]
ROLES = ("owner", "manager", "biller", "reader")
HTML = {"Accept": "text/html"}


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def member(practice: int, add_person: AddPerson, browser: Browser, role: str) -> Browser:
    browser.sign_in(add_person("max", {practice: role}))
    browser.add_factor()
    browser.prove("totp")
    return browser


def _files(owner: Owner) -> int:
    return int(owner.execute("SELECT count(*) FROM exchange_intake_file").fetchone()[0])  # type: ignore[index]


def test_the_table_names_roles_that_the_database_knows() -> None:
    known = next(each for each in Membership._meta.constraints if each.name == "a_member_has_a_known_role")
    for roles in ROLES_OF.values():
        assert set(roles) <= set(dict(known.condition.children)["role__in"])  # type: ignore[attr-defined]
        assert "owner" in roles
        assert "reader" not in roles


def test_files_are_taken_from_whoever_may_send_them(member: Browser, owner: Owner, role: str) -> None:
    answer = member.post("/files/send", {"file": SimpleUploadedFile("one.837", X12)}, headers=HTML)
    may = role in ROLES_OF["send files"]
    assert (answer.status_code, _files(owner)) == ((200, 1) if may else (403, 0))


def test_a_list_is_taken_away_by_whoever_may_export(
    practice: int, member: Browser, owner: Owner, as_role: AsRole, role: str
) -> None:
    with as_role("flow"):
        plant_all(tenant=practice, owner=owner)
    answer = member.post("/claims/export", headers=HTML)
    body = body_of(answer).encode()
    may = role in ROLES_OF["export claims"]
    assert (answer.status_code, TOKEN.encode() in body) == ((200, True) if may else (403, False))


def _withdrawn(owner: Owner, claim: UUID) -> list[tuple[Any, ...]]:
    """The claim's state, who moved it, what its sender is owed, and what the trail says."""
    return owner.execute(
        "SELECT claim.state, moved.by, (SELECT count(*) FROM exchange_claims_answer AS owed"
        " WHERE owed.claim_id = %(id)s AND owed.source = 'us'),"
        " (SELECT count(*) FROM foundation_audit_entry WHERE event = 'worklists:hold:withdrawn' AND"
        " subjects = ARRAY[%(id)s::uuid] AND by = moved.by) FROM exchange_claims_claim AS claim"
        " LEFT JOIN exchange_claims_transition AS moved ON moved.claim_id = claim.id AND moved.event = 'withdraw'"
        " WHERE claim.id = %(id)s",
        {"id": claim},
    ).fetchall()


def test_what_is_held_is_withdrawn_by_whoever_may_send(
    practice: int, member: Browser, owner: Owner, as_role: AsRole, role: str
) -> None:
    with as_role("flow"):
        claim = plant_all(tenant=practice, owner=owner, state="held", seq=9).claim
    ((_, _, before, _),) = _withdrawn(owner, claim)
    there, may = f"/claims/{claim}/withdraw", role in ROLES_OF["send files"]
    assert ('id="withdraw"' in body_of(member.get(f"/claims/{claim}"))) is may
    assert member.get(there).status_code == (200 if may else 403)
    answers = {member.post(there).status_code for _ in range(2)}
    by = f"user:{member.session['_auth_user_id']}"
    told = [("withdrawn", by, before + 1, 1)] if may else [("held", None, before, 0)]
    assert (answers, _withdrawn(owner, claim)) == ({303 if may else 403}, told)
    assert there not in body_of(member.get(f"/claims/{claim}"))


@pytest.mark.parametrize(("state", "is_sent_by_another"), [("held", True), ("sent", False)])
def test_nobody_withdraws_what_another_sent_or_what_is_on_its_way(
    practice: int, stranger: int, dana: Browser, owner: Owner, as_role: AsRole, state: str, is_sent_by_another: bool
) -> None:
    with as_role("flow"):
        sender = stranger if is_sent_by_another else practice
        claim = plant_all(tenant=practice, owner=owner, submitter=sender, state=state).claim
    there = f"/claims/{claim}/withdraw"
    assert there not in body_of(dana.get(f"/claims/{claim}"))
    assert [dana.get(there).status_code, dana.post(there).status_code] == [303, 303]
    assert _withdrawn(owner, claim)[0][:2] == (state, None)


SHOWN = {
    "send files": {"/files": 'action="/files/send"', "/claims": "Upload file", "/home": "Upload file",
                   "/welcome": ">Drop a file</a>"},
    "export claims": {"/claims": 'action="/claims/export'},
}  # fmt: skip


def test_nobody_is_shown_a_button_that_he_may_not_press(
    practice: int, member: Browser, owner: Owner, as_role: AsRole, role: str
) -> None:
    with as_role("flow"):
        plant_all(tenant=practice, owner=owner)
    for what, places in SHOWN.items():
        for path, button in places.items():
            may = role in ROLES_OF[what]
            assert (button in member.get(path, headers=HTML).content.decode()) == may, (what, path)
            part = member.get(path, headers={"HX-Request": "true"}).content.decode()
            assert may or button not in part, (what, path)
    assert ("You read here." in member.get("/files").content.decode()) == (role == "reader")


def test_a_reader_is_told_whose_part_it_is(practice: int, add_person: AddPerson, browser: Browser) -> None:
    browser.sign_in(add_person("max", {practice: "reader"}))
    page = browser.post("/files/send", headers=HTML)
    assert "owner, manager, biller" in page.content.decode()

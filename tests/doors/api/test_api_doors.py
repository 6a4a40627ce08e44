"""Who may come in by HTTPS, and what may be seen: each probe in a pair, the owner's and the stranger's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.conftest import AsRole, MakeTenant
from tests.doors.api.conftest import AddKey, Asking
from tests.doors.api.test_api_files import ISA, is_problem
from tests.exchange.reading.plant import TOKEN, Planted, plant

Owner = psycopg.Connection[Any]
MAIL = b"ISA*" + TOKEN.encode() + b"~"

UNKNOWN = "00000000-0000-7000-8000-000000000001"


@pytest.fixture
def planted(practice: int, as_role: AsRole) -> Planted:
    """A claim and a reply of the practice, both with a token."""
    from clearlane.exchange.intake.reply import reply
    from clearlane.foundation.tenancy.scope import scope
    from clearlane.vocabulary.outcome import Ref

    with as_role("flow"):
        found = plant(submitter=practice)
        with scope([practice], by="flow:test"):
            reply(tenant=practice, kind="999", content=MAIL, source=Ref(practice, found.file))
    return found


@pytest.fixture
def both(
    planted: Planted, practice: int, stranger: int, add_key: AddKey, as_role: AsRole
) -> Iterator[tuple[Asking, Asking]]:
    """The owner and a stranger, each with a key for everything."""
    keys = add_key(practice), add_key(stranger)
    with as_role("web"):
        yield Asking(keys[0]), Asking(keys[1])


def mail_id(asking: Asking) -> str:
    return str(asking.get("/v1/mailbox").json()["items"][0]["id"])


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


READS = ["/v1/claims/{claim}", "/v1/claims/{claim}/timeline", "/v1/files/{file}", "/v1/files/{file}/claims",
         "/v1/mailbox/{mail}"]  # fmt: skip


@pytest.mark.parametrize("path", READS)
def test_the_owner_sees_and_the_stranger_does_not(path: str, both: tuple[Asking, Asking], planted: Planted) -> None:
    mine, his = both
    address = path.format(claim=planted.claim, file=planted.file, mail=mail_id(mine))
    seen = mine.get(address)
    assert seen.status_code == 200, seen.content
    assert TOKEN.encode() in body(seen) or "timeline" in path or "batch.837" in str(seen.content)
    refused = his.get(address)
    assert is_problem(refused, 404, "not-found")
    assert TOKEN.encode() not in body(refused)


@pytest.mark.parametrize("path", READS)
def test_what_is_anothers_answers_like_what_is_not_there(
    path: str, both: tuple[Asking, Asking], planted: Planted
) -> None:
    mine, his = both
    foreign = his.get(path.format(claim=planted.claim, file=planted.file, mail=mail_id(mine))).json()
    unknown = his.get(path.format(claim=uuid4(), file=uuid4(), mail=uuid4())).json()
    assert foreign | {"correlation_id": ""} == unknown | {"correlation_id": ""}


def test_a_search_finds_ones_own_claims_only(both: tuple[Asking, Asking], planted: Planted) -> None:
    mine, his = (
        each.post("/v1/claims/search", {"patient_control_number": TOKEN}, content_type="application/json").json()[
            "items"
        ]
        for each in both
    )
    assert [each["id"] for each in mine] == [str(planted.claim)]
    assert his == []


def test_a_mailbox_lists_ones_own_files_only(both: tuple[Asking, Asking]) -> None:
    mine, his = (each.get("/v1/mailbox").json()["items"] for each in both)
    assert len(mine) == 1
    assert his == []


def test_a_stranger_confirms_nothing(both: tuple[Asking, Asking], owner: Owner) -> None:
    mine, his = both
    mail = mail_id(mine)
    assert is_problem(his.post(f"/v1/mailbox/{mail}/confirm"), 404, "not-found")
    assert owner.execute("SELECT confirmed_at FROM foundation_outbox_mail").fetchone() == (None,)
    assert mine.post(f"/v1/mailbox/{mail}/confirm").status_code == 200
    assert owner.execute("SELECT confirmed_at IS NOT NULL FROM foundation_outbox_mail").fetchone() == (True,)


def test_a_stranger_fetching_marks_nothing(both: tuple[Asking, Asking], owner: Owner) -> None:
    mine, his = both
    mail = mail_id(mine)
    his.get(f"/v1/mailbox/{mail}")
    assert owner.execute("SELECT fetched_at FROM foundation_outbox_mail").fetchone() == (None,)
    mine.get(f"/v1/mailbox/{mail}")
    assert owner.execute("SELECT fetched_at IS NOT NULL FROM foundation_outbox_mail").fetchone() == (True,)


def test_a_submitter_sees_its_clients_claims_until_that_is_revoked(
    tenant: MakeTenant, add_key: AddKey, as_role: AsRole, owner: Owner
) -> None:
    from clearlane.directory.organizations.grant import grant
    from clearlane.foundation.tenancy.scope import scope

    company, client = tenant(kind="billing"), tenant()
    key = add_key(company)
    with as_role("flow"):
        planted = plant(submitter=company, owner=client)
    with as_role("web"):
        assert is_problem(Asking(key).get(f"/v1/claims/{planted.claim}"), 404, "not-found")
    with as_role("operator"), scope([client], by="operator:ann"):
        grant(grantor=client, grantee=company, by="operator:ann")
    with as_role("web"):
        assert TOKEN in Asking(key).get(f"/v1/claims/{planted.claim}").json()["patient_last"]
        assert Asking(key).get(f"/v1/files/{planted.file}").json()["claims"][0]["claims"] == 1
        owner.execute("UPDATE foundation_tenancy_grant SET revoked_at = now(), revoked_by = 'client'")
        assert is_problem(Asking(key).get(f"/v1/claims/{planted.claim}"), 404, "not-found")
        assert Asking(key).get(f"/v1/files/{planted.file}").json()["claims"] == []


def test_a_client_does_not_see_its_submitters_file(tenant: MakeTenant, add_key: AddKey, as_role: AsRole) -> None:
    company, client = tenant(kind="billing"), tenant()
    key = add_key(client)
    with as_role("flow"):
        planted = plant(submitter=company, owner=client)
    with as_role("web"):
        assert Asking(key).get(f"/v1/claims/{planted.claim}").status_code == 200
        assert is_problem(Asking(key).get(f"/v1/files/{planted.file}"), 404, "not-found")


CALLS = [
    ("POST", "/v1/files", "files:write"),
    ("GET", "/v1/files/{}", "files:read"),
    ("GET", "/v1/files/{}/claims", "claims:read"),
    ("GET", "/v1/claims/{}", "claims:read"),
    ("GET", "/v1/claims/{}/timeline", "claims:read"),
    ("POST", "/v1/claims/search", "claims:read"),
    ("GET", "/v1/mailbox", "mailbox:read"),
    ("GET", "/v1/mailbox/{}", "mailbox:read"),
    ("POST", "/v1/mailbox/{}/confirm", "mailbox:confirm"),
]


def call(asking: Asking, method: str, path: str) -> Any:
    return asking.generic(method, path.format(uuid4()), ISA, content_type="application/edi-x12")


@pytest.mark.parametrize(("method", "path", "scope"), CALLS)
def test_each_call_needs_its_scope(
    method: str, path: str, scope: str, practice: int, add_key: AddKey, as_role: AsRole, owner: Owner
) -> None:
    from clearlane.directory.users.scopes import SCOPES

    without, only = add_key(practice, *(set(SCOPES) - {scope})), add_key(practice, scope)
    with as_role("web"):
        assert is_problem(call(Asking(without), method, path), 403, "scope-missing")
        assert call(Asking(only), method, path).status_code not in (401, 403)


@pytest.mark.parametrize(("method", "path", "scope"), CALLS)
@pytest.mark.parametrize("authorization", [None, "Bearer", "Bearer clk_none", "Basic abc", "clk_none", "Bearer \x00"])
def test_each_call_needs_a_key(authorization: str | None, method: str, path: str, scope: str, as_role: AsRole) -> None:
    asking = Asking()
    if authorization is not None:
        asking.defaults["HTTP_AUTHORIZATION"] = authorization
    with as_role("web"):
        response = call(asking, method, path)
    assert is_problem(response, 401, "key-missing")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_calls_are_all_that_the_api_has() -> None:
    from clearlane.doors.api.api import api

    described = {
        (method.upper(), path.replace("{file_id}", "{}").replace("{claim_id}", "{}").replace("{mail_id}", "{}"))
        for path, methods in api.get_openapi_schema(path_prefix="/v1/")["paths"].items()
        for method in methods
    }
    assert described == {(method, path) for method, path, _ in CALLS}


def test_a_revoked_key_opens_nothing_from_the_next_request_on(asking: Asking, owner: Owner) -> None:
    assert asking.get("/v1/mailbox").status_code == 200
    owner.execute("UPDATE directory_users_apikey SET revoked_at = now(), revoked_by = 'ann'")
    assert is_problem(asking.get("/v1/mailbox"), 401, "key-missing")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("DELETE", "/v1/mailbox", "GET"), ("PUT", "/v1/files", "POST"), ("PATCH", f"/v1/claims/{UNKNOWN}", "GET")],
)
def test_another_method_is_refused(method: str, path: str, allowed: str, asking: Asking) -> None:
    response = asking.generic(method, path)
    assert is_problem(response, 405, "method-not-allowed")
    assert allowed in response.headers["Allow"]


@pytest.mark.parametrize("path", ["/v1/", "/v2/files", "/v1/claims", "/admin/", "/v1/docs", "/v1/files/"])
def test_what_is_not_there_is_a_problem(path: str, asking: Asking) -> None:
    assert is_problem(asking.get(path), 404, "not-found")

"""Sending files, and seeing what became of them."""

from __future__ import annotations

import hashlib
import threading
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory, override_settings

from tests.conftest import AsRole, MakeTenant
from tests.doors.api.conftest import X12, AddKey, Asking

Owner = psycopg.Connection[Any]
ISA = b"ISA*00*          *00*          *ZZ*ELMSTREET      *ZZ*CLEARLANE      *260302*0930*^*00501*000000001*0*P*:~"


def files(owner: Owner) -> list[tuple[Any, ...]]:
    return owner.execute("SELECT name, state, size FROM exchange_intake_file ORDER BY id").fetchall()


def is_problem(response: Any, status: int, kind: str) -> bool:
    body = response.json()
    assert response.status_code == status, body
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (body["status"], body["type"]) == (status, f"urn:clearlane:problem:{kind}")
    assert body["correlation_id"] == response.headers["X-Correlation-Id"]
    return True


def test_a_raw_file_is_taken(asking: Asking, practice: int, owner: Owner) -> None:
    response = asking.send(ISA, **{"Content-Disposition": 'attachment; filename="march.837"'})
    assert response.status_code == 201, response.content
    body = response.json()
    assert response.headers["Location"] == f"/v1/files/{body['id']}"
    row = owner.execute("SELECT id, tenant_id, name, state, way, sha256, number FROM exchange_intake_file").fetchone()
    digest = hashlib.sha256(ISA).digest()
    assert row == (UUID(body["id"]), practice, "march.837", "received", "https", digest, body["number"])


def test_a_taken_file_keeps_the_key_and_its_scheme_and_is_for_all_of_the_organization(
    asking: Asking, owner: Owner
) -> None:
    owner.execute("UPDATE directory_users_apikey SET scheme = 'compatible'")
    assert asking.send(ISA).status_code == 201
    keys = owner.execute("SELECT prefix, 'compatible', NULL::bigint FROM directory_users_apikey").fetchall()
    assert owner.execute("SELECT username, scheme, user_id FROM exchange_intake_file").fetchall() == keys


def test_a_taken_file_begins_its_journey(asking: Asking, owner: Owner) -> None:
    file = asking.send(ISA).json()["id"]
    rows = owner.execute("SELECT step, thing_id FROM foundation_queue_work").fetchall()
    assert rows == [("claims/interchanges.read", UUID(file))]


def test_a_file_in_a_form_is_taken(asking: Asking, owner: Owner) -> None:
    sent = SimpleUploadedFile("march.837", ISA, content_type=X12)
    response = asking.post("/v1/files", {"file": sent, "note": "hello"})
    assert response.status_code == 201, response.content
    assert files(owner) == [("march.837", "received", len(ISA))]


def test_a_large_file_is_taken_without_a_trace_in_clear(asking: Asking, owner: Owner, data: Path) -> None:
    sent = SimpleUploadedFile("large.837", ISA * 30_000)
    assert asking.post("/v1/files", {"file": sent}).status_code == 201
    assert files(owner) == [("large.837", "received", len(ISA) * 30_000)]
    kept = [path for path in data.rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if b"ELMSTREET" in path.read_bytes()]
    assert not list((data / "spool").glob("*"))


def test_a_name_may_be_left_out(asking: Asking, owner: Owner) -> None:
    asking.send(ISA)
    assert files(owner)[0][0] == "upload.837"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ('attachment; filename="../../etc/march.837"', "march.837"),
        ("attachment; filename=c:\\claims\\march.837", "march.837"),
        ("attachment; filename*=UTF-8''m%C3%A4rz.837", "märz.837"),
    ],
)
def test_a_name_is_the_last_part_of_a_path(given: str, kept: str, asking: Asking, owner: Owner) -> None:
    assert asking.send(ISA, **{"Content-Disposition": given}).status_code == 201
    assert files(owner)[0][0] == kept


@pytest.mark.parametrize("name", ["x" * 201, "..", "a%00b", "a%0Ab"])
def test_a_name_that_is_none_is_refused(name: str, asking: Asking, owner: Owner) -> None:
    response = asking.send(ISA, **{"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})
    assert is_problem(response, 422, "file-name")
    assert files(owner) == []


def test_bytes_of_any_kind_are_taken(asking: Asking, owner: Owner) -> None:
    """Whether it is X12 is judged later, and answered in the mailbox."""
    assert asking.send(bytes(range(256)) * 40).status_code == 201
    assert files(owner)[0][2] == 10_240


def send_nothing(asking: Asking, *, key: str = "march-0") -> Any:
    """A request whose body has no bytes; Django's client leaves out its type unless told."""
    told: dict[str, Any] = {"CONTENT_TYPE": X12, "CONTENT_LENGTH": "0", "HTTP_IDEMPOTENCY_KEY": key}
    return asking.generic("POST", "/v1/files", b"", **told)


def test_an_empty_file_is_refused(asking: Asking, owner: Owner) -> None:
    assert is_problem(send_nothing(asking), 422, "empty-file")
    assert is_problem(asking.post("/v1/files", {"file": SimpleUploadedFile("e.837", b"")}), 422, "empty-file")
    assert files(owner) == []


@override_settings(UPLOAD_LIMIT=100)
def test_a_file_over_the_limit_is_refused(asking: Asking, owner: Owner) -> None:
    assert is_problem(asking.send(ISA), 413, "too-large")
    assert files(owner) == []


@pytest.mark.parametrize("coding", ["gzip", "br", "GZIP, identity"])
def test_a_packed_body_is_refused(coding: str, asking: Asking, owner: Owner) -> None:
    assert is_problem(asking.send(ISA, **{"Content-Encoding": coding}), 415, "media-type")
    assert files(owner) == []


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "text/html", ""])
def test_another_media_type_is_refused(kind: str, asking: Asking, owner: Owner) -> None:
    assert is_problem(asking.send(ISA, kind=kind), 415, "media-type")
    assert files(owner) == []


def test_a_form_without_the_part_is_refused(asking: Asking) -> None:
    assert is_problem(asking.post("/v1/files", {"note": "hello"}), 422, "no-file")
    assert is_problem(asking.post("/v1/files", {"other": SimpleUploadedFile("m.837", ISA)}), 422, "no-file")


def test_a_part_without_a_file_name_is_refused(asking: Asking) -> None:
    assert is_problem(asking.post("/v1/files", {"file": ISA.decode()}), 422, "no-file")


def test_two_files_in_one_form_are_refused(asking: Asking, owner: Owner) -> None:
    two = [SimpleUploadedFile("a.837", ISA), SimpleUploadedFile("b.837", ISA)]
    assert is_problem(asking.post("/v1/files", {"file": two}), 422, "no-file")
    assert files(owner) == []


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x" + "y" * 300]
)
def test_a_broken_form_is_refused(kind: str, asking: Asking) -> None:
    response = asking.send(b"--x\r\n", kind=kind)
    assert response.status_code in (400, 422), response.content


def test_a_body_that_ends_too_soon_is_refused(asking: Asking, owner: Owner) -> None:
    """As a server hands it over whose client has gone: fewer bytes than were announced."""
    from django.core.handlers.wsgi import WSGIHandler

    given: dict[str, Any] = {"CONTENT_TYPE": X12, "CONTENT_LENGTH": "5000", "wsgi.input": BytesIO(ISA)}
    environ = RequestFactory().post("/v1/files").environ | asking.defaults | given
    heard: list[str] = []

    def start(status: str, _headers: Any, _error: Any = None) -> Any:
        heard.append(status)

    body = WSGIHandler()(environ, start)
    assert heard == ["400 Bad Request"]
    assert b"problem:incomplete" in b"".join(body)
    assert files(owner) == []


def test_a_body_without_a_length_is_refused(asking: Asking) -> None:
    response = asking.generic("POST", "/v1/files", ISA, content_type=X12, CONTENT_LENGTH="")
    assert is_problem(response, 411, "length-required")


def test_a_repeated_request_takes_the_file_once(asking: Asking, owner: Owner) -> None:
    first = asking.send(ISA, **{"Idempotency-Key": "march-1"})
    again = asking.send(ISA, **{"Idempotency-Key": "march-1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert ("Idempotency-Replayed" in first.headers, again.headers["Idempotency-Replayed"]) == (False, "true")
    assert len(files(owner)) == 1


def test_a_key_for_another_file_is_refused(asking: Asking, owner: Owner) -> None:
    asking.send(ISA, **{"Idempotency-Key": "march-1"})
    assert is_problem(asking.send(ISA + b"x", **{"Idempotency-Key": "march-1"}), 422, "key-reused")
    named = {"Idempotency-Key": "march-1", "Content-Disposition": "attachment; filename=x.837"}
    assert is_problem(asking.send(ISA, **named), 422, "key-reused")
    assert len(files(owner)) == 1


def test_a_refused_request_leaves_its_key_unused(asking: Asking, owner: Owner) -> None:
    assert send_nothing(asking, key="march-1").status_code == 422
    assert asking.send(ISA, **{"Idempotency-Key": "march-1"}).status_code == 201


def test_requests_of_one_key_at_the_same_time_take_the_file_once(asking: Asking, owner: Owner) -> None:
    answers: list[Any] = []

    def send() -> None:
        from django.db import connections

        answers.append(asking.send(ISA, **{"Idempotency-Key": "march-1"}).json()["id"])
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(set(answers)) == 1
    assert len(files(owner)) == 1


def test_keys_of_two_organizations_do_not_meet(practice: int, stranger: int, add_key: AddKey, as_role: AsRole) -> None:
    keys = add_key(practice), add_key(stranger)
    with as_role("web"):
        answers = [Asking(key).send(ISA, **{"Idempotency-Key": "march-1"}) for key in keys]
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json()["id"] != answers[1].json()["id"]


@pytest.mark.parametrize("key", ["", "x" * 201, "with blank", "ümlaut"])
def test_a_key_that_is_none_is_refused(key: str, asking: Asking) -> None:
    assert is_problem(asking.send(ISA, **{"Idempotency-Key": key}), 422, "invalid")


def test_while_the_database_is_away_the_house_says_when_to_come_again(
    asking: Asking, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connections

    from clearlane.foundation.tenancy.connection import alias

    name = alias()
    monkeypatch.setitem(connections[name].settings_dict, "PORT", "1")
    connections[name].close()
    answer = asking.send(ISA)
    assert is_problem(answer, 503, "unavailable")
    assert answer.headers["Retry-After"] == "60"
    monkeypatch.undo()
    connections[name].close()
    assert files(owner) == []


def test_a_file_that_is_not_durable_is_not_acknowledged(asking: Asking, superuser: Owner, owner: Owner) -> None:
    superuser.execute("ALTER TABLE foundation_queue_work RENAME TO work_away")
    try:
        assert is_problem(asking.send(ISA, **{"Idempotency-Key": "march-1"}), 500, "internal")
    finally:
        superuser.execute("ALTER TABLE work_away RENAME TO foundation_queue_work")
    assert files(owner) == []
    assert asking.send(ISA, **{"Idempotency-Key": "march-1"}).status_code == 201


def test_a_reason_to_send_again_goes_with_the_file(asking: Asking, owner: Owner) -> None:
    asking.send(ISA, **{"Send-Again": "the first was withdrawn"})
    assert owner.execute("SELECT reason FROM exchange_intake_file").fetchone() == ("the first was withdrawn",)


@pytest.mark.parametrize("reason", ["", "x" * 201, "nicht nötig"])
def test_a_reason_that_is_none_is_refused(reason: str, asking: Asking, owner: Owner) -> None:
    assert is_problem(asking.send(ISA, **{"Send-Again": reason}), 422, "invalid")
    assert files(owner) == []


def test_a_file_is_shown_to_its_sender(asking: Asking) -> None:
    sent = asking.send(ISA, **{"Content-Disposition": "attachment; filename=march.837"}).json()
    shown = asking.get(f"/v1/files/{sent['id']}")
    assert shown.status_code == 200, shown.content
    body = shown.json()
    assert (body["name"], body["state"], body["size"], body["sets"]) == ("march.837", "received", len(ISA), [])
    assert body["sha256"] == hashlib.sha256(ISA).hexdigest()


@pytest.mark.parametrize("path", ["/v1/files/{}", "/v1/files/{}/claims", "/v1/files/x", "/v1/files/0x"])
def test_an_unknown_file_is_not_found(path: str, asking: Asking) -> None:
    assert is_problem(asking.get(path.format(uuid4())), 404, "not-found")


def test_the_correlation_id_goes_from_the_request_to_the_file(asking: Asking, owner: Owner) -> None:
    named = uuid4()
    response = asking.send(ISA, **{"X-Correlation-Id": str(named)})
    assert response.headers["X-Correlation-Id"] == str(named)
    assert owner.execute("SELECT correlation_id FROM exchange_intake_file").fetchone() == (named,)
    query = "SELECT correlation FROM foundation_audit_entry WHERE event = 'file:file:received'"
    assert owner.execute(query).fetchone() == (named,)


def test_a_correlation_id_that_is_none_is_replaced(asking: Asking) -> None:
    response = asking.get("/healthz", headers={"X-Correlation-Id": "hello"})
    assert UUID(response.headers["X-Correlation-Id"]).version == 4


def test_a_payer_that_sends_claims_is_told_why_not_and_may_still_read(
    tenant: MakeTenant, add_key: AddKey, as_role: AsRole, owner: Owner
) -> None:
    key = add_key(tenant(kind="payer"), "files:write", "mailbox:read")
    with as_role("web"):
        answer = Asking(key).send(ISA)
        assert is_problem(answer, 403, "sends-no-claims")
        assert "over the connection to which it is linked" in answer.json()["detail"]
        assert Asking(key).generic("GET", "/v1/mailbox").status_code == 200
    assert files(owner) == []

"""What the API says when it does not do what was asked: one form, no value of the request, and what to do instead."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.test import override_settings

from tests.conftest import AsRole
from tests.doors.api.conftest import X12, AddKey, Asking
from tests.doors.api.test_api_doors import CALLS, body, both, mail_id, planted
from tests.doors.api.test_api_files import ISA, files

__all__ = ["both", "planted"]
Owner = psycopg.Connection[Any]
TOKEN = "PLANTED-IN-REQUEST"
MEMBERS = {"type", "title", "status", "detail", "correlation_id"}


def problem(response: Any) -> dict[str, Any]:
    """The problem that an answer holds, after it was found to be of the form that RFC 9457 gives."""
    told: dict[str, Any] = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert set(told) - {"errors"} == MEMBERS
    assert told["type"].startswith("urn:clearlane:problem:")
    assert told["status"] == response.status_code >= 400
    assert told["title"] == HTTPStatus(response.status_code).phrase
    assert told["detail"].endswith(".")
    assert UUID(told["correlation_id"]) == UUID(response.headers["X-Correlation-Id"])
    assert response.headers["Cache-Control"] == "no-store"
    return told


def kind(response: Any) -> tuple[int, str]:
    """Status and last word of the type."""
    told = problem(response)
    return told["status"], told["type"].rpartition(":")[2]


# -- the form, on every call


@pytest.mark.parametrize(("method", "path", "scope"), CALLS)
def test_every_call_refuses_in_one_form(
    method: str, path: str, scope: str, practice: int, add_key: AddKey, as_role: AsRole
) -> None:
    keys = {
        "": (401, "key-missing"),
        add_key(practice, *({"files:read", "mailbox:read"} - {scope})): (403, "scope-missing"),
    }
    with as_role("web"):
        for key, expected in keys.items():
            assert kind(Asking(key).generic(method, path.format(uuid4()), ISA, content_type=X12)) == expected


@pytest.mark.parametrize("path", [path for _, path, _ in CALLS if "{}" in path])
@pytest.mark.parametrize(
    "id", ["1", "x" * 300, "00000000-0000-7000-8000", "..", "%00", "%2e%2e%2f", "' OR 1=1 --", "ü"]
)
def test_an_id_that_is_none_is_an_address_where_nothing_is(path: str, id: str, asking: Asking) -> None:
    method = "POST" if path.endswith("confirm") else "GET"
    response = asking.generic(method, path.format(id))
    assert response.status_code == 404
    assert problem(response)["type"] == "urn:clearlane:problem:not-found"


METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
TAKEN = {path: {method for method, other, _ in CALLS if other == path} for _, path, _ in CALLS}


@pytest.mark.parametrize("path", TAKEN)
def test_a_method_that_is_not_taken_names_those_that_are(path: str, asking: Asking) -> None:
    for method in set(METHODS) - TAKEN[path]:
        response = asking.generic(method, path.format(uuid4()), ISA, content_type=X12)
        assert kind(response) == (405, "method-not-allowed")
        assert TAKEN[path] <= {each.strip() for each in response.headers["Allow"].split(",")}


@pytest.mark.parametrize("path", ["/healthz", "/metrics", "/v1/openapi.json"])
def test_what_needs_no_key_is_open_to_anybody(path: str, as_role: AsRole) -> None:
    with as_role("web"):
        assert Asking().get(path).status_code == 200


# -- no value of the request in any answer

PLANTS = {
    "a path": lambda asking: asking.get(f"/v1/claims/{TOKEN}"),
    "a query": lambda asking: asking.get(f"/v1/mailbox?after={TOKEN}&confirmed={TOKEN}&limit={TOKEN}"),
    "a body": lambda asking: asking.post("/v1/claims/search", {"patient_control_number": TOKEN * 9}, X12),
    "a search": lambda asking: search(asking, {"patient_control_number": TOKEN * 9}),
    "a broken search": lambda asking: search(asking, TOKEN),
    "a file's name": lambda asking: asking.send(ISA, **{"Content-Disposition": f'attachment; filename="{TOKEN * 30}"'}),
    "a media type": lambda asking: asking.send(ISA, kind=f"application/{TOKEN}"),
    "an idempotency key": lambda asking: asking.send(ISA, **{"Idempotency-Key": TOKEN + " \u00fc"}),
    "a reason": lambda asking: asking.send(ISA, **{"Send-Again": TOKEN + "\u00fc"}),
    "a part of a form": lambda asking: asking.post("/v1/files", {TOKEN: "x"}),
}  # fmt: skip


def search(asking: Asking, sought: Any) -> Any:
    content = sought if isinstance(sought, str | bytes) else json.dumps(sought)
    return asking.post("/v1/claims/search", content, content_type="application/json")


@pytest.mark.parametrize("ask", PLANTS.values(), ids=PLANTS.keys())
def test_a_problem_repeats_no_value_of_the_request(ask: Any, asking: Asking) -> None:
    response = ask(asking)
    told = problem(response)
    assert TOKEN not in json.dumps(told)
    assert TOKEN not in str(response.headers)


# -- searches

WRONG_SEARCHES: dict[str, tuple[Any, int]] = {
    "no JSON": ("{", 400),
    "no UTF-8": (b'{"patient_control_number": "\xff"}', 400),
    "nothing": ("", 422),
    "a list": ([], 422),
    "a text": ('"A1"', 422),
    "null": ("null", 422),
    "no number": ({}, 422),
    "an empty number": ({"patient_control_number": ""}, 422),
    "a number that is a number": ({"patient_control_number": 7}, 422),
    "a number of 39": ({"patient_control_number": "A" * 39}, 422),
    "a control character": ({"patient_control_number": "A\u0000"}, 422),
    "a line's end": ({"patient_control_number": "A1\n"}, 422),
    "no ASCII": ({"patient_control_number": "\u00c4"}, 422),
    "a lone surrogate": (b'{"patient_control_number": "\\ud800"}', 422),
    "no items": ({"patient_control_number": "A", "limit": 0}, 422),
    "too many items": ({"patient_control_number": "A", "limit": 500}, 422),
    "half an item": ({"patient_control_number": "A", "limit": 1.5}, 422),
    "after nothing": ({"patient_control_number": "A", "after": "x"}, 422),
    "an unknown word": ({"patient_control_number": "A", "npi": "1"}, 422),
    "deep": ("[" * 100_000, 400),
}


@pytest.mark.parametrize(("sought", "status"), WRONG_SEARCHES.values(), ids=WRONG_SEARCHES.keys())
def test_a_search_that_is_none_is_refused_with_its_place(sought: Any, status: int, asking: Asking) -> None:
    response = search(asking, sought)
    told = problem(response)
    assert response.status_code == status, told
    if status == 422:
        assert all(set(error) == {"where", "what"} and error["where"] for error in told["errors"])


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_a_search_of_many_bytes_is_too_large_and_no_fault_of_ours(asking: Asking) -> None:
    response = search(asking, {"patient_control_number": "A", "after": "x" * 2000})
    assert kind(response) == (413, "too-large")


@pytest.mark.parametrize("number", ["A", "A" * 38, " ", "A*B:C~D^E", "' OR ''='", "%", "_", "\\"])
def test_a_number_of_any_printable_characters_is_sought_as_it_is(number: str, asking: Asking) -> None:
    assert search(asking, {"patient_control_number": number}).json() == {"items": [], "next": None}


# -- sending once


def test_a_replay_says_that_it_is_one(asking: Asking, owner: Owner) -> None:
    first, second, third = (asking.send(ISA, **{"Idempotency-Key": "march-1"}) for _ in range(3))
    assert first.status_code == second.status_code == third.status_code == 201
    assert first.json() == second.json() == third.json()
    replayed = [each.headers.get("Idempotency-Replayed") for each in (first, second, third)]
    assert replayed == [None, "true", "true"]
    assert {each.headers["Location"] for each in (first, second, third)} == {f"/v1/files/{first.json()['id']}"}
    assert len(files(owner)) == 1


OTHERS: dict[str, Any] = {
    "a byte more": {"content": ISA + b"\n"},
    "another name": {"content": ISA, "Content-Disposition": 'attachment; filename="other.837"'},
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_a_key_stands_for_one_name_and_one_content(other: dict[str, Any], asking: Asking, owner: Owner) -> None:
    asking.send(ISA, **{"Idempotency-Key": "march-1"})
    assert kind(asking.send(**({"Idempotency-Key": "march-1"} | other))) == (422, "key-reused")
    assert len(files(owner)) == 1


def test_one_key_of_two_organizations_is_two(
    practice: int, stranger: int, add_key: AddKey, as_role: AsRole, owner: Owner
) -> None:
    mine, theirs = add_key(practice), add_key(stranger)
    with as_role("web"):
        first = Asking(mine).send(ISA, **{"Idempotency-Key": "k"})
        second = Asking(theirs).send(ISA + b"\n", **{"Idempotency-Key": "k"})
    assert (first.status_code, second.status_code) == (201, 201)
    assert "Idempotency-Replayed" not in second.headers


def test_two_keys_of_one_organization_share_its_idempotency(practice: int, add_key: AddKey, as_role: AsRole) -> None:
    keys = add_key(practice), add_key(practice)
    with as_role("web"):
        first, second = (Asking(key).send(ISA, **{"Idempotency-Key": "k"}) for key in keys)
    assert first.json() == second.json()


@pytest.mark.parametrize("key", ["!", "~" * 200, "a/b?c=d&e", "0"])
def test_a_key_may_have_any_printable_characters(key: str, asking: Asking, owner: Owner) -> None:
    for _ in range(2):
        assert asking.send(ISA, **{"Idempotency-Key": key}).status_code == 201
    assert len(files(owner)) == 1


# -- limits


@override_settings(UPLOAD_LIMIT=len(ISA))
def test_a_file_may_have_as_many_bytes_as_the_limit_and_none_more(asking: Asking, owner: Owner) -> None:
    assert asking.send(ISA).status_code == 201
    response = asking.send(ISA + b"\n")
    assert kind(response) == (413, "too-large")
    assert str(len(ISA)) in problem(response)["detail"]
    assert len(files(owner)) == 1


@pytest.mark.parametrize("length", ["", "-1", "x", "1e3"])
def test_a_length_that_is_none_is_asked_for(length: str, asking: Asking, owner: Owner) -> None:
    response = asking.send(ISA, **{"Content-Length": length})
    assert response.status_code in (400, 411), response.content
    problem(response)
    assert files(owner) == []


@pytest.mark.parametrize("limit", [1, 2, 5, 499])
def test_pages_of_any_size_show_each_file_once(limit: int, boxed: Asking) -> None:
    seen: list[str] = []
    after = ""
    while True:
        page = boxed.get(f"/v1/mailbox?limit={limit}{after}").json()
        assert len(page["items"]) <= limit
        seen += [each["id"] for each in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert len(seen) == len(set(seen)) == 5


@pytest.fixture
def boxed(practice: int, add_key: AddKey, as_role: AsRole) -> Iterator[Asking]:
    """A client with five files in its mailbox."""
    from clearlane.exchange.intake.reply import reply
    from clearlane.foundation.tenancy.scope import scope

    key = add_key(practice)
    with as_role("flow"), scope([practice], by="flow:test"):
        for number in range(5):
            reply(tenant=practice, kind="999", content=b"%d~" % number, source=None)
    with as_role("web"):
        yield Asking(key)


def test_a_cursor_of_anothers_file_shows_nothing_of_it(both: tuple[Asking, Asking]) -> None:
    mine, theirs = both
    answer = theirs.get(f"/v1/mailbox?after={mail_id(mine)}").json()
    assert answer == {"items": [], "next": None}


# -- what goes with a file


def test_a_file_of_the_mailbox_is_named_and_is_not_sniffed(boxed: Asking) -> None:
    (first, *_) = boxed.get("/v1/mailbox").json()["items"]
    response = boxed.get(f"/v1/mailbox/{first['id']}")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{first["name"]}"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["ETag"] == f'"{first["sha256"]}"'
    assert int(response.headers["Content-Length"]) == first["size"] == len(body(response))


@pytest.mark.parametrize("given", ["", "x", "0" * 31, "{", TOKEN])
def test_a_correlation_id_that_is_none_is_replaced_by_a_new_one(given: str, asking: Asking) -> None:
    first, second = (asking.get("/v1/mailbox", headers={"X-Correlation-Id": given}) for _ in range(2))
    ids = {UUID(each.headers["X-Correlation-Id"]) for each in (first, second)}
    assert len(ids) == 2


def test_a_correlation_id_of_the_client_is_given_back(asking: Asking) -> None:
    mine = str(uuid4())
    for path in ("/v1/mailbox", "/v1/nothing", f"/v1/claims/{uuid4()}", "/healthz"):
        assert asking.get(path, headers={"X-Correlation-Id": mine}).headers["X-Correlation-Id"] == mine

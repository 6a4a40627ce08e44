"""The mailbox: listing, fetching, confirming."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.conftest import AsRole
from tests.doors.api.conftest import AddKey, Asking
from tests.doors.api.test_api_files import is_problem

Owner = psycopg.Connection[Any]


@pytest.fixture
def letters(practice: int, add_key: AddKey, as_role: AsRole) -> Iterator[Asking]:
    """A client whose mailbox holds five files, the last of 3 MB."""
    from clearlane.exchange.intake.reply import reply
    from clearlane.foundation.tenancy.scope import scope

    key = add_key(practice)
    with as_role("flow"), scope([practice], by="flow:test"):
        for kind in ("999", "277ca", "summary", "835"):
            reply(tenant=practice, kind=kind, content=f"{kind}~".encode(), source=None, cents=12_550)
        reply(tenant=practice, kind="835", content=b"x" * 3_000_000, source=None)
    with as_role("web"):
        yield Asking(key)


def items(asking: Asking, query: str = "") -> list[dict[str, Any]]:
    response = asking.get(f"/v1/mailbox{query}")
    assert response.status_code == 200, response.content
    found: list[dict[str, Any]] = response.json()["items"]
    return found


def test_a_mailbox_lists_its_files_oldest_first(letters: Asking) -> None:
    found = items(letters)
    assert [each["kind"] for each in found] == ["999", "277ca", "summary", "835", "835"]
    assert found[0]["total"] == "125.50"
    assert [each["confirmed_at"] for each in found] == [None] * 5


def test_a_cursor_goes_through_the_pages(letters: Asking) -> None:
    seen, after = [], ""
    while True:
        page = letters.get(f"/v1/mailbox?limit=2{after}").json()
        seen += [each["id"] for each in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert seen == [each["id"] for each in items(letters)]


@pytest.mark.parametrize("query", ["?limit=0", "?limit=500", "?limit=x", "?after=x", "?confirmed=perhaps"])
def test_a_query_that_is_not_of_its_form_is_refused(query: str, letters: Asking) -> None:
    assert is_problem(letters.get(f"/v1/mailbox{query}"), 422, "invalid")


def test_the_places_at_fault_are_named_and_no_values(letters: Asking) -> None:
    body = letters.get("/v1/mailbox?limit=SECRET").json()
    assert body["errors"][0]["where"].endswith("limit")
    assert "SECRET" not in str(body)


def test_fetching_gives_the_bytes(letters: Asking) -> None:
    mail = items(letters)[0]
    response = letters.get(f"/v1/mailbox/{mail['id']}")
    assert response.content == b"999~"
    assert response.headers["Content-Type"] == "application/edi-x12"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{mail["name"]}"'
    assert response.headers["ETag"] == f'"{mail["sha256"]}"'
    assert response.headers["Cache-Control"] == "no-store"


def test_a_summary_is_text(letters: Asking) -> None:
    response = letters.get(f"/v1/mailbox/{items(letters)[2]['id']}")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_large_file_comes_in_pieces_and_whole(letters: Asking, owner: Owner) -> None:
    response: Any = letters.get(f"/v1/mailbox/{items(letters)[4]['id']}")
    assert response.headers["Content-Length"] == "3000000"
    pieces = iter(response.streaming_content)
    first = next(pieces)
    unread = "SELECT count(*) FROM foundation_outbox_mail WHERE fetched_at IS NULL"
    assert owner.execute(unread).fetchone() == (5,)
    assert first + b"".join(pieces) == b"x" * 3_000_000
    assert owner.execute(unread).fetchone() == (4,)


def test_fetching_is_audited_once(letters: Asking, owner: Owner) -> None:
    response: Any = letters.get(f"/v1/mailbox/{items(letters)[4]['id']}")
    assert len(b"".join(response.streaming_content)) == 3_000_000
    query = "SELECT count(*) FROM foundation_audit_entry WHERE event = 'mailbox:mail:read'"
    assert owner.execute(query).fetchone() == (1,)


def test_what_is_confirmed_is_listed_only_when_asked_for(letters: Asking) -> None:
    first = items(letters)[0]["id"]
    answer = letters.post(f"/v1/mailbox/{first}/confirm").json()
    assert answer["confirmed_at"] is not None
    assert first not in [each["id"] for each in items(letters)]
    assert [each["id"] for each in items(letters, "?confirmed=yes")] == [first]
    assert len(items(letters, "?confirmed=all")) == 5


def test_confirming_again_changes_nothing(letters: Asking) -> None:
    first = items(letters)[0]["id"]
    answers = [letters.post(f"/v1/mailbox/{first}/confirm").json() for _ in range(2)]
    assert answers[0] == answers[1]


def test_a_confirmed_file_can_be_fetched_again(letters: Asking) -> None:
    first = items(letters)[0]["id"]
    letters.post(f"/v1/mailbox/{first}/confirm")
    assert letters.get(f"/v1/mailbox/{first}").content == b"999~"

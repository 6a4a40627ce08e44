"""Whatever others have written, in a claim, a file's name, a finding or an answer: pages show it as text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import psycopg
import pytest

from tests.conftest import AsRole
from tests.doors.portal.conftest import Browser
from tests.doors.portal.planting import Seen, plant_all

Owner = psycopg.Connection[Any]
HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "</textarea><b>x</b>",
    "{{ 7|add:7 }}{% now 'Y' %}", "javascript:alert(1)", "&lt;u&gt;x&amp;", "\u202e\u2066evil\u2069", "]]><x/>",
)  # fmt: skip
CLAIM_COLUMNS = ("patient_last", "patient_first", "patient_control_number", "payer_code", "member_id")


@pytest.fixture
def seen(practice: int, owner: Owner, as_role: AsRole) -> Seen:
    with as_role("flow"):
        return plant_all(tenant=practice, owner=owner, state="rejected")


class Tags(HTMLParser):
    """The elements of a page, as a browser makes them out of its bytes."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def is_ours(body: str) -> None:
    """A page holds no element, no handler and no address that a template of ours did not write."""
    for tag, attributes in Tags(body).found:
        assert tag not in ("x", "u", "img", "textarea")
        assert not [name for name in attributes if name.startswith("on")]
        assert tag != "script" or attributes.get("src", "").startswith("/static/")
        assert ":" not in attributes.get("href", "").partition("/")[0]


def is_text(browser: Browser, seen: Seen, text: str, *addresses: str) -> None:
    """No page of these carries the text as markup, and the first shows it."""
    for n, address in enumerate(addresses):
        answer: Any = browser.get(address.format(claim=seen.claim, file=seen.file))
        body = answer.content.decode()
        assert answer.status_code == 200, address
        is_ours(body)
        if n == 0:
            assert text in html.unescape(body), address


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_of_a_claim_is_text(dana: Browser, seen: Seen, owner: Owner, text: str) -> None:
    columns = ", ".join(f"{column} = %s" for column in CLAIM_COLUMNS)
    owner.execute(f"UPDATE exchange_claims_claim SET {columns} WHERE id = %s", [text] * 5 + [seen.claim])
    is_text(dana, seen, text, "/claims/{claim}", "/claims", "/home")
    page = html.unescape(dana.get(f"/claims/{seen.claim}").content.decode())
    assert page.count(text) >= len(CLAIM_COLUMNS)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_name_of_a_file_is_text_and_no_header_of_ours(dana: Browser, seen: Seen, owner: Owner, text: str) -> None:
    owner.execute("UPDATE exchange_intake_file SET name = %s WHERE id = %s", [text, seen.file])
    is_text(dana, seen, text, "/files/{file}", "/files", "/home", "/claims/{claim}", "/files/{file}/explained")
    header = dana.get(f"/files/{seen.file}/bytes")["Content-Disposition"]
    assert re.fullmatch(r'inline; filename="[A-Za-z0-9._ -]*"', header)


@pytest.mark.parametrize("name", ["übung.837", "山.837", 'a";b.837', "a\\b.837", "🙂", "a%0d%0aX: y", "ß" * 200])
def test_any_name_of_a_file_makes_a_plain_header(dana: Browser, seen: Seen, owner: Owner, name: str) -> None:
    owner.execute("UPDATE exchange_intake_file SET name = %s WHERE id = %s", [name, seen.file])
    answer: Any = dana.get(f"/files/{seen.file}/bytes")
    assert re.fullmatch(r'inline; filename="[A-Za-z0-9._ -]*"', answer["Content-Disposition"])
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def finding_of_ours(owner: Owner, text: str) -> None:
    finding = json.dumps({"rule": text, "what": text, "why": text, "remedy": text, "disposition": "reject"})
    owner.execute("UPDATE exchange_claims_claimfinding SET finding = %s, disposition = 'reject'", [finding])


def finding_of_the_guide(owner: Owner, text: str) -> None:
    finding = {"rule": text, "what": text, "remedy": text, "place": {"offset": 0, "segment": 3, "loop": text}}
    owner.execute("UPDATE exchange_interchanges_interchange SET report = %s", [json.dumps({"findings": [finding]})])


def answer_of_a_payer(owner: Owner, text: str) -> None:
    said = json.dumps([{"stc": [["A7", text], *[""] * 10, text]}])
    owner.execute("UPDATE exchange_claims_answer SET source = 'payer', statuses = %s", [said])
    owner.execute("UPDATE exchange_claims_claim SET state = 'rejected_by_payer'")


def move_of_a_person(owner: Owner, text: str) -> None:
    owner.execute("UPDATE exchange_claims_transition SET event = 'reject', to_state = 'rejected', detail = %s", [text])


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    ("write", "address"),
    [
        (finding_of_ours, "/claims/{claim}"),
        (finding_of_the_guide, "/files/{file}"),
        (answer_of_a_payer, "/claims/{claim}"),
        (move_of_a_person, "/claims/{claim}"),
    ],
)
def test_what_was_found_answered_or_noted_is_text(
    dana: Browser, seen: Seen, owner: Owner, write: Callable[[Owner, str], None], address: str, text: str
) -> None:
    write(owner, text)
    is_text(dana, seen, text, address, "/claims", "/home")


@pytest.mark.parametrize("text", HOSTILE)
def test_the_name_of_a_payer_or_of_an_organization_is_text(
    dana: Browser, seen: Seen, owner: Owner, practice: int, text: str
) -> None:
    owner.execute(
        "INSERT INTO directory_payers_payer (payer_id, name, is_live, created_at, created_by)"
        " VALUES ('HARBOR', %s, true, now(), 'a test')",
        [text],
    )
    owner.execute("UPDATE foundation_tenancy_tenant SET name = %s WHERE id = %s", [text, practice])
    is_text(dana, seen, text, *("/claims", "/claims/{claim}", "/home", "/files", "/settings", "/switch"))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_one_seeks_comes_back_as_text(dana: Browser, seen: Seen, text: str) -> None:
    for address in ("/claims/search", "/find"):
        body = dana.post(address, {"q": text}).content.decode()
        is_ours(body)
        assert text in html.unescape(body)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_filter_comes_back_as_text_and_as_an_address_of_ours(dana: Browser, seen: Seen, text: str) -> None:
    body = dana.get("/claims", {"payer": text, "reason": text[:20]}).content.decode()
    is_ours(body)
    assert text in html.unescape(body)
    for href in re.findall(r'href="([^"]*)"', body):
        assert html.unescape(href).startswith(("/", "#"))

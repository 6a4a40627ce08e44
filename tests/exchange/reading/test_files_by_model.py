"""The list of files, page by page, and the word under which each file stands, by a table told by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.exchange.reading.page_files import FilePage, FileRow, page_files
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.plant import plant

Owner = psycopg.Connection[Any]
BY = "user:1"


class Files:
    """A tenant with files, each with one claim, and another one beside it."""

    def __init__(self, owner: Owner, tenant: int, other: int, files: list[UUID]) -> None:
        self.owner, self.tenant, self.other, self.files = owner, tenant, other, files

    def page(self, **asked: Any) -> FilePage:
        with scope([self.tenant], by=BY):
            return page_files(tenant=self.tenant, by=BY, **asked)

    def row(self, file: UUID) -> FileRow:
        return next(row for row in self.page(limit=100).rows if row.id == file)

    def set_file(self, file: UUID, **columns: Any) -> None:
        names = ", ".join(f"{name} = %s" for name in columns)
        self.owner.execute(f"UPDATE exchange_intake_file SET {names} WHERE id = %s", [*columns.values(), file])

    def set_sets(self, file: UUID, **columns: Any) -> None:
        names = ", ".join(f"{name} = %s" for name in columns)
        self.owner.execute(
            f"UPDATE exchange_interchanges_transactionset SET {names} WHERE file_id = %s", [*columns.values(), file]
        )

    def set_claims(self, file: UUID, state: str, decision: str = "") -> None:
        self.owner.execute(
            "UPDATE exchange_claims_claim SET state = %s, decision = %s WHERE file_id = %s", [state, decision, file]
        )

    def drop_claims(self, file: UUID) -> None:
        self.owner.execute("DELETE FROM exchange_claims_claim WHERE file_id = %s", [file])


@pytest.fixture
def files(tenant: MakeTenant, as_role: AsRole, owner: Owner) -> Iterator[Files]:
    mine, other = tenant(name="Mine"), tenant(name="Other")
    with as_role("flow"):
        made = [plant(submitter=mine).file for _ in range(11)]
        plant(submitter=other)
    made_of = Files(owner, mine, other, made)
    for file in made:
        made_of.set_file(file, state="read")
        made_of.set_sets(file, state="extracted")
    with as_role("web"):
        yield made_of


@pytest.mark.parametrize("limit", [1, 2, 5, 10, 11, 50])
def test_pages_hold_every_file_once_the_newest_first_and_lead_back(files: Files, limit: int) -> None:
    ahead: list[UUID] = []
    page = files.page(limit=limit)
    while True:
        ahead.extend(row.id for row in page.rows)
        if page.older is None:
            break
        page = files.page(limit=limit, after=page.older)
    assert ahead == files.files[::-1]
    back = [row.id for row in page.rows]
    while page.newer is not None:
        page = files.page(limit=limit, before=page.newer)
        back = [*(row.id for row in page.rows), *back]
    assert back == ahead


def test_the_first_page_leads_nowhere_newer_and_the_last_nowhere_older(files: Files) -> None:
    first = files.page(limit=5)
    assert first.newer is None
    assert first.older is not None
    assert files.page(limit=50).older is None


def test_a_stranger_has_none_of_them(files: Files) -> None:
    with scope([files.other], by=BY):
        rows = page_files(tenant=files.other, by=BY, limit=50).rows
    assert {row.id for row in rows} & set(files.files) == set()


def test_files_since_an_instant_are_those_that_came_then(files: Files) -> None:
    for n, file in enumerate(files.files):
        files.set_file(file, received_at=now() - timedelta(days=n))
    recent = files.page(since=now() - timedelta(days=3, hours=1), limit=50).rows
    assert {row.id for row in recent} == set(files.files[:4])


WORDS: list[tuple[str, dict[str, Any], dict[str, Any], tuple[str, str] | None, str, str]] = [
    ("cut off", {"state": "partial"}, {}, ("ready", ""), "Received", "send it again"),
    ("on its way in", {"state": "received"}, {}, ("ready", ""), "Checking", ""),
    ("same bytes", {"state": "repeat"}, {}, ("ready", ""), "Received", "nothing of it was sent twice"),
    ("no X12", {"state": "unreadable", "reason": "no ISA", "failed": True}, {}, None, "Failed", "no ISA"),
    ("being checked", {}, {}, ("received", ""), "Checking", ""),
    ("all good", {}, {}, ("ready", ""), "Passed", ""),
    ("at the payer", {}, {}, ("accepted_by_payer", ""), "Passed", ""),
    ("paid", {}, {}, ("accepted_by_payer", "paid"), "Passed", ""),
    ("denied is not failed", {}, {}, ("accepted_by_payer", "denied"), "Passed", ""),
    ("a claim held", {}, {}, ("held", ""), "Held", ""),
    ("a claim held beside a refused set", {}, {"verdict": "rejected"}, ("held", ""), "Mixed", ""),
    ("all rejected by us", {"failed": True}, {}, ("rejected", ""), "Failed", "Every claim was rejected"),
    ("all rejected and not judged yet", {}, {}, ("rejected", ""), "Checking", ""),
    ("taken, and rejected by the payer", {"failed": False}, {}, ("rejected_by_payer", ""), "Mixed", "Every claim was"),
    ("a set refused besides", {}, {"verdict": "rejected"}, ("ready", ""), "Mixed", ""),
    ("held as a repeat", {}, {"state": "held"}, None, "Received", "held for a person"),
    ("dropped as a repeat", {}, {"state": "dropped"}, None, "Received", "not processed"),
    ("held beside what went", {}, {"state": "held"}, ("ready", ""), "Mixed", "held for a person"),
    ("nothing was taken", {"failed": True}, {"state": "refused"}, None, "Failed", "No set of it was taken"),
    ("claims not taken out yet", {}, {"state": "read"}, None, "Checking", ""),
    ("of a kind not taken", {"failed": True}, {"state": "read", "set_id": "270"}, None, "Failed", "No set"),
    (
        "no claims, with a reason",
        {"reason": "holds 999", "failed": True},
        {"set_id": "999"},
        None,
        "Failed",
        "holds 999",
    ),
]


@pytest.mark.parametrize(("name", "file", "sets", "claims", "word", "told"), WORDS, ids=[one[0] for one in WORDS])
def test_a_file_stands_under_the_word_that_fits_it(
    files: Files,
    name: str,
    file: dict[str, Any],
    sets: dict[str, Any],
    claims: tuple[str, str] | None,
    word: str,
    told: str,
) -> None:
    one = files.files[5]
    if file:
        files.set_file(one, **file)
    if sets:
        files.set_sets(one, **sets)
    if claims:
        files.set_claims(one, *claims)
    else:
        files.drop_claims(one)
    row = files.row(one)
    assert (row.word, told in row.told) == (word, True), row.told
    assert files.row(files.files[6]).word == "Passed"
    assert [each.id for each in files.page(failed=True).rows] == ([one] if word == "Failed" else [])


def test_what_is_sought_is_found_window_by_window_in_both_directions(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clearlane.exchange.reading.page_files.LOOKED_AT", 3)
    wanted = [files.files[n] for n in (0, 1, 2, 3, 9)]
    for file in wanted:
        files.set_file(file, name="March_100%.837")
    page, found = files.page(name="_100%", limit=2), list[UUID]()
    while True:
        found += [row.id for row in page.rows]
        if page.older is None:
            break
        page = files.page(name="_100%", limit=2, after=page.older)
    assert found == wanted[::-1]
    back = files.page(name="_100%", limit=2, before=files.files[1])
    assert ([row.id for row in back.rows], back.newer) == ([files.files[3], files.files[2]], files.files[4])


def test_a_file_ties_out_in_claims_and_in_cents_or_says_that_it_does_not(files: Files) -> None:
    one = files.files[0]
    files.set_claims(one, "ready")
    row = files.row(one)
    assert (row.claims, row.cents, row.closes) == (1, 12_500, True)
    assert [(share.word, share.claims, share.cents) for share in row.shares] == [("Ready", 1, 12_500)]
    files.set_sets(one, claims=2)
    assert not files.row(one).closes


def test_looking_at_files_is_written_to_the_trail_of_who_looks(files: Files) -> None:
    files.page(limit=3)
    rows = files.owner.execute(
        "SELECT tenant_id, by, cardinality(subjects) FROM foundation_audit_entry WHERE event = 'file:list:read'"
    ).fetchall()
    assert rows == [(files.tenant, BY, 3)]

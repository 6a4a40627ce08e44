"""The palette finds claims, files and payers as a plain search would, eight at most, of one's own alone."""

from __future__ import annotations

import random
from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.exchange.intake.receive import Upload, receive
from clearlane.exchange.reading.find_anything import LEAST_LETTERS, MOST, Found, find_anything
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.model import Known, plant_many, word_for

Owner = psycopg.Connection[Any]
BY = "user:1"
FEW = 5
NAMES = ("batch", "Batch-two", "batch 3", "claims.837", "CLAIMS.837", "ärzte.837", "100% paid.837", "a_b.837", "7")
PAYERS = {"HARBOR": "Harbor Mutual", "HARB2": "Harbor Life", "GRANITE": "granite trust", "60054": "Über Health"}
SOUGHT = (
    "ba", "BATCH", "batch-", "claims", "ä", "är", "100%", "%%", "a_", "a\\", "harbor", "HARB2", "harb2", "gr", "60054",
    "600", "über", "smith", "SMITH, A", "ACCT0", "zz", "  batch  ", "7", "77", "'", "''",
)  # fmt: skip


class Rooms:
    """Claims and files of one tenant and of another, and the payers of the house."""

    def __init__(self, tenant: int, other: int, claims: list[Known], files: list[tuple[UUID, int, str]]) -> None:
        self.tenant, self.other, self.claims, self.files = tenant, other, claims, files

    def find(self, text: str, as_role: AsRole) -> tuple[Found, ...]:
        with as_role("web"), scope([self.tenant], by=BY):
            return find_anything(text=text, tenant=self.tenant, by=BY)

    def expect(self, text: str) -> list[tuple[str, str]]:
        """Kind and id of what a person would point at."""
        text = text.strip()
        if len(text) < LEAST_LETTERS:
            return []
        claims = sorted((one.id for one in self.claims if fits(one, text)), reverse=True)[:FEW]
        files = [one for one in self.files if one[2].lower().startswith(text.lower()) or str(one[1]) == text]
        newest = sorted(files, key=lambda one: -one[1])[:FEW]
        payers = [(name, id) for id, name in PAYERS.items() if id == text.upper() or begins(name, text)]
        return [
            *(("claim", str(id)) for id in claims), *(("file", str(one[0])) for one in newest),
            *(("payer", id) for _, id in sorted(payers)[:FEW]),
        ][:MOST]  # fmt: skip


def begins(name: str, text: str) -> bool:
    return name.lower().startswith(text.lower())


def fits(one: Known, text: str) -> bool:
    """By last name in the three spellings (and a first name behind a comma), or by the account's begin."""
    last, _, first = (part.strip() for part in text.partition(","))
    ways = [(last, first), (last.upper(), first.upper()), (last.title(), first.title())]
    named = any(a and one.last.startswith(a) and one.first.startswith(b) for a, b in ways)
    return named or one.number.startswith(text)


@pytest.fixture
def rooms(tenant: MakeTenant, owner: Owner, as_role: AsRole) -> Rooms:
    mine, other = tenant(), tenant()
    for id, name in PAYERS.items():
        owner.execute(
            "INSERT INTO directory_payers_payer (payer_id, name, is_live, created_at, created_by)"
            " VALUES (%s, %s, true, now(), 'a test')",
            [id, name],
        )
    with as_role("flow"):
        claims = plant_many([mine, other], count=36, seed=2)
        with scope([mine], by="flow:test"):
            for n, name in enumerate([*NAMES, *(f"batch {n}" for n in range(10, 18))]):
                upload = Upload(tenant=mine, name=name, content=f"x{n}~".encode(), way="https")
                receive(upload=upload, by="flow:test")
    rows = owner.execute("SELECT id, number, name FROM exchange_intake_file WHERE tenant_id = %s", [mine]).fetchall()
    return Rooms(mine, other, [one for one in claims if one.tenant == mine], rows)


@pytest.mark.parametrize("text", SOUGHT)
def test_what_is_found_is_what_a_plain_search_finds(rooms: Rooms, as_role: AsRole, text: str) -> None:
    assert [(one.kind, one.id) for one in rooms.find(text, as_role)] == rooms.expect(text)


def test_a_file_is_found_by_its_number_alone(rooms: Rooms, as_role: AsRole) -> None:
    for id, number, _ in rooms.files:
        if number >= 10:
            assert ("file", str(id)) in [(one.kind, one.id) for one in rooms.find(str(number), as_role)]
    assert [one for one in rooms.find("9" * 25, as_role) if one.kind == "file"] == []


def test_each_thing_says_what_it_is(rooms: Rooms, as_role: AsRole) -> None:
    claims = {str(one.id): one for one in rooms.claims}
    for text in ("ACCT0", "SMITH", "J"):
        for one in rooms.find(text, as_role):
            known = claims[one.id]
            assert one.title == f"{known.last}, {known.first}"
            kind = " · test" if known.usage == "T" else ""
            assert one.second == f"{known.number} · {known.payer} · {word_for(known)}{kind}"
    (file, *_) = [one for one in rooms.find("claims", as_role) if one.kind == "file"]
    assert file.second in {f"File {number}" for _, number, _ in rooms.files}


@pytest.mark.parametrize("seed", range(3))
def test_no_begin_of_any_name_finds_more_than_eight_or_anothers(rooms: Rooms, as_role: AsRole, seed: int) -> None:
    chance = random.Random(seed)
    own = {str(one.id) for one in rooms.claims} | {str(id) for id, _, _ in rooms.files} | set(PAYERS)
    for _ in range(12):
        word = chance.choice([*NAMES, *PAYERS, "SMITHERS", "ACCT01"])
        found = rooms.find(word[: chance.randrange(1, len(word) + 1)], as_role)
        assert len(found) <= MOST
        assert {one.id for one in found} <= own
        kinds = [one.kind for one in found]
        assert kinds == sorted(kinds, key=["claim", "file", "payer"].index)


def test_what_is_shown_is_in_the_trail_of_who_asks_and_payers_are_nobodys_secret(
    rooms: Rooms, as_role: AsRole, owner: Owner
) -> None:
    def trail() -> list[tuple[int, int]]:
        return owner.execute(
            "SELECT tenant_id, cardinality(subjects) FROM foundation_audit_entry WHERE event = 'claim:palette:read'"
        ).fetchall()

    assert len(rooms.find("60054", as_role)) == 1
    assert trail() == []
    shown = [one for one in rooms.find("batch", as_role) if one.kind != "payer"]
    assert trail() == [(rooms.tenant, len(shown))]

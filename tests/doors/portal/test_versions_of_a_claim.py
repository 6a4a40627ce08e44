"""A poll is answered without a body exactly as long as nothing happened to the claim, and for its readers alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from clearlane.exchange.claims.move import move
from clearlane.exchange.claims.states import CLAIM_STATES
from clearlane.exchange.reading.tell_version import tell_version
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref
from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.planting import Seen, plant_all

Owner = psycopg.Connection[Any]
Change = Callable[[Seen, Owner], None]


def answered(seen: Seen, owner: Owner) -> None:
    owner.execute(
        "INSERT INTO exchange_claims_answer (id, tenant_id, claim_id, submitter_id, file_id, source, statuses, at)"
        " SELECT %s, tenant_id, id, submitter_id, file_id, 'payer', '[]', now()"
        " FROM exchange_claims_claim WHERE id = %s",
        [new_id(), seen.claim],
    )


def told(seen: Seen, owner: Owner) -> None:
    owner.execute("UPDATE exchange_claims_answer SET told_at = NULL WHERE claim_id = %s", [seen.claim])


def kept(seen: Seen, owner: Owner) -> None:
    owner.execute(
        "INSERT INTO exchange_claims_extract (claim_id, tenant_id, seq, kind, file_sha256, first_segment, last_segment,"
        " sealed, at) SELECT id, tenant_id, 9, '999', 'x', 1, 2, 'x', now() FROM exchange_claims_claim WHERE id = %s",
        [seen.claim],
    )


def decided(seen: Seen, owner: Owner) -> None:
    owner.execute("UPDATE exchange_claims_claim SET decision = 'paid' WHERE id = %s", [seen.claim])


@pytest.fixture
def seen(practice: int, owner: Owner, as_role: AsRole) -> Seen:
    with as_role("flow"):
        return plant_all(tenant=practice, owner=owner, seq=9)


def poll(browser: Browser, seen: Seen, tag: str, asked: str = "", **headers: str) -> Any:
    return browser.get(f"/claims/{seen.claim}{asked}", headers={"If-None-Match": tag, "HX-Request": "true"} | headers)


def tag_of(browser: Browser, seen: Seen) -> str:
    return str(browser.get(f"/claims/{seen.claim}")["ETag"])


def test_a_poll_of_what_stands_still_has_no_body_and_says_which_version_it_is(dana: Browser, seen: Seen) -> None:
    tag = tag_of(dana, seen)
    for _ in range(3):
        answer = poll(dana, seen, tag)
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
        assert (answer["Cache-Control"], answer["Vary"].startswith("HX-Request")) == ("no-store", True)


@pytest.mark.parametrize("change", [answered, told, kept, decided])
def test_whatever_the_page_would_show_anew_has_another_version(
    dana: Browser, seen: Seen, owner: Owner, change: Change
) -> None:
    tag = tag_of(dana, seen)
    change(seen, owner)
    answer = poll(dana, seen, tag)
    assert (answer.status_code, answer["ETag"] != tag, bool(answer.content)) == (200, True, True)
    assert poll(dana, seen, answer["ETag"]).status_code == 304


@pytest.mark.parametrize("event", CLAIM_STATES)
def test_every_event_is_another_version_also_where_the_state_stays(
    dana: Browser, seen: Seen, as_role: AsRole, practice: int, event: str
) -> None:
    tag = tag_of(dana, seen)
    with as_role("flow"), scope([practice], by="flow:test"):
        move(claims=[Ref(practice, seen.claim)], event=event, by="flow:test")
    with as_role("web"):
        assert poll(dana, seen, tag).status_code == 200


@pytest.mark.parametrize("tag", ["", '"', '""', "*", "x", '"0-sent--0.0-0"', 'W/"x"', '"a", "b"', "é"])
def test_a_tag_that_is_not_this_versions_gets_the_page(dana: Browser, seen: Seen, tag: str) -> None:
    answer = poll(dana, seen, tag.encode("ascii", "ignore").decode())
    assert (answer.status_code, f'"{answer["ETag"].strip(chr(34))}"') == (200, answer["ETag"])


def test_the_whole_page_and_the_part_have_one_version(dana: Browser, seen: Seen) -> None:
    whole, part = dana.get(f"/claims/{seen.claim}"), poll(dana, seen, "x")
    assert whole["ETag"] == part["ETag"]
    assert ("<html" in whole.content.decode(), "<html" in part.content.decode()) == (True, False)
    assert f'"If-None-Match": "{part["ETag"].strip(chr(34))}"' in part.content.decode().replace("&quot;", '"')


@pytest.mark.parametrize("asked", ["?explain=1", "?all=1", "?status=accepted&sort=-charge", "?explain=1&all=1"])
def test_the_version_is_the_claims_and_not_that_of_how_it_is_looked_at(dana: Browser, seen: Seen, asked: str) -> None:
    assert poll(dana, seen, tag_of(dana, seen), asked).status_code == 304


def test_who_knows_a_version_learns_nothing_of_anothers_claim(
    dana: Browser, seen: Seen, stranger: int, add_person: AddPerson
) -> None:
    tag = tag_of(dana, seen)
    other = Browser()
    other.sign_in(add_person("sam", {stranger: "owner"}))
    assert poll(other, seen, tag).status_code == 404
    assert poll(Browser(), seen, tag).status_code == 401


def test_a_poll_without_news_is_no_reading_and_one_with_news_is(dana: Browser, seen: Seen, owner: Owner) -> None:
    def readings() -> int:
        row = owner.execute("SELECT count(*) FROM foundation_audit_entry WHERE event = 'claim:claim:read'").fetchone()
        return int(row[0]) if row else 0

    tag = tag_of(dana, seen)
    before = readings()
    poll(dana, seen, tag)
    assert readings() == before
    decided(seen, owner)
    poll(dana, seen, tag)
    assert readings() == before + 1


def test_a_version_is_told_within_the_scope_alone(seen: Seen, as_role: AsRole, tenant: MakeTenant) -> None:
    other = tenant()
    with as_role("web"):
        with scope([seen.tenant], by="user:1"):
            assert tell_version(claim_id=seen.claim)
            assert tell_version(claim_id=seen.file) is None
        with scope([other], by="user:1"):
            assert tell_version(claim_id=seen.claim) is None

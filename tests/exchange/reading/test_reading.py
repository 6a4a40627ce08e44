"""What pages and the API are given to show."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.plant import TOKEN, Planted, adjudicate, plant

BY = "key:clk_test"


@pytest.fixture
def planted(tenant: MakeTenant, as_role: AsRole) -> Planted:
    with as_role("flow"):
        return plant(submitter=tenant())


def test_a_file_shows_sets_and_claims_by_state(planted: Planted, as_role: AsRole) -> None:
    from clearlane.exchange.reading.find_file import find_file
    from clearlane.foundation.tenancy.scope import scope

    with as_role("web"), scope([planted.submitter], by=BY):
        file = find_file(tenant=planted.submitter, file_id=planted.file, by=BY)
    assert file is not None
    assert (file.name, file.state, file.repeat_of, file.replies) == ("batch.837", "received", None, ())
    assert (file.findings, file.more_findings) == (({"rule": "g1", "what": TOKEN},), 0)
    assert [(each.set, each.verdict, each.claims, each.cents) for each in file.sets] == [("837", "accepted", 1, 12_500)]
    assert [asdict(each) for each in file.claims] == [{"state": "accepted_by_payer", "claims": 1, "cents": 12_500}]


def test_looking_at_a_file_is_written_to_its_owners_trail(
    planted: Planted, as_role: AsRole, owner: psycopg.Connection[Any]
) -> None:
    from clearlane.exchange.reading.find_file import find_file
    from clearlane.foundation.tenancy.scope import scope

    with as_role("web"), scope([planted.submitter], by=BY):
        find_file(tenant=planted.submitter, file_id=planted.file, by=BY)
    told = owner.execute("SELECT tenant_id, by, subjects FROM foundation_audit_entry WHERE event = 'file:file:viewed'")
    assert told.fetchall() == [(planted.submitter, BY, [planted.file])]


def test_a_file_with_very_many_findings_says_how_many_more_there_are(
    planted: Planted, as_role: AsRole, owner: psycopg.Connection[Any]
) -> None:
    from clearlane.exchange.reading.find_file import MOST_FINDINGS, find_file
    from clearlane.foundation.tenancy.scope import scope

    inner = {"findings": [{"rule": "g1"}] * (MOST_FINDINGS + 5), "more": 1000}
    owner.execute(
        "UPDATE exchange_interchanges_interchange SET report = %s", [json.dumps({"findings": [], "groups": [inner]})]
    )
    with as_role("web"), scope([planted.submitter], by=BY):
        file = find_file(tenant=planted.submitter, file_id=planted.file, by=BY)
    assert file is not None
    assert (len(file.findings), file.more_findings) == (MOST_FINDINGS, 1005)


def test_a_file_shows_the_replies_to_it(planted: Planted, as_role: AsRole) -> None:
    from clearlane.exchange.intake.reply import reply
    from clearlane.exchange.reading.find_file import find_file
    from clearlane.foundation.tenancy.scope import scope
    from clearlane.vocabulary.outcome import Ref

    with as_role("flow"), scope([planted.submitter], by=BY):
        source = Ref(planted.submitter, planted.file)
        reply(tenant=planted.submitter, kind="999", content=b"ISA", source=source)
        file = find_file(tenant=planted.submitter, file_id=planted.file, by=BY)
    assert file is not None
    assert [each.kind for each in file.replies] == ["999"]


def test_a_stranger_finds_no_file(planted: Planted, tenant: MakeTenant, as_role: AsRole) -> None:
    from clearlane.exchange.reading.find_file import find_file
    from clearlane.foundation.tenancy.scope import scope

    stranger = tenant()
    with as_role("web"), scope([stranger], by=BY):
        assert find_file(tenant=stranger, file_id=planted.file, by=BY) is None
        assert find_file(tenant=planted.submitter, file_id=planted.file, by=BY) is None


def test_a_claim_shows_what_was_said_about_it(planted: Planted, as_role: AsRole) -> None:
    from clearlane.exchange.reading.find_claim import find_claim
    from clearlane.foundation.tenancy.scope import scope

    with as_role("web"), scope([planted.owner], by=BY):
        claim = find_claim(claim_id=planted.claim, by=BY)
    assert claim is not None
    assert (claim.word, claim.patient_control_number, claim.total_cents) == ("Accepted", TOKEN, 12_500)
    assert claim.findings == ({"rule": "x1", "what": TOKEN},)
    (answer,) = claim.answers
    assert (answer.source, [each.status for each in answer.statuses]) == ("us", ["A1:20"])
    assert [each.procedure for each in claim.lines] == ["99213"]
    assert claim.payer_numbers == ("ICN-1",)


def test_reading_a_claim_is_audited_in_its_owners_trail(
    tenant: MakeTenant, as_role: AsRole, owner: psycopg.Connection[Any]
) -> None:
    from clearlane.exchange.reading.find_claim import find_claim
    from clearlane.foundation.tenancy.scope import scope

    company, client = tenant(kind="billing"), tenant()
    with as_role("flow"):
        planted = plant(submitter=company, owner=client)
    with as_role("web"), scope([company, client], by=BY):
        find_claim(claim_id=planted.claim, by=BY)
    query = "SELECT tenant_id, by, subjects FROM foundation_audit_entry WHERE event = 'claim:claim:read'"
    assert owner.execute(query).fetchall() == [(client, BY, [planted.claim])]


def test_a_timeline_is_in_order_and_audited(planted: Planted, as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    from clearlane.exchange.reading.find_timeline import find_timeline
    from clearlane.foundation.tenancy.scope import scope

    with as_role("flow"):
        adjudicate(planted, ("1", 10_000, 2_500))
    with as_role("web"), scope([planted.owner], by=BY):
        moments = find_timeline(claim_id=planted.claim, by=BY)
    assert moments is not None
    assert [each.at for each in moments] == sorted(each.at for each in moments)
    assert [each.kind for each in moments] == ["moved", "moved", "told", "kept", "decided"]
    count = owner.execute("SELECT count(*) FROM foundation_audit_entry WHERE event = 'claim:timeline:read'").fetchone()
    assert count == (1,)


def test_what_is_not_there_has_no_timeline(planted: Planted, as_role: AsRole) -> None:
    from clearlane.exchange.reading.find_claim import find_claim
    from clearlane.exchange.reading.find_timeline import find_timeline
    from clearlane.foundation.tenancy.scope import scope

    with as_role("web"), scope([planted.owner], by=BY):
        assert find_timeline(claim_id=uuid4(), by=BY) is None
        assert find_claim(claim_id=uuid4(), by=BY) is None


def test_claims_are_listed_by_their_senders_number(
    planted: Planted, as_role: AsRole, owner: psycopg.Connection[Any]
) -> None:
    from clearlane.exchange.reading.list_claims import list_claims
    from clearlane.foundation.tenancy.scope import scope

    with as_role("web"), scope([planted.owner], by=BY):
        found = list_claims(tenant=planted.owner, by=BY, number=TOKEN)
        assert list_claims(tenant=planted.owner, by=BY, number=TOKEN[:-1]) == ()
        assert list_claims(tenant=planted.owner, by=BY, after=found[0].id) == ()
    assert [(each.id, each.word) for each in found] == [(planted.claim, "Accepted")]
    query = "SELECT subjects FROM foundation_audit_entry WHERE event = 'claim:list:read' ORDER BY id"
    assert owner.execute(query).fetchall() == [([planted.claim],), ([],), ([],)]


@pytest.mark.parametrize(
    ("decisions", "word"),
    [
        ([], "Accepted"),
        ([("1", 12_500, 0)], "Paid"),
        ([("1", 10_000, 2_500)], "Paid"),
        ([("1", 0, 12_500)], "Patient"),
        ([("4", 0, 0)], "Denied"),
        ([("1", 0, 0)], "Denied"),
        ([("1", 10_000, 0), ("22", -10_000, 0)], "Reversed"),
        ([("1", 10_000, 0), ("22", -10_000, 0), ("1", 8_000, 0)], "Paid"),
        ([("1", 10_000, 0), ("22", -10_000, 0), ("4", 0, 0)], "Denied"),
    ],
)
def test_money_decides_the_word(
    decisions: list[tuple[str, int, int]], word: str, planted: Planted, as_role: AsRole
) -> None:
    from clearlane.exchange.reading.find_claim import find_claim
    from clearlane.foundation.tenancy.scope import scope

    with as_role("flow"):
        adjudicate(planted, *decisions)
    with as_role("web"), scope([planted.owner], by=BY):
        claim = find_claim(claim_id=planted.claim, by=BY)
    assert claim is not None
    assert claim.word == word


@pytest.mark.parametrize(
    ("adjustment", "word"), [(["CO", "97", 2_500, ""], "Partial"), (["PR", "1", 2_500, ""], "Paid")]
)
def test_a_refused_line_makes_a_payment_partial(
    adjustment: list[Any], word: str, planted: Planted, as_role: AsRole
) -> None:
    from clearlane.exchange.reading.find_claim import find_claim
    from clearlane.foundation.tenancy.scope import scope

    lines = [{"charge": 10_000, "paid": 10_000}, {"charge": 2_500, "paid": 0, "adjustments": [adjustment]}]
    with as_role("flow"):
        adjudicate(planted, ("1", 10_000, 0), body=json.dumps({"lines": lines}))
    with as_role("web"), scope([planted.owner], by=BY):
        claim = find_claim(claim_id=planted.claim, by=BY)
    assert claim is not None
    assert claim.word == word


def test_every_state_has_a_word() -> None:
    from clearlane.exchange.claims.states import STATES
    from clearlane.exchange.reading.words import CLAIM_WORDS

    assert set(CLAIM_WORDS) == set(STATES)


def test_the_first_step_is_the_one_that_doors_name() -> None:
    from clearlane.flows.steps import first
    from clearlane.flows.take_in import FIRST_STEP
    from clearlane.vocabulary.outcome import Given, Kind, Ref

    step = first(flow="claims", given=Given(Kind.FILE, Ref(2, uuid4())))
    assert step is not None
    assert step.name == FIRST_STEP


def test_a_house_that_can_take_files_in_is_ready(as_role: AsRole) -> None:
    from clearlane.exchange.reading.readiness import readiness

    with as_role("web"):
        state = readiness()
    assert (state.is_ready, state.wrong, state.warnings) == (True, (), ())


def test_a_house_without_partitions_ahead_warns(as_role: AsRole, data: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from clearlane.exchange.reading.readiness import readiness

    clock = data / "clock"
    clock.write_text("+15000000")
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(clock))
    with as_role("web"):
        state = readiness()
    assert state.is_ready
    assert "partitions end in" in state.warnings[0]


def test_statuses_of_ours_and_of_a_payer_have_one_form() -> None:
    from clearlane.exchange.reading.read_statuses import read_statuses

    ours = '[{"category": "A7", "code": "562", "entity": "85", "message": "The NPI has a wrong check digit."}]'
    (said,) = read_statuses(text=ours)
    assert (said.status, said.message) == ("A7:562:85", "The NPI has a wrong check digit.")
    payers = (
        '[{"stc": [["A3", "33", "IL"], "20260302", "U", "125", "", "", "", "", "", ["A3", "116"], "", "not ours"]}]'
    )
    assert [(each.status, each.message) for each in read_statuses(text=payers)] == [
        ("A3:33:IL", "not ours"),
        ("A3:116", "not ours"),
    ]


def test_a_status_that_came_as_one_text_is_shown_as_it_came() -> None:
    from clearlane.exchange.reading.read_statuses import read_statuses

    assert [each.status for each in read_statuses(text='[{"stc": ["A1"]}]')] == ["A1"]

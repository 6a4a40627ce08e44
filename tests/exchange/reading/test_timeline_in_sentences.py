"""A timeline: every move, answer, decision and message once, the newest first, in sentences that name the payer."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.exchange.claims.models import Transition
from clearlane.exchange.reading.tell_timeline import _SENTENCES, Told
from clearlane.exchange.reading.view_claim import view_claim
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.plant import Planted, adjudicate, plant

Owner = psycopg.Connection[Any]
BY = "user:1"
NOT_TOLD = ("adjudicated", "unknown")
"""Events that another line tells: what a payer decided is told by its decision."""


class History:
    """A claim of which we write down what happens."""

    def __init__(self, planted: Planted, owner: Owner) -> None:
        self.planted, self.owner = planted, owner
        self.moves: list[tuple[datetime, str]] = []
        owner.execute("DELETE FROM exchange_claims_transition WHERE claim_id = %s", [planted.claim])
        owner.execute(
            "UPDATE exchange_claims_claim SET set_id ="
            " (SELECT id FROM exchange_interchanges_transactionset WHERE file_id = %s) WHERE id = %s",
            [planted.file, planted.claim],
        )

    def happen(self, event: str, seq: int, *, detail: str = "", to: str = "sent", by: str = "flow:test") -> None:
        at = now() + timedelta(seconds=seq)
        Transition(
            claim_id=self.planted.claim, tenant_id=self.planted.owner, seq=seq, event=event, from_state="ready",
            to_state=to, by=by, detail=detail, at=at,
        ).save(force_insert=True)  # fmt: skip
        self.moves.append((at, event))

    def name_payer(self, name: str) -> None:
        self.owner.execute(
            "INSERT INTO directory_payers_payer (payer_id, name, is_live, created_at, created_by)"
            " VALUES ('HARBOR', %s, true, now(), 'a test')",
            [name],
        )

    def told(self, as_role: AsRole, tenant: int | None = None) -> tuple[Told, ...]:
        with as_role("web"), scope([tenant or self.planted.owner], by=BY):
            sheet = view_claim(claim_id=self.planted.claim, by=BY)
        return sheet.told if sheet else ()


@pytest.fixture
def history(tenant: MakeTenant, as_role: AsRole, owner: Owner) -> History:
    mine = tenant()
    with as_role("flow"):
        return History(plant(submitter=mine), owner)


def write(history: History, as_role: AsRole, *events: str, **more: Any) -> None:
    with as_role("flow"), scope([history.planted.owner], by="flow:test"):
        for seq, event in enumerate(events, start=1):
            history.happen(event, seq, **more)


_NPI = "A value is wrong: the NPI of the billing provider (A7 · 562 · 85)."


@pytest.mark.parametrize("seed", range(4))
def test_every_move_is_told_once_the_newest_first(history: History, as_role: AsRole, seed: int) -> None:
    chance = random.Random(seed)
    events = chance.choices([*_SENTENCES, *NOT_TOLD], k=14)
    write(history, as_role, *events)
    told = history.told(as_role)
    moves = [(at, event) for at, event in history.moves if event in _SENTENCES]
    assert [(one.at, one.event) for one in told if one.event in _SENTENCES] == moves[::-1]
    assert [one.at for one in told] == sorted((one.at for one in told), reverse=True)


@pytest.mark.parametrize("event", _SENTENCES)
def test_a_sentence_names_the_payer_where_he_is_part_of_it(history: History, as_role: AsRole, event: str) -> None:
    history.name_payer("Harbor {Mutual}")
    write(history, as_role, event)
    (one,) = [one for one in history.told(as_role) if one.event == event]
    assert ("{payer}" in _SENTENCES[event][1]) == ("Harbor {Mutual}" in one.headline)
    assert one.word == _SENTENCES[event][0]


def test_a_payer_who_is_in_no_directory_is_called_by_his_number(history: History, as_role: AsRole) -> None:
    write(history, as_role, "send")
    assert [one.headline for one in history.told(as_role) if one.event == "send"] == ["Sent to HARBOR"]


@pytest.mark.parametrize(
    ("event", "detail", "to", "word", "text"),
    [
        ("born", "", "received", "Received", "Claim 1 of batch.837, by the API."),
        ("born", "", "dead", "Rejected", "Claim 1 of batch.837, by the API."),
        ("reject", "total_charge, billing_npi", "rejected", "Rejected",
         "The total is not the sum of the lines; The billing NPI is missing or wrong."),
        ("hold", "a_rule_of_ones_own", "held", "Held", "a_rule_of_ones_own."),
        ("hold", "", "held", "Held", ""),
        ("payer_rejected", "A7:562:85", "rejected_by_payer", "Rejected", _NPI),
        ("payer_accepted", "Z9:1", "accepted_by_payer", "Accepted", "Status category Z9: status 1 (Z9 · 1)."),
        ("payer_received", "", "received_by_payer", "Sent", ""),
        ("pass", "", "ready", "Ready", "Every check of ours is behind it."),
        ("send", "x", "sent", "Sent", ""),
    ],
)  # fmt: skip
def test_what_is_known_of_a_move_stands_beneath_it(
    history: History, as_role: AsRole, event: str, detail: str, to: str, word: str, text: str
) -> None:
    write(history, as_role, event, detail=detail, to=to)
    (one,) = [one for one in history.told(as_role) if one.event == event]
    assert (one.word, one.text) == (word, text)


@pytest.mark.parametrize(
    ("decision", "word", "text"),
    [
        (("1", 9_000, 500), "Paid", "Charged $125.00, pays $90.00, patient owes $5.00."),
        (("4", 0, 0), "Denied", "Charged $125.00, pays $0.00, patient owes $0.00."),
        (("22", -9_000, -500), "Reversed",
         "Charged $125.00, pays \N{MINUS SIGN}$90.00, patient owes \N{MINUS SIGN}$5.00."),
        (("25", 0, 0), "Accepted", "Charged $125.00, pays $0.00, patient owes $0.00."),
    ],
)  # fmt: skip
def test_a_decision_is_told_with_its_money(
    history: History, as_role: AsRole, decision: tuple[str, int, int], word: str, text: str
) -> None:
    with as_role("flow"):
        adjudicate(history.planted, decision)
    (one,) = [one for one in history.told(as_role) if one.event == "decided"]
    assert (one.word, one.text, one.headline) == (word, text, "Decided by HARBOR")


@pytest.mark.parametrize(
    ("statuses", "text"),
    [
        ([{"category": "A1", "code": "20"}], "Received: the claim waits for a decision (A1 · 20)."),
        (
            [{"stc": [["A7", "562", "85"]]}, {"stc": [["A7", "33", "IL"]]}],
            f"{_NPI} A value is wrong: the payer does not know this member (A7 · 33 · IL).",
        ),
        ([], ""),
    ],
)
def test_an_answer_that_was_told_is_told_in_words_with_its_codes(
    history: History, as_role: AsRole, owner: Owner, statuses: list[Any], text: str
) -> None:
    owner.execute("UPDATE exchange_claims_answer SET statuses = %s", [json.dumps(statuses)])
    assert [one.text for one in history.told(as_role) if one.event == "told"] == [text]


def test_an_answer_that_nobody_was_told_yet_is_not_there(history: History, as_role: AsRole, owner: Owner) -> None:
    owner.execute("UPDATE exchange_claims_answer SET told_at = NULL")
    assert [one for one in history.told(as_role) if one.event == "told"] == []


def test_an_answer_leads_to_the_file_in_which_it_was_told(history: History, as_role: AsRole, owner: Owner) -> None:
    mail = UUID(int=9)
    owner.execute("UPDATE exchange_claims_answer SET told_in = %s", [mail])
    assert [one.mail for one in history.told(as_role) if one.event == "told"] == [mail]


def test_a_claim_without_any_move_has_a_timeline_of_its_messages(history: History, as_role: AsRole) -> None:
    assert {one.event for one in history.told(as_role)} <= {"kept", "told"}


def test_a_stranger_is_told_nothing(history: History, as_role: AsRole, tenant: MakeTenant) -> None:
    assert history.told(as_role, tenant=tenant()) == ()


@pytest.mark.parametrize(
    ("by", "waived", "told"),
    [
        ("flow:let_in", "", "Checked again: something that it waited for has changed"),
        ("operator:ann", "", "Checked again, after a change of ours"),
        ("operator:ann", '["authorized_pair"]', "Released by a person, and checked again"),
        ("user:7", "", "Released by a person, and checked again"),
    ],
)
def test_only_what_a_person_let_go_is_told_as_released(
    history: History, as_role: AsRole, by: str, waived: str, told: str
) -> None:
    with as_role("flow"), scope([history.planted.owner], by=BY):
        history.happen("release", 1, to="received", by=by, detail=waived)
    assert [one.headline for one in history.told(as_role) if one.event == "release"] == [told]


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("user:7", "Withdrawn by its sender"),
        ("operator:ann", "Withdrawn by the people who run this installation"),
        ("flow:test", "Withdrawn"),
    ],
)
def test_who_took_a_claim_back_is_told(history: History, as_role: AsRole, by: str, told: str) -> None:
    with as_role("flow"), scope([history.planted.owner], by=BY):
        history.happen("withdraw", 1, to="withdrawn", by=by)
    assert [one.headline for one in history.told(as_role) if one.event == "withdraw"] == [told]

"""Whatever a payer or a rule says, each reason is a whole card: what happened, why, what to do, on whose day."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.claims.states import STATES
from clearlane.exchange.reading.explain_claim import BAD, NOTE, WARN, Reason, adjustments, dollars, explain_claim
from clearlane.exchange.reading.find_claim import AnswerView
from clearlane.exchange.reading.find_surroundings import Decision
from clearlane.exchange.reading.plain_codes import _ADJUSTMENTS, _STATUSES, CATEGORIES, GROUPS, is_known, tell_status
from clearlane.exchange.reading.read_statuses import StatusView

AT = datetime(2026, 11, 28, 2, 30, tzinfo=UTC)
"""The evening of the 27th in New York."""
CENTS = st.integers(-(10**9), 10**9)
CODES = st.sampled_from([*sorted(_ADJUSTMENTS), "999", "N1"])
ADJUSTMENTS = st.lists(st.tuples(st.sampled_from(sorted(GROUPS)), CODES, CENTS, st.just("")), max_size=4)
LINES = st.lists(st.fixed_dictionaries({"charge": CENTS, "paid": CENTS, "adjustments": ADJUSTMENTS}), max_size=3)
BODIES = st.fixed_dictionaries({"adjustments": ADJUSTMENTS, "lines": LINES})
TEXTS = st.text("abc .", min_size=1, max_size=20).filter(str.strip)
PARTS = st.text("ABC0123456789", max_size=4)
STATUSES = st.tuples(
    st.sampled_from(sorted(CATEGORIES)) | PARTS, st.sampled_from(sorted(_STATUSES)) | PARTS, PARTS
).map(":".join)  # fmt: skip
PLACES = st.fixed_dictionaries(
    {},
    optional={
        "segment": st.integers(1, 500), "segment_id": st.sampled_from(["CLM", "NM1", "SV1"]), "loop": PARTS,
        "element": st.integers(0, 20), "component": st.integers(0, 5),
    },
)  # fmt: skip
FINDINGS = st.fixed_dictionaries(
    {"rule": st.sampled_from(["total_charge", "billing_npi", "no_such_rule"]), "what": TEXTS},
    optional={
        "disposition": st.sampled_from(["reject", "hold", "warn"]), "why": PARTS, "remedy": PARTS, "status": STATUSES,
        "citation": PARTS, "place": PLACES,
    },
)  # fmt: skip


def claim(**more: Any) -> Any:
    named = {"state": "accepted_by_payer", "word": "Accepted", "findings": (), "answers": (), "adjudications": ()}
    return SimpleNamespace(**(named | {"member_id": "HM1", "billing_npi": "1100733579"} | more))


def decision(**more: Any) -> Decision:
    named: dict[str, Any] = {
        "at": AT, "status": "4", "charge": 12_500, "paid": 0, "patient": 0, "payer_number": "ICN-9", "body": {},
        "check": "", "paid_on": None,
    }  # fmt: skip
    return Decision(**(named | more))


def explain(one: Any, *, zone: str = "UTC", **more: Any) -> tuple[Reason, ...]:
    named: dict[str, Any] = {"payer": "Harbor Mutual", "syntax": (), "decisions": ()}
    return explain_claim(claim=one, zone=zone, **(named | more))


def is_whole(reason: Reason) -> None:
    assert reason.headline.strip()
    assert reason.what.strip()
    assert reason.severity in (BAD, WARN, NOTE)
    assert "None" not in f"{reason.headline}{reason.what}{reason.why}{reason.todo}"


@given(STATUSES)
def test_any_status_that_a_payer_may_send_is_told_as_a_sentence(status: str) -> None:
    told = tell_status(status)
    assert told
    assert told[0] == told[0].upper()
    category, code, _ = status.split(":")
    assert not told.endswith((".", ":", " ")) or not category
    assert is_known(status) == (category in CATEGORIES and code in _STATUSES)
    if not is_known(status) and code and code not in _STATUSES:
        assert code.lower() in told.lower()


@given(st.lists(STATUSES, min_size=1, max_size=4), st.text(max_size=10))
def test_each_status_of_a_refusal_is_a_card_with_its_code(statuses: list[str], message: str) -> None:
    refusing = [f"A7:{status.partition(':')[2]}" for status in statuses]
    said = tuple(StatusView(status, message) for status in refusing)
    one = claim(state="rejected_by_payer", word="Rejected", answers=(AnswerView("payer", AT, said),))
    reasons = explain(one)
    assert len(reasons) == len(refusing)
    for reason, status in zip(reasons, refusing, strict=True):
        is_whole(reason)
        assert reason.severity == BAD
        assert reason.cites == (f"277CA STC01: {' · '.join(status.split(':'))}",)
        assert (f"“{message}”" in reason.why) == bool(message)


@given(st.lists(FINDINGS, max_size=4), st.sampled_from(["rejected", "held", "received"]))
def test_each_finding_of_ours_is_a_card_that_says_where_it_lies(findings: list[dict[str, Any]], state: str) -> None:
    reasons = explain(claim(state=state, findings=tuple(findings)))
    assert len(reasons) == len(findings)
    hints_last = sorted(findings, key=lambda each: each.get("disposition") == "warn")
    for reason, finding in zip(reasons, hints_last, strict=True):
        is_whole(reason)
        place = finding.get("place", {})
        assert (reason.segment, reason.element) == (place.get("segment", 0), place.get("element", 0))
        assert reason.said == finding["what"]
        assert (reason.severity == BAD) == (finding.get("disposition") == "reject")
        assert f"Rule {finding['rule']}" in reason.cites
        assert all(reason.cites)


@given(BODIES, st.sampled_from(["Denied", "Partial", "Reversed"]), CENTS, CENTS)
def test_a_decision_names_every_reason_that_is_neither_fee_nor_share(
    body: dict[str, Any], word: str, paid: int, patient: int
) -> None:
    (reason,) = explain(claim(word=word), decisions=[decision(body=body, paid=paid, patient=patient)])
    is_whole(reason)
    told = {(group, code) for group, code, _ in adjustments(body) if code not in ("45", "253")}
    named = {f"{group}-{code}" for group, code in told - {("PR", "1"), ("PR", "2"), ("PR", "3")}}
    assert set(reason.cites) == {"835 CLP02: 4", *named}
    assert dollars(paid) in reason.what
    assert len(reason.headline) <= 90


@given(BODIES)
def test_adjustments_are_all_there_in_order_the_claims_own_first(body: dict[str, Any]) -> None:
    parts = [body, *body["lines"]]
    expected = [(group, code, cents) for part in parts for group, code, cents, _ in part["adjustments"]]
    assert list(adjustments(body)) == expected


@given(st.integers(-(10**12), 10**12))
def test_money_in_a_sentence_can_be_read_back_also_below_nothing(cents: int) -> None:
    text = dollars(cents)
    assert re.fullmatch(r"\N{MINUS SIGN}?\$\d{1,3}(,\d{3})*\.\d\d", text)
    amount = int(re.sub(r"\D", "", text))
    assert (-amount if text.startswith("\N{MINUS SIGN}") else amount) == cents


@pytest.mark.parametrize(
    ("zone", "day"), [("UTC", "11/28/2026"), ("America/New_York", "11/27/2026"), ("Pacific/Honolulu", "11/27/2026")]
)
def test_a_reason_tells_the_day_of_the_practice(zone: str, day: str) -> None:
    refused = claim(
        state="rejected_by_payer", word="Rejected", answers=(AnswerView("payer", AT, (StatusView("A7:33:IL", ""),)),)
    )
    (by_payer,) = explain(refused, zone=zone)
    (by_decision,) = explain(claim(word="Denied"), decisions=[decision()], zone=zone)
    assert f"on {day}." in by_payer.what
    assert f"on {day}: of" in by_decision.what
    assert AT.astimezone(ZoneInfo(zone)).day == int(day.split("/")[1])


@pytest.mark.parametrize("state", STATES)
def test_every_state_can_be_explained_with_nothing_known(state: str) -> None:
    for reason in explain(claim(state=state, word="Rejected")):
        is_whole(reason)


@pytest.mark.parametrize("word", ["Paid", "Patient", "Accepted", "Sent", "Replaced", "Void"])
def test_what_needs_nobody_has_no_card_whatever_was_cut(word: str) -> None:
    body = {"adjustments": [["CO", "197", 500, ""]]}
    assert explain(claim(word=word), decisions=[decision(body=body)]) == ()


@given(st.lists(FINDINGS, max_size=4))
def test_behind_a_decision_only_hints_of_ours_are_left(findings: list[dict[str, Any]]) -> None:
    reasons = explain(claim(word="Denied", findings=tuple(findings)), decisions=[decision()])
    hints = [one for one in findings if one.get("disposition") == "warn"]
    assert len(reasons) == 1 + len(hints)
    assert [reason.said for reason in reasons[1:]] == [hint["what"] for hint in hints]

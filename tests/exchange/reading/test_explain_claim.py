"""Why a claim stands where it does: what happened, why, what to do."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from clearlane.exchange.reading.explain_claim import adjustments, explain_claim, name_rule, tell_group
from clearlane.exchange.reading.find_claim import AnswerView
from clearlane.exchange.reading.find_surroundings import Decision
from clearlane.exchange.reading.plain_remedies import remedy_of_denial
from clearlane.exchange.reading.read_segments import ReadSegment
from clearlane.exchange.reading.read_statuses import StatusView
from clearlane.standards.x12.name_elements import Names

AT = datetime(2026, 3, 10, 6, 41, tzinfo=UTC)
FINDING = {
    "rule": "total_charge", "disposition": "reject", "what": "The total is $1.00.", "why": "Lines say so.",
    "remedy": "Correct the total.", "status": "A8:400", "citation": "X12",
    "place": {"segment": 23, "segment_id": "CLM", "element": 2, "loop": "2300"},
}  # fmt: skip


def _claim(**more: Any) -> Any:
    named = {"state": "rejected", "word": "Rejected", "findings": (), "answers": (), "adjudications": ()}
    named |= {"member_id": "HM1", "billing_npi": "1100733579"}
    return SimpleNamespace(**(named | more))


def _explain(claim: Any, **more: Any) -> tuple[Any, ...]:
    named: dict[str, Any] = {"payer": "Harbor Mutual", "syntax": (), "decisions": ()}
    return explain_claim(claim=claim, **(named | more))


def _decision(**more: Any) -> Decision:
    body = {"lines": [{"charge": 500, "paid": 0, "adjustments": [["CO", "197", 500, ""]]}]}
    named: dict[str, Any] = {
        "at": AT, "status": "4", "charge": 12_500, "paid": 0, "patient": 0, "payer_number": "ICN-9", "body": body,
        "check": "", "paid_on": None,
    }  # fmt: skip
    return Decision(**(named | more))


def test_what_we_refused_says_that_it_is_no_denial_and_where_it_lies() -> None:
    (reason,) = _explain(_claim(findings=(FINDING,)))
    assert reason.headline == "The total is not the sum of the lines"
    assert "not a denial" in reason.what
    assert (reason.why, reason.todo, reason.severity) == ("Lines say so.", "Correct the total.", "bad")
    assert (reason.segment, reason.element) == (23, 2)
    assert reason.cites == (
        "277CA STC01: A8 · 400", "Segment 23, CLM02, loop 2300", "Rule total_charge", "X12",
    )  # fmt: skip


def test_what_we_hold_has_not_gone_to_the_payer() -> None:
    (reason,) = _explain(_claim(state="held", findings=(FINDING | {"disposition": "hold"},)))
    assert (reason.severity, "has not gone to the payer" in reason.what) == ("warn", True)


def test_what_holds_a_claim_now_stands_before_what_was_waived() -> None:
    waived, holds = FINDING | {"disposition": "warn"}, FINDING | {"disposition": "hold", "rule": "no_route"}
    first, second = _explain(_claim(state="held", findings=(waived, holds)))
    assert first.headline == "There is no way to the payer yet"
    assert "not what holds the claim" in second.what


def test_a_component_is_named_in_the_place() -> None:
    place = {"segment": 4, "segment_id": "HI", "element": 1, "component": 2}
    (reason,) = _explain(_claim(findings=(FINDING | {"place": place},)))
    assert "Segment 4, HI01-2" in reason.cites


@pytest.mark.parametrize(
    ("status", "headline"),
    [
        ("A7:164:IL", "Harbor Mutual does not know this member ID"),
        ("A3:33:IL", "Harbor Mutual does not know this member"),
        ("A7:562:85", "Harbor Mutual does not accept the NPI"),
        ("A7:77777:85", "Harbor Mutual refused the claim"),
    ],
)
def test_a_payers_refusal_says_who_refuses_what(status: str, headline: str) -> None:
    said = AnswerView("payer", AT, (StatusView(status, "ask us"),))
    (reason,) = _explain(_claim(state="rejected_by_payer", answers=(said,)))
    assert reason.headline == headline
    assert ("03/10/2026" in reason.what, "ask us" in reason.why, bool(reason.todo)) == (True, True, True)
    assert reason.cites == (f"277CA STC01: {' · '.join(status.split(':'))}",)


@pytest.mark.parametrize(
    ("status", "value"), [("A7:164:IL", "HM1"), ("A7:562:85", "1100733579"), ("A7:562:82", ""), ("A8:400", "")]
)
def test_a_refused_value_is_shown_as_it_was_sent(status: str, value: str) -> None:
    said = AnswerView("payer", AT, (StatusView(status, ""),))
    (reason,) = _explain(_claim(state="rejected_by_payer", answers=(said,)))
    assert ("The claim says" in reason.why) == bool(value)
    assert value in reason.why


def test_a_refused_value_is_marked_where_it_stands() -> None:
    member = ReadSegment(14, "2010BA", ("NM1", "IL", "1", "DOE", "JANE", "", "", "", "MI", "HM1"), Names())
    said = AnswerView("payer", AT, (StatusView("A3:33:IL", ""),))
    (reason,) = _explain(_claim(state="rejected_by_payer", answers=(said,)), segments=(member,))
    assert (reason.marks, reason.element) == (14, 9)
    assert reason.cites == ("277CA STC01: A3 · 33 · IL", "Segment 14, NM109, loop 2010BA")
    assert reason.said == "Sent back unprocessed: the payer does not know this member"


@pytest.mark.parametrize(
    ("group", "reason", "told"),
    [
        ("PR", "27", "who covered that day"),
        ("CO", "29", "add our 277CA"),
        ("CO", "109", "the payer who is responsible"),
        ("CO", "18", "number ICN-9."),
        ("CO", "197", "number ICN-9;"),
        ("PR", "204", "another plan"),
        ("CO", "50", "the notes of the visit"),
        ("CO", "16", "send a replacement (frequency 7) with the payer's number ICN-9; to contest"),
    ],
)
def test_what_to_do_about_a_denial_goes_by_its_reason(group: str, reason: str, told: str) -> None:
    body = {"adjustments": [["CO", "45", 100, ""], [group, reason, 12_400, ""]]}
    (denied,) = _explain(_claim(state="accepted_by_payer", word="Denied"), decisions=(_decision(body=body),))
    assert told in denied.todo


def test_a_payer_who_gives_no_number_leaves_no_hole_in_the_advice() -> None:
    for code in ("18", "197", "16"):
        assert remedy_of_denial(code, payer_number="").count("{") == 0
        assert "number;" in remedy_of_denial(code, payer_number="") or "number." in remedy_of_denial(
            code, payer_number=""
        )


def test_the_last_refusal_counts_and_what_was_said_before_it_does_not() -> None:
    first = AnswerView("payer", AT, (StatusView("A7:164:IL", ""),))
    second = AnswerView("payer", AT, (StatusView("A7:562:85", ""),))
    later = AnswerView("payer", AT, (StatusView("A1:19:PR", ""),))
    (reason,) = _explain(_claim(state="rejected_by_payer", answers=(first, second, later)))
    assert "NPI" in reason.headline


def test_a_denial_names_its_reasons_in_words_and_codes() -> None:
    (reason,) = _explain(_claim(state="accepted_by_payer", word="Denied"), decisions=(_decision(),))
    assert reason.headline == "Harbor Mutual denied the claim: no prior authorization"
    assert "CO-197, $5.00" in reason.why
    assert "ICN-9" in reason.todo
    assert "CO-197" in reason.cites


def test_a_denial_that_leaves_all_to_the_patient_names_its_reason_and_no_deductible() -> None:
    body = {"lines": [{"adjustments": [["PR", "27", 12_000, ""], ["PR", "1", 500, ""], ["CO", "45", 10, ""]]}]}
    (reason,) = _explain(
        _claim(state="accepted_by_payer", word="Denied"), decisions=(_decision(body=body, patient=12_500),)
    )
    assert reason.headline == "Harbor Mutual denied the claim: service after coverage ended"
    assert "PR-27, $120.00" in reason.why
    assert not {"PR-1", "CO-45"} & set(reason.cites)


@pytest.mark.parametrize(("word", "severity"), [("Denied", "bad"), ("Partial", "warn"), ("Reversed", "warn")])
def test_a_decision_that_costs_is_explained(word: str, severity: str) -> None:
    (reason,) = _explain(_claim(state="accepted_by_payer", word=word), decisions=(_decision(body={}),))
    assert (reason.severity, "no reason" in reason.why) == (severity, True)


@pytest.mark.parametrize("word", ["Paid", "Patient", "Accepted"])
def test_what_is_well_needs_no_explaining(word: str) -> None:
    assert _explain(_claim(state="accepted_by_payer", word=word), decisions=(_decision(),)) == ()


def test_a_claim_that_the_guide_refused_shows_its_segments_or_says_where_to_look() -> None:
    finding = {"what": "A name is missing", "severity": "error", "place": {"segment": 9, "segment_id": "NM1"}}
    (known,) = _explain(_claim(state="dead"), syntax=(finding,))
    assert (known.segment, "999" in known.what) == (9, True)
    (unknown,) = _explain(_claim(state="dead"))
    assert "Open the file" in unknown.todo


def test_a_fault_of_ours_is_called_one() -> None:
    (reason,) = _explain(_claim(state="stuck"))
    assert "fault of ours" in reason.headline


def test_a_hint_stands_behind_what_stops() -> None:
    hint = FINDING | {"disposition": "warn", "what": "We could not check J45 for service on 2026-11-24."}
    (reason,) = _explain(_claim(state="sent", word="Sent", findings=(hint,)))
    assert (reason.severity, "hint" in reason.what) == ("note", True)
    assert reason.headline == "We could not check J45 for service on 2026-11-24"
    assert not [cite for cite in reason.cites if "STC" in cite]


def test_adjustments_are_those_of_the_claim_and_of_its_lines() -> None:
    body = {"adjustments": [["PR", "1", 5, ""]], "lines": [{"adjustments": [["CO", "45", 7, "1"]]}, {}]}
    assert list(adjustments(body)) == [("PR", "1", 5), ("CO", "45", 7)]
    assert (tell_group("PR"), tell_group("ZZ")) == ("owed by the patient", "ZZ")


def test_every_rule_has_a_headline() -> None:
    from clearlane.exchange.edits.rulebook import rulebook

    assert [rule.id for rule in rulebook() if name_rule(rule.id) == rule.id] == []
    assert all(len(name_rule(rule.id)) <= 60 for rule in rulebook())


@pytest.mark.parametrize("end", ["", "."])
def test_what_a_guide_says_is_told_in_whole_sentences(end: str) -> None:
    found = {"what": f"CLM02 is no number{end}", "why": f"It is digits{end}", "remedy": f"Send a number{end}"}
    (reason,) = _explain(_claim(state="dead"), syntax=(found,))
    assert reason.what.startswith("CLM02 is no number. Our 999 refused")
    assert (reason.why, reason.todo) == ("It is digits.", "Send a number. Then send the claim in a new file.")

"""The X12 of a claim as the viewer shows it, and the facts beside it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict

from clearlane.doors.portal.pages.claim_facts import show_money, show_services
from clearlane.doors.portal.pages.claim_segments import AROUND, show_segments
from clearlane.doors.portal.parts import Fold, Segment
from clearlane.exchange.reading.explain_claim import Reason
from clearlane.exchange.reading.read_segments import ReadSegment
from clearlane.standards.x12.name_elements import Names


def _sheet(*, count: int = 60, segment: int = 0, element: int = 0) -> Any:
    names = Names("Row", ("First", "Second"))
    segments = tuple(ReadSegment(n, f"L{n // 10}", ("REF", "A", str(n)), names) for n in range(1, count + 1))
    reason = Reason("It", "is", "so", "", "bad", (), segment, element, "It is wrong.")
    return SimpleNamespace(
        text=SimpleNamespace(segments=segments),
        reasons=(reason,) if segment else (),
        claim=SimpleNamespace(first_segment=40),
    )


def _show(sheet: Any, *, all_of_it: bool = False, asked: str = "") -> Any:
    return show_segments(sheet, all_of_it=all_of_it, here="/claims/1", keep=QueryDict(asked))


def test_the_segment_of_a_reason_is_marked_with_its_neighbours_and_the_rest_is_folded() -> None:
    lines = _show(_sheet(segment=30, element=2))
    shown = [line for line in lines if isinstance(line, Segment)]
    assert [line.number for line in shown] == list(range(30 - AROUND, 30 + AROUND + 1))
    (hit,) = [line for line in shown if line.hit]
    assert (hit.number, hit.said) == (30, "REF02 Second: It is wrong.")
    assert [element.marked for element in hit.elements] == [False, True]
    assert [(line.label, line.href) for line in lines if isinstance(line, Fold)] == [
        ("Show segments 1\N{EN DASH}25", "/claims/1?all=1#x12"),
        ("Show segments 35\N{EN DASH}60", "/claims/1?all=1#x12"),
    ]


def test_every_segment_is_shown_or_stands_in_a_fold() -> None:
    for segment in (0, 1, 30, 60):
        lines = _show(_sheet(segment=segment))
        shown = sum(isinstance(line, Segment) for line in lines)
        folded = 0
        for line in lines:
            if isinstance(line, Fold):
                first, _, last = line.label.rpartition(" ")[2].partition("\N{EN DASH}")
                folded += int(last or first) - int(first) + 1
        assert shown + folded == 60


def test_all_are_shown_where_all_are_asked_for_and_where_they_are_few() -> None:
    assert len(_show(_sheet(), all_of_it=True)) == 60
    assert len(_show(_sheet(count=9))) == 9


def test_a_fold_keeps_what_else_the_address_asks() -> None:
    fold = next(line for line in _show(_sheet(segment=30), asked="status=held&explain=1") if isinstance(line, Fold))
    assert fold.href == "/claims/1?status=held&explain=1&all=1#x12"


def test_a_loop_is_named_where_it_begins() -> None:
    lines = _show(_sheet(), all_of_it=True)
    assert [line.number for line in lines if line.loop] == [1, 10, 20, 30, 40, 50, 60]


def _decided(*decisions: Any) -> Any:
    line = SimpleNamespace(number=1, procedure="99213", modifiers="25", service_from=None, cents=12_500)
    claim = SimpleNamespace(total_cents=12_500, word="Sent", state="sent", lines=(line,))
    return SimpleNamespace(claim=claim, around=SimpleNamespace(decisions=decisions))


def _decision(paid: int, patient: int, *adjustments: Any) -> Any:
    body = {"lines": [{"charge": 12_500, "paid": paid, "adjustments": list(adjustments)}]}
    return SimpleNamespace(paid=paid, patient=patient, body=body, check="CHK-1")


def test_money_that_nobody_decided_on_is_not_there_yet() -> None:
    assert [(fact.term, fact.value) for fact in show_money(_decided())] == [
        ("Charged", "$125.00"),
        ("Paid by payer", "not yet"),
    ]


def test_money_shows_each_reason_by_which_less_was_paid() -> None:
    facts = show_money(_decided(_decision(9_000, 500, ["CO", "45", 3_000, ""], ["PR", "2", 500, ""])))
    assert [(fact.term, fact.value) for fact in facts] == [
        ("Charged", "$125.00"),
        ("CO-45", "\N{MINUS SIGN}$30.00"),
        ("PR-2", "\N{MINUS SIGN}$5.00"),
        ("Patient owes", "$5.00"),
        ("Paid by payer", "$90.00"),
    ]
    assert facts[-1].second == "CHK-1"


@pytest.mark.parametrize("decisions", [(), (_decision(9_000, 0),), (_decision(1, 0), _decision(2, 0))])
def test_a_service_shows_what_the_last_decision_says_of_it(decisions: tuple[Any, ...]) -> None:
    (service,) = show_services(_decided(*decisions))
    assert (service.code, service.charge) == ("99213:25", 12_500)
    assert service.paid == (decisions[-1].paid if decisions else None)


@pytest.mark.parametrize(
    ("word", "state", "cents", "charged", "paid"),
    [
        ("Rejected", "rejected", 12_500, "$125.00", "nothing: not taken in"),
        ("Rejected", "dead", 0, "\N{EN DASH}", "nothing: not taken in"),
        ("Rejected", "dead", 12_500, "$125.00", "nothing: not taken in"),
        ("Void", "withdrawn", 12_500, "$125.00", "nothing: withdrawn"),
        ("Replaced", "replaced", 0, "$0.00", "see the later claim"),
    ],
)
def test_money_of_a_claim_that_ended_undecided(word: str, state: str, cents: int, charged: str, paid: str) -> None:
    sheet = _decided()
    sheet.claim = SimpleNamespace(total_cents=cents, word=word, state=state, lines=())
    assert [fact.value for fact in show_money(sheet)] == [charged, paid]

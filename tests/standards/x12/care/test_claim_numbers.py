"""Numbers of claims (`care.numbers`): one that stands twice in a set is doubted, in bounded memory."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.care import numbers
from clearlane.standards.x12.care.numbers import ClaimNumbers
from clearlane.vocabulary.finding import Severity
from tests.standards.x12.care.service_texts import beyond, told
from tests.standards.x12.x12_texts import changed, join, lines


def test_a_number_that_stands_twice_is_told_where_it_stands_again() -> None:
    data = changed("CLM*A3", "CLM*A2*60***11:B:1*Y*A*Y*Y")
    assert told(data) == "2300 CLM01 number_repeated A2"
    (found,) = beyond(data)
    assert (found.severity, found.unit, data[found.place.offset or 0 :][:6]) == (Severity.WARNING, "", b"CLM*A2")
    assert found.place.offset == data.rindex(b"CLM*A2")


def test_a_claim_that_is_wrong_otherwise_is_remembered_too() -> None:
    segments = [one.replace("CLM*A3", "CLM*A2").replace("ABK:J020", "ABK:J0200") for one in lines()]
    assert told(join(segments)) == "2300 HI01-2 diagnosis_unknown J0200; 2300 CLM01 number_repeated A2"


def test_no_more_is_remembered_than_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "MOST_NUMBERS", 2)
    known = ClaimNumbers()
    assert [known.is_new(one) for one in (b"A", b"B", b"C", b"C", b"A")] == [True, True, True, True, False]
    assert len(known) == 2

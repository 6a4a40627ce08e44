"""Independent eyes: what we generate and what we write is accepted by pyx12, and our verdicts are its verdicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.claim_acknowledgment import (
    Acknowledgment277,
    Claim277,
    Line277,
    Name277,
    Provider277,
    Total277,
    write_277ca,
)
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.write import Identity
from clearlane.vocabulary.finding import Severity
from tests.standards.guides.pyx12_verdict import pyx12_verdict

TODAY = dt.date(2026, 11, 23)
AT = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
STATUS = ("A2", "20", "PR")
FAULTS = ("bad_amount", "bad_assignment", "missing_diagnosis", "unknown_segment", "bad_onset_date", "bad_line_unit")


def _order(seed: int, planted: Mapping[int, str] | None = None) -> bytes:
    order = Order(seed=seed, claims=40, today=TODAY, sender="SENDER", receiver="CLEAR", planted=planted or {})
    return file_837p(order).content


def _answer(data: bytes) -> bytes:
    answer = x12.acknowledge(x12.report([data]).interchanges[0], control=7, at=AT)
    assert answer
    return answer


@pytest.mark.parametrize("seed", range(4))
def test_a_generated_file_is_accepted_by_both(seed: int) -> None:
    data = _order(seed)
    assert [one for one in x12.report([data]).findings if one.severity is Severity.ERROR] == []
    assert pyx12_verdict(data).problems == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_refused_by_both(fault: str) -> None:
    data = _order(5, {3: fault})
    assert any(one.severity is Severity.ERROR for one in x12.report([data]).findings)
    assert pyx12_verdict(data).accepted is False


def test_pyx12_accepts_our_999_of_a_clean_file() -> None:
    assert pyx12_verdict(_answer(_order(1))).problems == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_pyx12_accepts_our_999_of_a_file_with_a_fault(fault: str) -> None:
    assert pyx12_verdict(_answer(_order(2, {3: fault, 9: "bad_amount"}))).problems == ()


def test_we_accept_our_own_999() -> None:
    answer = _answer(_order(2, {3: "bad_amount"}))
    assert x12.report([answer]).findings == ()


def _acknowledgment() -> Acknowledgment277:
    status = ((STATUS, "20261123", "WQ", "100"),)
    line = Line277(("HC", "99213"), "100", "1", ((("A7", "562", "82"), "20261123", "U"),), "L1", ("D8", "20261101"))
    patient = Name277("QC", "DOE", "JANE", is_person=True, qualifier="MI", id="M1")
    claim = Claim277(patient, "CLM1", status, (("1K", "P1"), ("D9", "T1")), ("D8", "20261101"), (line,))
    total = Total277(accepted=1, rejected=0, accepted_amount="100", rejected_amount="0")
    office = Name277("85", "OFFICE", qualifier="XX", id="1234567893")
    received = ((("A1", "19", "PR"), "", "WQ", "100"),)
    return Acknowledgment277(
        reference="1",
        at=AT,
        source=Name277("AY", "CLEARLANE", qualifier="46", id="CLEAR"),
        source_trace="1",
        received="20261123",
        processed="20261123",
        receiver=Name277("41", "OFFICE", qualifier="46", id="SENDER"),
        receiver_trace="BHT1",
        statuses=status,
        total=total,
        providers=(Provider277(office, total, (claim,), statuses=received),),
    )


def test_pyx12_accepts_our_277ca() -> None:
    identity = Identity(sender="CLEAR", receiver="SENDER")
    data = write_277ca([_acknowledgment()], identity=identity, control=1, usage="P", at=AT)
    ours = [one for one in x12.report([data]).findings if one.severity is Severity.ERROR]
    assert (ours, pyx12_verdict(data).problems) == ([], ())

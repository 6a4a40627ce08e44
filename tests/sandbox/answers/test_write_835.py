"""The payer's 835, segment by segment: what stands where, and what is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane_sandbox.adjudicate import Adjustment, LineVerdict, Verdict
from clearlane_sandbox.answers.envelope import Identity
from clearlane_sandbox.answers.write_835 import (
    Payment,
    ProviderAdjustment,
    adjustment_segments,
    line_dates,
    write_835,
)
from clearlane_sandbox.submission import Member, Provider
from tests.sandbox.conftest import NOON
from tests.sandbox.eyes import read_payments, segments
from tests.sandbox.people import CLINIC, make_claim, make_profile, make_verdict

US = Identity("ZZ", "HARBOR", "ZZ", "SUBMITTER", "HARBOR", "SUBMITTER", "P")
PROFILE = make_profile("address 1 HARBOR WAY | BOISE | ID | 83702")


def payment(*verdicts: Verdict, **more: object) -> Payment:
    one = Payment("EFT1", "HARBOR", "HARBOR MUTUAL", CLINIC, verdicts or (make_verdict(1000),))
    return replace(one, **more)  # type: ignore[arg-type]


def written(*payments: Payment) -> list[list[str]]:
    """The segments of the 835, which our own reader accepts."""
    data = write_835(identity=US, control=7, at=NOON, profile=PROFILE, payments=payments or (payment(),))
    report = x12.report([data])
    assert (report.accepted, [one.rule for one in report.findings]) == (True, [])
    assert [one.off for one in read_payments(data)] == [[] for _ in read_payments(data)]
    return segments(data)


def of(said: list[list[str]], id: str) -> list[list[str]]:
    return [one for one in said if one[0] == id]


def test_a_payment_names_its_money_and_its_number() -> None:
    said = written()
    (bpr,), (trn,) = of(said, "BPR"), of(said, "TRN")
    assert bpr[1:6] == ["I", "8", "C", "ACH", "CCP"]
    assert bpr[16] == "20260302"
    assert trn == ["TRN", "1", "EFT1", "1861230000"]


def test_a_payment_of_nothing_is_a_notice() -> None:
    said = written(payment(make_verdict(1000, terms="pay contract 0%")))
    (bpr,) = of(said, "BPR")
    assert [bpr[1], bpr[2], bpr[4], bpr[16]] == ["H", "0", "NON", "20260302"]


PAYEES = {
    "by NPI and tax id": (CLINIC, ["XX", "1234567893"], [["REF", "TJ", "123456789"]]),
    "by NPI alone": (Provider("XX", "1234567893", "", False, "CLINIC"), ["XX", "1234567893"], []),
    "by tax id": (Provider("XX", "", "123456789", False, "CLINIC"), ["FI", "123456789"], []),
    "by a number of its own": (Provider("FI", "1", "123456789", False, "CLINIC"), ["FI", "123456789"], []),
}


@pytest.mark.parametrize("how", PAYEES)
def test_a_payee_is_named(how: str) -> None:
    payee, id, references = PAYEES[how]
    said = written(payment(payee=payee))
    assert next(one for one in of(said, "N1") if one[1] == "PE")[3:] == id
    assert [one for one in of(said, "REF") if one[1] == "TJ"] == references


def test_a_payee_that_is_a_person_has_both_names() -> None:
    said = written(payment(payee=Provider("XX", "1234567893", "", True, "HART", "ANN")))
    assert next(one for one in of(said, "N1") if one[1] == "PE")[2] == "HART ANN"


def test_a_claim_has_its_line_and_what_was_taken_off() -> None:
    said = written(payment(make_verdict(10000, terms="pay contract 80% coinsurance 25%")))
    assert of(said, "CLP") == [["CLP", "C1", "1", "100", "60", "20", "12", "N1", "11", "1"]]
    assert of(said, "SVC") == [["SVC", "HC:99213", "100", "60", "", "1"]]
    assert of(said, "CAS") == [["CAS", "CO", "45", "20"], ["CAS", "PR", "2", "20"]]
    assert of(said, "AMT") == [["AMT", "B6", "80"]]


def test_a_claim_told_without_lines_has_its_adjustments_itself() -> None:
    said = written(payment(make_verdict(10000, 5000, terms="pay contract 80% lines no")))
    assert of(said, "SVC") == []
    assert of(said, "CAS") == [["CAS", "CO", "45", "30"]]


def test_a_denied_line_allows_nothing() -> None:
    said = written(payment(make_verdict(10000, terms="deny CO:50")))
    assert of(said, "AMT") == []
    assert of(said, "CAS") == [["CAS", "CO", "50", "100"]]


def test_a_dependent_stands_beside_the_subscriber() -> None:
    verdict = make_verdict(1000)
    child = replace(verdict, claim=make_claim(1000, patient=Member("DOE", "TIM", "W1")))
    names = [one[1:5] for one in of(written(payment(child)), "NM1")]
    assert names == [["QC", "1", "DOE", "TIM"], ["IL", "1", "DOE", "ANN"]]


def test_a_rendering_provider_is_named_by_npi() -> None:
    verdict = make_verdict(1000)
    verdict.claim.rendering = ("HART", "BO", "1245319599")
    (rendering,) = [one for one in of(written(payment(verdict)), "NM1") if one[1] == "82"]
    assert rendering == ["NM1", "82", "1", "HART", "BO", "", "", "", "XX", "1245319599"]


def test_a_forwarded_claim_says_to_whom() -> None:
    said = written(payment(forwarded_to="NEXT01"))
    assert [one[9] for one in of(said, "NM1") if one[1] == "TT"] == ["NEXT01"]


def test_a_short_number_is_cut_and_raised() -> None:
    verdict = make_verdict(1000, number="abc-defghij-klmnopqrstuv")
    assert of(written(payment(verdict, short=True)), "CLP")[0][1] == "ABC-DEFGHIJ-KLMNOPQR"


def test_a_provider_adjustment_has_the_end_of_the_year() -> None:
    said = written(payment(adjustments=(ProviderAdjustment("WO", "OLD", 100), ProviderAdjustment("L6", "INT", -50))))
    assert of(said, "PLB") == [
        ["PLB", "1234567893", "20261231", "WO:OLD", "1"],
        ["PLB", "1234567893", "20261231", "L6:INT", "-0.5"],
    ]
    assert of(said, "BPR")[0][2] == "7.5"


DATES = {
    ("", ""): [],
    ("20260105", ""): ["DTM*472*20260105"],
    ("20260105", "20260105"): ["DTM*472*20260105"],
    ("20260105", "20260107"): ["DTM*150*20260105", "DTM*151*20260107"],
}


@pytest.mark.parametrize("days", DATES)
def test_a_line_has_a_day_or_a_first_and_a_last(days: tuple[str, str]) -> None:
    assert line_dates(*days) == DATES[days]


@given(st.lists(st.tuples(st.sampled_from(["CO", "PR", "OA"]), st.integers(1, 10**6)), max_size=20))
@settings(deadline=None)
def test_adjustments_are_six_a_segment_and_lose_nothing(pairs: list[tuple[str, int]]) -> None:
    adjustments = [Adjustment(group, str(number), cents) for number, (group, cents) in enumerate(pairs, 1)]
    found = []
    for segment in adjustment_segments(adjustments):
        _, group, *triples = segment.split("*")
        assert len(triples) <= 6 * 3
        for at in range(0, len(triples), 3):
            found.append((group, triples[at], round(float(triples[at + 1]) * 100)))
    assert sorted(found) == sorted((one.group, one.reason, one.cents) for one in adjustments)


def test_seven_reasons_are_two_segments_of_a_group() -> None:
    line = make_claim(7000).lines[0]
    adjustments = tuple(Adjustment("CO", str(reason), 1000) for reason in range(1, 8))
    verdict = Verdict(make_claim(7000), "N1", "4", (LineVerdict(line, 7000, 0, 0, adjustments),))
    assert [len(one) for one in of(written(payment(verdict)), "CAS")] == [2 + 6 * 3 - 1, 2 + 2]


def test_each_payment_is_a_set_of_its_own() -> None:
    said = written(payment(), payment(trace="EFT2"), payment(trace="EFT3"))
    assert [one[2] for one in of(said, "ST")] == ["0001", "0002", "0003"]
    assert [one[2] for one in of(said, "TRN")] == ["EFT1", "EFT2", "EFT3"]

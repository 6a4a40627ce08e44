"""The payer's 277CA: who stands above whom, which totals stand where, and which words make a claim taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clearlane.standards import x12
from clearlane_sandbox.answers.envelope import Identity
from clearlane_sandbox.answers.write_277ca import ClaimStatus, Style, service_dates, write_277ca
from clearlane_sandbox.profile import Status
from clearlane_sandbox.submission import Claim, Line, Provider, Set
from tests.sandbox.conftest import NOON
from tests.sandbox.eyes import segments
from tests.sandbox.people import CLINIC, make_claim, make_profile

US = Identity("ZZ", "HARBOR", "ZZ", "SUBMITTER", "HARBOR", "SUBMITTER", "P")
TAKEN, REJECTED, RETURNED = Status("A2", "20", "PR"), Status("A7", "562", "85"), Status("A3", "23", "PR")
OTHER = Provider("XX", "1992999999", "987654321", False, "OTHER")
PART = Set("0001", "005010X222A1", "BATCH1", "OAK BILLING", "SUBMITTER")


def word(number: str, *, status: Status = TAKEN, cents: int = 1000, provider: Provider = CLINIC) -> ClaimStatus:
    """One claim's word."""
    return ClaimStatus(make_claim(cents, number=number, provider=provider), status)


def written(*words: ClaimStatus, style: Style | None = None, lines: tuple[str, ...] = ()) -> list[list[str]]:
    """The segments of one set, which our own reader accepts."""
    part = replace(PART, claims=[one.claim for one in words])
    parts, profile = [(part, list(words))], make_profile(*lines)
    data = write_277ca(identity=US, control=7, at=NOON, profile=profile, parts=parts, style=style or Style())
    assert x12.report([data]).findings == ()
    return segments(data)


def of(said: list[list[str]], id: str) -> list[list[str]]:
    return [one[1:] for one in said if one[0] == id]


def test_claims_stand_beneath_their_provider() -> None:
    said = written(word("C1"), word("C2", provider=OTHER), word("C3"))
    assert of(said, "HL") == [
        ["1", "", "20", "1"],
        ["2", "1", "21", "1"],
        ["3", "2", "19", "1"],
        ["4", "3", "PT"],
        ["5", "3", "PT"],
        ["6", "2", "19", "1"],
        ["7", "6", "PT"],
    ]
    assert [trn[1] for trn in of(said, "TRN") if trn[0] == "2"] == ["BATCH1", "C1", "C3", "C2"]


def test_totals_stand_at_the_receiver_and_at_each_provider() -> None:
    said = written(word("C1"), word("C2", status=REJECTED, cents=250), word("C3", provider=OTHER, cents=500))
    assert of(said, "QTY") == [["90", "2"], ["AA", "1"], ["QA", "1"], ["QC", "1"], ["QA", "1"]]
    assert of(said, "AMT") == [["YU", "15"], ["YY", "2.5"], ["YU", "10"], ["YY", "2.5"], ["YU", "5"]]


CATEGORIES = {"A0": True, "A1": True, "A2": True, "A5": True, "A3": False, "A6": False, "A7": False, "A8": False}


@pytest.mark.parametrize(("category", "accepted"), CATEGORIES.items())
def test_a_category_takes_a_claim_or_does_not(category: str, accepted: bool) -> None:
    one = word("C1", status=Status(category, "20"))
    assert one.accepted is accepted
    said = written(one)
    assert of(said, "STC")[-1] == [f"{category}:20", "20260302", "WQ" if accepted else "U", "10"]
    assert of(said, "QTY")[0][0] == ("90" if accepted else "AA")


def test_the_payers_number_and_our_trace_are_given_back() -> None:
    one = word("C1")
    one.claim.trace = "D9TRACE"
    assert of(written(replace(one, number="P1")), "REF") == [["1K", "P1"], ["D9", "D9TRACE"]]
    assert of(written(replace(one, number="P1"), style=Style(with_trace=False)), "REF") == [["1K", "P1"]]
    assert of(written(one), "REF") == [["D9", "D9TRACE"]]


def test_a_short_trace_is_cut_and_raised() -> None:
    said = written(word("abc-defghij-klmnopqrstuv"), style=Style(short=True))
    assert of(said, "TRN")[-1] == ["2", "ABC-DEFGHIJ-KLMNOPQR"]


def test_a_word_at_the_receiver_names_nobody() -> None:
    said = written(word("C1", status=RETURNED), word("C2", status=RETURNED), style=Style(level="2200B"))
    assert of(said, "HL") == [["1", "", "20", "1"], ["2", "1", "21", "0"]]
    assert of(said, "STC") == [["A3:23:PR", "20260302", "U", "20"]]
    assert of(said, "QTY") == [["AA", "2"]]


def test_a_word_at_the_provider_names_no_claim() -> None:
    said = written(word("C1", status=REJECTED), word("C2", status=REJECTED), style=Style(level="2200C"))
    assert of(said, "HL")[2:] == [["3", "2", "19", "0"]]
    assert of(said, "STC")[-1] == ["A7:562:85", "", "U", "20"]
    assert of(said, "TRN")[-1] == ["1", "1234567893"]


def test_a_provider_without_an_npi_is_named_by_tax_id() -> None:
    said = written(word("C1", provider=Provider("FI", "", "123456789", True, "HART", "ANN")))
    assert ["85", "1", "HART", "ANN", "", "", "", "FI", "123456789"] in of(said, "NM1")


def test_the_source_is_the_payer_or_the_one_that_was_addressed() -> None:
    assert of(written(word("C1")), "NM1")[0][2] == "TEST PAYER"
    addressed = word("C1")
    addressed.claim.payer_id = "OTHERPAY"
    assert of(written(addressed, lines=("answers_as_addressed yes",)), "NM1")[0][2::6] == ["PAYER", "OTHERPAY"]


def with_days(*days: tuple[str, str]) -> Claim:
    claim = make_claim()
    claim.lines = [Line("HC:99213", 100, "1", start, end) for start, end in days]
    return claim


DAYS = {
    "none": ([], "DTP*472*D8*20260302"),
    "one": ([("20260105", "")], "DTP*472*D8*20260105"),
    "the same twice": ([("20260105", ""), ("20260105", "20260105")], "DTP*472*D8*20260105"),
    "two": ([("20260107", ""), ("20260105", "")], "DTP*472*RD8*20260105-20260107"),
    "a range": ([("20260105", "20260109")], "DTP*472*RD8*20260105-20260109"),
    "one line without": ([("", ""), ("20260105", "")], "DTP*472*D8*20260105"),
}


@pytest.mark.parametrize("what", DAYS)
def test_a_claim_has_its_first_and_last_day(what: str) -> None:
    days, segment = DAYS[what]
    assert service_dates(with_days(*days), "20260302") == segment

"""Edit 39: frequency and the payer's number, every pair of them."""

from __future__ import annotations

from itertools import product

import pytest

from clearlane.exchange.claims.states import STATES
from tests.exchange.edits.judging import in_short, said

AT = "at 2300 CLM05-3"
NOT_TAKEN = [f"reject A7:535 {AT}"]
NO_NUMBER = [f"reject A6:464 {AT}"]
NEW_CLAIM = [f"warn A7:787 {AT}"]
REPLACEMENT_MEANT = [f"warn A7:799 {AT}"]


def sent(frequency: str, number: str, *given: str) -> list[str]:
    changes = [f"2300 CLM*ACCT1001*225***11:B:{frequency}*Y*A*Y*Y", *([f"2300 REF*F8*{number}"] if number else [])]
    return in_short(said("claim_frequency", *changes, given=given))


@pytest.mark.parametrize(
    ("frequency", "number", "expected"),
    [
        ("1", "", []),
        ("1", "ICN77", REPLACEMENT_MEANT),
        ("7", "", NO_NUMBER),
        ("7", "ICN77", []),
        ("7", "ICN78", NEW_CLAIM),
        ("8", "", NO_NUMBER),
        ("8", "ICN77", []),
        ("8", "ICN78", NEW_CLAIM),
        ("6", "ICN77", NOT_TAKEN),
        ("0", "", NOT_TAKEN),
        ("01", "", NOT_TAKEN),
        ("", "", NOT_TAKEN),
        ("", "ICN77", NOT_TAKEN),
        ("77", "ICN77", NOT_TAKEN),
    ],
)
def test_frequency_and_number_fit_together(frequency: str, number: str, expected: list[str]) -> None:
    assert sent(frequency, number, "number ICN77 of PRAIR: accepted_by_payer") == expected


@pytest.mark.parametrize(("frequency", "taken"), [*product("178", ["1", "1 7", "1 8", "1 7 8", "7 8"])])
def test_the_payer_says_which_it_takes(frequency: str, taken: str) -> None:
    found = sent(frequency, "ICN77", f"payer PRAIR takes {taken}", "number ICN77 of PRAIR: sent")
    if frequency not in taken.split():
        assert found == NOT_TAKEN
    else:
        assert found == (REPLACEMENT_MEANT if frequency == "1" else [])


def test_an_original_without_a_number_is_none_of_its_business() -> None:
    assert sent("1", "", "payer PRAIR takes 7 8") == []


@pytest.mark.parametrize("state", STATES)
def test_only_a_claim_that_the_payer_has_can_be_corrected(state: str) -> None:
    never_there = {"dead", "rejected", "withdrawn", "rejected_by_payer"}
    found = sent("7", "ICN77", f"number ICN77 of PRAIR: {state}")
    assert found == (NEW_CLAIM if state in never_there else [])


@pytest.mark.parametrize(("payer", "expected"), [("PRAIR", []), ("prair", []), ("OTHER", NEW_CLAIM)])
def test_a_number_of_another_payer_warns(payer: str, expected: list[str]) -> None:
    assert sent("8", "ICN77", f"number ICN77 of {payer}: sent") == expected


def test_the_sentence_names_the_payer_and_what_it_takes() -> None:
    change = "2300 CLM*ACCT1001*225***11:B:8*Y*A*Y*Y"
    (finding,) = said("claim_frequency", change, given=["payer PRAIR takes 1 7"])
    assert finding.what == "Prairie Health does not take claims with frequency 8."
    assert "It takes 1, 7 " in finding.why
    assert finding.found == "8"

"""Edit 4: who may bill. The list is asked for the pair, never for one half of it."""

from __future__ import annotations

from itertools import product

import pytest

from tests.exchange.edits.judging import in_short, rule, said

NPI, OTHER_NPI = "1234567893", "2222222228"
TIN, OTHER_TIN = "123456789", "987654321"
HELD = ["hold A3:496:85 at 2010AA NM109"]


def billed(npi: str, tin: str, *given: str) -> list[str]:
    changes = (f"2010AA NM1*85*2*LAKESIDE CLINIC*****XX*{npi}", f"2010AA REF*EI*{tin}")
    return in_short(said("authorized_pair", *changes, given=given))


@pytest.mark.parametrize(("npi", "tin"), [*product([NPI, OTHER_NPI], [TIN, OTHER_TIN])])
def test_both_halves_must_stand_together_on_the_list(npi: str, tin: str) -> None:
    listed = {(NPI, TIN), (OTHER_NPI, OTHER_TIN)}
    given = ["no pairs", *(f"pair {one} {other}" for one, other in sorted(listed))]
    assert billed(npi, tin, *given) == ([] if (npi, tin) in listed else HELD)


def test_nobody_may_bill_where_the_list_is_empty() -> None:
    assert billed(NPI, TIN, "no pairs") == HELD


def test_an_npi_that_cannot_be_one_is_left_to_its_own_rule() -> None:
    assert billed("1234567890", TIN, "no pairs") == []


def test_a_missing_npi_is_left_to_its_own_rule() -> None:
    assert said("authorized_pair", "2010AA NM1*85*2*LAKESIDE CLINIC", given=["no pairs"]) == ()


@pytest.mark.parametrize("tax", ["REF*EI*123456789", "REF*SY*123456789"])
def test_a_tax_id_of_either_kind_is_one(tax: str) -> None:
    assert said("authorized_pair", "- 2010AA REF*EI", f"2010AA {tax}") == ()


def test_a_claim_without_a_tax_id_is_held_and_says_so() -> None:
    (finding,) = said("authorized_pair", "- 2010AA REF*EI")
    assert "tax id (none)" in finding.what


def test_the_sentence_shows_the_end_of_a_tax_id_only() -> None:
    (finding,) = said("authorized_pair", f"2010AA REF*EI*{OTHER_TIN}")
    text = f"{finding.what} {finding.why} {finding.remedy} {finding.found} {finding.expected}"
    assert "ending in 4321" in text
    assert OTHER_TIN not in text


@pytest.mark.parametrize(("npi", "found"), [("", []), ("*****XX*2222222228", HELD)])
def test_a_payers_number_stands_for_an_npi_that_is_missing_and_not_beside_one(npi: str, found: list[str]) -> None:
    changes = (f"2010AA NM1*85*2*LAKESIDE TRANSPORT{npi}", "2010BB REF*G2*MILES77")
    assert in_short(said("authorized_pair", *changes, given=["atypical MILES77 123456789"])) == found


def test_no_setting_makes_it_milder() -> None:
    assert not rule("authorized_pair").is_settable

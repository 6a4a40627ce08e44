"""Edit 10: the payer that a claim names."""

from __future__ import annotations

import pytest

from tests.exchange.edits.judging import in_short, rule, said


def sent_to(payer: str, *given: str) -> list[str]:
    return in_short(said("payer_known", f"2010BB NM1*PR*2*PRAIRIE HEALTH*****PI*{payer}", given=given))


@pytest.mark.parametrize("payer", ["PRAIR", "prair", "Prair"])
def test_a_payer_is_known_in_whatever_case_it_was_typed(payer: str) -> None:
    assert sent_to(payer) == []


@pytest.mark.parametrize("payer", ["PRAIR2", "PRAI", " PRAIR", "PRAIR ", "00000", ""])
def test_another_id_is_not_known(payer: str) -> None:
    assert sent_to(payer) == ["hold A7:153:PR at 2010BB NM109"]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("payer PRAIR not live", ["hold A7:153:PR at 2010BB NM109"]),
        ("payer PRAIR without route", ["hold A7:116 at 2010BB NM109"]),
        ("payer PRAIR takes 1", []),
    ],
)
def test_a_known_payer_must_be_open_and_reached(given: str, found: list[str]) -> None:
    assert sent_to("PRAIR", given) == found


def test_a_claim_that_names_no_payer_is_held_and_says_so() -> None:
    (finding,) = said("payer_known", "- 2010BB NM1*PR")
    assert "(none)" in finding.what
    assert finding.place.loop == "2010BB"


def test_no_setting_makes_it_milder() -> None:
    assert not rule("payer_known").is_settable

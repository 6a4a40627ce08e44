"""The sentences of a case: each changes one fact and leaves all others as the typical claim has them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from clearlane.exchange.edits.cases.build import build
from clearlane.exchange.edits.cases.give import give
from clearlane.exchange.edits.facts import EarlierClaim, Facts, PayerEntry
from clearlane.exchange.edits.fingerprint import fingerprint
from clearlane.exchange.edits.type_claim import type_claim
from clearlane.vocabulary.claim import Claim


def claim(*changes: str) -> Claim:
    """The typical claim, with changes."""
    made = type_claim(submitted=build(changes=changes))
    assert isinstance(made, Claim)
    return made


TYPICAL = claim()
PLAIN = give(given=(), claim=TYPICAL)
PRAIRIE = PayerEntry(id="PRAIR", name="Prairie Health")


def told(*given: str) -> dict[str, Any]:
    """The facts that differ from the typical claim's."""
    facts = give(given=given, claim=TYPICAL)
    return {
        each.name: getattr(facts, each.name)
        for each in fields(Facts)
        if each.compare and getattr(facts, each.name) != getattr(PLAIN, each.name)
    }


SENTENCES: list[tuple[str, dict[str, Any]]] = [
    ("today 2026-12-31", {"today": date(2026, 12, 31)}),
    ("no pairs", {"pairs": frozenset()}),
    ("pair 1245319599 987654321", {"pairs": {("1234567893", "123456789"), ("1245319599", "987654321")}}),
    ("unverified pair 1245319599 987654321", {"unverified": {("1245319599", "987654321")}}),
    ("atypical G2-77 123456789", {"atypical": {("G2-77", "123456789")}}),
    ("not live", {"is_live": False}),
    ("test file", {}),
    ("payer PRAIR not live", {"payers": {"PRAIR": PayerEntry("PRAIR", "Prairie Health", is_live=False)}}),
    (
        "payer PRAIR without route",
        {"payers": {"PRAIR": PayerEntry("PRAIR", "Prairie Health", takes_claims=False, frequencies=frozenset())}},
    ),
    (
        "payer PRAIR takes 1 7",
        {"payers": {"PRAIR": PayerEntry("PRAIR", "Prairie Health", frequencies=frozenset({"1", "7"}))}},
    ),
    ("payer PRAIR takes 8", {"payers": {"PRAIR": PayerEntry("PRAIR", "Prairie Health", frequencies=frozenset({"8"}))}}),
    ("payer OTHER not live", {"payers": {"OTHER": PayerEntry("PRAIR", "Prairie Health", is_live=False)}}),
]


@pytest.mark.parametrize(("sentence", "changed"), SENTENCES)
def test_a_sentence_changes_its_one_fact(sentence: str, changed: dict[str, Any]) -> None:
    assert told(sentence) == changed


def test_lists_that_are_brought_in_are_given_as_they_are_found() -> None:
    facts = give(
        given=[
            "cpt 99213 from 2026-01-01",
            "at most 2 of 99213",
            "pair of procedures 99213 85025 1",
            "npis 1234567893",
        ],
        claim=TYPICAL,
    )
    on = date(2026, 6, 1)
    assert facts.procedures["cpt"].is_valid("99213", on=on)
    for records, key, says in (
        (facts.most_units, "99213", "2"),
        (facts.procedure_pairs, "9921385025", "1"),
        (facts.npis, "1234567893", ""),
    ):
        assert records is not None
        found = records.find_on(key, on)
        assert found is not None
        assert found.says == says
        assert records.find_on(key, date(2025, 12, 31)) is None
        assert records.find_on("0", on) is None


def test_without_a_word_of_them_no_list_was_brought_in() -> None:
    assert PLAIN.procedures == {}
    assert (PLAIN.most_units, PLAIN.procedure_pairs, PLAIN.npis) == (None, None, None)


def test_sentences_add_up() -> None:
    assert told("no pairs", "pair 1245319599 987654321", "not live") == {
        "pairs": {("1245319599", "987654321")}, "is_live": False,
    }  # fmt: skip


EARLIER: list[tuple[str, dict[str, Any]]] = [
    ("sent", {"state": "sent"}),
    ("accepted_by_payer adjudicated", {"state": "accepted_by_payer", "is_adjudicated": True}),
    ("sent test", {"state": "sent", "usage": "T"}),
    ("sent adjudicated test", {"state": "sent", "is_adjudicated": True, "usage": "T"}),
]


@pytest.mark.parametrize(("words", "values"), EARLIER)
def test_an_earlier_claim_is_known_by_its_fingerprint(words: str, values: dict[str, Any]) -> None:
    facts = give(given=[f"earlier typical claim: {words}"], claim=TYPICAL)
    ((mark, (known,)),) = facts.earlier.items()
    assert mark == fingerprint(claim=TYPICAL)
    assert (known.state, known.usage, known.is_adjudicated) == (
        values["state"], values.get("usage", "P"), values.get("is_adjudicated", False),
    )  # fmt: skip


def test_the_same_claim_is_the_one_of_the_case_and_the_typical_one_is_not() -> None:
    other = claim("2300 CLM*ACCT2*225***11:B:1*Y*A*Y*Y", "2010BA NM1*IL*1*RIVERA*ANA*M***MI*MEM999")
    same = give(given=["earlier same claim: sent"], claim=other).earlier
    typical = give(given=["earlier typical claim: sent"], claim=other).earlier
    assert set(same) == {fingerprint(claim=other)}
    assert set(typical) == {fingerprint(claim=TYPICAL)}
    assert set(same) != set(typical)


def test_a_payers_number_is_that_of_a_claim_of_the_tenant() -> None:
    facts = give(given=["number ICN77 of PRAIR: accepted_by_payer"], claim=TYPICAL)
    assert facts.numbers == {
        "ICN77": EarlierClaim(
            "EARLIER", "ACCT0900", "accepted_by_payer", payer_id="PRAIR", received_date=date(2026, 6, 3)
        )
    }


UNKNOWN = [
    "", "pairs", "no pair", "pair 12345", "pair A B", "not alive", "payer PRAIR", "payer PRAIR takes",
    "payer PRAIR takes 5", "earlier claim: sent", "earlier typical claim", "number of PRAIR: sent", "no pairs ",
]  # fmt: skip


@pytest.mark.parametrize("sentence", UNKNOWN)
def test_a_sentence_that_says_nothing_known_is_refused(sentence: str) -> None:
    with pytest.raises(ValueError, match="not a fact that can be given"):
        give(given=[sentence], claim=TYPICAL)


PAYERS = [("PRAIR", PRAIRIE), ("prair", PRAIRIE), ("Prair", PRAIRIE), ("PRAIRIE", None), ("", None)]


@pytest.mark.parametrize(("id", "entry"), PAYERS)
def test_a_payer_is_found_by_its_id_in_any_case(id: str, entry: PayerEntry | None) -> None:
    asked = claim(f"2010BB NM1*PR*2*PRAIRIE HEALTH*****PI*{id}")
    assert PLAIN.payer(asked) == entry

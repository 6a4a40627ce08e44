"""What payers decided in one word: the word on the claim's row is the word of its adjudications."""

from __future__ import annotations

from itertools import product
from typing import Any

import psycopg
import pytest

from clearlane.exchange.remits.decide import in_one_word, refused_lines
from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.plant import adjudicate, plant


@pytest.mark.parametrize(
    ("status", "refused", "paid", "patient", "word"),
    [
        ("1", 0, 100, 20, "paid"), ("1", 1, 100, 0, "partial"), ("1", 0, 0, 20, "patient"), ("4", 0, 0, 20, "denied"),
        ("1", 0, 0, 0, "denied"), ("22", 0, 0, 0, "reversed"), ("22", 1, 50, 0, "reversed"),
    ],
)  # fmt: skip
def test_a_word_follows_from_the_last_decision_and_the_sums(
    status: str, refused: int, paid: int, patient: int, word: str
) -> None:
    assert in_one_word(status=status, refused_lines=refused, paid=paid, patient=patient) == word


def test_a_line_is_refused_where_nobody_pays_for_what_was_charged() -> None:
    lines = [
        {"charge": 10, "paid": paid, "adjustments": [[group, "1", 10 - paid, ""]]}
        for paid, group in product((0, 5), ("CO", "PR"))
    ]
    assert refused_lines({"lines": lines}) == 1
    assert refused_lines({}) == 0


@pytest.mark.parametrize(
    ("decisions", "word"),
    [
        ([("1", 100, 0)], "Paid"),
        ([("4", 0, 12_500)], "Denied"),
        ([("1", 0, 12_500)], "Patient"),
        ([("1", 100, 0), ("22", -100, 0)], "Reversed"),
        ([("1", 100, 0), ("22", -100, 0), ("1", 90, 0)], "Paid"),
    ],
)
def test_the_row_says_what_the_adjudications_say_and_the_register_counts_it(
    tenant: MakeTenant,
    as_role: AsRole,
    owner: psycopg.Connection[Any],
    decisions: list[tuple[str, int, int]],
    word: str,
) -> None:
    from clearlane.exchange.claims.move import move
    from clearlane.exchange.reading.find_claim import find_claim
    from clearlane.exchange.reading.sum_claims import sum_claims
    from clearlane.exchange.reading.words import word_of
    from clearlane.exchange.remits.decide import decide
    from clearlane.foundation.tenancy.scope import scope
    from clearlane.vocabulary.outcome import Ref

    owned = tenant()
    with as_role("flow"):
        planted = plant(submitter=owned, state="sent", seq=9)
        _count_birth(owner, planted.claim)
        adjudicate(planted, *decisions)
        ref = Ref(owned, planted.claim)
        with scope([owned], by="flow:test"):
            move(claims=[ref], event="adjudicated", by="flow:test", decisions=decide(claims=[ref]))
    state, decision = owner.execute("SELECT state, decision FROM exchange_claims_claim").fetchone() or ("", "")
    with as_role("web"), scope([owned], by="user:1"):
        claim, standings = find_claim(claim_id=planted.claim, by="user:1"), sum_claims()
    assert claim is not None
    assert (word_of(state=state, decision=decision), claim.word) == (word, word)
    assert [(one.word, one.by, one.claims, one.cents) for one in standings] == [(word, "payer", 1, 12_500)]


def _count_birth(owner: psycopg.Connection[Any], claim: Any) -> None:
    owner.execute(
        "INSERT INTO exchange_claims_claimcount (id, tenant_id, day, usage, state, n, cents)"
        " SELECT gen_random_uuid(), tenant_id, (received_at AT TIME ZONE 'UTC')::date, usage, state, 1, total_cents"
        " FROM exchange_claims_claim WHERE id = %s",
        [claim],
    )


def test_places_are_the_pairs_whose_word_it_is_and_every_pair_has_one() -> None:
    from clearlane.exchange.reading.words import CLAIM_WORDS, WORDS, places_of, word_of

    every = places_of(words=WORDS)
    assert len(every) == len(set(every))
    assert {state for state, _ in every} == set(CLAIM_WORDS)
    for word in WORDS:
        assert all(word_of(state=state, decision=decision) == word for state, decision in places_of(words=(word,)))
    assert sum(len(places_of(words=(word,))) for word in WORDS) == len(every)

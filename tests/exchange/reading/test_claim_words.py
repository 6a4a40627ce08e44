"""The word that people read for a claim: from its state, then from what its payers decided."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.claims.states import STATES
from clearlane.exchange.reading.list_adjudications import AdjudicationView
from clearlane.exchange.reading.words import CLAIM_WORDS, name_payer, word

AT = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


def decided(status: str, paid: int, patient: int = 0, refused: int = 0) -> AdjudicationView:
    """One decision, in cents."""
    return AdjudicationView(1, "HARBOR", status, 10_000, paid, patient, refused, "ICN1", None, AT)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("received", "Received"), ("dead", "Rejected"), ("held", "Held"), ("stuck", "Held"), ("rejected", "Rejected"),
        ("withdrawn", "Void"), ("ready", "Ready"), ("batched", "Ready"), ("in_doubt", "Sent"), ("sent", "Sent"),
        ("received_by_payer", "Sent"), ("accepted_by_payer", "Accepted"), ("rejected_by_payer", "Rejected"),
        ("replaced", "Replaced"),
    ],
)  # fmt: skip
def test_before_a_payer_decides_the_state_has_the_word(state: str, said: str) -> None:
    assert word(state=state, adjudications=[]) == said


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        ([decided("1", 10_000)], "Paid"),
        ([decided("1", 8_000, 2_000)], "Paid"),
        ([decided("1", 8_000, 0, refused=1)], "Partial"),
        ([decided("1", 0, 10_000)], "Patient"),
        ([decided("4", 0, 10_000)], "Denied"),
        ([decided("4", 0)], "Denied"),
        ([decided("1", 0)], "Denied"),
        ([decided("2", 5_000)], "Paid"),
        ([decided("1", 6_000), decided("2", 4_000)], "Paid"),
        ([decided("1", 6_000), decided("4", 0)], "Paid"),
        ([decided("1", 8_000), decided("22", -8_000)], "Reversed"),
        ([decided("1", 8_000), decided("22", -8_000), decided("1", 7_000)], "Paid"),
        ([decided("1", 8_000), decided("22", -8_000), decided("4", 0)], "Denied"),
        ([decided("1", 8_000), decided("22", -8_000), decided("1", 0, 500)], "Patient"),
        ([decided("1", 8_000), decided("22", -3_000)], "Reversed"),
        ([decided("1", 0, 2_000), decided("22", 0, -2_000), decided("1", 0, 1)], "Patient"),
        ([decided("19", 5_000)], "Paid"),
        ([decided("23", 0)], "Denied"),
    ],
)
def test_what_payers_decided_has_the_last_word(decisions: list[AdjudicationView], said: str) -> None:
    assert word(state="accepted_by_payer", adjudications=decisions) == said


def test_a_replaced_claim_is_replaced_whatever_was_paid() -> None:
    assert word(state="replaced", adjudications=[decided("1", 8_000)]) == "Replaced"


DECISIONS = st.lists(
    st.builds(
        decided, st.sampled_from(["1", "2", "4", "22"]), st.integers(-99, 99), st.integers(0, 9), st.integers(0, 2)
    ),
    min_size=1,
)


@given(DECISIONS)
def test_paid_and_partial_mean_that_money_came(decisions: list[AdjudicationView]) -> None:
    said = word(state="accepted_by_payer", adjudications=decisions)
    assert said in {"Paid", "Partial", "Patient", "Denied", "Reversed"}
    if said in ("Paid", "Partial"):
        assert sum(one.paid_cents for one in decisions) > 0


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_word(state: str) -> None:
    assert CLAIM_WORDS[state] == word(state=state, adjudications=[])


@pytest.mark.parametrize(
    ("known", "usage", "told", "name"),
    [
        ("Harbor Mutual", "T", "HARBOR MUT", "Harbor Mutual"),
        ("Harbor Mutual", "P", "", "Harbor Mutual"),
        (None, "P", "", "60054"),
        (None, "P", "AETNA", "AETNA"),
        (None, "T", "", "Practice payer (for 60054)"),
        (None, "T", "AETNA", "Practice payer (for AETNA)"),
    ],
)
def test_a_payer_that_only_a_test_names_is_played_by_the_practice_payer(
    known: str | None, usage: str, told: str, name: str
) -> None:
    assert name_payer(known=known, code="60054", usage=usage, told=told) == name
    assert name_payer(known=None, code="", usage=usage) == ""

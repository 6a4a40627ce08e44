"""Real input of a stranger: no provider is his, no payer is known. Everything is answered, and nothing goes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proof.real_input import PRACTICE, Came, Sample, came, every
from tests.proof.stage import Stage

HELD = "SELECT id FROM exchange_claims_claim WHERE state = 'held'"
ITEMS = "SELECT subject_id FROM exchange_worklists_item WHERE closed_at IS NULL AND reason IN ('held', 'no_route')"
"""An edit holds it; or, as a test claim of a payer that nobody knows, the routing: no practice payer is here."""


@pytest.fixture(scope="module")
def sent(samples: Path) -> list[Sample]:
    return every(samples)


@pytest.fixture(scope="module")
def answered(lasting: Stage, sent: list[Sample]) -> dict[str, Came]:
    """All samples through the house, sent by somebody of whom it knows nothing."""
    lasting.organization(PRACTICE)
    lasting.send(PRACTICE, {sample.name: sample.content for sample in sent})
    lasting.run()
    return came(lasting, sent)


def test_every_sample_of_a_stranger_ends_in_an_answer(answered: dict[str, Came], sent: list[Sample]) -> None:
    assert len(answered) == len(sent)
    assert [file for file, one in answered.items() if not one.letters or one.state == "received"] == []


def test_no_claim_of_a_stranger_goes_out(answered: dict[str, Came], lasting: Stage) -> None:
    assert set(lasting.states()) == {"held", "rejected", "dead"}
    assert lasting.ledger()["totals"]["files"] == 0


def test_each_held_claim_is_on_the_worklist(answered: dict[str, Came], lasting: Stage) -> None:
    held = {id for (id,) in lasting.rows(HELD)}
    assert held
    assert held <= {subject for (subject,) in lasting.rows(ITEMS)}


def test_the_summary_of_a_held_claim_says_why_and_what_to_do(answered: dict[str, Came]) -> None:
    summaries = [one.summary for one in answered.values() if one.states["held"]]
    assert summaries
    assert all("HELD (" in text for text in summaries)
    assert all("You are not authorized with us" in text or "No way leads to payer" in text for text in summaries)


def test_each_rejected_claim_is_told_in_a_277ca_with_its_file(answered: dict[str, Came]) -> None:
    kinds = [{letter.kind for letter in one.letters} for one in answered.values() if one.states["rejected"]]
    assert kinds
    assert all("277ca" in told for told in kinds)


def test_the_tie_out_of_a_stranger_closes(answered: dict[str, Came], lasting: Stage) -> None:
    assert lasting.tied().closes
    assert (lasting.stuck(), lasting.complaints()) == ([], [])


def test_a_held_claim_says_why_to_whoever_reads_it(answered: dict[str, Came], lasting: Stage) -> None:
    from clearlane.exchange.reading.claim_outcomes import claim_outcomes

    with lasting.open():
        held = [one for one in claim_outcomes() if one.state == "held"]
    assert held
    assert all(one.reason for one in held)

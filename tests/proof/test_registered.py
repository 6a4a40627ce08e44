"""Real input of a practice whose providers and payers are registered: what passes goes out, changed only as it may."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cluster import ROOT
from tests.proof.closed_list import changes, levels_are_sound, ways
from tests.proof.real_input import PRACTICE, Came, Sample, came, every, register
from tests.proof.stage import Stage

OUT = """
    SELECT file.name, claim.trace_number, claim."offset" FROM exchange_claims_claim AS claim
    JOIN exchange_intake_file AS file ON file.id = claim.file_id
"""
GONE = """
    SELECT trace_number FROM exchange_claims_claim
    WHERE state IN ('sent', 'received_by_payer', 'accepted_by_payer', 'rejected_by_payer')
"""


@pytest.fixture(scope="module")
def sent(samples: Path) -> list[Sample]:
    return every(samples)


@pytest.fixture(scope="module")
def answered(lasting: Stage, sent: list[Sample]) -> dict[str, Came]:
    """All samples through the house, to the payers and back."""
    practice = lasting.organization(PRACTICE)
    register(lasting, practice, sent)
    lasting.send(PRACTICE, {sample.name: sample.content for sample in sent})
    lasting.run()
    return came(lasting, sent)


def test_every_sample_ends_in_an_answer(answered: dict[str, Came], sent: list[Sample]) -> None:
    assert len(answered) == len(sent)
    assert [file for file, one in answered.items() if not one.letters or one.state == "received"] == []


def test_every_summary_ties_out(answered: dict[str, Came]) -> None:
    assert [file for file, one in answered.items() if "tie out" not in one.summary] == []


def test_nothing_is_stuck_and_no_failure_was_logged(answered: dict[str, Came], lasting: Stage) -> None:
    assert (lasting.stuck(), lasting.complaints()) == ([], [])


def test_the_tie_out_closes(answered: dict[str, Came], lasting: Stage) -> None:
    tied = lasting.tied()
    assert tied.closes
    assert tied.places["stuck"].count == tied.places["waiting"].count == tied.places["sent"].count == 0


def test_claims_of_a_set_that_the_999_refuses_are_dead(answered: dict[str, Came]) -> None:
    refused = [one for one in answered.values() if set(one.verdicts) == {"rejected"}]
    assert {state for one in refused for state in one.states} == {"dead"}


def test_each_claim_that_passed_went_out_once(answered: dict[str, Came], lasting: Stage) -> None:
    gone = [trace for (trace,) in lasting.rows(GONE)]
    assert len(gone) >= 5
    assert sorted(gone) == sorted(claim["trace"] for claim in lasting.ledger()["claims"])


def test_each_claim_left_as_it_came_but_for_the_closed_list(answered: dict[str, Came], lasting: Stage) -> None:
    came_in = {(one.sample.name, way.offset): way for one in answered.values() for way in ways(one.sample.content)}
    places = {trace: (name, offset) for name, trace, offset in lasting.rows(OUT)}
    payers = dict(lasting.rows("SELECT payer_id, payer_id_there FROM exchange_routing_route"))
    for left in (way for batch in lasting.batches() for way in ways(batch)):
        assert changes(came_in[places[left.trace]], left, trace=left.trace, payers=payers) == []


def test_the_levels_of_each_batch_are_sound(answered: dict[str, Came], lasting: Stage) -> None:
    assert all(levels_are_sound(batch) for batch in lasting.batches())


def test_every_disagreement_with_the_sources_word_is_written_down(answered: dict[str, Came]) -> None:
    written = (ROOT / "docs/guides/disagreements.md").read_text("utf-8").partition("## The journey")[2]
    odd = [file for file, one in answered.items() if one.sample.expected.startswith("valid") and not went_out(one)]
    odd += [file for file, one in answered.items() if one.sample.expected.startswith("invalid") and went_out(one)]
    assert [file for file in odd if f"| {file} |" not in written] == []


def went_out(one: Came) -> bool:
    """Whether all claims of a file went to their payers."""
    return bool(one.states) and set(one.states) <= {"accepted_by_payer", "rejected_by_payer"}

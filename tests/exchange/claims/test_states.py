"""The life of a claim, restated apart from the table: which event may move it from where."""

from __future__ import annotations

import pytest

from clearlane.exchange.claims.states import BORN, BY_WHOM, CLAIM_STATES, ENDED, ITEM, NOTE, STATES, sources

MOVES = {
    "pass": {("received", "ready"), ("held", "ready")},
    "hold": {("received", "held"), ("ready", "held"), ("held", "held")},
    "release": {("held", "received"), ("stuck", "received")},
    "reject": {("received", "rejected"), ("held", "rejected"), ("stuck", "rejected")},
    "stick": {(state, "stuck") for state in ("received", "held", "stuck", "ready")},
    "withdraw": {(state, "withdrawn") for state in ("received", "held", "stuck", "ready")},
    "batch": {("ready", "batched")},
    "unbatch": {("batched", "ready"), ("in_doubt", "ready"), ("sent", "ready")},
    "doubt": {("batched", "in_doubt")},
    "send": {("batched", "sent"), ("in_doubt", "sent")},
    "payer_received": {(state, "received_by_payer") for state in ("batched", "in_doubt", "sent")},
    "payer_accepted": {
        (state, "accepted_by_payer")
        for state in ("batched", "in_doubt", "sent", "received_by_payer", "rejected_by_payer")
    },
    "payer_rejected": {
        (state, "rejected_by_payer")
        for state in ("batched", "in_doubt", "sent", "received_by_payer", "accepted_by_payer")
    },
    "adjudicated": {
        (state, "accepted_by_payer")
        for state in ("batched", "in_doubt", "sent", "received_by_payer", "rejected_by_payer")
    },
    "replace": {
        (state, "replaced") for state in ("sent", "received_by_payer", "accepted_by_payer", "rejected_by_payer")
    },
}
PAIRS = [(event, state) for event in CLAIM_STATES for state in STATES]


def test_the_table_has_the_events_that_are_restated_here() -> None:
    assert set(CLAIM_STATES) == set(MOVES)


@pytest.mark.parametrize(("event", "state"), PAIRS)
def test_every_event_in_every_state_is_decided(event: str, state: str) -> None:
    to = CLAIM_STATES[event][state]
    moves = {(old, new) for old, new in MOVES[event] if old == state}
    assert {(state, to)} == moves if moves else to in (NOTE, ITEM)


@pytest.mark.parametrize("state", ENDED)
def test_nothing_leads_out_of_an_end(state: str) -> None:
    assert {CLAIM_STATES[event][state] for event in CLAIM_STATES} <= {NOTE, ITEM}


@pytest.mark.parametrize("state", [state for state in STATES if state not in BORN])
def test_every_state_is_reached(state: str) -> None:
    assert any(state in table.values() for table in CLAIM_STATES.values())


def test_the_payers_word_is_the_payers() -> None:
    assert set(BY_WHOM) == {"payer_received", "payer_accepted", "payer_rejected", "adjudicated"}


def test_sources_are_the_moves_of_an_event() -> None:
    assert sources("send") == {"sent": ("batched", "in_doubt")}

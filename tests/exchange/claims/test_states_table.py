"""The whole table of a claim's states, written out a second time by hand: every event in every state.

A name is the state it moves to; ``.`` is a note; ``!`` should not have happened, and a person looks.
"""

from __future__ import annotations

import pytest

from clearlane.exchange.claims.states import BY_WHOM, CLAIM_STATES, ENDED, ITEM, NOTE, STATES, sources

SHORT = {
    "rcvd": "received", "dead": "dead", "held": "held", "stuck": "stuck", "rej": "rejected", "wdr": "withdrawn",
    "rdy": "ready", "bat": "batched", "dbt": "in_doubt", "sent": "sent", "prcv": "received_by_payer",
    "pacc": "accepted_by_payer", "prej": "rejected_by_payer", "repl": "replaced", ".": NOTE, "!": ITEM,
}  # fmt: skip
TABLE = """
                rcvd  dead  held  stuck rej   wdr   rdy   bat   dbt   sent  prcv  pacc  prej  repl
pass            rdy   .     rdy   .     .     .     .     .     .     .     .     .     .     .
hold            held  !     held  !     !     !     held  !     !     !     !     !     !     !
release         .     .     rcvd  rcvd  .     .     .     .     .     .     .     .     .     .
reject          rej   !     rej   rej   !     !     !     !     !     !     !     !     !     !
stick           stuck .     stuck stuck .     .     stuck .     .     .     .     .     .     .
withdraw        wdr   !     wdr   wdr   !     !     wdr   !     !     !     !     !     !     !
batch           !     !     !     !     !     !     bat   !     !     !     !     !     !     !
unbatch         !     !     !     !     !     !     !     rdy   rdy   rdy   !     !     !     !
doubt           .     .     .     .     .     .     .     dbt   .     .     .     .     .     .
send            .     .     .     .     .     .     .     sent  sent  .     .     .     .     .
payer_received  !     !     !     !     !     !     !     prcv  prcv  prcv  .     .     .     .
payer_accepted  !     !     !     !     !     !     !     pacc  pacc  pacc  pacc  .     pacc  .
payer_rejected  !     !     !     !     !     !     !     prej  prej  prej  prej  prej  .     .
adjudicated     !     !     !     !     !     !     !     pacc  pacc  pacc  pacc  .     pacc  .
replace         .     .     .     .     .     .     .     .     .     repl  repl  repl  repl  .
"""
HEAD, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(row[0], SHORT[state], SHORT[to]) for row in ROWS for state, to in zip(HEAD, row[1:], strict=True)]


def test_the_table_is_whole() -> None:
    assert [SHORT[state] for state in HEAD] == list(STATES)
    assert [row[0] for row in ROWS] == list(CLAIM_STATES)
    assert all(set(row) == set(STATES) for row in CLAIM_STATES.values())


@pytest.mark.parametrize(("event", "state", "to"), CELLS)
def test_an_event_in_a_state_does_what_the_table_says(event: str, state: str, to: str) -> None:
    assert CLAIM_STATES[event][state] == to


@pytest.mark.parametrize("event", CLAIM_STATES)
def test_sources_are_what_the_table_moves(event: str) -> None:
    moves: dict[str, list[str]] = {}
    for named, state, to in CELLS:
        if named == event and to not in (NOTE, ITEM):
            moves.setdefault(to, []).append(state)
    assert sources(event) == {to: tuple(states) for to, states in moves.items()}


def test_an_unknown_event_has_no_sources() -> None:
    with pytest.raises(KeyError):
        sources("lost")


def reached(start: str, events: set[str]) -> set[str]:
    """The states to which these events may lead from one, in any number of steps."""
    seen, todo = {start}, [start]
    while todo:
        here = todo.pop()
        new = {CLAIM_STATES[event][here] for event in events} - seen - {NOTE, ITEM}
        seen |= new
        todo += new
    return seen


def test_from_its_birth_a_claim_can_come_to_every_state() -> None:
    assert reached("received", set(CLAIM_STATES)) | {"dead"} == set(STATES)


@pytest.mark.parametrize("state", ENDED)
def test_an_end_is_an_end(state: str) -> None:
    assert reached(state, set(CLAIM_STATES)) == {state}


def test_what_has_left_the_house_never_comes_back_into_it_but_by_hand() -> None:
    """A person takes apart a batch that its payer refused as a whole: nothing of it is with the payer."""
    left = {"sent", "received_by_payer", "accepted_by_payer", "rejected_by_payer", "replaced"}
    assert {state for start in left for state in reached(start, set(CLAIM_STATES) - {"unbatch"})} == left


def test_of_what_a_payer_has_taken_in_nothing_comes_back_even_by_hand() -> None:
    taken = {"received_by_payer", "accepted_by_payer", "rejected_by_payer", "replaced"}
    assert {state for start in taken for state in reached(start, set(CLAIM_STATES))} == taken


def test_a_payers_word_alone_rejects_or_accepts_for_the_payer() -> None:
    ours = set(CLAIM_STATES) - set(BY_WHOM)
    assert reached("received", ours).isdisjoint({"received_by_payer", "accepted_by_payer", "rejected_by_payer"})


def test_only_what_left_can_be_paid() -> None:
    payable = {state for event, state, to in CELLS if event == "adjudicated" and to != ITEM}
    assert payable == {"batched", "in_doubt", "sent", "received_by_payer", "accepted_by_payer", "rejected_by_payer",
                       "replaced"}  # fmt: skip


def test_what_is_in_doubt_is_never_built_into_another_batch_but_by_hand() -> None:
    assert CLAIM_STATES["batch"]["in_doubt"] == ITEM
    assert set(sources("unbatch")["ready"]) == {"batched", "in_doubt", "sent"}

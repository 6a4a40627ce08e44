"""Draw the life of a claim: a diagram of its states, and the total table of events."""

from __future__ import annotations

from clearlane.exchange.claims.states import BORN, BY_WHOM, CLAIM_STATES, ENDED, ITEM, NOTE, STATES

from .page import WRITTEN, link

MEANING = {
    "received": "the guide let it pass; the edits are to judge it",
    "dead": "refused by the guide: the 999 says why",
    "held": "waits for a person, who releases or drops it; its 277CA follows then",
    "stuck": "a step failed on it, a person retries or drops it",
    "rejected": "refused by an edit of ours: the 277CA says why",
    "withdrawn": "dropped by a person before it left the house",
    "ready": "has a way to its payer, waits for a batch",
    "batched": "stands in a batch that has not left yet",
    "in_doubt": "its batch may have arrived or not; it is never sent again blindly",
    "sent": "its batch is at the receiver",
    "received_by_payer": "the payer has it (999, or A1 in a 277CA)",
    "accepted_by_payer": "the payer took it into adjudication (A2 in a 277CA, or an 835 is here)",
    "rejected_by_payer": "the payer refused it before adjudication",
    "replaced": "a later claim of frequency 7 or 8 took its place",
}
_HEAD = f"""\
{WRITTEN}
# The states of a claim

How far a claim has come between its submitter and its payer. Money is no state: *paid, partial, patient, denied* and
*reversed* are computed from the adjudications. The table is total: each event in each state is a move, a note, or
something that a person looks at. Source: {link("clearlane/exchange/claims/states.py")}.

A move is one statement that says from where; each is kept in `exchange_claims_transition` with who and when, and
`clearlane trace` prints them.

"""


def draw_states() -> str:
    """The page of the claim's states."""
    return f"{_HEAD}{_diagram()}\n\n{_meanings()}\n## Every event in every state\n\n{_legend()}\n\n{_table()}"


def _diagram() -> str:
    moves: dict[tuple[str, str], list[str]] = {}
    for event, row in CLAIM_STATES.items():
        for state, to in row.items():
            if to not in (NOTE, ITEM, state):
                moves.setdefault((state, to), []).append(event)
    lines = [f"  [*] --> {state}" for state in BORN]
    lines += [f"  {state} --> {to}: {', '.join(events)}" for (state, to), events in moves.items()]
    lines += [f"  {state} --> [*]" for state in ENDED]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def _meanings() -> str:
    return "| state | means |\n|---|---|\n" + "".join(f"| `{state}` | {MEANING[state]} |\n" for state in STATES)


def _legend() -> str:
    return (
        "A name is the state that the claim moves to; *n* is a note, nothing moves; *item* puts the claim on a "
        "worklist, for this should not have happened. Events marked * are the payer's word, the others ours."
    )


def _table() -> str:
    head = f"| state | {' | '.join(event + ('*' if event in BY_WHOM else '') for event in CLAIM_STATES)} |\n"
    rule = "|---" * (len(CLAIM_STATES) + 1) + "|\n"
    short = {NOTE: "n", ITEM: "item"}
    rows = (
        f"| **{state}** | {' | '.join(short.get(row[state], row[state]) for row in CLAIM_STATES.values())} |\n"
        for state in STATES
    )
    return head + rule + "".join(rows)

"""The life of a claim in the exchange, as one total table: every event in every state.

Theory. The state says how far a claim has come between its submitter and its payer, and nothing of money: what was
paid is the sum of its adjudications. For each pair of event and state the table names the next state, ``NOTE``
(recorded, nothing moves) or ``ITEM`` (it should not have happened: a person looks). Whoever moves a claim says from
where; a claim that is elsewhere by then was moved by another, which is no error.
"""

from __future__ import annotations

STATES = (
    "received",
    "dead",
    "held",
    "stuck",
    "rejected",
    "withdrawn",
    "ready",
    "batched",
    "in_doubt",
    "sent",
    "received_by_payer",
    "accepted_by_payer",
    "rejected_by_payer",
    "replaced",
)

NOTE = "note"
ITEM = "item"

_OURS = ("received", "held", "stuck", "ready")
_GONE = ("sent", "received_by_payer", "accepted_by_payer", "rejected_by_payer", "replaced")
_LEAVING = ("batched", "in_doubt")
_ENDED = ("dead", "rejected", "withdrawn")


def _row(moves: dict[str, str], otherwise: str) -> dict[str, str]:
    """One event's row: what it does in the states named, and in all others."""
    unknown = set(moves) - set(STATES)
    if unknown:
        raise ValueError(f"no such state: {sorted(unknown)}")
    return {state: moves.get(state, otherwise) for state in STATES}


def _from(states: tuple[str, ...], to: str) -> dict[str, str]:
    return dict.fromkeys(states, to)


CLAIM_STATES: dict[str, dict[str, str]] = {
    "pass": _row({"received": "ready", "held": "ready"}, NOTE),
    "hold": _row({"received": "held", "ready": "held", "held": "held"}, ITEM),
    "release": _row({"held": "received", "stuck": "received"}, NOTE),
    "reject": _row({"received": "rejected", "held": "rejected", "stuck": "rejected"}, ITEM),
    "stick": _row(_from(_OURS, "stuck"), NOTE),
    "withdraw": _row(_from(_OURS, "withdrawn"), ITEM),
    "batch": _row({"ready": "batched"}, ITEM),
    "unbatch": _row(_from((*_LEAVING, "sent"), "ready"), ITEM),
    "doubt": _row({"batched": "in_doubt"}, NOTE),
    "send": _row(_from(_LEAVING, "sent"), NOTE),
    "payer_received": _row(
        {
            **_from((*_LEAVING, "sent"), "received_by_payer"),
            "received_by_payer": NOTE,
            "accepted_by_payer": NOTE,
            "rejected_by_payer": NOTE,
            "replaced": NOTE,
        },
        ITEM,
    ),
    "payer_accepted": _row(
        {
            **_from((*_LEAVING, "sent", "received_by_payer", "rejected_by_payer"), "accepted_by_payer"),
            "accepted_by_payer": NOTE,
            "replaced": NOTE,
        },
        ITEM,
    ),
    "payer_rejected": _row(
        {
            **_from((*_LEAVING, "sent", "received_by_payer", "accepted_by_payer"), "rejected_by_payer"),
            "rejected_by_payer": NOTE,
            "replaced": NOTE,
        },
        ITEM,
    ),
    "adjudicated": _row(
        {
            **_from((*_LEAVING, "sent", "received_by_payer"), "accepted_by_payer"),
            "accepted_by_payer": NOTE,
            "rejected_by_payer": "accepted_by_payer",
            "replaced": NOTE,
        },
        ITEM,
    ),
    "replace": _row(_from(_GONE[:-1], "replaced"), NOTE),
}
"""Event -> state -> next state, NOTE or ITEM."""

BORN = ("received", "dead")
"""A claim begins in one of these: the guide let it pass, or the 999 refused it."""

ENDED = _ENDED

BY_WHOM: dict[str, str] = {
    "payer_received": "payer",
    "payer_accepted": "payer",
    "payer_rejected": "payer",
    "adjudicated": "payer",
}
"""Who says so; every event that is not listed is ours."""


def sources(event: str) -> dict[str, tuple[str, ...]]:
    """The states that an event moves a claim out of, by the state it moves it to.

    Raises KeyError for an event that the table does not have.
    """
    found: dict[str, list[str]] = {}
    for state, to in CLAIM_STATES[event].items():
        if to not in (NOTE, ITEM):
            found.setdefault(to, []).append(state)
    return {to: tuple(states) for to, states in found.items()}

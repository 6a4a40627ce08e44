"""How the rows of the bench look: where claims stand, by which way they came there, and what was said of them."""

from __future__ import annotations

from clearlane.exchange.claims.states import CLAIM_STATES, NOTE

PLACES = {
    ("accepted_by_payer", "paid"): 620, ("accepted_by_payer", ""): 80, ("sent", ""): 60,
    ("accepted_by_payer", "denied"): 50, ("rejected_by_payer", ""): 40, ("accepted_by_payer", "partial"): 40,
    ("rejected", ""): 30, ("accepted_by_payer", "patient"): 30, ("dead", ""): 20, ("held", ""): 10, ("ready", ""): 10,
    ("received", ""): 10,
}  # fmt: skip
"""State and decision -> how many of a thousand claims stand there."""

_GONE = ("pass", "batch", "send")
_WAYS = {
    "received": (), "dead": (), "held": ("hold",), "rejected": ("reject",), "ready": ("pass",), "sent": _GONE,
    "accepted_by_payer": (*_GONE, "payer_accepted"), "rejected_by_payer": (*_GONE, "payer_rejected"),
}  # fmt: skip
_DETAILS = {"hold": "provider-stranger", "reject": "diagnosis-known", "payer_rejected": "A7:562:85"}
FINDING = (
    '{"rule": "%s", "level": 5, "severity": "error", "disposition": "%s", "place": {}, "what": "The diagnosis is not'
    ' in force on the day of service", "why": "The code set of that day does not have it", "remedy": "Correct it"}'
)
US = '[{"category": "A1", "code": "19", "entity": "PR", "message": ""}]'
PAYER = '[{"stc": ["%s", "20261101", "WQ", "100"]}]'
BODY = (
    '{"lines": [{"qualifier": "HC", "procedure": "99213", "charge": %d, "paid": %d, "control": "1",'
    ' "adjustments": [["CO", "45", %d, ""]]}]}'
)
LASTS = tuple(
    a + b
    for a in ("ABER", "BROOK", "CALD", "DUN", "ELM", "FAIR", "GRAN", "HOL", "IVER", "KIRK", "LANG", "MILL", "NOR")
    for b in ("BY", "DALE", "FORD", "HAM", "LEY", "MORE", "SON", "STONE", "TON", "WELL", "WICK", "WORTH")
)
FIRSTS = ("ADA", "BEN", "CLARA", "DAVID", "ELENA", "FRANK", "GRACE", "HUGO", "IRIS", "JONAS", "KATE", "LEO", "MARTA")


def moves_to(state: str, decision: str) -> tuple[str, ...]:
    """The transitions that bring a claim there, each as COPY reads it: seq to detail."""
    at = "dead" if state == "dead" else "received"
    rows = [f"0\tborn\t\t{at}\tflow:claims\t"]
    for seq, event in enumerate((*_WAYS[state], *(["adjudicated"] if decision else [])), start=1):
        to = CLAIM_STATES[event][at]
        after = at if to == NOTE else to
        rows.append(f"{seq}\t{event}\t{at}\t{after}\tflow:claims\t{_DETAILS.get(event, '')}")
        at = after
    return tuple(rows)

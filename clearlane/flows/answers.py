"""From payers home: acknowledgments and statuses meet their claims, and each is told to its submitter."""

from __future__ import annotations

from clearlane.exchange.connections.collect import collect
from clearlane.exchange.interchanges.read import read
from clearlane.exchange.replies.tell import tell
from clearlane.exchange.responses.extract import extract
from clearlane.exchange.responses.match import match
from clearlane.flows.table import Flow, Gather, Step
from clearlane.vocabulary.outcome import Kind

ANSWERS = Flow(
    "answers",
    (
        Step(
            collect,
            takes=Kind.CONNECTION,
            gives=Kind.FILE,
            asides=("unreached", "too_large"),
            passing=("unreached", "too_large"),
            chunk=1,
        ),
        Step(read, takes=Kind.FILE, gives=Kind.SET, asides=("unreadable", "unexpected"), chunk=20),
        Step(extract, takes=Kind.SET, gives=Kind.RESPONSE, of=("TA1", "999", "277"), chunk=20),
        Step(match, takes=Kind.RESPONSE, gives=Kind.ANSWER, asides=("unmatched", "refused", "unexpected")),
        Step(tell, takes=Kind.ANSWER, gives=Kind.REPLY, gather=Gather(up_to=5000, lanes=20)),
    ),
)

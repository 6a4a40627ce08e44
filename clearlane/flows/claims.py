"""From a practice to its payers: a claim's way out, and what its submitter is told at once."""

from __future__ import annotations

from clearlane.exchange.acks.answer import answer
from clearlane.exchange.batches.build import build
from clearlane.exchange.batches.send import send
from clearlane.exchange.claims.extract import extract
from clearlane.exchange.connections.wait_for_more import wait_for_more
from clearlane.exchange.edits.check import check
from clearlane.exchange.interchanges.read import read
from clearlane.exchange.replies.summarise import summarise
from clearlane.exchange.replies.tell import tell
from clearlane.exchange.routing.choose import choose
from clearlane.flows.table import Flow, Gather, Step
from clearlane.vocabulary.outcome import Kind

CLAIMS = Flow(
    "claims",
    (
        Step(
            read,
            takes=Kind.FILE,
            gives=Kind.SET,
            also=(Kind.INTERCHANGE, Kind.FILE),
            asides=("unreadable", "unexpected", "same_content"),
            chunk=20,
        ),
        Step(answer, takes=Kind.INTERCHANGE, gives=Kind.REPLY, chunk=50),
        Step(extract, takes=Kind.SET, gives=Kind.CLAIM, also=(Kind.ANSWER,), of=("837",), chunk=20),
        Step(check, takes=Kind.CLAIM, gives=Kind.CLAIM, also=(Kind.ANSWER,), asides=("held", "stuck")),
        Step(
            choose,
            takes=Kind.CLAIM,
            gives=Kind.CLAIM,
            also=(Kind.ANSWER,),
            asides=("no_route", "not_enrolled"),
        ),
        Step(
            build,
            takes=Kind.CLAIM,
            gives=Kind.BATCH,
            asides=("characters",),
            gather=Gather(up_to=5000, after=wait_for_more),
        ),
        Step(
            send,
            takes=Kind.BATCH,
            gives=Kind.BATCH,
            asides=("in_doubt", "unreached"),
            passing=("unreached",),
            chunk=1,
        ),
        Step(tell, takes=Kind.ANSWER, gives=Kind.REPLY, gather=Gather(up_to=5000, lanes=20)),
        Step(summarise, takes=Kind.FILE, gives=Kind.REPLY, chunk=50),
    ),
)

"""Payments: an 835 comes in as answers do; each of its sets is one payment and goes whole to who holds the right."""

from __future__ import annotations

from clearlane.exchange.remits.extract import extract
from clearlane.exchange.remits.match import match
from clearlane.exchange.remits.post import post
from clearlane.exchange.replies.deliver import deliver
from clearlane.flows.table import Flow, Step
from clearlane.vocabulary.outcome import Kind

REMITTANCE = Flow(
    "remittance",
    (
        Step(
            extract,
            takes=Kind.SET,
            gives=Kind.PAYMENT,
            of=("835",),
            asides=("unassigned", "unreadable", "repeat"),
            chunk=40,
        ),
        Step(match, takes=Kind.PAYMENT, gives=Kind.PAYMENT, asides=("unmatched",), chunk=40),
        Step(post, takes=Kind.PAYMENT, gives=Kind.PAYMENT, asides=("unbalanced", "reversal"), chunk=40),
        Step(deliver, takes=Kind.PAYMENT, gives=Kind.REPLY, chunk=40),
    ),
    after="answers",
)

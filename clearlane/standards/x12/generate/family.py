"""Family: files that belong together: claims with what answers and pays them, a question with its answer.

A new guide joins by itself: it gets the 999 that every set gets; `ANSWERS` says which guide answers which.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import random

from clearlane.standards.x12.acknowledge import acknowledge
from clearlane.standards.x12.answer_claims import answer_claims
from clearlane.standards.x12.generate.answer_interchange import TA1
from clearlane.standards.x12.generate.claimed import read_claims
from clearlane.standards.x12.generate.follow import Level, levels_of
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide, in_envelope, kinds, set_lines
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.generate.pay_claims import pay_claims
from clearlane.standards.x12.report import report
from clearlane.standards.x12.ta1 import ta1
from clearlane.standards.x12.write import Identity

ANSWERS = {
    "270": "271",
    "276": "277",
    "278_request": "278_response",
    "278_inquiry": "278_inquiry_response",
    "278_notification": "278_acknowledgment",
}
"""Which guide answers the questions of another, level by level."""
CLAIMS = "837"


def make_family(order: GuideOrder) -> dict[str, bytes]:
    """The file that is asked for and all that answers it, by kind, in the order in which they come."""
    if order.kind == TA1:
        return {TA1: from_guide(order)}  # nothing answers an answer
    lines = set_lines(order)
    entry = kinds()[order.kind]
    data = in_envelope(lines, entry, order)
    family = {order.kind: data} | _acknowledged(data, order)
    if entry.set_id == CLAIMS:
        family |= _claims_answered(data, lines, order)
    elif ANSWERS.get(order.kind) in kinds():
        family |= _answered(lines, order)
    return family


def _acknowledged(data: bytes, order: GuideOrder) -> dict[str, bytes]:
    """TA1 and 999, where they are due."""
    (interchange,) = report([data]).interchanges
    at = _moment(order)
    answers = {
        "ta1": ta1(interchange, control=order.control + 1, at=at),
        "999": acknowledge(interchange, control=order.control + 2, at=at),
    }
    return {kind: answer for kind, answer in answers.items() if answer}


def _claims_answered(data: bytes, lines: list[Line], order: GuideOrder) -> dict[str, bytes]:
    """The 277CA that takes the claims in, and the 835 that pays them."""
    (interchange,) = report([data]).interchanges
    read = memoryview(data)
    told = answer_claims(
        interchange,
        read=lambda offset, length: bytes(read[offset : offset + length]),
        control=order.control + 3,
        at=_moment(order),
    )
    paid = pay_claims(
        list(read_claims(lines)),
        rng=random.Random(f"835 {order.kind} {order.seed}"),
        today=order.today + dt.timedelta(days=14),
        identity=Identity(sender=order.receiver, receiver=order.sender),
        control=order.control + 4,
        usage=order.usage,
    )
    return ({"277ca": told} if told else {}) | {"835": paid}


def _answered(lines: list[Line], order: GuideOrder) -> dict[str, bytes]:
    """The answer of another guide, whose levels are those of the question."""
    kind = ANSWERS[order.kind]
    question: Level = levels_of(lines)
    turned = dataclasses.replace(
        order, kind=kind, control=order.control + 3, sender=order.receiver, receiver=order.sender
    )
    return {kind: in_envelope(set_lines(turned, follow=question), kinds()[kind], turned)}


def _moment(order: GuideOrder) -> dt.datetime:
    return dt.datetime.combine(order.today, dt.time(10, 0))

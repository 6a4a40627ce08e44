"""Answer interchanges: a file of nothing but TA1s, as a receiver answers what he was sent before anybody reads it.

It has no guide, since it is no set: a TA1 is a part of the envelope, and stands in no group.
"""

from __future__ import annotations

import datetime as dt
import random

from clearlane.standards.x12.generate.draw import between, pick
from clearlane.standards.x12.ta1 import NO_ERROR
from clearlane.standards.x12.write import HIGHEST, Identity, Writer

TA1 = "ta1"
"""The kind of such a file."""
SHARE_FAULTY = 0.15
"""So many of the interchanges that are answered were not as they should be."""
TAKEN, WITH_ERRORS, REFUSED = "A", "E", "R"
NOTES = {WITH_ERRORS: ("001", "021"), REFUSED: ("006", "023", "025")}
"""TA105 by TA104: the number of header and trailer, or of groups, differs; an unknown sender, an end too early, a
number that came before."""


def answer_interchanges(
    *, seed: int, count: int, identity: Identity, control: int, usage: str, today: dt.date
) -> bytes:
    """One interchange with so many TA1s, each of another interchange of that day, in the order in which they came."""
    rng = random.Random(f"{TA1} {seed}")
    writer = Writer(identity=identity, control=control, usage=usage, at=dt.datetime.combine(today, dt.time(9, 30)))
    first, began = between(rng, 1, HIGHEST - count), dt.datetime.combine(today, dt.time(between(rng, 5, 8)))
    for number in range(count):
        code = TAKEN if rng.random() >= SHARE_FAULTY else pick(rng, (WITH_ERRORS, REFUSED))
        note = NO_ERROR if code == TAKEN else pick(rng, NOTES[code])
        came = began + dt.timedelta(hours=1) * number / count
        writer.ta1(control=f"{first + number:09d}", date=f"{came:%y%m%d}", time=f"{came:%H%M}", code=code, note=note)
    return writer.bytes().replace(b"~", b"~\n")

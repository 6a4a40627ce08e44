"""A file of /inbound in, everything that the payer will say about it out."""

from __future__ import annotations

from datetime import datetime

from clearlane_sandbox.desk import Desk
from clearlane_sandbox.outgoing import Judged
from clearlane_sandbox.profile import Profile
from clearlane_sandbox.read_837 import NoInterchange, read_837
from clearlane_sandbox.remit import Cashier, Numbers


def judge(
    *, data: bytes, profile: Profile, numbers: Numbers, batch: int, at: datetime, seed: int, pace: float = 1.0
) -> Judged:
    """Judge the ``batch``-th file of this payer. The same file, batch, instant, seed and counters give the same bytes.

    ``pace`` stretches or, at 0, removes the delays of the profile.
    """
    try:
        interchanges = read_837(data)
    except NoInterchange:
        return Judged("unreadable")
    judged = Judged("taken", interchanges[0].control, interchanges[0].usage)
    cashier = Cashier(profile, numbers, batch, seed)
    for interchange in interchanges:
        Desk(cashier=cashier, interchange=interchange, at=at, pace=pace, judged=judged).answer()
    return judged

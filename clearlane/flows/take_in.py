"""The way in for every door: a file is received and its journey begins, in one transaction."""

from __future__ import annotations

from clearlane.exchange.intake.receive import Received, Upload, receive
from clearlane.foundation.queue.put import Due, put
from clearlane.foundation.queue.wake import wake

FIRST_STEP = "claims/interchanges.read"
"""Where a file's journey begins. Its name alone, so that a door does not load the steps; a test compares it."""


def take_in(*, upload: Upload, by: str) -> Received:
    """Take a submitter's file in, inside the door's scope, and put it before the first step of the claims' flow.

    A partial file is kept and goes nowhere. Once the scope has committed, the door may say that we have the file.
    """
    received = receive(upload=upload, by=by)
    if upload.complete:
        put([Due(FIRST_STEP, upload.tenant, received.id)])
        wake(step=FIRST_STEP)
    return received

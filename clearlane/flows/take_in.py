"""The way in for every door: a file is received and its journey begins, in one transaction."""

from __future__ import annotations

from clearlane.exchange.intake.receive import Received, Upload, receive
from clearlane.foundation.queue.put import Due, put
from clearlane.foundation.queue.wake import wake
from clearlane.vocabulary.outcome import Given, Kind, Ref

FLOW = "claims"


def take_in(*, upload: Upload, by: str) -> Received:
    """Take a submitter's file in, inside the door's scope, and put it before the first step of the claims' flow.

    A partial file is kept and goes nowhere. Once the scope has committed, the door may say that we have the file.
    """
    from clearlane.flows.steps import first

    received = receive(upload=upload, by=by)
    given = Given(Kind.FILE, Ref(upload.tenant, received.id))
    step = first(flow=FLOW, given=given)
    if upload.complete and step is not None:
        put([Due(step.name, upload.tenant, received.id)])
        wake(step=step.name)
    return received

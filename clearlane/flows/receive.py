"""The door's one call: take a file in and set its journey going."""

from __future__ import annotations

from clearlane.exchange.intake.receive import Received, Upload
from clearlane.exchange.intake.receive import receive as take_in
from clearlane.flows.steps import first
from clearlane.foundation.queue.put import Due, put
from clearlane.foundation.queue.wake import wake
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Given, Kind, Ref


def receive(*, upload: Upload, by: str) -> Received:
    """Store a file and hand it to the first step, in one transaction of its own.

    When this returns, the bytes are durable and will be answered. A partial file is kept and goes nowhere. Raises
    what the vault and the database raise; then nothing was taken.
    """
    with scope([upload.tenant], by=by):
        received = take_in(upload=upload, by=by)
        step = first(flow="claims", given=Given(Kind.FILE, Ref(upload.tenant, received.id)))
        if step and received.state == "received":
            put([Due(step.name, upload.tenant, received.id)])
            wake(step=step.name)
    return received

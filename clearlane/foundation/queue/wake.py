"""Wake the workers for a step. A wake-up carries nothing but the step's name, so a lost one loses nothing."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from clearlane.foundation.tenancy.connection import alias

TASK = "clearlane.work"


def wake(*, step: str) -> None:
    """Ask, in the caller's transaction, that a worker look at this step; one request at a time waits."""
    try:
        with transaction.atomic(using=alias()):
            app.configure_task(TASK, queueing_lock=step, queue="work").defer(step=step)
    except AlreadyEnqueued:
        return

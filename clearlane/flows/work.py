"""A worker: woken for a step, it does all that is due there and goes straight on with what follows."""

from __future__ import annotations

import os
from collections.abc import Sequence

from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params

from clearlane.flows.run import run
from clearlane.flows.steps import STEPS
from clearlane.flows.table import Step
from clearlane.flows.warm import warm
from clearlane.flows.watch import watch_all
from clearlane.foundation.queue.settle import free
from clearlane.foundation.queue.waiting import steps_due
from clearlane.foundation.queue.wake import TASK
from clearlane.foundation.tenancy.connection import alias
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope

SWEEP_EACH_SECOND = "* * * * * *"
POLL_SECONDS = 1.0
CONNECT_SECONDS = 3.0
"""A database that does not answer for so long ends the worker, which its supervisor starts anew: a worker whose whole
house was killed must not wait for it."""


def drain(*, steps: Sequence[Step], worker: str) -> int:
    """Do all that is due in these steps and in those that follow from it. Returns how many things were taken.

    What was moved goes on at once, so that a claim is soon at its end; gathering steps come last, so that they find
    much to gather.
    """
    pending, taken = list(steps), 0
    while pending:
        step = pending.pop(0)
        ran = run(step=step, worker=worker)
        taken += ran.taken
        if ran.taken:
            at_once = [then for then in ran.next_steps if then.gather is None]
            later = [then for then in ran.next_steps if then.gather is not None]
            pending = list(dict.fromkeys([*at_once, step, *pending, *later]))
    return taken


@app.task(name=TASK, queue="work")
def work(step: str) -> None:
    """What a wake-up runs. A step that this version does not know is left to one that does."""
    if step in STEPS:
        drain(steps=[STEPS[step]], worker=worker_name())


@app.periodic(cron=SWEEP_EACH_SECOND)
@app.task(name="clearlane.sweep", queue="work", queueing_lock="sweep")
def sweep(timestamp: int) -> None:
    """Look for work that became due by the clock, or whose wake-up was lost. ``timestamp`` is the queue's own."""
    with scope([HOUSE], by="flow:sweep"):
        due = steps_due()
    drain(steps=[STEPS[name] for name in due if name in STEPS], worker=worker_name())


def worker_name() -> str:
    """The name under which this process leases work: kept over restarts by the supervisor, else by process."""
    return os.environ.get("CLEARLANE_WORKER", f"worker-{os.getpid()}")


def serve() -> None:
    """Work until the process is told to stop. What an earlier process of the same name had leased is free at once."""
    warm()
    with scope([HOUSE], by="flow:start"):
        free(worker=worker_name())
        watch_all()
    connector = PsycopgConnector(kwargs=connector_params(alias()), timeout=CONNECT_SECONDS)
    with app.replace_connector(connector) as awake:
        awake.run_worker(
            queues=["work"],
            name=worker_name(),
            concurrency=1,
            fetch_job_polling_interval=POLL_SECONDS,
            delete_jobs="successful",
        )

"""A worker dies at a numbered point around sending and collecting; the next one finishes, nothing lost or doubled."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

import pytest

from clearlane.foundation.durable.point import KILLED
from clearlane.foundation.queue.settle import free
from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS
from tests.acting import connected_as as as_role
from tests.cluster import ROOT
from tests.proof.stage import Stage
from tests.sandbox.eyes import read_payments

pytestmark = pytest.mark.slow
PAIRS = make_pairs(seed=61, count=2)
WORK = """
import time
from clearlane.config.setup import setup
setup(role="flow")
from clearlane.flows.steps import STEPS
from clearlane.flows.work import drain
for _ in range(60):
    drain(steps=list(STEPS.values()), worker="proof")
    time.sleep(0.2)
"""


@pytest.mark.parametrize("number", [3, 17, 24, 31])
def test_a_worker_that_dies_on_the_way_loses_and_doubles_nothing(stage: Stage, number: int) -> None:
    practice = stage.organization("maple")
    stage.allow(practice, *PAIRS)
    order = stage.order(pairs=PAIRS, payers=SANDBOX_PAYERS[:1], claims=4)
    stage.send("maple", {"claims.837": order.content})
    environment = os.environ | {"CLEARLANE_DATA": str(stage.data), "CLEARLANE_CRASH_AT": str(number)}
    died = subprocess.run([sys.executable, "-c", WORK], env=environment, cwd=ROOT, capture_output=True, timeout=60)
    assert died.returncode == KILLED, died.stderr.decode()[-2000:]
    with as_role("flow"), stage.open():
        free(worker="proof")
    stage.run()
    assert Counter(claim["number"] for claim in stage.ledger()["claims"]) == Counter(one.number for one in order.claims)
    letters = [letter.content for letter in stage.letters() if letter.kind == "835"]
    assert sum(len(payment.claims) for content in letters for payment in read_payments(content)) == 4
    assert stage.tied().closes

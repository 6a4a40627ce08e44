"""Wait until what was sent has gone the whole way."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from tqdm import tqdm

from clearlane.doors.console.benching.furnish import BY, Furnished
from clearlane.doors.console.benching.workload import Parcel
from clearlane.exchange.reading.measure_journey import count_adjudications
from clearlane.exchange.reading.progress import count_due, progress
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope

PATIENCE_SECONDS = 240
LOOK_SECONDS = 0.5


def wait(known: Furnished, parcels: Sequence[Parcel]) -> None:
    """Until every file is read and every claim that went out is answered; a bar on a terminal, none in a pipe.

    The full question is dear, so it is asked only once the number of adjudications is what it should be and no work
    waits.
    """
    due = sum(claim.expected == "accepted" for parcel in parcels for claim in parcel.claims)
    began = time.monotonic()
    with tqdm(total=due, unit="claim", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:
        while time.monotonic() - began < PATIENCE_SECONDS:
            with scope([HOUSE, *known.tenants], by=BY):
                posted = count_adjudications()
                bar.update(posted - bar.n)
                if posted >= due and count_due() == 0 and _is_over(len(parcels)):
                    return
            time.sleep(LOOK_SECONDS)


def _is_over(files: int) -> bool:
    so_far = progress()
    return so_far.files >= files and so_far.is_settled

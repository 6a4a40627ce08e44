"""Seal in a test run: transaction numbers are the whole cluster's, so other workers hold the sealer back."""

from __future__ import annotations

import time

from clearlane.foundation.audit.seal import seal
from clearlane.foundation.tenancy.connection import cursor

PATIENCE_SECONDS = 60


def seal_all() -> None:
    """Seal all that is committed now, in one go: first wait until the transactions of others that are open now have
    ended. One of them may stand between two entries, and a sealer that did not wait would seal the first alone."""
    (end,) = _ask("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while _ask("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint") < (end,):
        assert time.monotonic() < deadline, "a transaction of another worker of this test run never ends"
        time.sleep(0.02)
    assert seal(by="sealer") > 0


def _ask(question: str) -> tuple[int, ...]:
    with cursor() as cur:
        cur.execute(question)
        found: tuple[int, ...] = cur.fetchone()
    return found

"""The ledger as JSON, for judging from outside."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

QUERIES = {
    "received": """SELECT id, user, batch, name, size, sha256, isa13, usage, outcome, received_at
                   FROM received ORDER BY id""",
    "claims": """SELECT r.user, r.isa13, r.usage, c.received_id, c.seq, c.set_control, c.bht03, c.trace,
                 c.number, c.cents, c.npi, c.tin, c.payer, c.outcome
                 FROM claim c JOIN received r ON r.id = c.received_id ORDER BY c.received_id, c.seq""",
    "answers": """SELECT id, user, received_id, kind, due_at, name, control, length(content) AS size, state
                  FROM answer ORDER BY id""",
    "payments": """SELECT a.user, a.name, p.answer_id, p.trace, p.cents, p.plb_cents, p.npi, p.tin, p.claims
                   FROM payment p JOIN answer a ON a.id = p.answer_id ORDER BY p.answer_id, p.trace""",
    "paid": """SELECT a.user, a.name, p.answer_id, p.trace, p.seq, p.clp01, p.clp02, p.clp07, p.charge,
               p.paid, p.patient, p.claim_trace
               FROM paid p JOIN answer a ON a.id = p.answer_id ORDER BY p.answer_id, p.trace, p.seq""",
}
TOTALS = {
    "files": "SELECT count(*) FROM received",
    "claims": "SELECT count(*) FROM claim",
    "claim_cents": "SELECT coalesce(sum(cents), 0) FROM claim",
    "answers": "SELECT count(*) FROM answer",
    "answers_waiting": "SELECT count(*) FROM answer WHERE state <> 'released'",
    "payments": "SELECT count(*) FROM payment",
    "payment_cents": "SELECT coalesce(sum(cents), 0) FROM payment",
    "paid_claims": "SELECT count(*) FROM paid",
}


def tell(*, data: Path, totals_only: bool = False) -> dict[str, Any]:
    """``totals`` and ``payer_cpu_s``, and one list of rows a table; amounts are cents.

    Raises FileNotFoundError where there is no ledger.
    """
    path = data / "ledger.sqlite3"
    if not path.exists():
        raise FileNotFoundError(f"no ledger in {data}")
    connection = sqlite3.connect(path, timeout=30)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("BEGIN")
        return read(connection, totals_only)
    finally:
        connection.close()


def read(connection: sqlite3.Connection, totals_only: bool) -> dict[str, Any]:
    """All tables as of one instant."""
    told: dict[str, Any] = {"totals": {name: connection.execute(sql).fetchone()[0] for name, sql in TOTALS.items()}}
    row = connection.execute("SELECT value FROM meter WHERE name = 'payer_cpu_s'").fetchone()
    told["payer_cpu_s"] = round(row[0], 3) if row else 0.0
    for name, sql in QUERIES.items() if not totals_only else ():
        told[name] = [dict(row) for row in connection.execute(sql)]
    return told

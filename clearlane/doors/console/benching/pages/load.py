"""Load rows by COPY as the superuser of the bench's own cluster, whom row security passes by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import psycopg

from clearlane.doors.console.benching.pages.rows import Lines
from clearlane.foundation.postgres.layout import SUPERUSER, Layout

_SPANS = ", ".join(f"{whose}_{what}" for whose in ("provider", "subscriber", "patient")
                   for what in ("offset", "length", "segment"))  # fmt: skip
COLUMNS = {
    "exchange_intake_file": "id, tenant_id, number, name, direction, way, username, scheme, usage, sha256, size,"
    " address, state, reason, correlation_id, received_at",
    "exchange_interchanges_interchange": 'id, tenant_id, file_id, seq, control, sender, receiver, usage, "offset",'
    " length, report",
    "exchange_interchanges_transactionset": "id, tenant_id, file_id, interchange_id, seq, set_id, control, version,"
    ' functional_id, group_control, delimiters, usage, verdict, "offset", length, segments, header_length, dead,'
    " content_hash, bht03, claims, cents, state",
    "exchange_claims_claim": "id, tenant_id, file_id, file_tenant_id, set_id, submitter_id, usage, version, state,"
    " by_whom, decision, seq, patient_control_number, total_cents, billing_npi, billing_tin, payer_code, member_id,"
    " patient_last, patient_first, birth_date, service_from, service_to, frequency, responsibility,"
    " payer_control_number, sender_trace, bht03, bht06, trace_number, ordinal, first_segment, last_segment,"
    f' "offset", length, {_SPANS}, delimiters, payer_as_sent, received_at',
    "exchange_claims_transition": "claim_id, tenant_id, seq, event, from_state, to_state, by, detail, at",
    "exchange_claims_line": "claim_id, tenant_id, seq, procedure, modifiers, cents, units, service_from, service_to,"
    " control",
    "exchange_claims_claimfinding": "claim_id, tenant_id, seq, rule, disposition, finding",
    "exchange_claims_answer": "id, tenant_id, claim_id, submitter_id, file_id, source, statuses, at, told_at",
    "exchange_claims_payernumber": "tenant_id, number, claim_id, kind, at",
    "exchange_remits_adjudication": "claim_id, tenant_id, seq, payment_id, payment_seq, payer_id, status,"
    " charge_cents, paid_cents, patient_cents, payer_number, body, posted_at, posted_by",
    "exchange_remits_payment": "id, tenant_id, file_id, set_id, usage, version, delimiters, trace, payer_id,"
    " payer_name, payee_npi, payee_tin, method, handling, paid_on, cents, claims, adjusted_cents, state, findings,"
    ' "offset", length, sha256, holder_id, received_at, posted_at, delivered_at',
    "exchange_claims_claimcount": "id, tenant_id, day, usage, state, decision, n, cents",
}


@contextmanager
def superuser(layout: Layout) -> Iterator[psycopg.Connection[Any]]:
    """The superuser's connection to the bench's own database; each statement is committed, none waits for the disk."""
    place = urlsplit(layout.address.read_text(encoding="utf-8").strip())
    password = layout.read_password("superuser")
    address = place._replace(netloc=f"{SUPERUSER}:{password}@{place.netloc}").geturl()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        yield connection


def load(connection: psycopg.Connection[Any], lines: Lines) -> None:
    """Copy these rows into their tables."""
    for table, rows in lines.items():
        statement = f"COPY {table} ({COLUMNS[table]}) FROM STDIN"
        with connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
            copy.write("\n".join([*rows, ""]))


def finish(connection: psycopg.Connection[Any]) -> None:
    """Leave the tables as a house has them that has lived for a while."""
    for table in COLUMNS:
        connection.execute(f"VACUUM (ANALYZE) {table}".encode())
    connection.execute("ANALYZE")
    connection.execute("CHECKPOINT")

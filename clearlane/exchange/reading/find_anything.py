"""What a few letters may mean: claims, payments, files, payers; for a palette that is asked at each key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.reading.explain_claim import dollars
from clearlane.exchange.reading.search_claims import search_claims
from clearlane.exchange.reading.words import word_of
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.connection import current_tenants, cursor

MOST, LEAST_LETTERS = 8, 2
FEW, _RECENT = 5, 200
_CLAIMS = """
    SELECT id, patient_last, patient_first, patient_control_number, payer_code, state, decision, usage
    FROM exchange_claims_claim WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[]) ORDER BY id DESC
"""
_FILES = """
    SELECT id, name, number FROM (
        (SELECT id, name, number FROM exchange_intake_file
         WHERE tenant_id = %(tenant)s AND direction = 'in' AND number = %(number)s)
        UNION
        (SELECT id, name, number FROM (
            SELECT id, name, number FROM exchange_intake_file
            WHERE tenant_id = %(tenant)s AND direction = 'in' ORDER BY received_at DESC LIMIT %(recent)s) AS newest
         WHERE starts_with(lower(name), lower(%(text)s)))
    ) AS found ORDER BY number DESC LIMIT %(few)s
"""
_PAYMENTS = """
    SELECT id, trace, coalesce(nullif(payer_name, ''), payer_id), cents, usage FROM exchange_remits_payment
    WHERE tenant_id = ANY(%(tenants)s::int[]) AND state NOT IN ('unassigned', 'assigned')
      AND (trace >= %(text)s AND trace < %(text)s || chr(1114111)
           OR trace >= upper(%(text)s) AND trace < upper(%(text)s) || chr(1114111))
    ORDER BY id DESC LIMIT %(few)s
"""
_PAYERS = """
    SELECT payer_id, name FROM directory_payers_payer
    WHERE payer_id = upper(%(text)s) OR starts_with(lower(name), lower(%(text)s)) ORDER BY name LIMIT %(few)s
"""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing: ``kind`` is claim, payment, file or payer, ``id`` its id (a payer's is that of the directory)."""

    kind: str
    id: str
    title: str
    second: str


def find_anything(*, text: str, tenant: int, by: str) -> tuple[Found, ...]:
    """At most eight things of the scope that begin so, or are exactly that: claims first, then payments by their trace
    number, then files, then payers.

    Nothing under two letters. What is shown of claims, payments and files is audited in the trail of ``tenant``, who
    asks.
    """
    text = text.strip()[:80]
    if len(text) < LEAST_LETTERS or "\0" in text:
        return ()
    found = (*_claims(text), *_payments(text), *_files(text, tenant), *_payers(text))[:MOST]
    shown = [UUID(one.id) for one in found if one.kind != "payer"]
    if shown:
        record(tenant=tenant, event="claim:palette:read", by=by, subjects=shown)
    return found


def _claims(text: str) -> Iterator[Found]:
    ids = search_claims(text=text, limit=FEW)
    if not ids:
        return
    with cursor() as sql:
        sql.execute(_CLAIMS, [list(current_tenants()), list(ids)])
        rows = sql.fetchall()
    for id, last, first, number, payer, state, decision, usage in rows:
        patient = ", ".join(part for part in (last, first) if part)
        second = f"{number} · {payer} · {word_of(state=state, decision=decision)}{_test(usage)}"
        yield Found("claim", str(id), patient or number, second)


def _payments(text: str) -> Iterator[Found]:
    with cursor() as sql:
        sql.execute(_PAYMENTS, {"tenants": list(current_tenants()), "text": text, "few": FEW})
        rows = sql.fetchall()
    return (
        Found("payment", str(id), trace, f"{payer} · {dollars(cents)}{_test(usage)}")
        for id, trace, payer, cents, usage in rows
    )


def _test(usage: str) -> str:
    return " · test" if usage == "T" else ""


def _files(text: str, tenant: int) -> Iterator[Found]:
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None
    asked = {"tenant": tenant, "number": number, "text": text, "recent": _RECENT, "few": FEW}
    with cursor() as sql:
        sql.execute(_FILES, asked)
        rows = sql.fetchall()
    return (Found("file", str(id), name, f"File {number}") for id, name, number in rows)


def _payers(text: str) -> Iterator[Found]:
    with cursor() as sql:
        sql.execute(_PAYERS, {"text": text, "few": FEW})
        rows = sql.fetchall()
    return (Found("payer", payer_id, name, payer_id) for payer_id, name in rows)

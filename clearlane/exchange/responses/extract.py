"""A payer's TA1, 999 or 277CA becomes responses: one row for each word that can be matched by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from clearlane.exchange.claims.describe import storable
from clearlane.exchange.responses.load_sets import SentSet, load_sets
from clearlane.exchange.responses.read_277ca import Answer, LineAnswer, Source, read_277ca
from clearlane.exchange.responses.read_999 import read_999, read_ta1
from clearlane.exchange.responses.split import split
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.insert import insert
from clearlane.vocabulary.outcome import Already, Given, Kind, Moved, Outcome, Ref

_COLUMNS = {
    "tenant_id": "int", "id": "uuid", "file_id": "uuid", "set_id": "uuid", "connection_id": "uuid", "usage": "text",
    "kind": "text", "level": "text", "seq": "int", "trace": "text", "batch_trace": "text", "our_trace": "text",
    "body": "text", "first_segment": "int", "last_segment": "int", "offset": "bigint", "length": "bigint",
    "state": "text", "received_at": "timestamptz",
}  # fmt: skip
_EXTRACTED = """
    SELECT DISTINCT set_id FROM exchange_responses_response
    WHERE tenant_id = ANY(%s::int[]) AND set_id = ANY(%s::uuid[])
"""

Row = tuple[Any, ...]


def extract(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Make the responses of these sets; each goes on to be matched. A set that was extracted before gives nothing."""
    done = _extracted(chunk)
    outcomes: list[Outcome] = [Already(ref) for ref in chunk if ref in done]
    at = now()
    for sent in load_sets([ref for ref in chunk if ref not in done]):
        rows = list(_rows(sent, at))
        insert(table="exchange_responses_response", columns=_COLUMNS, rows=rows)
        record(
            tenant=HOUSE,
            event="responses:set:extracted",
            by=by,
            subjects=(sent.ref.id,),
            detail={"responses": len(rows)},
        )
        gives = tuple(Given(Kind.RESPONSE, Ref(row[0], row[1])) for row in rows)
        outcomes.append(Moved(sent.ref, gives=gives))
    return outcomes


def _extracted(chunk: Sequence[Ref]) -> set[Ref]:
    with cursor() as sql:
        sql.execute(_EXTRACTED, [sorted({ref.tenant for ref in chunk}), [ref.id for ref in chunk]])
        found = {id for (id,) in sql.fetchall()}
    return {ref for ref in chunk if ref.id in found}


def _rows(sent: SentSet, at: datetime) -> Iterator[Row]:
    segments = split(sent.content(), delimiters=sent.delimiters, offset=sent.offset)
    component = sent.delimiters.component.decode("latin-1")
    if sent.set_id == "TA1":
        body = json.dumps(asdict(read_ta1(segments[0])))
        yield _row(sent, at, "TA1", "envelope", 1, body, (1, 1, sent.offset, sent.length))
    elif sent.set_id == "999":
        body = json.dumps(asdict(read_999(segments, component=component)))
        yield _row(sent, at, "999", "group", 1, body, (1, len(segments), sent.offset, sent.length))
    else:
        for seq, answer in enumerate(read_277ca(segments, component=component), start=1):
            yield _answer_row(sent, at, seq, answer)


def _answer_row(sent: SentSet, at: datetime, seq: int, answer: Answer) -> Row:
    traces = (storable(answer.trace), storable(answer.batch_trace), storable(answer.our_trace))
    span = (answer.first, answer.last, answer.offset, answer.end - answer.offset)
    return _row(sent, at, "277CA", answer.level, seq, _body(answer), span, traces)


def _row(
    sent: SentSet, at: datetime, kind: str, level: str, seq: int, body: str, span: tuple[int, int, int, int],
    traces: tuple[str, str, str] = ("", "", ""),
) -> Row:  # fmt: skip
    return (
        sent.ref.tenant, new_id(), sent.file_id, sent.ref.id, sent.connection_id, sent.usage,
        kind, level, seq, *traces, body, *span, "read", at,
    )  # fmt: skip


def _body(answer: Answer) -> str:
    """What is said, as JSON: source, statuses, lines, the payer's number, the charge, the days of service."""
    return json.dumps(
        {
            "source": {name: getattr(answer.source, name) for name in Source.__slots__},
            "provider_id": answer.provider_id,
            "statuses": answer.statuses,
            "payer_number": answer.payer_number,
            "charge": answer.charge,
            "service": answer.service,
            "lines": [{name: getattr(line, name) for name in LineAnswer.__slots__} for line in answer.lines],
        }
    )

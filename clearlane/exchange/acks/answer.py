"""Acknowledge what a submitter sent: a TA1 where one is due, and one 999 a group."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from clearlane.exchange.intake.number import control_number, take_number
from clearlane.exchange.intake.reply import reply
from clearlane.exchange.interchanges.report_text import from_text
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor
from clearlane.standards import x12
from clearlane.vocabulary.outcome import Given, Kind, Moved, Outcome, Ref

_INTERCHANGES = """
    SELECT tenant_id, id, file_id, report FROM exchange_interchanges_interchange
    WHERE id = ANY(%s::uuid[]) AND tenant_id = ANY(%s::int[]) ORDER BY id
"""


def answer(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Lay the acknowledgments of these interchanges into their submitters' mailboxes.

    The TA1 goes as ISA14 asks and the findings demand; an interchange that its TA1 refuses gets no 999.
    """
    with cursor() as sql:
        sql.execute(_INTERCHANGES, [[ref.id for ref in chunk], sorted({ref.tenant for ref in chunk})])
        rows = sql.fetchall()
    return [
        Moved(
            Ref(tenant, id), gives=tuple(Given(Kind.REPLY, mail) for mail in _answer(Ref(tenant, file), id, report, by))
        )
        for tenant, id, file, report in rows
    ]


def _answer(file: Ref, interchange: UUID, text: str, by: str) -> list[Ref]:
    report = from_text(text)
    mails = []
    for kind, write in (("ta1", x12.ta1), ("999", x12.acknowledge)):
        number = take_number()
        content = write(report, control=control_number(number), at=now())
        if content:
            mails.append(reply(tenant=file.tenant, kind=kind, content=content, source=file, number=number))
    record(
        tenant=file.tenant,
        event="file:interchange:acknowledged",
        by=by,
        subjects=(file.id, interchange),
        detail={"replies": len(mails)},
    )
    return mails

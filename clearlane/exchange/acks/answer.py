"""Acknowledge what a submitter sent: a TA1 where one is due, and one 999 a group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clearlane.exchange.intake.number import control_number, take_number
from clearlane.exchange.intake.reply import Letter, reply_all
from clearlane.exchange.interchanges.report_text import from_text
from clearlane.foundation.audit.record import Entry, record_all
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
    letters = [
        (Ref(tenant, id), letter) for tenant, id, file, report in rows for letter in _letters(Ref(tenant, file), report)
    ]
    mails: dict[Ref, list[Ref]] = {Ref(tenant, id): [] for tenant, id, *_ in rows}
    for (interchange, _), mail in zip(letters, reply_all([letter for _, letter in letters]), strict=True):
        mails[interchange].append(mail)
    told = [
        Entry(tenant, "file:interchange:acknowledged", (file, id), {"replies": len(mails[Ref(tenant, id)])})
        for tenant, id, file, _ in rows
    ]
    record_all(told, by=by)
    return [Moved(ref, gives=tuple(Given(Kind.REPLY, mail) for mail in given)) for ref, given in mails.items()]


def _letters(file: Ref, text: str) -> Iterator[Letter]:
    report = from_text(text)
    for kind, write in (("ta1", x12.ta1), ("999", x12.acknowledge)):
        number = take_number()
        content = write(report, control=control_number(number), at=now())
        if content:
            yield Letter(file.tenant, kind, content, file, number=number)

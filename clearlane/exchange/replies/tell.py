"""Tell submitters what became of their claims: one 277CA a file of theirs, from us or from a payer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from uuid import UUID

from clearlane.exchange.intake.number import control_number, take_numbers
from clearlane.exchange.intake.reply import Letter, reply_all
from clearlane.exchange.replies.compose import compose
from clearlane.exchange.replies.load_answers import AnswerRow, load_answers
from clearlane.exchange.replies.load_senders import Sender, load_providers, load_senders
from clearlane.foundation.audit.record import Entry, record_all
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import alias
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.models import Tenant
from clearlane.foundation.tenancy.set_wise import set_wise
from clearlane.foundation.tenancy.widen import widen
from clearlane.foundation.vault.frames import Opener
from clearlane.standards.x12.claim_acknowledgment import Acknowledgment277, write_277ca
from clearlane.vocabulary.outcome import Already, Given, Kind, Moved, Outcome, Ref

KINDS = {"us": "277ca", "payer": "277"}
"""What a reply is called by whose word it carries."""

_TOLD = """
    UPDATE exchange_claims_answer AS answer SET told_at = %s, told_in = new.mail
    FROM unnest(%s::uuid[], %s::uuid[]) AS new (id, mail)
    WHERE answer.id = new.id AND answer.tenant_id = ANY(%s::int[]) AND answer.id = ANY(%s::uuid[])
"""


def tell(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Lay the answers of a chunk into their submitters' mailboxes, gathered by file and by whose word they are.

    Ours is one 277CA under our own name; a payer's is written anew for the submitter under the payer's, with the
    submitter's own numbers put back and the payer's statuses unchanged.
    """
    rows = load_answers(chunk)
    widen({row.file_tenant for row in rows})
    groups = [list(group) for _, group in groupby(sorted(rows, key=_of_reply), key=_of_reply)]
    mails = reply_all(_letters(groups))
    _mark(groups, mails, by)
    outcomes: dict[Ref, Outcome] = {ref: Already(ref) for ref in chunk}
    outcomes |= {row.ref: Moved(row.ref) for row in rows}
    outcomes |= {
        group[0].ref: Moved(group[0].ref, (Given(Kind.REPLY, mail),)) for group, mail in zip(groups, mails, strict=True)
    }
    return [outcomes[ref] for ref in chunk]


def _of_reply(row: AnswerRow) -> tuple[int, str, str]:
    return row.file_tenant, str(row.file), row.source


def _of_set(row: AnswerRow) -> tuple[str, str]:
    """Answers of one ST of the sender, from one source that speaks under one trace, stand in one ST of ours."""
    source = row.body.get("source", {})
    spoken = (source.get(part, "") for part in ("entity", "id", "name", "trace", "received", "processed"))
    return str(row.set), "\n".join(spoken)


def _letters(groups: Sequence[Sequence[AnswerRow]]) -> list[Letter]:
    """One 277CA for the answers of each file and source."""
    senders, files = load_senders(rows=[row for group in groups for row in group])
    house = Tenant.objects.using(alias()).get(id=HOUSE).name
    numbers = take_numbers(len(groups))
    return [
        _letter(group, _sets(group, senders, files, number, house), senders, number)
        for group, number in zip(groups, numbers, strict=True)
    ]


def _letter(
    answers: Sequence[AnswerRow], sets: Iterable[Acknowledgment277], senders: dict[UUID, Sender], number: int
) -> Letter:
    first, charges = answers[0], _charges(answers)
    content = write_277ca(
        list(sets),
        identity=senders[first.set].identity,
        control=control_number(number),
        usage=first.usage,
        at=now(),
    )
    return Letter(
        tenant=first.file_tenant,
        kind=KINDS[first.source],
        content=content,
        source=Ref(first.file_tenant, first.file),
        claims=len(charges),
        cents=sum(charges.values()),
        number=number,
    )


def _charges(answers: Sequence[AnswerRow]) -> dict[tuple[UUID, int], int]:
    """The charge in cents of each claim of a file by its place there; a payer may have said several things of one."""
    return {(row.set, row.ordinal): row.cents for row in answers}


def _sets(
    answers: Sequence[AnswerRow], senders: dict[UUID, Sender], files: dict[UUID, Opener], number: int, house: str
) -> Iterator[Acknowledgment277]:
    providers = load_providers(rows=answers, files=files)
    for place, (_, group) in enumerate(groupby(sorted(answers, key=_of_set), key=_of_set), start=1):
        rows = sorted(group, key=lambda row: (row.ordinal, row.id))
        reference = f"{number}-{place}" if place > 1 else f"{number}"
        sender = senders[rows[0].set]
        yield compose(rows, sender=sender, providers=providers, house=house, reference=reference, at=now())


def _mark(groups: Sequence[Sequence[AnswerRow]], mails: Sequence[Ref], by: str) -> None:
    """Each answer knows in which mail it was told, and each submitter's trail that he was."""
    told = [(row, mail) for group, mail in zip(groups, mails, strict=True) for row in group]
    ids = [row.id for row, _ in told]
    with set_wise() as sql:
        sql.execute(_TOLD, [now(), ids, [mail.id for _, mail in told], sorted({row.tenant for row, _ in told}), ids])
    entries = [
        Entry(
            group[0].file_tenant,
            "replies:claims:told",
            (group[0].file, mail.id),
            {"claims": len(_charges(group)), "kind": KINDS[group[0].source]},
        )
        for group, mail in zip(groups, mails, strict=True)
    ]
    record_all(entries, by=by)

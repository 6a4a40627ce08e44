"""Tell submitters what became of their claims: one 277CA a file of theirs, from us or from a payer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from uuid import UUID

from clearlane.exchange.intake.number import control_number, take_number
from clearlane.exchange.intake.reply import reply
from clearlane.exchange.replies.compose import compose
from clearlane.exchange.replies.load_answers import AnswerRow, load_answers
from clearlane.exchange.replies.load_senders import Sender, load_providers, load_senders
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import alias, cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.models import Tenant
from clearlane.foundation.tenancy.widen import widen
from clearlane.standards.x12.claim_acknowledgment import Acknowledgment277, write_277ca
from clearlane.vocabulary.outcome import Already, Given, Kind, Moved, Outcome, Ref

KINDS = {"us": "277ca", "payer": "277"}
"""What a reply is called by whose word it carries."""

_TOLD = """
    UPDATE exchange_claims_answer SET told_at = %s, told_in = %s
    WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[])
"""


def tell(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Lay the answers of a chunk into their submitters' mailboxes, gathered by file and by whose word they are.

    Ours is one 277CA under our own name; a payer's is written anew for the submitter under the payer's, with the
    submitter's own numbers put back and the payer's statuses unchanged.
    """
    rows = load_answers(chunk)
    widen({row.file_tenant for row in rows})
    house = Tenant.objects.using(alias()).get(id=HOUSE).name
    outcomes: dict[Ref, Outcome] = {ref: Already(ref) for ref in chunk}
    for key, group in groupby(sorted(rows, key=_of_reply), key=_of_reply):
        answers = list(group)
        mail = _tell(answers, kind=KINDS[key[2]], house=house, by=by)
        _mark(answers, mail)
        outcomes |= {row.ref: Moved(row.ref) for row in answers}
        outcomes[answers[0].ref] = Moved(answers[0].ref, (Given(Kind.REPLY, mail),))
    return [outcomes[ref] for ref in chunk]


def _of_reply(row: AnswerRow) -> tuple[int, str, str]:
    return row.file_tenant, str(row.file), row.source


def _of_set(row: AnswerRow) -> tuple[str, str]:
    """Answers of one ST of the sender, from one source that speaks under one trace, stand in one ST of ours."""
    source = row.body.get("source", {})
    spoken = (source.get(part, "") for part in ("entity", "id", "name", "trace", "received", "processed"))
    return str(row.set), "\n".join(spoken)


def _tell(answers: Sequence[AnswerRow], *, kind: str, house: str, by: str) -> Ref:
    first = answers[0]
    number = take_number()
    senders = load_senders(tenant=first.file_tenant, sets={row.set for row in answers})
    sets = list(_sets(answers, senders, number=number, house=house))
    content = write_277ca(
        sets, identity=senders[first.set].identity, control=control_number(number), usage=first.usage, at=now()
    )
    cents = sum(row.cents for row in answers)
    mail = reply(
        tenant=first.file_tenant, kind=kind, content=content, source=Ref(first.file_tenant, first.file),
        claims=len(answers), cents=cents, number=number,
    )  # fmt: skip
    record(
        tenant=first.file_tenant, event="replies:claims:told", by=by, subjects=(first.file, mail.id),
        detail={"claims": len(answers), "kind": kind},
    )  # fmt: skip
    return mail


def _sets(
    answers: Sequence[AnswerRow], senders: dict[UUID, Sender], *, number: int, house: str
) -> Iterator[Acknowledgment277]:
    providers = load_providers(tenant=answers[0].file_tenant, rows=answers, senders=senders)
    for place, (_, group) in enumerate(groupby(sorted(answers, key=_of_set), key=_of_set), start=1):
        rows = sorted(group, key=lambda row: (row.ordinal, row.id))
        reference = f"{number}-{place}" if place > 1 else f"{number}"
        sender = senders[rows[0].set]
        yield compose(rows, sender=sender, providers=providers, house=house, reference=reference, at=now())


def _mark(answers: Sequence[AnswerRow], mail: Ref) -> None:
    with cursor() as sql:
        tenants = sorted({row.tenant for row in answers})
        sql.execute(_TOLD, [now(), mail.id, tenants, [row.id for row in answers]])

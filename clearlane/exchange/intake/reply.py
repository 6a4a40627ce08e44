"""Lay replies ready for submitters: numbered, named by their schemes, kept in the vault, listed in their mailboxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from clearlane.exchange.intake.name_reply import Submitted, name_reply, variant
from clearlane.exchange.intake.number import take_numbers
from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.connection import alias, cursor
from clearlane.foundation.tenancy.insert import insert, insert_new
from clearlane.foundation.tenancy.models import Tenant
from clearlane.foundation.vault.store import store_many
from clearlane.vocabulary.outcome import Ref

_SUBMITTED = """
    SELECT tenant_id, id, number, name, user_id, username, scheme FROM exchange_intake_file
    WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[])
"""
_NAME_COLUMNS = {"tenant_id": "int", "name": "text", "mail_id": "uuid"}
_MAIL_COLUMNS = {
    "id": "uuid", "tenant_id": "int", "user_id": "bigint", "number": "bigint", "kind": "text", "name": "text",
    "address": "bytea", "size": "bigint", "sha256": "bytea", "claims": "int", "cents": "bigint",
    "source_file_id": "uuid", "made_at": "timestamptz",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letter:
    """One reply: to whom, of which kind, its bytes, and the submitter's own file that it answers.

    ``source`` is None where there is no such file (a payment). ``number`` is a file number that was taken for it
    before, which its bytes say.
    """

    tenant: int
    kind: str
    content: bytes
    source: Ref | None
    claims: int = 0
    cents: int = 0
    number: int | None = None


def reply(
    *,
    tenant: int,
    kind: str,
    content: bytes,
    source: Ref | None,
    claims: int = 0,
    cents: int = 0,
    number: int | None = None,
) -> Ref:
    """Put one reply into its submitter's mailbox, as ``reply_all`` does many."""
    return reply_all([Letter(tenant, kind, content, source, claims, cents, number)])[0]


def reply_all(letters: Sequence[Letter]) -> list[Ref]:
    """Put these replies into their submitters' mailboxes, in the caller's transaction; their references, in order.

    The account that sent the file gets the reply, in its scheme; where there is no file, all accounts of the tenant.
    """
    if not letters:
        return []
    submitted, numbers = _submitted(letters), _numbers(letters)
    mails = [Ref(letter.tenant, new_id()) for letter in letters]
    names = _claim_names(mails, _names(letters, submitted, numbers))
    stored = store_many([(letter.tenant, letter.content) for letter in letters])
    at = now()
    rows = [
        (
            mail.id, mail.tenant, sent.user if sent else None, number, letter.kind, name, kept.address, kept.size,
            kept.sha256, letter.claims, letter.cents, letter.source.id if letter.source else None, at,
        )
        for mail, letter, number, name, kept in zip(mails, letters, numbers, names, stored, strict=True)
        for sent in [submitted.get(letter.source)]
    ]  # fmt: skip
    insert(table="foundation_outbox_mail", columns=_MAIL_COLUMNS, rows=rows)
    return mails


def _submitted(letters: Sequence[Letter]) -> dict[Ref | None, Submitted]:
    sources = {letter.source for letter in letters if letter.source}
    with cursor() as sql:
        sql.execute(_SUBMITTED, [sorted({ref.tenant for ref in sources}), [ref.id for ref in sources]])
        return {Ref(tenant, id): Submitted(*rest) for tenant, id, *rest in sql.fetchall()}


def _numbers(letters: Sequence[Letter]) -> list[int]:
    fresh = iter(take_numbers(sum(letter.number is None for letter in letters)))
    return [next(fresh) if letter.number is None else letter.number for letter in letters]


def _names(letters: Sequence[Letter], submitted: dict[Ref | None, Submitted], numbers: Sequence[int]) -> list[str]:
    tenants = {letter.tenant for letter in letters}
    schemes = dict(Tenant.objects.using(alias()).filter(id__in=tenants).values_list("id", "scheme"))
    day = now().date()
    return [
        name_reply(
            kind=letter.kind,
            submitted=submitted.get(letter.source),
            tenant=letter.tenant,
            scheme=schemes[letter.tenant],
            number=number,
            day=day,
        )
        for letter, number in zip(letters, numbers, strict=True)
    ]


def _claim_names(mails: Sequence[Ref], wanted: Sequence[str]) -> list[str]:
    """For each the name itself, or with the first number that makes it new; a name is given out once, for ever."""
    named: dict[UUID, str] = {}
    for n in count(1):
        asked = {mail.id: (mail.tenant, variant(name, n), mail.id) for mail, name in zip(mails, wanted, strict=True)
                 if mail.id not in named}  # fmt: skip
        if not asked:
            break
        rows = list(asked.values())
        new = insert_new(table="foundation_outbox_mailname", columns=_NAME_COLUMNS, rows=rows, give="mail_id")
        named |= {mail: asked[mail][1] for mail in new}
    return [named[mail.id] for mail in mails]

"""Lay a reply ready for a submitter: named by his scheme, numbered, kept in the vault, listed in his mailbox."""

from __future__ import annotations

from datetime import date
from itertools import chain, count
from typing import Any
from uuid import UUID

from clearlane.exchange.intake.models import File
from clearlane.exchange.intake.number import take_number
from clearlane.foundation.clock.read import now
from clearlane.foundation.outbox.models import Mail
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.connection import alias, cursor
from clearlane.foundation.tenancy.models import Tenant
from clearlane.foundation.vault.store import store
from clearlane.vocabulary.outcome import Ref

COMPATIBLE = {
    "summary": "FS_HCFA_{number}_IN_C.txt",
    "999": "{number}_{submitted}_999.999",
    "ta1": "{number}_{submitted}_TA1.ta1",
    "277ca": "{user}_{number}_HCFA_277ca_{day}.txt",
    "277": "{number}_EDI_STATUS_HCFA_{day}.277",
    "835": "{number}_ERA_835_5010_{day}.835",
    "notice": "{number}_ERA_STATUS_5010_{day}.txt",
}
"""Names as the billing systems of today expect them, by kind of reply."""

CLEAN = {
    "summary": "{day}-{number}-{submitted}.summary.txt",
    "999": "{day}-{number}-{submitted}.999",
    "ta1": "{day}-{number}-{submitted}.ta1",
    "277ca": "{day}-{number}-{submitted}.277ca",
    "277": "{day}-{number}-{submitted}.277ca",
    "835": "{day}-{number}-{submitted}.835",
    "notice": "{day}-{number}-{submitted}.notice.txt",
}
"""Names that sort by day and say what they are."""


def reply(
    *,
    tenant: int,
    kind: str,
    content: bytes,
    source: Ref | None,
    by: str,
    claims: int = 0,
    cents: int = 0,
    number: int | None = None,
) -> Ref:
    """Put one reply into the submitter's mailbox, in the caller's transaction.

    ``source`` is the submitter's own file that it answers, None where there is none (a payment). The file's number
    stands in the name, a fresh one where there is no file; the account that sent the file gets the reply, in its
    scheme, and where there is no file all accounts. Returns the mail's reference.
    """
    file = _file(source)
    stored = store(tenant=tenant, content=content)
    mail = Mail(
        id=new_id(),
        tenant_id=tenant,
        user_id=file.user_id if file else None,
        number=number or take_number(),
        kind=kind,
        address=stored.address,
        size=stored.size,
        sha256=stored.sha256,
        claims=claims,
        cents=cents,
        source_file_id=source.id if source else None,
        made_at=now(),
        name="",
    )
    mail.name = _claim_name(tenant, _name(kind, tenant, file, mail.number, now().date()), mail.id)
    mail.save(using=alias(), force_insert=True)
    return Ref(tenant, mail.id)


def _file(source: Ref | None) -> File | None:
    return File.objects.using(alias()).get(tenant_id=source.tenant, id=source.id) if source else None


def _name(kind: str, tenant: int, file: File | None, number: int, day: date) -> str:
    owner = Tenant.objects.using(alias()).get(id=tenant)
    scheme = COMPATIBLE if ((file and file.scheme) or owner.scheme) == "compatible" else CLEAN
    return scheme[kind].format(
        number=file.number if file else number,
        submitted=_safe(file.name) if file else "remittance",
        user=(file and file.username) or f"tenant{tenant}",
        day=f"{day:%Y%m%d}",
    )


def _safe(name: str) -> str:
    """A submitted name as part of another: no folders, nothing that a file system minds."""
    return "".join(c if c.isalnum() or c in "._-" else "_" for c in name.rsplit("/", 1)[-1])[:120]


def _claim_name(tenant: int, name: str, mail: UUID) -> str:
    """The name itself, or with the first number before its extension that makes it new; it is given out for ever."""
    stem, dot, extension = name.rpartition(".")
    candidates = chain([name], (f"{stem}-{n}{dot}{extension}" for n in count(2)))
    with cursor() as sql:
        return next(candidate for candidate in candidates if _is_new(sql, tenant, candidate, mail))


def _is_new(sql: Any, tenant: int, name: str, mail: UUID) -> bool:
    sql.execute(
        "INSERT INTO foundation_outbox_mailname (tenant_id, name, mail_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        [tenant, name, mail],
    )
    return bool(sql.rowcount)

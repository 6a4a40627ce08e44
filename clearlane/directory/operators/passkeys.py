"""Passkeys of operators: the first comes by a link from the server's shell; signing in and proving take one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from fido2.webauthn import AttestedCredentialData

from clearlane.directory.users.ceremony import PasskeyRefused, ask_new, ask_proof, read_new, read_proof, refuse_copy
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.house import HOUSE

from .add_operator import digest
from .models import Operator, OperatorLink, OperatorPasskey

__all__ = ["LinkIsOver", "PasskeyRefused", "Working", "ask_enrollment", "ask_operator", "check_operator", "enroll"]


class LinkIsOver(ValueError):
    """The link was used, is older than fifteen minutes, has been replaced, or never was one."""


@dataclass(frozen=True, slots=True)
class Working:
    """An operator who works here now."""

    id: int
    name: str

    @property
    def by(self) -> str:
        """Its name in every trail."""
        return f"operator:{self.name}"


def find_working(*, operator: int) -> Working | None:
    """The operator of a number, unless he has ended."""
    row = Operator.objects.filter(pk=operator, ended_at=None).first()
    return Working(row.pk, row.name) if row else None


def find_invited(*, token: str) -> Working:
    """For whom a link is; nothing is spent. Raises LinkIsOver."""
    row = _links(token).select_related("operator").first()
    if row is None:
        raise LinkIsOver
    return Working(row.operator_id, row.operator.name)


def ask_enrollment(session: SessionBase, *, token: str) -> dict[str, Any]:
    """What the browser of who holds the link is asked to make. Raises LinkIsOver."""
    who = find_invited(token=token)
    handle = f"operator:{who.id}".encode()
    names = who.name, f"{who.name}, operator"
    return ask_new(session, origin=settings.CONSOLE_ORIGIN, handle=handle, names=names, known=_kept(who.id))


def enroll(session: SessionBase, *, token: str, answer: str) -> Working:
    """Keep the passkey and spend the link, inside a scope of the house. Raises LinkIsOver, PasskeyRefused."""
    row = _links(token).select_for_update().first()
    if row is None:
        raise LinkIsOver
    who = find_invited(token=token)
    data = read_new(session, origin=settings.CONSOLE_ORIGIN, answer=answer)
    if OperatorPasskey.objects.filter(credential_id=data.credential_id).exists():
        raise PasskeyRefused("this passkey is here already")
    at = now()
    OperatorPasskey.objects.create(
        operator_id=who.id, credential_id=data.credential_id, credential=bytes(data), created_at=at, last_used_at=at
    )
    OperatorLink.objects.filter(pk=row.pk).update(spent_at=at)
    record(tenant=HOUSE, event="operator:passkey:added", by=who.by, detail={"operator": who.name})
    return who


def ask_operator(session: SessionBase, *, operator: int | None = None) -> dict[str, Any]:
    """What the browser is asked: any operator's passkey, or one of a known operator's."""
    known = None if operator is None else _kept(operator)
    return ask_proof(session, origin=settings.CONSOLE_ORIGIN, known=known)


def check_operator(session: SessionBase, *, answer: str, operator: int | None = None) -> Working:
    """Whose passkey has answered: of ``operator`` where that is given. Raises PasskeyRefused."""

    def find(credential_id: bytes) -> AttestedCredentialData | None:
        row = _passkey(credential_id)
        return AttestedCredentialData(bytes(row.credential)) if row and operator in (None, row.operator_id) else None

    credential_id, count = read_proof(session, origin=settings.CONSOLE_ORIGIN, answer=answer, find=find)
    row = _passkey(credential_id)
    if row is None:
        raise PasskeyRefused("no passkey of an operator")
    refuse_copy(before=row.count, count=count)
    OperatorPasskey.objects.filter(pk=row.pk).update(count=count, last_used_at=now())
    return Working(row.operator_id, row.operator.name)


def _links(token: str) -> Any:
    return OperatorLink.objects.filter(
        token_sha256=digest(token), spent_at=None, ends_at__gt=now(), operator__ended_at=None
    )


def _passkey(credential_id: bytes) -> OperatorPasskey | None:
    rows = OperatorPasskey.objects.filter(credential_id=credential_id, operator__ended_at=None)
    return rows.select_related("operator").first()


def _kept(operator: int) -> list[AttestedCredentialData]:
    rows = OperatorPasskey.objects.filter(operator_id=operator).order_by("id")
    return [AttestedCredentialData(bytes(row.credential)) for row in rows]

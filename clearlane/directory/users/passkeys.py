"""Passkeys of people: asked for, checked, kept. The ceremony itself is ``ceremony.py``'s."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestedCredentialData

from clearlane.foundation.clock.read import now

from .ceremony import PasskeyRefused, ask_new, ask_proof, read_new, read_proof, refuse_copy
from .factors import PASSKEY
from .models import User
from .note import note

__all__ = ["PasskeyRefused", "add_passkey", "ask_for_new", "ask_for_proof", "check_passkey", "rename_passkey"]


def ask_for_new(session: SessionBase, *, user_id: int) -> dict[str, Any]:
    """What ``navigator.credentials.create`` is asked: a passkey that the device finds by itself, under its own lock."""
    user = User.objects.get(pk=user_id)
    names = user.username, user.email or user.username
    return ask_new(session, origin=settings.ORIGIN, handle=str(user_id).encode(), names=names, known=_kept(user_id))


def ask_for_proof(session: SessionBase, *, user_id: int | None = None) -> dict[str, Any]:
    """What ``navigator.credentials.get`` is asked: any passkey of this house, or one of a known person's."""
    return ask_proof(session, origin=settings.ORIGIN, known=None if user_id is None else _kept(user_id))


def add_passkey(session: SessionBase, *, user_id: int, answer: str, name: str) -> int:
    """Keep the passkey that the browser has made, and give its id. Raises PasskeyRefused."""
    data = read_new(session, origin=settings.ORIGIN, answer=answer)
    if _owner_of(data.credential_id) is not None:
        raise PasskeyRefused("this passkey is here already")
    kept = {"name": name, "id": websafe_encode(data.credential_id), "key": websafe_encode(bytes(data)), "count": 0}
    with transaction.atomic(using="default"):
        row = Authenticator.objects.create(user_id=user_id, type=PASSKEY, data=kept, created_at=now())
        note(user_id=user_id, event="user:factor:added", kind=PASSKEY)
    return int(row.pk)


def check_passkey(session: SessionBase, *, answer: str, user_id: int | None = None) -> int:
    """Whose passkey has answered: of ``user_id`` where that is given. Raises PasskeyRefused."""

    def find(credential_id: bytes) -> AttestedCredentialData | None:
        row = _owner_of(credential_id)
        may = row is not None and user_id in (None, row.user_id) and row.user.is_active
        return _data(row) if may else None

    credential_id, count = read_proof(session, origin=settings.ORIGIN, answer=answer, find=find)
    row = _owner_of(credential_id)
    _count(row, count)
    return int(row.user_id)


def rename_passkey(*, user_id: int, passkey: int, name: str) -> bool:
    """Give a passkey another name. False where it is not his."""
    row = Authenticator.objects.filter(id=passkey, user_id=user_id, type=PASSKEY).first()
    if row is None:
        return False
    row.data["name"] = name
    with transaction.atomic(using="default"):
        row.save(update_fields=["data"])
        note(user_id=user_id, event="user:factor:renamed", kind=PASSKEY)
    return True


def _kept(user_id: int) -> list[AttestedCredentialData]:
    return [_data(row) for row in Authenticator.objects.filter(user_id=user_id, type=PASSKEY).order_by("id")]


def _data(row: Any) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(row.data["key"]))


def _owner_of(credential_id: bytes) -> Any:
    return (
        Authenticator.objects.filter(type=PASSKEY, data__id=websafe_encode(credential_id))
        .select_related("user")
        .first()
    )


def _count(row: Any, count: int) -> None:
    refuse_copy(before=row.data["count"], count=count)
    row.data["count"] = count
    row.last_used_at = now()
    row.save(update_fields=["data", "last_used_at"])

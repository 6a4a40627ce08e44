"""Passkeys: asked for, checked, kept. The relying party is the host of ``CLEARLANE_ORIGIN``, whatever Host says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from clearlane.foundation.clock.read import now

from .factors import PASSKEY
from .models import User

_STATE = "passkey"
_LASTS = timedelta(minutes=5)


class PasskeyRefused(ValueError):
    """The browser's answer is not to our question, not from our origin, not verified, or of no passkey of ours."""


def ask_for_new(session: SessionBase, *, user_id: int) -> dict[str, Any]:
    """What ``navigator.credentials.create`` is asked: a passkey that the device finds by itself, under its own lock."""
    user = User.objects.get(pk=user_id)
    entity = PublicKeyCredentialUserEntity(
        id=str(user_id).encode(), name=user.username, display_name=user.email or user.username
    )
    options, state = _server().register_begin(
        entity,
        [data for _, data in _kept(user_id)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _asked(session, dict(options), state, "new")


def ask_for_proof(session: SessionBase, *, user_id: int | None = None) -> dict[str, Any]:
    """What ``navigator.credentials.get`` is asked: any passkey of this house, or one of a known person's."""
    mine = [data for _, data in _kept(user_id)] if user_id is not None else None
    options, state = _server().authenticate_begin(mine, user_verification=UserVerificationRequirement.REQUIRED)
    return _asked(session, dict(options), state, "proof")


def add_passkey(session: SessionBase, *, user_id: int, answer: str, name: str) -> int:
    """Keep the passkey that the browser has made, and give its id. Raises PasskeyRefused."""
    state, credential = _state(session, "new"), _read(answer)
    try:
        made = RegistrationResponse.from_dict(credential)
        data = _server().register_complete(state, made).credential_data
    except (ValueError, TypeError, KeyError) as error:
        raise PasskeyRefused("this passkey cannot be added") from error
    if data is None or _owner_of(data.credential_id) is not None:
        raise PasskeyRefused("this passkey is here already")
    kept = {"name": name, "id": websafe_encode(data.credential_id), "key": websafe_encode(bytes(data)), "count": 0}
    return int(Authenticator.objects.create(user_id=user_id, type=PASSKEY, data=kept, created_at=now()).pk)


def check_passkey(session: SessionBase, *, answer: str, user_id: int | None = None) -> int:
    """Whose passkey has answered: of ``user_id`` where that is given. Raises PasskeyRefused."""
    state, credential = _state(session, "proof"), _read(answer)
    try:
        given = AuthenticationResponse.from_dict(credential)
        row = _owner_of(given.raw_id)
        if row is None or user_id not in (None, row.user_id) or not row.user.is_active:
            raise PasskeyRefused("no passkey of this house")
        _server().authenticate_complete(state, [_data(row)], given)
    except (ValueError, TypeError, KeyError) as error:
        raise PasskeyRefused("this passkey did not prove anything") from error
    _count(row, given.response.authenticator_data.counter)
    return int(row.user_id)


def rename_passkey(*, user_id: int, passkey: int, name: str) -> bool:
    """Give a passkey another name. False where it is not his."""
    row = Authenticator.objects.filter(id=passkey, user_id=user_id, type=PASSKEY).first()
    if row is None:
        return False
    row.data["name"] = name
    row.save(update_fields=["data"])
    return True


def _server() -> Fido2Server:
    host = urlsplit(settings.ORIGIN).hostname or ""
    party = PublicKeyCredentialRpEntity(id=host, name="Clearlane")
    return Fido2Server(party, attestation=AttestationConveyancePreference.NONE, verify_origin=_is_ours)


def _is_ours(origin: str) -> bool:
    """Our very origin. On plain http there is localhost alone, whose port may be another than the one set."""
    ours, theirs = urlsplit(settings.ORIGIN), urlsplit(origin)
    if settings.IS_SECURE:
        return origin == settings.ORIGIN
    return (theirs.scheme, theirs.hostname) == (ours.scheme, ours.hostname)


def _asked(session: SessionBase, options: dict[str, Any], state: Any, purpose: str) -> dict[str, Any]:
    session[_STATE] = {**state, "at": now().timestamp(), "for": purpose}
    return options


def _state(session: SessionBase, purpose: str) -> Any:
    """The question that this browser was asked; it can be answered once, within five minutes."""
    state = session.pop(_STATE, None)
    if not state or state["for"] != purpose or not 0 <= now().timestamp() - state["at"] < _LASTS.total_seconds():
        raise PasskeyRefused("nothing was asked, or too long ago")
    return state


def _read(answer: str) -> Mapping[str, Any]:
    try:
        found = json.loads(answer)
    except ValueError as error:
        raise PasskeyRefused("the browser sent nothing that can be read") from error
    if not isinstance(found, dict):
        raise PasskeyRefused("the browser sent nothing that can be read")
    return found


def _kept(user_id: int) -> list[tuple[Any, AttestedCredentialData]]:
    rows = Authenticator.objects.filter(user_id=user_id, type=PASSKEY).order_by("id")
    return [(row, _data(row)) for row in rows]


def _data(row: Any) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(row.data["key"]))


def _owner_of(credential_id: bytes) -> Any:
    return (
        Authenticator.objects.filter(type=PASSKEY, data__id=websafe_encode(credential_id))
        .select_related("user")
        .first()
    )


def _count(row: Any, count: int) -> None:
    """A passkey that counts its uses and has counted back was copied. Most do not count."""
    if row.data["count"] and count <= row.data["count"]:
        raise PasskeyRefused("this passkey was copied")
    row.data["count"] = count
    row.last_used_at = now()
    row.save(update_fields=["data", "last_used_at"])

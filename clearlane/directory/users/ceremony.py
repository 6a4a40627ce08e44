"""The ceremony of WebAuthn: what a browser is asked, and what its answer proves. Whoever keeps passkeys uses it, with
the origin that its own pages have; the relying party is that origin's host, whatever Host says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.contrib.sessions.backends.base import SessionBase
from fido2.server import Fido2Server
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

_STATE = "passkey"
_LASTS = timedelta(minutes=5)


class PasskeyRefused(ValueError):
    """The browser's answer is not to our question, not from our origin, not verified, or of no passkey of ours."""


def ask_new(
    session: SessionBase, *, origin: str, handle: bytes, names: tuple[str, str], known: Sequence[AttestedCredentialData]
) -> dict[str, Any]:
    """What ``navigator.credentials.create`` is asked: a passkey that the device finds by itself, under its own lock."""
    entity = PublicKeyCredentialUserEntity(id=handle, name=names[0], display_name=names[1])
    options, state = _server(origin).register_begin(
        entity,
        list(known),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _asked(session, dict(options), state, "new")


def ask_proof(
    session: SessionBase, *, origin: str, known: Sequence[AttestedCredentialData] | None = None
) -> dict[str, Any]:
    """What ``navigator.credentials.get`` is asked: any passkey of this origin, or one of those ``known``."""
    mine = None if known is None else list(known)
    options, state = _server(origin).authenticate_begin(mine, user_verification=UserVerificationRequirement.REQUIRED)
    return _asked(session, dict(options), state, "proof")


def read_new(session: SessionBase, *, origin: str, answer: str) -> AttestedCredentialData:
    """The passkey that the browser has made. Raises PasskeyRefused."""
    state, credential = _state(session, "new"), _read(answer)
    try:
        made = RegistrationResponse.from_dict(credential)
        data = _server(origin).register_complete(state, made).credential_data
    except (ValueError, TypeError, KeyError) as error:
        raise PasskeyRefused("this passkey cannot be added") from error
    if data is None:
        raise PasskeyRefused("this passkey cannot be added")
    return data


def read_proof(
    session: SessionBase, *, origin: str, answer: str, find: Callable[[bytes], AttestedCredentialData | None]
) -> tuple[bytes, int]:
    """The id of the passkey that has answered, and how often it says it was used. ``find`` gives a passkey that may
    answer, by its id. Raises PasskeyRefused."""
    state, credential = _state(session, "proof"), _read(answer)
    try:
        given = AuthenticationResponse.from_dict(credential)
        data = find(given.raw_id)
        if data is None:
            raise PasskeyRefused("no passkey of this house")
        _server(origin).authenticate_complete(state, [data], given)
    except (ValueError, TypeError, KeyError) as error:
        raise PasskeyRefused("this passkey did not prove anything") from error
    return given.raw_id, given.response.authenticator_data.counter


def refuse_copy(*, before: int, count: int) -> None:
    """A passkey that counts its uses and has counted back was copied. Most do not count. Raises PasskeyRefused."""
    if before and count <= before:
        raise PasskeyRefused("this passkey was copied")


def _server(origin: str) -> Fido2Server:
    party = PublicKeyCredentialRpEntity(id=urlsplit(origin).hostname or "", name="Clearlane")
    return Fido2Server(party, attestation=AttestationConveyancePreference.NONE, verify_origin=partial(_is_ours, origin))


def _is_ours(ours: str, theirs: str) -> bool:
    """Our very origin. On plain http there is localhost alone, whose port may be another than the one set."""
    own, other = urlsplit(ours), urlsplit(theirs)
    if own.scheme == "https":
        return theirs == ours
    return (other.scheme, other.hostname) == (own.scheme, own.hostname)


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

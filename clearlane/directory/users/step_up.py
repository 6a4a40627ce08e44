"""Has the person proved just now that it is he? Asked before what cannot be undone, or lets others in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest

from clearlane.foundation.clock.read import now

from .factors import has_factor

PROOFS = "proofs"
"""Where the session holds what was proved, and when, in seconds of the epoch."""
STRONG = ("webauthn", "totp")
LASTS = timedelta(minutes=10)
_FIRST_FACTOR = timedelta(minutes=30)


def is_fresh(session: Mapping[str, Any]) -> bool:
    """Whether a passkey or an authenticator app was used within ten minutes.

    A password never counts, nor does a recovery code: who has found either may not let himself in for good.
    """
    return any(_is_within(session, method, LASTS) for method in STRONG)


def used_factor(session: Mapping[str, Any]) -> bool:
    """Whether a passkey or an authenticator app was used in this session at all."""
    return any(method in session.get(PROOFS, {}) for method in STRONG)


def may_change_factors(session: Mapping[str, Any], user_id: int) -> bool:
    """Whether factors may be added or removed now. The first one of an account needs the password, given lately."""
    if has_factor(user_id):
        return is_fresh(session)
    return _is_within(session, "password", _FIRST_FACTOR)


def prove(request: HttpRequest, method: str) -> None:
    """Note that the person has just proved himself by ``method``; the session gets a new key."""
    request.session.cycle_key()
    proofs = dict(request.session.get(PROOFS, {}))
    request.session[PROOFS] = proofs | {method: now().timestamp()}


def _is_within(session: Mapping[str, Any], method: str, lasts: timedelta) -> bool:
    at = session.get(PROOFS, {}).get(method)
    return at is not None and 0 <= now().timestamp() - at < lasts.total_seconds()

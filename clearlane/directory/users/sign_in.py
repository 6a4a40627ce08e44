"""Begin and end what a signed-in browser has: its session."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login, logout
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from clearlane.foundation.clock.read import now

from .device_name import device_name
from .find_by_password import Account
from .models import Session, User
from .session_store import BEGUN, DEVICE, SessionStore
from .step_up import PROOFS

PENDING = "pending"
STARTED = "_clearlane_started"
"""Set on a request in which a session has begun, to the user's id: the browser is then marked as known."""
_PENDING_LASTS = timedelta(minutes=10)


def start_session(request: HttpRequest, user_id: int, *, methods: tuple[str, ...]) -> None:
    """Sign the person in, in a session under a new key, and note by which ``methods`` he proved himself.

    Methods are ``password``, ``webauthn``, ``totp`` and ``recovery_codes``. Whatever session of a person the browser
    had ends; what a stranger's session held (a form half filled in) goes on.
    """
    if SESSION_KEY in request.session:
        request.session.flush()
    request.session.pop(PENDING, None)
    login(request, User.objects.get(pk=user_id, is_active=True), backend=settings.AUTHENTICATION_BACKENDS[0])
    at = now()
    session = cast(SessionStore, request.session)
    session[PROOFS] = {method: at.timestamp() for method in methods}
    session[BEGUN] = at.isoformat()
    session[DEVICE] = device_name(request.headers.get("User-Agent", ""))
    session.seen_at = at
    setattr(request, STARTED, user_id)


def end_session(request: HttpRequest) -> None:
    """Sign the browser out: its session is gone."""
    logout(request)


def wait_for_code(request: HttpRequest, account: Account, *, then: str) -> None:
    """The password was right, and the account wants a second proof: remember who and where to, for ten minutes.

    The session keeps a mark of the very password that was right; once another is set, the proof begins anew.
    """
    if SESSION_KEY in request.session:
        request.session.flush()
    request.session.cycle_key()
    mark = User(password=account.password).get_session_auth_hash()
    request.session[PENDING] = {"user": account.id, "password": mark, "at": now().timestamp(), "then": then}


def waiting_for_code(request: HttpRequest) -> tuple[int, str] | None:
    """Whose second proof this browser owes, and where he wanted to go.

    None where it owes none, or is too late, or his password was set anew meanwhile.
    """
    pending = request.session.get(PENDING)
    if not pending or not 0 <= now().timestamp() - pending["at"] < _PENDING_LASTS.total_seconds():
        return None
    user = User.objects.filter(pk=pending["user"], is_active=True).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), pending.get("password", "")):
        return None
    return int(user.pk), str(pending["then"])


def end_all_sessions(*, user_id: int) -> int:
    """End all of a person's sessions, and give how many there were."""
    return Session.objects.filter(user_id=user_id).delete()[0]

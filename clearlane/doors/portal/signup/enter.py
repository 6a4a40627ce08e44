"""Who has just made his account is signed in: the one place where sign-up begins and ends a session."""

from __future__ import annotations

from django.contrib.auth import get_user_model, login, logout
from django.http import HttpRequest

from clearlane.foundation.clock.read import now

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def enter(request: HttpRequest, *, user: int) -> None:
    """Sign in who has just chosen his password: the session's key is a new one, so that none planted before is good."""
    login(request, get_user_model().objects.get(pk=user), backend=_BACKEND)
    request.session["proofs"] = {"password": now().timestamp()}


def leave(request: HttpRequest) -> None:
    """End the session of whoever is signed in here."""
    logout(request)

"""Who has just made his account is signed in: the one place where sign-up begins and ends a session."""

from __future__ import annotations

from django.http import HttpRequest

from clearlane.directory.users.sign_in import end_session, start_session


def enter(request: HttpRequest, *, user: int) -> None:
    """Sign in who has just chosen his password: the session's key is a new one, so that none planted before is good."""
    start_session(request, user, methods=("password",))


def leave(request: HttpRequest) -> None:
    """End the session of whoever is signed in here."""
    end_session(request)

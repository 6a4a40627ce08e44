"""Who asks at the console? An operator who has signed in by a passkey, or nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from clearlane.directory.operators.passkeys import Working, find_working
from clearlane.directory.users.session_store import SessionStore
from clearlane.directory.users.step_up import is_fresh, prove
from clearlane.doors.operators.kept import SURE, ask_again, ask_passkey, carry, forget, ours

Answer = Callable[[HttpRequest], HttpResponseBase]
View = Callable[..., HttpResponseBase]


def keep_operator(answer: Answer) -> Answer:
    """Middleware: the session of who works goes on; what a page asks by itself is not work."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "X-Poll" not in request.headers:
            cast(SessionStore, request.session).renew()
        return answer(request)

    return middleware


def begin(request: HttpRequest, who: Working) -> None:
    """The operator has proved himself: a session of his own begins, under a new key."""
    before = find_who(request)
    carry(request.session, on=before is None or before.id == who.id)
    request.session[SESSION_KEY] = str(who.id)
    prove(request, "webauthn")


def for_operators(view: View) -> View:
    """A page for operators: ``view(request, who, ...)``; others are asked to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        who = find_who(request)
        if who is not None:
            return view(request, who, *args, **kwargs)
        if "X-Poll" in request.headers or "HX-Request" in request.headers:
            return HttpResponse(status=401)
        return ask_passkey(request)

    return guarded


def with_passkey(view: View) -> View:
    """Within ``for_operators``: only within ten minutes of a passkey; others use it and find their form again."""

    @wraps(view)
    def guarded(request: HttpRequest, who: Working, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_fresh(request.session):
            return ask_passkey(request)
        forget(request)
        return view(request, who, *args, **kwargs)

    guarded.needs_step_up = True  # type: ignore[attr-defined]
    return guarded


def with_question(view: View) -> View:
    """Within ``with_passkey``: a form is laid before him once more, with what it does, before anything is done."""

    @wraps(view)
    def guarded(request: HttpRequest, who: Working, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, who, *args, **kwargs) if request.POST.get(SURE) else ask_again(request)

    return guarded


def find_who(request: HttpRequest) -> Working | None:
    """The operator of this browser; None once he has ended."""
    number = request.session.get(SESSION_KEY)
    return find_working(operator=int(number)) if number else None


def onward(request: HttpRequest) -> str:
    """Where the form says to go on: a path of ours, else the start."""
    return ours(request.POST.get("next", ""))

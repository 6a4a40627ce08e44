"""Who asks at the console? An operator who has signed in by a passkey, or nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import quote

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from clearlane.directory.operators.passkeys import Working, find_working
from clearlane.directory.users.session_store import SessionStore
from clearlane.directory.users.step_up import is_fresh, prove

Answer = Callable[[HttpRequest], HttpResponseBase]
View = Callable[..., HttpResponseBase]
HOME = "/operator/"


def keep_operator(answer: Answer) -> Answer:
    """Middleware: the session of who works goes on; what a page asks by itself is not work."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "X-Poll" not in request.headers:
            cast(SessionStore, request.session).renew()
        return answer(request)

    return middleware


def begin(request: HttpRequest, who: Working) -> None:
    """The operator has proved himself: a session of his own begins, under a new key."""
    request.session.flush()
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
        return HttpResponseRedirect(f"/operator/signin?next={quote(request.path)}", status=303)

    return guarded


def with_passkey(view: View) -> View:
    """Within ``for_operators``: only within ten minutes of a passkey; others are asked for one and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, who: Working, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request.session):
            return view(request, who, *args, **kwargs)
        back = request.path if request.method == "GET" else request.POST.get("back", HOME)
        return HttpResponseRedirect(f"/operator/signin?next={quote(back)}", status=303)

    guarded.needs_step_up = True  # type: ignore[attr-defined]
    return guarded


def find_who(request: HttpRequest) -> Working | None:
    """The operator of this browser; None once he has ended."""
    number = request.session.get(SESSION_KEY)
    return find_working(operator=int(number)) if number else None


def onward(request: HttpRequest) -> str:
    """Where the form says to go on: a path of ours, else the start."""
    there = request.POST.get("next", "")
    return there if there.startswith("/") and url_has_allowed_host_and_scheme(there, allowed_hosts=None) else HOME

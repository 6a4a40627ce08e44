"""Who asks? A person who is signed in and works for an organization."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import wraps
from typing import Any, cast
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase

from clearlane.directory.users.factors import has_factor
from clearlane.directory.users.find_actor import Actor, find_actor
from clearlane.directory.users.step_up import is_fresh, may_change_factors
from clearlane.doors.portal.kept_forms import ask_to_sign_in, keep_posted
from clearlane.foundation.tenancy.scope import scope

Asking = Actor
View = Callable[..., HttpResponseBase]
TENANT = "tenant"
CLIENT = "client"
"""Where the session holds the organization that was chosen, and the one client of it, if not all are meant."""
ENTERED = "entered"
"""Where the operators' console, a process of its own, notes an operator who is in an organization's rooms."""


def for_members(view: View) -> View:
    """A page for members of an organization: ``view(request, asking, ...)``; others are asked to sign in first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asking = find_asking(request)
        if asking is not None:
            return view(request, asking, *args, **kwargs)
        if not request.user.is_authenticated:
            if "X-Poll" in request.headers or "HX-Request" in request.headers:
                return HttpResponse(status=401)
            return ask_to_sign_in(request)
        return HttpResponseRedirect("/start/go-on")

    return guarded


def find_asking(request: HttpRequest) -> Asking | None:
    """Who asks, for which organization; None for who has not signed in, or works for none."""
    if (entered := getattr(request, ENTERED, None)) is not None:
        return cast(Asking, entered)
    if not request.user.is_authenticated:
        return None
    asking = find_actor(user=request.user.pk, tenant=request.session.get(TENANT))
    return _of_client(asking, request.session.get(CLIENT)) if asking else None


def in_view(asking: Asking) -> AbstractContextManager[None]:
    """The scope of a page: those whose claims the person looks at now, his own organization's trail and zone beside."""
    return scope(asking.tenants, by=asking.by, beside=[asking.tenant])


def _of_client(asking: Asking, client: int | None) -> Asking:
    """The person as he looks at one client alone, where he may still see it."""
    return replace(asking, tenants=(client,)) if client in asking.tenants[1:] else asking


def with_step_up(view: View) -> View:
    """Within ``for_members``: only for who has used a passkey or an authenticator app within ten minutes.

    Others are asked to, and come back by GET: to the address of the page, or to what the form names as ``back``.
    """

    return with_step_up_from("")(view)


def with_step_up_from(page: str) -> Callable[[View], View]:
    """The same for an address that takes forms alone: ``page`` is where they stand, and where one comes back to."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs) if is_fresh(request.session) else _ask_step_up(request, page)

        return _marked(guarded)

    return guard


def with_factor_from(page: str) -> Callable[[View], View]:
    """Within ``for_members``: only for who has a passkey or an authenticator app; others add one, and come to ``page``.

    The form that was sent is not read here: it may be a large file, which another handler takes.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, asking: Asking, *args: Any, **kwargs: Any) -> HttpResponseBase:
            may = has_factor(asking.user)
            return view(request, asking, *args, **kwargs) if may else lead_to_step_up(request, page)

        return guarded

    return guard


def with_factor_step_up(view: View) -> View:
    """The same for a person's own factors, but that the first of an account needs its password instead."""

    @wraps(view)
    def guarded(request: HttpRequest, asking: Asking, *args: Any, **kwargs: Any) -> HttpResponseBase:
        may = may_change_factors(request.session, asking.user)
        return view(request, asking, *args, **kwargs) if may else _ask_step_up(request)

    return _marked(guarded)


def _marked(view: View) -> View:
    """A test finds by this mark which views are guarded."""
    view.needs_step_up = True  # type: ignore[attr-defined]
    return view


def _ask_step_up(request: HttpRequest, page: str = "") -> HttpResponse:
    if request.method == "POST":
        keep_posted(request, user=cast(int, request.user.pk))
        return lead_to_step_up(request, request.POST.get("back") or page or request.path)
    return lead_to_step_up(request, page or request.get_full_path())


def lead_to_step_up(request: HttpRequest, there: str) -> HttpResponse:
    """To the page that asks for a passkey or an authenticator app, and from it to ``there``."""
    place = f"/step-up?next={quote(there)}"
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"next": place}, status=403)
    if "HX-Request" in request.headers:
        return HttpResponse(status=403, headers={"HX-Redirect": place})
    return HttpResponseRedirect(place, status=303)

"""Who asks? A person who is signed in and works for an organization."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from clearlane.directory.users.find_actor import Actor, find_actor

Asking = Actor
View = Callable[..., HttpResponse]
TENANT = "tenant"
CLIENT = "client"
"""Where the session holds the organization that was chosen, and the one client of it, if not all are meant."""


def for_members(view: View) -> View:
    """A page for members of an organization: ``view(request, asking, ...)``; others are asked to sign in first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            if "HX-Request" in request.headers or "X-Poll" in request.headers:
                return HttpResponse(status=401)
            return HttpResponseRedirect(f"/signin?next={quote(request.get_full_path())}")
        asking = find_actor(user=request.user.pk, tenant=request.session.get(TENANT))
        if asking is None:
            return HttpResponseRedirect("/start/practice")
        return view(request, _of_client(asking, request.session.get(CLIENT)), *args, **kwargs)

    return guarded


def _of_client(asking: Asking, client: int | None) -> Asking:
    """The person as he looks at one client alone, where he may still see it."""
    return replace(asking, tenants=(client,)) if client in asking.tenants[1:] else asking

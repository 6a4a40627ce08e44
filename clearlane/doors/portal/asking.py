"""Who asks? A person who is signed in and works for an organization."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from clearlane.directory.users.find_actor import Actor, find_actor

Asking = Actor
View = Callable[..., HttpResponseBase]
TENANT = "tenant"
"""Where the session holds the organization that was chosen."""


def for_members(view: View) -> View:
    """A page for members of an organization: ``view(request, asking, ...)``; others are asked to sign in first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return HttpResponseRedirect(f"/signin?next={quote(request.get_full_path())}")
        asking = find_actor(user=request.user.pk, tenant=request.session.get(TENANT))
        if asking is None:
            return HttpResponseRedirect("/start/practice")
        return view(request, asking, *args, **kwargs)

    return guarded

"""Pages that name patients: a password alone does not open them."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from clearlane.directory.users.factors import has_factor
from clearlane.directory.users.step_up import used_factor
from clearlane.doors.portal.asking import ENTERED, Asking, View, lead_to_step_up
from clearlane.exchange.reading.has_only_samples import has_only_samples
from clearlane.foundation.tenancy.scope import scope


def names_patients(view: View) -> View:
    """Within ``for_members``: others are asked to add a passkey or an authenticator app, and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, asking: Asking, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if may_see_patients(request, asking):
            return view(request, asking, *args, **kwargs)
        return lead_to_step_up(request, _there(request))

    guarded.names_patients = True  # type: ignore[attr-defined]
    return guarded


def may_see_patients(request: HttpRequest, asking: Asking) -> bool:
    """Whether he has a factor, or there are no patients yet beside those that we invented; an operator has one."""
    if hasattr(request, ENTERED) or used_factor(request.session) or has_factor(asking.user):
        return True
    if asking.tenants != (asking.tenant,):
        return False
    with scope([asking.tenant], by=asking.by):
        return has_only_samples(tenant=asking.tenant)


def _there(request: HttpRequest) -> str:
    """Where one comes back to by GET: what was asked for, or the list in which one sought."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else f"/{request.path.split('/')[1]}"

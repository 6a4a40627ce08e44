"""Where to go on after something was done: an address of this house, never another."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


class SeeOther(HttpResponseRedirect):
    """303: what was sent is done, look there. Sending the form again by going back is not offered."""

    status_code = 303


def onward(request: HttpRequest, otherwise: str) -> SeeOther:
    """To the address that the form names in ``next``, where it is a path of this house, else to ``otherwise``."""
    named = request.POST.get("next", "")
    is_ours = named.startswith("/") and url_has_allowed_host_and_scheme(named, allowed_hosts=None)
    return SeeOther(named if is_ours else otherwise)

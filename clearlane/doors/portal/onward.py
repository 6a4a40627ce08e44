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
    return SeeOther(named if is_ours(named) else otherwise)


def is_ours(there: str) -> bool:
    """Whether it is a path of this house, with nothing in it that a header could not bear."""
    is_path = there.startswith("/") and url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return is_path and there.isprintable()

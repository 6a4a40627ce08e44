"""A form that makes something is taken once: sent again by F5 or a second click it makes nothing more."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from clearlane.doors.portal.asking import Asking, View
from clearlane.doors.portal.onward import SeeOther

FIELD = "once"
"""The field of the form, which the tag ``once`` writes: each page has another value."""
_TAKEN, _MOST, _LONGEST = "taken_once", 30, 40


def once(page: str) -> Callable[[View], View]:
    """Within ``for_members``: who sends the same form again is led to ``page``, as it stands by now.

    A form that was refused was not taken: it may be corrected and sent again.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, asking: Asking, *args: Any, **kwargs: Any) -> HttpResponseBase:
            key, taken = request.POST.get(FIELD, "")[:_LONGEST], request.session.get(_TAKEN, [])
            if key and key in taken:
                return SeeOther(page)
            answer = view(request, asking, *args, **kwargs)
            if key and answer.status_code < 400:
                request.session[_TAKEN] = [*taken, key][-_MOST:]
            return answer

        return guarded

    return guard

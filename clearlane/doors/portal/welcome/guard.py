"""Has the person proved himself by a second factor just now? Keys that let others in are made only then."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from clearlane.directory.users.step_up import is_fresh
from clearlane.doors.portal.asking import Asking

ADD_PASSKEY = "/step-up?next=/welcome/connect"
"""Where who has no factor yet adds one, and who has one uses it."""

View = Callable[..., HttpResponse]


def ask_for_passkey(request: HttpRequest) -> str:
    """Where to add or use one, empty where he has just proved himself."""
    return "" if is_proved(request) else ADD_PASSKEY


def is_proved(request: HttpRequest) -> bool:
    """Whether a passkey or an authenticator app was used within ten minutes, as the session's records say."""
    return is_fresh(request.session)


def when_proved(view: View) -> View:
    """A view for who has proved himself; others do so first, and come back to the page of keys."""

    @wraps(view)
    def guarded(request: HttpRequest, asking: Asking, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_proved(request):
            back = request.path if request.method == "GET" else "/welcome/connect"
            return HttpResponseRedirect(f"/step-up?next={quote(back)}", status=303)
        return view(request, asking, *args, **kwargs)

    return guarded

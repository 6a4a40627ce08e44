"""Step 7 ends here: the link of the mail. Opening it changes nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from clearlane.doors.portal.signup.enter import leave as end_session
from clearlane.doors.portal.signup.link_cookie import keep_token


@require_safe
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address. Nothing is read or written: mail scanners come here before people do."""
    answer = HttpResponseRedirect("/start/practice", status=303)
    keep_token(answer, token)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out whoever is signed in here, and go on with the link."""
    end_session(request)
    return HttpResponseRedirect("/start/practice", status=303)

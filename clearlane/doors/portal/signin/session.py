"""How long does the session last? Pages ask, to warn before it ends."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.session_store import SessionStore
from clearlane.foundation.clock.read import now


@never_cache
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> JsonResponse:
    """The seconds that are left: 0 and status 401 for nobody. GET only asks; a POST says that somebody is there."""
    if not request.user.is_authenticated:
        return JsonResponse({"seconds_left": 0}, status=401)
    left = cast(SessionStore, request.session).ends_at() - now()
    return JsonResponse({"seconds_left": max(0, int(left.total_seconds()))})

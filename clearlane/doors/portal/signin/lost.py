"""Passkey, phone and codes are gone: how a person comes back in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.ask_for_new_factors import ask_for_new_factors, find_wish
from clearlane.directory.users.sign_in import waiting_for_code
from clearlane.doors.portal.render import render_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Only who has just given the right password may ask; the page tells everybody how."""
    waiting = waiting_for_code(request)
    if request.method == "POST" and waiting:
        ask_for_new_factors(user_id=waiting[0])
        return HttpResponseRedirect("/lost", status=303)
    wish = find_wish(user_id=waiting[0]) if waiting else None
    return render_page(request, "portal/signin/lost.html", {"may_ask": waiting is not None, "wish": wish})

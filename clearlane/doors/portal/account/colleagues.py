"""An owner lets a colleague back in who has lost what he signs in with."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.ask_for_new_factors import find_wishes_for_owner, grant_wish, refuse_wish
from clearlane.doors.portal.asking import Asking, for_members, with_step_up
from clearlane.doors.portal.render import render_page

_PAGE = "/account/colleagues"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@with_step_up
def colleagues(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The open wishes of his organizations' people, each with when it may be granted."""
    wishes = find_wishes_for_owner(user_id=asking.user)
    if request.method == "POST":
        wish = next((each for each in wishes if str(each.id) == request.POST.get("wish")), None)
        if wish and request.POST.get("do") == "grant":
            grant_wish(wish=wish, owner=asking.user)
        elif wish:
            refuse_wish(wish=wish, owner=asking.user)
        return HttpResponseRedirect(_PAGE, status=303)
    return render_page(request, "portal/account/colleagues.html", {"wishes": wishes}, asking=asking, here="account")

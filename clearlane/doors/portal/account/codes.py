"""Recovery codes: shown until the person has kept them, never again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.codes import (
    count_recovery_codes,
    keep_recovery_codes,
    make_recovery_codes,
    show_recovery_codes,
)
from clearlane.directory.users.tell import tell
from clearlane.doors.portal.account.security import PAGE
from clearlane.doors.portal.asking import Asking, for_members, with_step_up
from clearlane.doors.portal.render import render_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@with_step_up
def recovery_codes(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The codes, "I have kept them", and new ones that make the old ones useless."""
    if request.method == "POST" and request.POST.get("do") == "new":
        make_recovery_codes(user_id=asking.user, anew=True)
        request.session.cycle_key()
        tell(user_id=asking.user, template="factor_changed", change="New recovery codes were made")
        return HttpResponseRedirect("/account/codes", status=303)
    if request.method == "POST":
        keep_recovery_codes(user_id=asking.user)
        return HttpResponseRedirect(request.session.pop("after_codes", PAGE), status=303)
    values = {
        "codes": show_recovery_codes(user_id=asking.user),
        "left": count_recovery_codes(user_id=asking.user),
    }
    return render_page(request, "portal/account/codes.html", values, asking=asking, here="account")

"""The page on which a person sees with what, and where, he is signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.codes import count_recovery_codes
from clearlane.directory.users.devices import end_other_sessions, end_signed_in, find_signed_in
from clearlane.directory.users.factors import PASSKEY, TOTP, find_factors
from clearlane.directory.users.find_person import find_person
from clearlane.doors.portal.asking import Asking, for_members
from clearlane.doors.portal.render import render_page

PAGE = "/account"
_SAID = {
    "removed": "It is removed, and no longer opens your account.",
    "named": "It has its new name.",
    "added": "It is added. You can sign in with it from now on.",
    "ended": "That browser is signed out.",
    "others": "All other browsers are signed out.",
    "password": "Your password is changed. All other browsers are signed out.",
    "email": "Your address is changed.",
}


@never_cache
@require_http_methods(["GET", "HEAD"])
@for_members
def account(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Passkeys, app, recovery codes, password, address, and signed-in browsers."""
    factors = find_factors(user_id=asking.user)
    values = {
        "person": find_person(user_id=asking.user),
        "passkeys": [each for each in factors if each.kind == PASSKEY],
        "app": next((each for each in factors if each.kind == TOTP), None),
        "codes_left": count_recovery_codes(user_id=asking.user),
        "devices": find_signed_in(user_id=asking.user, this=request.session.session_key),
        "said": _SAID.get(request.GET.get("done", ""), ""),
        "back": PAGE,
    }
    return render_page(request, "portal/account/security.html", values, asking=asking, here="account")


@require_http_methods(["POST"])
@for_members
def end_devices(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Sign one of the person's browsers out, or all others. It needs no second proof: it only takes away."""
    mark = request.POST.get("device", "")
    if mark:
        end_signed_in(user_id=asking.user, mark=mark)
        return done("ended")
    end_other_sessions(user_id=asking.user, this=request.session.session_key)
    return done("others")


def done(what: str) -> HttpResponse:
    """Back to the page, which says what was done."""
    return HttpResponseRedirect(f"{PAGE}?done={what}", status=303)

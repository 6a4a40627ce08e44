"""Add, name and remove what a person signs in with."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.codes import make_recovery_codes
from clearlane.directory.users.device_name import device_name
from clearlane.directory.users.factors import PASSKEY, remove_factor
from clearlane.directory.users.passkeys import PasskeyRefused, add_passkey, ask_for_new, rename_passkey
from clearlane.directory.users.step_up import prove
from clearlane.directory.users.tell import tell
from clearlane.doors.portal.account.security import PAGE, done
from clearlane.doors.portal.asking import Asking, for_members, with_factor_step_up
from clearlane.doors.portal.errors import error_page
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.signin.local_path import local_path

_LONGEST_NAME = 60


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
@with_factor_step_up
def add_one_passkey(request: HttpRequest, asking: Asking) -> HttpResponse:
    """GET gives what the browser is to be asked, or the page with the button; POST keeps what was made, and goes on.

    With the first factor of an account come recovery codes, which are shown on the way.
    """
    if request.method == "GET":
        if "application/json" not in request.headers.get("Accept", ""):
            values = {"next": local_path(request, default=""), "back": PAGE}
            return render_page(request, "portal/account/passkey.html", values, asking=asking, here="account")
        return JsonResponse(ask_for_new(request.session, user_id=asking.user))
    name = request.POST.get("name", "") or device_name(request.headers.get("User-Agent", ""))
    try:
        answer = request.POST.get("credential", "")
        add_passkey(request.session, user_id=asking.user, answer=answer, name=name[:_LONGEST_NAME])
    except PasskeyRefused:
        return _not_added(request)
    return added(request, asking, method=PASSKEY, what=f"The passkey {name[:_LONGEST_NAME]} was added")


def added(request: HttpRequest, asking: Asking, *, method: str, what: str) -> HttpResponse:
    """A factor was added, and thereby proved: tell its owner, and show the recovery codes that came with the first."""
    prove(request, method)
    tell(user_id=asking.user, template="factor_changed", change=what)
    then = local_path(request, default=f"{PAGE}?done=added")
    if make_recovery_codes(user_id=asking.user):
        request.session["after_codes"] = then
        then = "/account/codes"
    return HttpResponseRedirect(then, status=303)


@require_http_methods(["GET", "POST"])
@for_members
@with_factor_step_up
def name_passkey(request: HttpRequest, asking: Asking, factor: int) -> HttpResponse:
    """Give a passkey another name."""
    name = request.POST.get("name", "").replace("\x00", "").strip()[:_LONGEST_NAME]
    if request.method == "POST" and name and rename_passkey(user_id=asking.user, passkey=factor, name=name):
        return done("named")
    return HttpResponseRedirect(PAGE, status=303)


@require_http_methods(["GET", "POST"])
@for_members
@with_factor_step_up
def remove(request: HttpRequest, asking: Asking, factor: int) -> HttpResponse:
    """Take a passkey or the app off the account."""
    if request.method == "POST" and remove_factor(user_id=asking.user, factor=factor):
        request.session.cycle_key()
        tell(user_id=asking.user, template="factor_changed", change="A passkey or authenticator app was removed")
        return done("removed")
    return HttpResponseRedirect(PAGE, status=303)


def _not_added(request: HttpRequest) -> HttpResponse:
    return error_page(
        request,
        status=422,
        title="The passkey was not added",
        what="Your account is as it was.",
        why="The page was open for more than five minutes, the device did not check that it is you, or it has a"
        " passkey for this account already.",
        todo="Try once more",
        href=local_path(request, default=PAGE),
    )

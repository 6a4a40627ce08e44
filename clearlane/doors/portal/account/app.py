"""Add an authenticator app: a picture to scan, a code to show that it works."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.codes import add_app, app_seed, app_url, draw
from clearlane.directory.users.factors import TOTP
from clearlane.doors.portal.account.factors import added
from clearlane.doors.portal.asking import Asking, for_members, with_factor_step_up
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.signin.local_path import local_path

_WRONG = "This is not the code that the app shows for the picture above. Wait for the next one and type that."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@with_factor_step_up
def authenticator_app(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The page with the picture, and what its form sends. An app that was there before is replaced."""
    if request.method == "POST" and add_app(request.session, user_id=asking.user, code=request.POST.get("code", "")):
        return added(request, asking, method=TOTP, what="An authenticator app was added")
    seed = app_seed(request.session, anew=request.method == "GET")
    grouped = " ".join(seed[at : at + 4] for at in range(0, len(seed), 4))
    values = {
        "seed": grouped,
        "error": _WRONG if request.method == "POST" else "",
        "next": local_path(request, default=""),
    }
    status = 422 if request.method == "POST" else 200
    return render_page(request, "portal/account/app.html", values, asking=asking, here="account", status=status)


@never_cache
@require_http_methods(["GET"])
@for_members
@with_factor_step_up
def app_picture(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The QR code of the seed that this session is adding."""
    seed = app_seed(request.session)
    return HttpResponse(draw(app_url(user_id=asking.user, seed=seed)), content_type="image/svg+xml")

"""The first step of signing in: a passkey, or a name and a password."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.factors import has_factor
from clearlane.directory.users.find_by_password import is_password_of, look_up, normal
from clearlane.directory.users.kept_forms import is_form_of
from clearlane.directory.users.limits import forget, password_limits, wait
from clearlane.directory.users.passkeys import PasskeyRefused, ask_for_proof, check_passkey
from clearlane.directory.users.sign_in import end_session, wait_for_code
from clearlane.doors.portal.address_of import address_of
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.signin.device import known_device
from clearlane.doors.portal.signin.let_in import let_in
from clearlane.doors.portal.signin.local_path import local_path

_PAGE = "portal/signin/sign_in.html"
WRONG = "This name and password do not fit together."
NO_PASSKEY = "Your passkey was not recognized. Use the one of this account, or your password."


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page, and what its form sends."""
    then = local_path(request)
    if request.method == "POST":
        return _try_password(request, then)
    if request.user.is_authenticated:
        return HttpResponseRedirect(then)
    values = {"is_reset": request.GET.get("done") == "reset", "has_form": is_form_of(request.session, page=then)}
    return render_page(request, _PAGE, {"next": then} | values)


def _try_password(request: HttpRequest, then: str) -> HttpResponse:
    """One look-up and one Argon2 for whatever was typed; the answer to a wrong one does not tell what was wrong."""
    typed, password = normal(request.POST.get("name", "")), request.POST.get("password", "")
    account = look_up(typed=typed)
    device = known_device(request, account.id if account else None)
    limits = password_limits(typed=typed, address=address_of(request), device=device)
    if seconds := wait(limits):
        return too_often(request, _PAGE, {"next": then, "name": request.POST.get("name", "")}, seconds=seconds)
    if not is_password_of(account, password) or account is None:
        values = {"next": then, "name": request.POST.get("name", ""), "error": WRONG}
        return render_page(request, _PAGE, values, status=422)
    forget(limits)
    if has_factor(account.id):
        wait_for_code(request, account, then=then)
        return HttpResponseRedirect("/signin/code", status=303)
    return let_in(request, account.id, methods=("password",), then=then)


def too_often(request: HttpRequest, template: str, values: dict[str, object], *, seconds: int) -> HttpResponse:
    """Somebody tries faster than is let: say when the next try is looked at."""
    minutes = -(-seconds // 60)
    when = f"{seconds} seconds" if seconds < 60 else f"{minutes} minute{'s' if minutes > 1 else ''}"
    told = f"There were many tries. The next one is looked at in {when}; a passkey works at once."
    answer = render_page(request, template, values | {"error": told}, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """GET gives what the browser is to be asked, POST takes its answer. No limit: there is nothing to guess."""
    if request.method == "GET":
        return JsonResponse(ask_for_proof(request.session))
    then = local_path(request)
    try:
        user = check_passkey(request.session, answer=request.POST.get("credential", ""))
    except PasskeyRefused:
        return render_page(request, _PAGE, {"next": then, "passkey_error": NO_PASSKEY}, status=422)
    return let_in(request, user, methods=("webauthn",), then=then)


@never_cache
@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; a mere address asks first, so that no page of another's can end it."""
    if request.method == "GET":
        is_in = request.user.is_authenticated
        return render_page(request, "portal/signin/sign_out.html", {}) if is_in else HttpResponseRedirect("/signin")
    end_session(request)
    return HttpResponseRedirect("/signin", status=303)

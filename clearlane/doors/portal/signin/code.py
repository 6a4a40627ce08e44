"""The second step of signing in: a passkey, or a code of the app or of the list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.codes import check_code
from clearlane.directory.users.factors import PASSKEY, TOTP, has_kind
from clearlane.directory.users.limits import code_limits, forget, wait
from clearlane.directory.users.passkeys import PasskeyRefused, ask_for_proof, check_passkey
from clearlane.directory.users.sign_in import waiting_for_code
from clearlane.directory.users.tell import tell
from clearlane.doors.portal.address_of import address_of
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.signin.device import known_device
from clearlane.doors.portal.signin.let_in import let_in
from clearlane.doors.portal.signin.sign_in import NO_PASSKEY, too_often

_PAGE = "portal/signin/code.html"
WRONG_CODE = "This code is not right, or it was used before. Wait for the next one and type that."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Asked after the right password, for ten minutes; then one begins again."""
    waiting = waiting_for_code(request)
    if waiting is None:
        return HttpResponseRedirect("/signin", status=303)
    user, then = waiting
    if request.method != "POST":
        return render_page(request, _PAGE, _values(user))
    if request.POST.get("credential"):
        return _try_passkey(request, user, then)
    return _try_code(request, user, then)


@never_cache
@require_http_methods(["GET"])
def second_step_options(request: HttpRequest) -> JsonResponse:
    """What the browser is to be asked for a passkey of this very person."""
    waiting = waiting_for_code(request)
    if waiting is None:
        return JsonResponse({"next": "/signin"}, status=403)
    return JsonResponse(ask_for_proof(request.session, user_id=waiting[0]))


def _try_passkey(request: HttpRequest, user: int, then: str) -> HttpResponse:
    try:
        check_passkey(request.session, answer=request.POST["credential"], user_id=user)
    except PasskeyRefused:
        return render_page(request, _PAGE, _values(user) | {"passkey_error": NO_PASSKEY}, status=422)
    return let_in(request, user, methods=("password", "webauthn"), then=then)


def _try_code(request: HttpRequest, user: int, then: str) -> HttpResponse:
    limits = code_limits(user_id=user, address=address_of(request), device=known_device(request, user))
    if seconds := wait(limits):
        return too_often(request, _PAGE, _values(user), seconds=seconds)
    method = check_code(user_id=user, code=request.POST.get("code", ""))
    if method is None:
        return render_page(request, _PAGE, _values(user) | {"error": WRONG_CODE}, status=422)
    forget(limits)
    if method not in (TOTP, PASSKEY):
        tell(user_id=user, template="factor_changed", change="A recovery code was used to sign in")
    return let_in(request, user, methods=("password", method), then=then)


def _values(user: int) -> dict[str, object]:
    return {"has_passkey": has_kind(user, PASSKEY), "has_app": has_kind(user, TOTP)}

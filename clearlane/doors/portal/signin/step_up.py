"""Prove once more that it is you, before what lets others in or cannot be undone."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.codes import check_code
from clearlane.directory.users.factors import PASSKEY, TOTP, has_factor, has_kind
from clearlane.directory.users.find_by_password import is_own_password
from clearlane.directory.users.limits import Limit, code_limits, forget, wait
from clearlane.directory.users.passkeys import PasskeyRefused, ask_for_proof, check_passkey
from clearlane.directory.users.step_up import may_change_factors, prove
from clearlane.doors.portal.address_of import address_of
from clearlane.doors.portal.asking import Asking, for_members
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.signin.code import WRONG_CODE
from clearlane.doors.portal.signin.device import known_device
from clearlane.doors.portal.signin.local_path import local_path
from clearlane.doors.portal.signin.sign_in import NO_PASSKEY, too_often

_PAGE = "portal/signin/step_up.html"
_ONLY_APP = "Use a code of your authenticator app here. A recovery code lets you sign in, and does not stand for it."
_WRONG_PASSWORD = "This is not the password of your account."


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def step_up(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The page, and what its forms send. A password is taken only from who has no factor yet, to add the first."""
    values = _values(request, asking)
    if request.method != "POST":
        return render_page(request, _PAGE, values)
    if request.POST.get("credential"):
        return _by_passkey(request, asking, values)
    limits = code_limits(user_id=asking.user, address=address_of(request), device=known_device(request, asking.user))
    if seconds := wait(limits):
        return too_often(request, _PAGE, values, seconds=seconds)
    by = _by_code if values["has_factor"] else _by_password
    return by(request, asking, values, limits)


@never_cache
@require_http_methods(["GET"])
@for_members
def step_up_options(request: HttpRequest, asking: Asking) -> JsonResponse:
    """What the browser is to be asked for a passkey of this very person."""
    return JsonResponse(ask_for_proof(request.session, user_id=asking.user))


def _by_passkey(request: HttpRequest, asking: Asking, values: dict[str, object]) -> HttpResponse:
    try:
        check_passkey(request.session, answer=request.POST["credential"], user_id=asking.user)
    except PasskeyRefused:
        return render_page(request, _PAGE, values | {"passkey_error": NO_PASSKEY}, status=422)
    return _on(request, "webauthn")


def _by_code(
    request: HttpRequest, asking: Asking, values: dict[str, object], limits: tuple[Limit, ...]
) -> HttpResponse:
    code = request.POST.get("code", "")
    if len(code.replace(" ", "").replace("-", "")) == 8:
        return render_page(request, _PAGE, values | {"error": _ONLY_APP}, status=422)
    if check_code(user_id=asking.user, code=code) != TOTP:
        return render_page(request, _PAGE, values | {"error": WRONG_CODE}, status=422)
    forget(limits)
    return _on(request, TOTP)


def _by_password(
    request: HttpRequest, asking: Asking, values: dict[str, object], limits: tuple[Limit, ...]
) -> HttpResponse:
    if not is_own_password(user_id=asking.user, password=request.POST.get("password", "")):
        return render_page(request, _PAGE, values | {"error": _WRONG_PASSWORD}, status=422)
    forget(limits)
    return _on(request, "password")


def _on(request: HttpRequest, method: str) -> HttpResponse:
    prove(request, method)
    return HttpResponseRedirect(local_path(request), status=303)


def _values(request: HttpRequest, asking: Asking) -> dict[str, object]:
    kinds = {"has_passkey": has_kind(asking.user, PASSKEY), "has_app": has_kind(asking.user, TOTP)}
    then = local_path(request)
    first = {
        "may_add": may_change_factors(request.session, asking.user),
        "adding": f"/account/passkeys/add?next={quote(then)}",
    }
    return {"next": then, "has_factor": has_factor(asking.user), **kinds, **first}

"""Enrolling by a link, signing in by a passkey, signing out."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clearlane.directory.operators.passkeys import (
    LinkIsOver,
    PasskeyRefused,
    Working,
    ask_enrollment,
    ask_operator,
    check_operator,
    enroll,
    find_invited,
)
from clearlane.doors.operators.asking import begin, find_who, onward
from clearlane.doors.operators.kept import HOME
from clearlane.doors.portal.render import render_page
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope

_LASTS = 15 * 60
_REFUSED = "This passkey opens nothing here. Use the one that you added at this console."


@require_GET
@never_cache
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link: changes nothing; the token leaves the address."""
    answer = HttpResponseRedirect("/operator/enroll", status=303)
    answer.set_cookie(
        _link_cookie(),
        token,
        max_age=_LASTS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_http_methods(["GET", "POST"])
@never_cache
def enrollment(request: HttpRequest) -> HttpResponse:
    """For whom the link is, and one button; its POST keeps the passkey, spends the link and signs in."""
    token = request.COOKIES.get(_link_cookie(), "")
    try:
        who = find_invited(token=token)
        if request.method == "GET":
            return render_page(request, "operators/enroll.html", {"who": who})
        return _keep_passkey(request, who, token)
    except LinkIsOver:
        return render_page(request, "operators/link_over.html", {}, status=410)


def _keep_passkey(request: HttpRequest, who: Working, token: str) -> HttpResponse:
    try:
        with scope([HOUSE], by=who.by):
            enroll(request.session, token=token, answer=request.POST.get("credential", ""))
    except PasskeyRefused:
        error = "This passkey could not be added. Try again, with another device if it stays."
        return render_page(request, "operators/enroll.html", {"who": who, "error": error}, status=422)
    return _signed_in(request, who, HOME)


@require_GET
@never_cache
def enrollment_question(request: HttpRequest) -> JsonResponse:
    """What the browser is asked to make."""
    try:
        asked = ask_enrollment(request.session, token=request.COOKIES.get(_link_cookie(), ""))
    except LinkIsOver:
        return JsonResponse({"next": "/operator/enroll"}, status=410)
    return JsonResponse(asked)


@require_http_methods(["GET", "POST"])
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """By passkey only. Who is signed in already proves himself anew, and by nobody else's passkey."""
    who, error, there = find_who(request), "", request.GET.get("next", "")
    if request.method == "POST":
        there = onward(request)
        try:
            found = check_operator(
                request.session, answer=request.POST.get("credential", ""), operator=who.id if who else None
            )
            return _signed_in(request, found, there)
        except PasskeyRefused:
            error = _REFUSED
    values = {"who": who, "error": error, "next": there}
    return render_page(request, "operators/sign_in.html", values, status=422 if error else 200)


@require_GET
@never_cache
def question(request: HttpRequest) -> JsonResponse:
    """What the browser is asked to prove."""
    who = find_who(request)
    return JsonResponse(ask_operator(request.session, operator=who.id if who else None))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    request.session.flush()
    return HttpResponseRedirect("/operator/signin", status=303)


def _signed_in(request: HttpRequest, who: Working, there: str) -> HttpResponse:
    begin(request, who)
    answer = HttpResponseRedirect(there, status=303)
    answer.delete_cookie(_link_cookie(), samesite="Lax")
    return answer


def _link_cookie() -> str:
    return f"{settings.SESSION_COOKIE_NAME}-link"

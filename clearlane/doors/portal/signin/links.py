"""Links that stand in mails: opened by anybody and anything, they change nothing; a button on the next page does."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.links import LASTS, Link, find_link
from clearlane.doors.portal.errors import error_page, not_here

PAGES = {
    "reset": "/reset/new",
    "email_new": "/address/confirm",
    "email_undo": "/address/undo",
    "invitation": "/invitation",
    "consent": "/consent",
}
_AGAIN = {"reset": ("Send me a new link", "/reset"), "email_new": ("Ask for a new link", "/account/email")}
_KEPT = {**LASTS, "invitation": timedelta(days=1), "consent": timedelta(days=1)}


@never_cache
@require_http_methods(["GET", "HEAD"])
def open_link(request: HttpRequest, kind: str, token: str) -> HttpResponse:
    """Take the token out of the address, into a cookie, and go on to the page with the button."""
    if kind not in PAGES:
        return not_here(request)
    answer = HttpResponseRedirect(PAGES[kind], status=303, headers={"Referrer-Policy": "no-referrer"})
    answer.set_cookie(
        _cookie(), f"{kind}:{token}", max_age=_KEPT[kind], httponly=True, secure=settings.IS_SECURE, samesite="Lax"
    )
    return answer


def token_of(request: HttpRequest, kind: str) -> str:
    """The token that the browser has brought for this page; empty where it has none."""
    named, _, token = request.COOKIES.get(_cookie(), "").partition(":")
    return token if named == kind else ""


def good_link(request: HttpRequest, kind: str) -> Link | HttpResponse:
    """The link that the browser has brought, or the page that says why it does not do."""
    found = find_link(token=token_of(request, kind), kind=kind)
    if found is None or found.state != "good":
        return no_good(request, kind, found.state if found else "unknown")
    return found


def no_good(request: HttpRequest, kind: str, state: str) -> HttpResponse:
    """Why a link does nothing, and the one button that helps."""
    todo, href = _AGAIN.get(kind, ("Sign in", "/signin"))
    why = {
        "used": "It was used before, or a newer one was sent. Each link works once.",
        "late": f"It was good for {int(LASTS[kind].total_seconds()) // 3600} hours, and they are over.",
    }.get(state, "It was opened in another browser, or cut short on its way.")
    title = {"used": "This link was used", "late": "This link has expired"}.get(state, "This link does not work here")
    return error_page(request, status=410, title=title, what="Nothing was changed.", why=why, todo=todo, href=href)


def without_link(answer: HttpResponse) -> HttpResponse:
    """The answer after which the browser has the token no more."""
    answer.delete_cookie(_cookie(), samesite="Lax")
    return answer


def _cookie() -> str:
    return "__Host-link" if settings.IS_SECURE else "link"

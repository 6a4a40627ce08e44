"""Nothing typed is lost: a form that came too late, or was refused, waits for the next look at its page.

Sent while nobody was signed in any more, or while a second proof was due, it is laid before the same person again once
he has signed in. Refused, its answer is kept and the browser led back by GET: going back and loading again never ask
whether to send a form twice. A program, which follows no such lead, gets the answer itself.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import resolve

from clearlane.directory.users.kept_forms import (
    KEPT,
    KeptForm,
    drop_form,
    find_forms,
    forget_answer,
    keep_form,
    without_secrets,
)
from clearlane.directory.users.limits import form_limits, wait
from clearlane.doors.portal.address_of import address_of
from clearlane.doors.portal.fill_in import fill_in
from clearlane.doors.portal.onward import SeeOther, is_ours
from clearlane.doors.portal.signin.device import is_known_to_one, last_here

Answer = Callable[[HttpRequest], HttpResponseBase]
_WAITS = "_clearlane_waits"
"""Set on a request whose form was kept by a guard."""
_LARGEST = 64 * 1024


def kept_forms(answer: Answer) -> Answer:
    """Middleware: lay before somebody again what waits for him."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST":
            return _after_post(request, answer(request))
        if request.method != "GET" or "HX-Request" in request.headers or not _has_kept(request):
            return answer(request)
        return _shown_once(request) or _filled(request, answer(request))

    return middleware


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in; what was sent waits for who signed in last in this browser: only he had its page."""
    there = page_of(request) if request.method == "POST" else request.get_full_path()
    user = last_here(request)
    if user is not None:
        keep_posted(request, user=user)
    return HttpResponseRedirect(f"/signin?next={quote(there)}")


def keep_posted(request: HttpRequest, *, user: int) -> None:
    """Keep a form that comes too late, for this person."""
    if request.method == "POST" and _is_small_form(request):
        keep_form(request.session, KeptForm(request.path, page_of(request), user, _fields(request)))
        setattr(request, _WAITS, True)


def keep_stale(request: HttpRequest) -> None:
    """Keep a form whose token is of an earlier sign-in, where only one person can have had its page: who looks."""
    is_own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if is_own and request.user.is_authenticated and is_known_to_one(request, request.user.pk):
        keep_posted(request, user=request.user.pk)


def page_of(request: HttpRequest) -> str:
    """The page on which the form stood, as the browser tells; else the address that it went to."""
    there = urlsplit(request.headers.get("Referer", ""))
    place = there._replace(scheme="", netloc="", fragment="").geturl()
    return place if there.netloc == request.get_host() and is_ours(place) else request.get_full_path()


def _after_post(request: HttpRequest, given: HttpResponseBase) -> HttpResponseBase:
    if getattr(request, _WAITS, False):
        return given
    if given.status_code < 400 and _has_kept(request):
        drop_form(request.session, action=request.path)
    if not (isinstance(given, HttpResponse) and _is_refusal(request, given) and _may_keep(request)):
        return given
    fields = _fields(request) if _is_small_form(request) else ()
    there = page_of(request)
    text = given.content.decode(given.charset)
    keep_form(request.session, KeptForm(request.path, there, request.user.pk, fields, text, given.status_code))
    back = SeeOther(there)
    back.cookies = given.cookies
    back["Cache-Control"] = "no-store"
    return back


def _is_refusal(request: HttpRequest, given: HttpResponse) -> bool:
    """Whether a browser that goes to a page would be left on the answer to a form. A forged form is not kept."""
    goes = request.headers.get("Sec-Fetch-Mode") == "navigate" and "HX-Request" not in request.headers
    is_page = given.get("Content-Type", "").startswith("text/html")
    is_own = getattr(request, "csrf_processing_done", False)
    return 400 <= given.status_code < 500 and goes and is_page and is_own


def _may_keep(request: HttpRequest) -> bool:
    """Who has not signed in fills our tables only so often."""
    if request.user.is_authenticated:
        return True
    return wait(form_limits(address=address_of(request))) == 0


def _shown_once(request: HttpRequest) -> HttpResponse | None:
    """The answer that refused a form, at the page on which the form stood."""
    for form in find_forms(request.session, user=request.user.pk):
        if form.answer and form.page == request.get_full_path():
            forget_answer(request.session, form)
            request.resolver_match = resolve(request.path_info)
            answer = HttpResponse(form.answer, status=form.status)
            answer["Cache-Control"] = "no-store"
            return answer
    return None


def _filled(request: HttpRequest, given: HttpResponseBase) -> HttpResponseBase:
    is_page = isinstance(given, HttpResponse) and given.get("Content-Type", "").startswith("text/html")
    if not (is_page and isinstance(given, HttpResponse) and given.status_code == 200):
        return given
    text = page = given.content.decode(given.charset)
    for form in find_forms(request.session, user=request.user.pk):
        text = fill_in(text, here=request.path, action=form.action, fields=form.fields) if form.fields else text
    if text != page:
        given.content = text.encode(given.charset)
        given["Cache-Control"] = "no-store"
    return given


def _has_kept(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES and KEPT in request.session


def _is_small_form(request: HttpRequest) -> bool:
    """A form of texts alone: files are not kept, nor read here."""
    length = request.headers.get("Content-Length", "")
    is_small = length.isdigit() and int(length) <= _LARGEST
    return request.content_type == "application/x-www-form-urlencoded" and is_small


def _fields(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    return without_secrets([(name, str(value)) for name, values in request.POST.lists() for value in values])

"""A new password, for who does not know his: asked for, mailed, set."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.find_by_password import normal
from clearlane.directory.users.limits import mail_limits, wait
from clearlane.directory.users.passwords import PasswordRefused, ask_reset, reset_password
from clearlane.doors.portal.address_of import address_of
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.signin.afterwards import AnswerFirst
from clearlane.doors.portal.signin.links import good_link, no_good, token_of, without_link

_NOTHING = "Type your username or your e-mail address."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    """Ask for the link. Known and unknown get the same answer in the same time: the look-up comes after it."""
    typed = normal(request.POST.get("name", ""))[:254]
    if request.method != "POST":
        return render_page(request, "portal/signin/reset.html", {})
    if not typed:
        return render_page(request, "portal/signin/reset.html", {"error": _NOTHING}, status=422)
    may = wait(mail_limits(typed=typed, address=address_of(request))) == 0
    return AnswerFirst("/reset/sent", then=lambda: ask_reset(typed=typed) if may else None)


@never_cache
@require_http_methods(["GET", "HEAD"])
def reset_sent(request: HttpRequest) -> HttpResponse:
    """Look into your mail."""
    return render_page(request, "portal/signin/reset_sent.html", {})


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def reset_new(request: HttpRequest) -> HttpResponse:
    """The page behind the link: a new password, twice."""
    link = good_link(request, "reset")
    if isinstance(link, HttpResponse):
        return link
    page, values = "portal/signin/reset_new.html", {"username": link.username}
    if request.method != "POST":
        return render_page(request, page, values)
    password = request.POST.get("password", "")
    if password != request.POST.get("again", ""):
        return render_page(request, page, values | {"error": "The two are not the same."}, status=422)
    try:
        user = reset_password(token=token_of(request, "reset"), password=password)
    except PasswordRefused as error:
        return render_page(request, page, values | {"error": str(error)}, status=422)
    if user is None:
        return no_good(request, "reset", "used")
    return without_link(HttpResponseRedirect("/signin?done=reset", status=303))

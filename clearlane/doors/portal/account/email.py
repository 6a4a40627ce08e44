"""Change the e-mail address: from the account, from the mail to the new address, from the mail to the old one."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.email_address import AddressRefused, ask_change, confirm_change, undo_change
from clearlane.directory.users.find_person import find_person
from clearlane.directory.users.limits import mail_limits, wait
from clearlane.doors.portal.address_of import address_of
from clearlane.doors.portal.asking import Asking, for_members, with_step_up
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.signin.links import good_link, no_good, token_of, without_link

_OFTEN = "Many mails were asked for. Wait an hour."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@with_step_up
def email(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Ask for the change: the new address gets a link, and holds once it was opened there."""
    typed = request.POST.get("email", "").strip()
    values: dict[str, object] = {"person": find_person(user_id=asking.user), "typed": typed}
    if request.method == "POST":
        values |= _ask(request, asking, typed)
    status = 422 if values.get("error") else 200
    return render_page(request, "portal/account/email.html", values, asking=asking, here="account", status=status)


def _ask(request: HttpRequest, asking: Asking, typed: str) -> dict[str, object]:
    if wait(mail_limits(typed=f"change {asking.user}", address=address_of(request))):
        return {"error": _OFTEN}
    try:
        return {"sent_to": ask_change(user_id=asking.user, typed=typed)}
    except AddressRefused as error:
        return {"error": str(error)}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: HttpRequest) -> HttpResponse:
    """The page behind the link that went to the new address."""
    return _page(request, "email_new", confirm_change)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def undo_email(request: HttpRequest) -> HttpResponse:
    """The page behind the link that went to the old address."""
    return _page(request, "email_undo", undo_change)


def _page(request: HttpRequest, kind: str, act: Callable[..., bool]) -> HttpResponse:
    link = good_link(request, kind)
    if isinstance(link, HttpResponse):
        return link
    values = {"username": link.username, "address": link.address, "is_undo": kind == "email_undo"}
    if request.method != "POST":
        return render_page(request, "portal/account/address.html", values)
    if not act(token=token_of(request, kind)):
        return no_good(request, kind, "used")
    return without_link(render_page(request, "portal/account/address.html", values | {"is_done": True}))

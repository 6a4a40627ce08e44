"""Steps 5 and 6: the address, and word that a link is on its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from clearlane.directory.registrations.find_link import find_link
from clearlane.directory.registrations.has_bounced import has_bounced
from clearlane.directory.registrations.request_link import TooManyLinks, request_link
from clearlane.directory.users.read_address import AddressIsWrong, read_address
from clearlane.doors.portal.address_of import address_of
from clearlane.doors.portal.signup.choose import PRODUCTS, product_of
from clearlane.doors.portal.signup.link_cookie import token_of
from clearlane.doors.portal.signup.problems import WORDS
from clearlane.doors.portal.signup.screens import BOUNCED, LINK, TOO_MANY, show_screen
from clearlane.doors.portal.signup.steps import show_step

ASKED = "sign_up"
"""Where the session holds for whom a link was asked last."""


def ask_link(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 5: the address."""
    product = product_of(slug)
    typed, shown = str(request.POST.get("email", "")), {"product": product, "texts": settings.HOUSE_TEXTS}
    if request.method != "POST":
        return show_step(request, "email", 5, shown | {"typed": ""})
    try:
        address = read_address(typed)
    except AddressIsWrong as error:
        wrong = {"typed": typed, "error": WORDS["email", str(error)]}
        return show_step(request, "email", 5, shown | wrong, status=422)
    return _ask(request, address, product.name)


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """One more link, for the address of the last one: the one that was asked for here, or whose link was opened."""
    link = find_link(token=token_of(request))
    asked = request.session.get(ASKED, {})
    address = link.email or asked.get("email", "")
    if not address:
        return show_screen(request, LINK["absent"])
    return _ask(request, address, link.product or asked.get("product", ""))


def sent(request: HttpRequest) -> HttpResponse:
    """Step 6: where the mail is, and what to do where it is not."""
    asked: dict[str, Any] = request.session.get(ASKED, {})
    if not asked:
        return HttpResponseRedirect("/start")
    slug = next((slug for slug, each in PRODUCTS.items() if each.name == asked["product"]), "clearinghouse")
    if has_bounced(message=UUID(asked["message"])):
        return show_screen(request, replace(BOUNCED, href=f"/start/{slug}/email"))
    shown = {"mail_page": getattr(settings, "MAIL_IS_SHOWN", False), "sender": getattr(settings, "MAIL_FROM", "")}
    values = {**asked, **shown, "at": datetime.fromisoformat(asked["at"]), "slug": slug}
    return show_step(request, "sent", 6, values)


def _ask(request: HttpRequest, address: str, product: str) -> HttpResponse:
    try:
        asked = request_link(email=address, product=product, asked_from=address_of(request))
    except TooManyLinks:
        return show_screen(request, TOO_MANY)
    request.session[ASKED] = {
        "email": asked.email,
        "product": product,
        "at": asked.at.isoformat(),
        "remaining": asked.remaining,
        "message": str(asked.message),
    }
    return HttpResponseRedirect("/start/sent", status=303)

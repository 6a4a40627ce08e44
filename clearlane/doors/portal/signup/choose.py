"""Steps 3 and 4: what to start with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from clearlane.doors.portal.signup.steps import show_step


@dataclass(frozen=True, slots=True)
class Product:
    """What one can sign up for: its address, its name in the register of sign-ups, its heading, whether it is there."""

    slug: str
    name: str
    label: str
    heading: str
    is_ready: bool


PRODUCTS: Mapping[str, Product] = {
    "clearinghouse": Product("clearinghouse", "clearinghouse", "Clearinghouse", "Clearinghouse & revenue cycle", True),
    "practice-software": Product("practice-software", "practice", "Practice", "Practice software", False),
}


def product_of(slug: str) -> Product:
    """The product of an address; a page that is not there, where there is none."""
    if slug not in PRODUCTS:
        raise Http404
    return PRODUCTS[slug]


def start(request: HttpRequest) -> HttpResponse:
    """Step 3: two cards."""
    return show_step(request, "choose", 3, {})


def product(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 4: a tab for each product, "Sign up" under the open one."""
    chosen = product_of(slug)
    values = {"products": PRODUCTS.values(), "product": chosen, "heading": chosen.heading}
    return show_step(request, "product", 4, values)

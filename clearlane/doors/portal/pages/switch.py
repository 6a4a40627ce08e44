"""The switcher: for which organization one works, and whether for one client of it or for all."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from clearlane.directory.organizations.find_visible import find_visible
from clearlane.directory.organizations.name_tenants import name_tenants
from clearlane.directory.users.find_actor import find_actor
from clearlane.doors.portal.asking import CLIENT, TENANT, Asking, for_members
from clearlane.doors.portal.errors import not_here
from clearlane.doors.portal.onward import onward
from clearlane.doors.portal.render import render_page

MOST = 100
"""How many clients the page lists at once; a text narrows them."""


@require_http_methods(["GET", "POST"])
@for_members
def switch(request: HttpRequest, asking: Asking) -> HttpResponse:
    """All that one may choose among, and the choice."""
    return _choose(request, asking) if request.method == "POST" else _show(request, asking)


def _show(request: HttpRequest, asking: Asking) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:100]
    clients = find_visible(tenant=asking.tenant)[1:]
    values = {
        "text": text,
        "mine": name_tenants(tenants=asking.memberships),
        "clients": name_tenants(tenants=clients, text=text, limit=MOST),
        "count": len(clients),
        "most": MOST,
    }
    return render_page(request, "portal/switch.html", values, asking=asking, here="switch")


def _choose(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Only what one may see can be chosen; anything else is as if it were not there."""
    tenant = _number(request, "tenant") or asking.tenant
    client = _number(request, "client")
    chosen = find_actor(user=asking.user, tenant=tenant)
    if chosen is None or chosen.tenant != tenant or (client and client not in chosen.tenants[1:]):
        return not_here(request)
    request.session[TENANT] = tenant
    request.session.pop(CLIENT, None)
    if client:
        request.session[CLIENT] = client
    return onward(request, "/home")


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

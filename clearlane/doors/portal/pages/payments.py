"""Payments: the deposits that Home sums, one by one."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from clearlane.doors.portal.asking import Asking, for_members, in_view
from clearlane.doors.portal.names_patients import names_patients
from clearlane.doors.portal.pages.asked import read_day, read_id, start_of
from clearlane.doors.portal.parts import Tab
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.wording.amounts import many, money
from clearlane.exchange.reading.list_remittances import list_remittances
from clearlane.exchange.reading.page_payments import page_payments
from clearlane.exchange.reading.tell_zone import tell_zone
from clearlane.foundation.clock.read import now

_KINDS = {"": "All", "P": "Production", "T": "Tests"}


@for_members
@names_patients
def payments(request: HttpRequest, asking: Asking) -> HttpResponse:
    """A page of the list; without a day it begins with the month."""
    usage = request.GET.get("usage", "") if request.GET.get("usage") in _KINDS else ""
    with in_view(asking):
        zone = tell_zone(tenant=asking.tenant)
        since = read_day(request.GET, "since") or now().astimezone(ZoneInfo(zone)).date().replace(day=1)
        page = page_payments(
            tenant=asking.tenant,
            by=asking.by,
            since=start_of(since, zone),
            usage=usage,
            after=read_id(request.GET, "after"),
            before=read_id(request.GET, "before"),
        )
        remittances = list_remittances(tenant=asking.tenant)
    values = {
        "page": page,
        "remittances": remittances,
        "since": since,
        "usage": usage,
        "zone": zone,
        "tabs": tuple(Tab(name, payments_since(since, one), one == usage) for one, name in _KINDS.items()),
        "told": f"{len(page.rows)} of {many(page.payments, 'payment')}, {money(page.cents)}",
        "newer": payments_since(since, usage, before=page.newer) if page.newer else "",
        "older": payments_since(since, usage, after=page.older) if page.older else "",
    }
    return render_page(request, "portal/payments.html", values, asking=asking, here="payments")


def payments_since(since: date, usage: str = "", **place: UUID) -> str:
    """The address of the list from a day on."""
    return f"/payments?{urlencode({'since': since, **({'usage': usage} if usage else {}), **place})}"

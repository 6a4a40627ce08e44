"""Every agreement that was signed in this house: version, hash, signer, PDF."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from clearlane.directory.agreements.list_signed import fetch_pdf, list_signed
from clearlane.directory.operators.passkeys import Working
from clearlane.directory.organizations.list_all import list_all
from clearlane.doors.operators.asking import for_operators
from clearlane.doors.operators.organizations import find_one
from clearlane.doors.portal.render import render_page
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope


@require_GET
@for_operators
def agreements(request: HttpRequest, who: Working) -> HttpResponse:
    """The list, the newest first."""
    names = {each.id: each.name for each in list_all()}
    with scope([HOUSE, *names], by=who.by):
        found = [(names[each.tenant], each) for each in list_signed()]
    values = {"who": who, "found": found, "zone": settings.HOUSE.time_zone}
    return render_page(request, "operators/agreements.html", values)


@require_GET
@never_cache
@for_operators
def pdf(request: HttpRequest, who: Working, tenant: int, agreement: UUID) -> HttpResponse:
    """The bytes that were signed."""
    find_one(tenant)
    with scope([tenant], by=who.by):
        content = fetch_pdf(tenant=tenant, agreement=agreement, by=who.by)
    if content is None:
        raise Http404
    name = f"agreement-{tenant}-{agreement}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)

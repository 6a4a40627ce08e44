"""The agreement that was signed, as the very PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from clearlane.directory.agreements.find_signed import find_signed
from clearlane.doors.portal.asking import Asking, for_members
from clearlane.doors.portal.errors import not_here
from clearlane.foundation.tenancy.scope import scope


@require_safe
@for_members
def agreement(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The PDF for whoever works for the organization; a page that is not there where none was signed."""
    with scope([asking.tenant], by=asking.by):
        signed = find_signed(tenant=asking.tenant, by=asking.by)
    if signed is None:
        return not_here(request)
    answer = HttpResponse(signed.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="agreement-{signed.signed_at:%Y-%m-%d}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer

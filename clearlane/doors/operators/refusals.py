"""An operator says no, with the reason that the organization is told: to a pair, and to a wish to go live."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from clearlane.directory.operators.passkeys import Working
from clearlane.directory.organizations.set_live import refuse_live
from clearlane.directory.providers.refuse_pair import refuse_pair
from clearlane.directory.providers.verify_pair import find_waiting
from clearlane.doors.operators.asking import for_operators, with_passkey, with_question
from clearlane.doors.operators.home import show_home
from clearlane.doors.operators.kept import came_from
from clearlane.doors.operators.organizations import find_one, show_organization
from clearlane.flows.let_go import PAIR, let_go
from clearlane.foundation.tenancy.scope import scope

_SAY_WHY = "Say why: the organization reads it, and mends it."


@require_POST
@for_operators
@with_passkey
@with_question
def pair(request: HttpRequest, who: Working, pair: int) -> HttpResponse:
    """A pair that waits is refused; its organization corrects it and gives it again."""
    found, why = find_waiting(pair=pair), _reason(request)
    if found is None or found.status != "pending":
        return show_home(request, who, error="This pair waits for nobody's yes.")
    if not why:
        return show_home(request, who, error=_SAY_WHY)
    with scope([found.tenant], by=who.by):
        refuse_pair(pair=pair, why=why, by=who.by)
        let_go(rule=PAIR, npi=found.npi, tin=found.tin, by=who.by)
    return HttpResponseRedirect(came_from(request), status=303)


@require_POST
@for_operators
@with_passkey
def live(request: HttpRequest, who: Working, tenant: int) -> HttpResponse:
    """A wish to go live is answered with a no; its owners mend what is said and ask again."""
    found, why = find_one(tenant), _reason(request)
    if not why:
        return show_organization(request, who, found, error=_SAY_WHY)
    with scope([tenant], by=who.by):
        is_answered = refuse_live(tenant=tenant, why=why, by=who.by)
    if not is_answered:
        return show_organization(request, who, found, error="It does not ask to go live.")
    return HttpResponseRedirect(came_from(request), status=303)


def _reason(request: HttpRequest) -> str:
    return request.POST.get("refusal", "").strip()[:500]

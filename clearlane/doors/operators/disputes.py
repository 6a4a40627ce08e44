"""Disputes over a pair: ended for who gave it, as many operators as it takes; or for who holds it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from clearlane.directory.operators.approve import MayNotApprove, approve
from clearlane.directory.operators.passkeys import Working
from clearlane.directory.organizations.name_tenants import name_tenants
from clearlane.directory.providers.end_dispute import MayNotEnd, end_dispute, find_room_of
from clearlane.directory.providers.verify_pair import WaitingPair, find_waiting
from clearlane.directory.users.change_hands import change_hands
from clearlane.doors.operators.asking import for_operators, with_passkey
from clearlane.doors.operators.home import show_home
from clearlane.doors.operators.kept import came_from, evidence_of
from clearlane.flows.let_go import PAIR, let_go
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope

_OVER = "This dispute was ended before, or never was one."


@require_POST
@for_operators
@with_passkey
def end(request: HttpRequest, who: Working, pair: int) -> HttpResponse:
    """Say whose the pair is, and why: the claimant's (``for`` is "claimant"), or the holder's as before."""
    found, why = find_waiting(pair=pair), evidence_of(request)
    if found is None or found.status != "disputed":
        return show_home(request, who, error=_OVER)
    decide = _for_claimant if request.POST.get("for") == "claimant" else _for_holder
    try:
        with scope([HOUSE, found.tenant, *filter(None, [found.holder])], by=who.by):
            decide(found, who, why)
    except (MayNotApprove, MayNotEnd) as refusal:
        return show_home(request, who, error=str(refusal))
    return HttpResponseRedirect(came_from(request), status=303)


def _for_claimant(found: WaitingPair, who: Working, why: str) -> None:
    """The holder's rooms, with tenant number and history, become the claimant's; grants stay."""
    rooms = find_room_of(pair=found.id)
    if approve(kind="dispute", subject=found.id, operator=who.id, evidence=why, by=who.by):
        end_dispute(pair=found.id, by=who.by, outcome="claimant")
        change_hands(rooms=rooms, to=found.tenant, organization=dict(name_tenants(tenants=[rooms]))[rooms], by=who.by)
        let_go(rule=PAIR, npi=found.npi, tin=found.tin, by=who.by)


def _for_holder(found: WaitingPair, who: Working, why: str) -> None:
    """All stays as it is; the second row ends. One operator is enough for that."""
    approve(kind="holder_kept", subject=found.id, operator=who.id, evidence=why, by=who.by)
    end_dispute(pair=found.id, by=who.by, outcome="holder")
    let_go(rule=PAIR, npi=found.npi, tin=found.tin, by=who.by)

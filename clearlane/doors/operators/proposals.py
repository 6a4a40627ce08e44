"""Acts of the server's shell wait for the operators' yes; the last that it takes does what was proposed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from clearlane.directory.operators.approve import MayNotApprove
from clearlane.directory.operators.passkeys import Working
from clearlane.directory.operators.propose import agree_to, find_proposal, withdraw
from clearlane.directory.providers.add_pair import PairRefused
from clearlane.doors.operators.asking import for_operators, with_passkey
from clearlane.doors.operators.home import show_home
from clearlane.doors.operators.kept import came_from, evidence_of
from clearlane.flows.let_bill import Billing, check_billing, let_bill
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope

_OVER = "This proposal waits no more."


@require_POST
@for_operators
@with_passkey
def approve_proposal(request: HttpRequest, who: Working, proposal: int) -> HttpResponse:
    """Say yes; the yes and what follows from it stand together, or neither does."""
    found = find_proposal(proposal=proposal)
    if found is None:
        return show_home(request, who, error=_OVER)
    billing = Billing(**found.given)
    try:
        with scope([HOUSE, billing.tenant], by=who.by):
            check_billing(billing)
            if agree_to(proposal=proposal, operator=who.id, evidence=evidence_of(request), by=who.by):
                let_bill(billing=billing, by=who.by)
    except (MayNotApprove, PairRefused) as refusal:
        return show_home(request, who, error=str(refusal))
    return HttpResponseRedirect(came_from(request), status=303)


@require_POST
@for_operators
@with_passkey
def withdraw_proposal(request: HttpRequest, who: Working, proposal: int) -> HttpResponse:
    """It is taken back, by whoever works here."""
    with scope([HOUSE], by=who.by):
        is_over = withdraw(proposal=proposal, by=who.by)
    return HttpResponseRedirect(came_from(request), status=303) if is_over else show_home(request, who, error=_OVER)

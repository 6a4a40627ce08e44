"""Consents that wait: given for a client by as many operators as it takes, by what they saw; or turned down by one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from clearlane.directory.consents.decide_consent import give_consent, turn_down
from clearlane.directory.consents.wait_for_operators import WaitingConsent, find_waiting_consent
from clearlane.directory.operators.approve import MayNotApprove, approve
from clearlane.directory.operators.passkeys import Working
from clearlane.doors.operators.asking import for_operators, with_passkey
from clearlane.doors.operators.home import show_home
from clearlane.doors.operators.kept import came_from, evidence_of
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope

_OVER = "This consent waits for nobody any more."
_CHANGED = "Whose rooms would be opened has changed since this page was shown. Look again."


@require_POST
@for_operators
@with_passkey
def approve_consent(request: HttpRequest, who: Working, ask: int) -> HttpResponse:
    """Say yes for the client whose letter was seen; with enough of them the organization is let in."""
    found = find_waiting_consent(ask=ask)
    if found is None:
        return show_home(request, who, error=_OVER)
    if found.client is None or str(found.client) != request.POST.get("client"):
        return show_home(request, who, error=_CHANGED)
    try:
        with scope([HOUSE, found.client], by=who.by):
            _agree(found, found.client, who, evidence_of(request))
    except MayNotApprove as refusal:
        return show_home(request, who, error=str(refusal))
    return HttpResponseRedirect(came_from(request), status=303)


@require_POST
@for_operators
@with_passkey
def turn_down_consent(request: HttpRequest, who: Working, ask: int) -> HttpResponse:
    """No letter, or not the client's: the ask is over."""
    found = find_waiting_consent(ask=ask)
    if found is None:
        return show_home(request, who, error=_OVER)
    try:
        with scope([HOUSE, found.ask.tenant], by=who.by):
            approve(kind="consent_denied", subject=ask, operator=who.id, evidence=evidence_of(request), by=who.by)
            turn_down(waiting=found, by=who.by)
    except MayNotApprove as refusal:
        return show_home(request, who, error=str(refusal))
    return HttpResponseRedirect(came_from(request), status=303)


def _agree(found: WaitingConsent, client: int, who: Working, evidence: str) -> None:
    """The yeses count that are for the same rooms; the last that it takes lets the organization in, there."""
    ask, by = found.ask.id, who.by
    if approve(kind="consent", subject=ask, client=client, operator=who.id, evidence=evidence, by=by):
        give_consent(waiting=found, client=client, by=who.by)

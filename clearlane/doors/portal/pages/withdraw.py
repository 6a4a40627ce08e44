"""Withdraw a claim that is held: the question, and what its sender says to it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from clearlane.doors.portal.account.for_roles import for_roles
from clearlane.doors.portal.asking import Asking, for_members, in_view
from clearlane.doors.portal.errors import not_here
from clearlane.doors.portal.names_patients import names_patients
from clearlane.doors.portal.question import ask
from clearlane.doors.portal.roles_of import ROLES_OF
from clearlane.exchange.reading.view_claim import ClaimSheet, view_claim
from clearlane.flows.release import withdraw

CLAIM_ENDS = "It never goes to the payer, and we answer it in a 277CA. You can send it again, in a new file."


def may_withdraw(sheet: ClaimSheet, asking: Asking) -> bool:
    """Whether the claim waits for somebody, and the person works for who sent it, in a part that sends."""
    is_his = sheet.around.file_tenant == asking.tenant and asking.role in ROLES_OF["send files"]
    return is_his and sheet.claim.state == "held"


@for_members
@names_patients
@for_roles(*ROLES_OF["send files"])
def withdraw_claim(request: HttpRequest, asking: Asking, claim_id: UUID) -> HttpResponse:
    """The question as a page, for who has no dialog; what is not held any more is shown as it stands."""
    if request.method == "POST":
        with in_view(asking):
            withdraw(claim=claim_id, sender=asking.tenant, by=asking.by)
        return HttpResponseRedirect(f"/claims/{claim_id}", status=303)
    with in_view(asking):
        sheet = view_claim(claim_id=claim_id, by=asking.by)
    if sheet is None:
        return not_here(request)
    if not may_withdraw(sheet, asking):
        return HttpResponseRedirect(f"/claims/{claim_id}", status=303)
    question = f"Withdraw claim {sheet.claim.patient_control_number}"
    back = f"/claims/{claim_id}"
    return ask(request, asking, question=question, text=CLAIM_ENDS, back=back, here="claims", verb="Withdraw")

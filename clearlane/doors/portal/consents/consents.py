"""Who works for the organization: whom it let in, and the button that ends it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clearlane.directory.consents.answer_ask import withdraw_yes
from clearlane.directory.consents.find_ask import list_given
from clearlane.directory.consents.list_grants import list_let_in
from clearlane.directory.consents.revoke_grant import revoke_grant
from clearlane.doors.portal.account.for_roles import for_roles
from clearlane.doors.portal.asking import Asking, for_members, with_step_up, with_step_up_from
from clearlane.doors.portal.onward import SeeOther
from clearlane.doors.portal.question import ask
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.roles_of import ROLES_OF

PAGE = "/consents"
_OPEN = ("on", "later")
_ENDS = (
    "At once they see nothing of you and send nothing in your name, and they are told by mail. To let them in again "
    "takes a new ask."
)
_SAID = {
    "given": "They are let in, and told by mail. You can end it here at any time.",
    "waits": "Your yes is noted. Your NPI is not verified here yet: a person looks at it first, then they are let in.",
    "refused": "Refused. They see nothing of you.",
    "revoked": "Revoked. They see nothing of you from now on, send nothing in your name, and are told by mail.",
}


@require_safe
@for_members
def consents(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The list, for every member; its buttons are the owners'."""
    grants = list_let_in(tenant=asking.tenant)
    values = {
        "grants": [each for each in grants if each.state in _OPEN],
        "ended": [each for each in grants if each.state not in _OPEN],
        "waiting": list_given(client=asking.tenant),
        "access_ends": _ENDS,
        "may_revoke": asking.role in ROLES_OF["let in"],
        "said": _SAID.get(request.GET.get("done", ""), ""),
    }
    return render_page(request, "portal/consents/consents.html", values, asking=asking, here="consents")


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@for_roles(*ROLES_OF["let in"])
@with_step_up
def revoke(request: HttpRequest, asking: Asking, number: int) -> HttpResponse:
    """End it at once; the question as a page, for who has no dialog."""
    if request.method == "POST":
        done = revoke_grant(tenant=asking.tenant, grant=number, user=asking.user)
        return SeeOther(f"{PAGE}?done=revoked" if done else PAGE)
    found = next((each for each in list_let_in(tenant=asking.tenant) if each.id == number), None)
    if found is None or found.state not in _OPEN:
        return SeeOther(PAGE)
    question = f"Revoke the access of {found.name}"
    return ask(request, asking, question=question, text=_ENDS, back=PAGE, here="consents")


@require_POST
@for_members
@for_roles(*ROLES_OF["let in"])
@with_step_up_from(PAGE)
def withdraw(request: HttpRequest, asking: Asking, number: int) -> HttpResponse:
    """Take a yes back that waits for operators."""
    done = withdraw_yes(ask=number, client=asking.tenant, by=asking.by)
    return SeeOther(f"{PAGE}?done=refused" if done else PAGE)

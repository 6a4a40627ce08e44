"""The page behind an ask's link, and the answer: an owner of the client says yes or no."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from clearlane.directory.consents.answer_ask import CannotAnswer, say_no, say_yes
from clearlane.directory.consents.find_ask import GOOD, Asked, find_ask
from clearlane.directory.organizations.name_tenants import name_tenants
from clearlane.directory.users.find_actor import find_actor
from clearlane.directory.users.find_person import find_person
from clearlane.doors.portal.account.for_roles import for_roles
from clearlane.doors.portal.asking import TENANT, Asking, for_members, with_step_up_from
from clearlane.doors.portal.errors import error_page
from clearlane.doors.portal.onward import SeeOther
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.roles_of import ROLES_OF
from clearlane.doors.portal.signin.links import token_of, without_link

_WHY = {
    "used": "It was answered before. Who works for you stands under that name in the menu.",
    "late": "It was good for 7 days, or the last day that it asks for is over.",
    "gone": "It was taken back, a newer one was sent, or whoever sent it has no such part any more.",
}
_UNKNOWN = "It was opened in another browser, or cut short on its way. Open the link in the mail again."


@never_cache
@require_safe
def consent(request: HttpRequest) -> HttpResponse:
    """What is asked, and the two buttons for who may press them. Looking changes nothing."""
    asked = find_ask(token=token_of(request, "consent"))
    if asked is None or asked.state != GOOD:
        return _no_good(request, asked)
    values: dict[str, object] = {"asked": asked, "zone": ""}
    if request.user.is_authenticated:
        values |= _who_looks(request, request.user.pk)
    return render_page(request, "portal/consents/consent.html", values)


@never_cache
@require_POST
@for_members
@for_roles(*ROLES_OF["let in"])
@with_step_up_from("/consent")
def answer(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Yes or no, for the organization that the button named."""
    token = token_of(request, "consent")
    try:
        if request.POST.get("client") != str(asking.tenant):
            return SeeOther("/consent")
        if request.POST.get("do") == "yes":
            done = "given" if say_yes(token=token, client=asking.tenant, user=asking.user) else "waits"
        else:
            done = "refused"
            say_no(token=token, client=asking.tenant, user=asking.user)
    except CannotAnswer:
        return _no_good(request, find_ask(token=token))
    return without_link(SeeOther(f"/consents?done={done}"))


def _who_looks(request: HttpRequest, user: int) -> dict[str, object]:
    """Who is signed in, and for which organization."""
    actor = find_actor(user=user, tenant=request.session.get(TENANT))
    values: dict[str, object] = {"person": find_person(user_id=user), "actor": actor}
    if actor is not None:
        values["client_name"] = dict(name_tenants(tenants=[actor.tenant]))[actor.tenant]
        values["may_answer"] = actor.role in ROLES_OF["let in"]
    return values


def _no_good(request: HttpRequest, asked: Asked | None) -> HttpResponse:
    return error_page(
        request,
        status=410,
        title="This ask does not work" if asked is None else "This ask is over",
        what="Nothing was changed.",
        why=_WHY.get(asked.state, "It is not yours to answer.") if asked else _UNKNOWN,
        todo="See who works for you",
        href="/consents",
    )

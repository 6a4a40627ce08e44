"""The clients of an organization: who let it in, whom it has asked, and the form by which it asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clearlane.directory.consents.ask_consent import ask_consent, take_back_ask
from clearlane.directory.consents.find_ask import list_asks
from clearlane.directory.consents.list_grants import list_clients
from clearlane.directory.consents.read_wish import WishIsWrong
from clearlane.directory.consents.scopes import SCOPES
from clearlane.directory.organizations.is_sender import is_sender
from clearlane.directory.users.as_member import as_member
from clearlane.doors.portal.account.for_roles import for_roles, for_senders
from clearlane.doors.portal.asking import Asking, for_members
from clearlane.doors.portal.onward import SeeOther
from clearlane.doors.portal.parts import Button, Choice, Fault
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.roles_of import ROLES_OF

PAGE, MOST = "/clients", 100
_FIELDS = {"npi": 20, "address": 254, "scope": 10, "start": 10, "end": 10}
_SAID = {
    "asked": "The ask is on its way. Its link is good for 7 days; what comes of it stands here.",
    "taken_back": "The ask is taken back. Its link does nothing any more.",
}
_NONE_YET = (
    "No client has let you in yet",
    "Ask a client by its NPI and the address of a person there. They answer by one button, and see what you asked for.",
)
_OF_PAYERS = ("Payers have no clients", "Clients let those in who send claims for them. What you do stands on Home.")
_CHOICES = tuple(Choice(scope, may) for scope, may in SCOPES.items())


@require_safe
@for_members
def clients(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Who let it in, by name, and the asks that have not ended. An ask says nothing of whom it was sent to."""
    text = request.GET.get("q", "").strip()[:100]
    sends = is_sender(kind=asking.kind)
    may_ask = sends and asking.role in ROLES_OF["ask clients"]
    values = {
        "text": text,
        "grants": list_clients(tenant=asking.tenant, text=text, limit=MOST),
        "most": MOST,
        "asks": list_asks(tenant=asking.tenant),
        "may_ask": may_ask,
        "none_yet": _NONE_YET if sends else _OF_PAYERS,
        "first": [Button("Ask a client for consent", "/clients/ask", kind="main")] if may_ask else [],
        "said": _SAID.get(request.GET.get("done", ""), ""),
    }
    return render_page(request, "portal/consents/clients.html", values, asking=asking, here="clients")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@for_roles(*ROLES_OF["ask clients"])
@for_senders
def ask(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The form. Whatever stands in it, what follows looks the same: nobody learns here whom the house knows."""
    typed = {name: request.POST.get(name, "").strip()[:most] for name, most in _FIELDS.items()}
    if request.method != "POST":
        return _show(request, asking, {"scope": "claims"}, {})
    try:
        with as_member(tenant=asking.tenant, by=asking.by):
            ask_consent(tenant=asking.tenant, typed=typed, asker=asking.user)
    except WishIsWrong as refusal:
        return _show(request, asking, typed, refusal.problems)
    return SeeOther(f"{PAGE}?done=asked")


@require_POST
@for_members
@for_roles(*ROLES_OF["ask clients"])
def take_back(request: HttpRequest, asking: Asking, number: int) -> HttpResponse:
    """Take an ask back. It needs no second proof: it only takes away."""
    with as_member(tenant=asking.tenant, by=asking.by):
        take_back_ask(tenant=asking.tenant, ask=number, by=asking.by)
    return SeeOther(f"{PAGE}?done=taken_back")


def _show(request: HttpRequest, asking: Asking, typed: dict[str, str], errors: dict[str, str]) -> HttpResponse:
    faults = [Fault(field, text) for field, text in errors.items()]
    values = {"typed": typed, "errors": errors, "faults": faults, "choices": _CHOICES}
    status = 422 if errors else 200
    return render_page(request, "portal/consents/ask.html", values, asking=asking, here="clients", status=status)

"""Going live, as the owner sees it: what is still needed, and the button that asks for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from clearlane.directory.organizations.ask_live import ask_live, find_live_ask, why_refused
from clearlane.directory.organizations.describe import describe
from clearlane.directory.organizations.find_missing import find_missing
from clearlane.directory.providers.bills_as import bills_as
from clearlane.directory.providers.list_own_pairs import list_own_pairs
from clearlane.directory.providers.refuse_pair import give_pair
from clearlane.directory.registrations.check_practice import check_practice
from clearlane.doors.portal.account.for_roles import for_roles
from clearlane.doors.portal.asking import Asking, for_members, with_step_up
from clearlane.doors.portal.onward import SeeOther
from clearlane.doors.portal.parts import Choice
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.roles_of import ROLES_OF
from clearlane.doors.portal.signup.problems import told
from clearlane.doors.portal.welcome.facts import Known, find_facts, know
from clearlane.doors.portal.welcome.needs import find_needs, may_ask, waits_for_us
from clearlane.exchange.reading.follow_sample import follow_sample
from clearlane.foundation.tenancy.scope import scope

PAGE = "/live"
_LIVE_TEXT = {"payer": "You work as the payer that you are linked to."}
_SAID_BEFORE = {"organization": "as before"}
"""What a sign-up asks beside NPI and tax id, and a correction does not."""
_KINDS = (Choice("EIN", "an EIN of a company"), Choice("SSN", "an SSN of a person"))


@never_cache
@require_safe
@for_members
def live(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The page."""
    known = know(asking)
    with scope([asking.tenant], by=asking.by):
        values = _stand(asking.tenant, known)
    values["is_owner"] = asking.role in ROLES_OF["go live"]
    return render_page(request, "portal/welcome/live.html", values, asking=asking, here="live")


@require_POST
@for_members
@for_roles(*ROLES_OF["go live"])
@with_step_up
def ask(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The wish lands in the operators' list, where nothing of the organization's own is missing."""
    known = know(asking)
    with scope([asking.tenant], by=asking.by):
        if _stand(asking.tenant, known)["can_ask"]:
            ask_live(tenant=asking.tenant, by=asking.by)
    return SeeOther(PAGE)


@require_POST
@for_members
@for_roles(*ROLES_OF["go live"])
@with_step_up
def give(request: HttpRequest, asking: Asking) -> HttpResponse:
    """A pair that was refused is corrected and given again; what is wrong with it is said beside what was typed."""
    typed = {name: request.POST.get(name, "") for name in ("npi", "tin", "tin_kind")}
    known = know(asking)
    with scope([asking.tenant], by=asking.by):
        shown = [each.tin for each in list_own_pairs(tenant=asking.tenant) if each.refused_why]
        checked = check_practice(typed=typed | _SAID_BEFORE, known_tin=shown[0] if shown else "")
        if not checked.problems:
            said = checked.answers
            give_pair(tenant=asking.tenant, npi=said.npi, tin=said.tin, tin_kind=said.tin_kind, by=asking.by)
            return SeeOther(f"{PAGE}#pairs")
        values = _stand(asking.tenant, known)
    values |= {"is_owner": True, "typed": typed, "errors": told(checked.problems)}
    return render_page(request, "portal/welcome/live.html", values, asking=asking, here="live", status=422)


def _stand(tenant: int, known: Known) -> dict[str, Any]:
    """How it stands, inside a scope of the tenant."""
    shown, pairs = describe(tenant=tenant), list_own_pairs(tenant=tenant)
    facts = find_facts(tenant=tenant, known=known, journey=follow_sample(tenant=tenant))
    missing, refused = find_missing(tenant=tenant), [each for each in pairs if each.refused_why]
    needs = find_needs(
        kind=shown.kind,
        facts=facts,
        missing=missing,
        has_pair=bills_as(tenant=tenant) != "",  # as the gate itself asks
        is_refused=bool(refused),
        is_live=shown.is_live,
        is_own_use=settings.MODE == "own_use",
    )
    asked_at, is_locked = find_live_ask(tenant=tenant), "mode" in missing
    return {
        "is_live": shown.is_live,
        "is_locked": is_locked,
        "asked_at": asked_at,
        "refused_why": "" if shown.is_live else why_refused(tenant=tenant),
        "kind": shown.kind,
        "live_text": _LIVE_TEXT.get(shown.kind, "Claims that you send as production go to payers."),
        "needs": needs,
        "pairs": pairs,
        "tin_kinds": _KINDS,
        "waits_for_us": waits_for_us(needs),
        "can_ask": may_ask(needs) and not (is_locked or shown.is_live or asked_at),
    }

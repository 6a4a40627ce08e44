"""An organization that is here already signs the agreement: it came when none was in force, or by an operator."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearlane.directory.agreements.agreement_text import AgreementIsUnreadable
from clearlane.directory.agreements.check_signature import check_signature
from clearlane.directory.organizations.describe import describe
from clearlane.doors.portal.account.for_roles import for_roles
from clearlane.doors.portal.asking import Asking, for_members, with_step_up
from clearlane.doors.portal.onward import SeeOther
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.roles_of import ROLES_OF
from clearlane.doors.portal.signup.problems import faults, told
from clearlane.doors.portal.signup.screens import NO_AGREEMENT, Screen, show_screen
from clearlane.doors.portal.signup.steps import typed_in
from clearlane.doors.portal.welcome.live import PAGE
from clearlane.flows.sign_agreement import AgreementHasChanged, MayNotSign, Signing, sign_agreement, wanted_text
from clearlane.foundation.telemetry.log import logger
from clearlane.foundation.tenancy.scope import scope

_log = logger("agreement")
_NO_HOUSE = Screen(
    503,
    "There is nobody to sign with yet",
    "Nothing was signed.",
    "Whoever runs this installation has not said its legal name and who signs for it.",
    "Go to Live",
    href=PAGE,
)


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
@for_roles(*ROLES_OF["sign"])
@with_step_up
def sign(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The text with the fields of who signs; its button signs. Where nothing is to be signed it leads back."""
    if settings.HOUSE.lacks:
        return show_screen(request, _NO_HOUSE)
    try:
        return _sign(request, asking) if request.method == "POST" else _show(request, asking, {}, {})
    except AgreementIsUnreadable:
        _log.error("agreement_unreadable", text="any")
        return show_screen(request, NO_AGREEMENT)


def _sign(request: HttpRequest, asking: Asking) -> HttpResponse:
    typed = typed_in(request)
    checked = check_signature(typed=typed)
    if checked.problems:
        return _show(request, asking, typed, checked.problems)
    try:
        signing = Signing(checked.signature, typed.get("read", ""))
        sign_agreement(tenant=asking.tenant, user=asking.user, signing=signing)
    except AgreementHasChanged:
        return _show(request, asking, typed | {"authorized": ""}, {}, has_changed=True)
    except MayNotSign:
        return SeeOther(request.path)  # which says why
    return SeeOther(PAGE)


def _show(
    request: HttpRequest,
    asking: Asking,
    typed: Mapping[str, str],
    problems: Mapping[str, str],
    *,
    has_changed: bool = False,
) -> HttpResponse:
    with scope([asking.tenant], by=asking.by):
        text, organization = wanted_text(tenant=asking.tenant), describe(tenant=asking.tenant).name
    if text is None:
        return SeeOther(PAGE)
    shown = {
        "text": text,
        "organization": organization,
        "typed": typed,
        "errors": told(problems),
        "faults": faults(problems),
        "has_changed": has_changed,
    }
    status = 409 if has_changed else (422 if problems else 200)
    return render_page(request, "portal/welcome/sign.html", shown, asking=asking, here="live", status=status)

"""Step 10: the kind of organization, and the agreement for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from clearlane.directory.agreements.agreement_text import (
    TEXT_OF,
    AgreementIsUnreadable,
    AgreementText,
    agreement_text,
)
from clearlane.directory.agreements.check_signature import check_signature
from clearlane.directory.registrations.check_kind import check_kind
from clearlane.directory.registrations.find_sign_up import SignUp
from clearlane.doors.portal.signup.going_on import for_sign_ups
from clearlane.doors.portal.signup.problems import Fault, faults, told
from clearlane.doors.portal.signup.screens import NO_AGREEMENT, show_screen
from clearlane.doors.portal.signup.steps import show_step, typed_in
from clearlane.flows.open_account import open_account
from clearlane.flows.sign_agreement import AgreementHasChanged, Signing
from clearlane.foundation.telemetry.log import logger

_log = logger("signup")


@dataclass(frozen=True, slots=True)
class Card:
    """One of the five."""

    kind: str
    label: str
    help: str
    icon: str


CARDS = (
    Card("small", "Small to medium office", "1 to 25 practitioners", "user"),
    Card("large", "Large office", "26 practitioners or more", "users"),
    Card("hospital", "Health system or hospital", "Facilities, several tax IDs or a contract", "payer"),
    Card("billing", "Billing company", "Sends claims for its clients", "file"),
    Card("payer", "Payer or IPA", "Receives claims and pays them", "remit"),
)


@for_sign_ups
def kind(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    """The page, or the screen in its place where a text of the operator's cannot be read."""
    try:
        return _kind(request, sign_up)
    except AgreementIsUnreadable:
        _log.error("agreement_unreadable", text=TEXT_OF.get(typed_in(request).get("kind", ""), "any"))
        return show_screen(request, NO_AGREEMENT)


def _kind(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    """The page's button signs, and opens the account."""
    if not sign_up.address.street:
        return HttpResponseRedirect("/start/address")
    if request.method != "POST":
        return _show(request, sign_up, {"kind": sign_up.kind}, {})
    typed = typed_in(request)
    chosen = typed.get("kind", "")
    problems = _problems(typed, check_kind(kind=chosen, npi=sign_up.practice.npi))
    if problems:
        return _show(request, sign_up, typed, problems)
    try:
        open_account(sign_up=sign_up, kind=chosen, signing=_signing(chosen, typed))
    except AgreementHasChanged:
        return _show(request, sign_up, typed | {"authorized": ""}, {}, has_changed=True)
    return HttpResponseRedirect("/welcome", status=303)


def _problems(typed: Mapping[str, str], kind_problem: str) -> dict[str, str]:
    """What is wrong with the choice and, where there is an agreement to sign, with the signature."""
    wanted = any(_texts().values())
    signature = dict(check_signature(typed=typed).problems) if wanted else {}
    return ({"kind": kind_problem} if kind_problem else {}) | signature


def _signing(chosen: str, typed: Mapping[str, str]) -> Signing | None:
    read = typed.get(f"read_{TEXT_OF[chosen]}", "")
    return Signing(check_signature(typed=typed).signature, read) if read else None


def _texts() -> dict[str, AgreementText | None]:
    """Each text once, by its name."""
    return {name: agreement_text(kind=kind) for kind, name in TEXT_OF.items()}


def _show(
    request: HttpRequest,
    sign_up: SignUp,
    typed: Mapping[str, str],
    problems: Mapping[str, str],
    *,
    has_changed: bool = False,
) -> HttpResponse:
    values = {
        "cards": CARDS,
        "texts": [text for text in _texts().values() if text is not None],
        "sign_up": sign_up,
        "typed": typed,
        "errors": told(problems),
        "faults": _with_way_back(problems),
        "needs_npi": problems.get("kind") == "needs_npi",
        "has_changed": has_changed,
    }
    status = 409 if has_changed else (422 if problems else 200)
    return show_step(request, "kind", 10, values, status=status)


def _with_way_back(problems: Mapping[str, str]) -> list[Fault]:
    """The faults; the one about the NPI leads back to where that is entered."""
    back = {"kind": "/start/practice#npi"} if problems.get("kind") == "needs_npi" else {}
    return [Fault(each.field, each.text, back.get(each.field, "")) for each in faults(problems)]

"""The page before what a form does, after a passkey or for its question: what was typed, and its button."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from clearlane.directory.operators.passkeys import Working
from clearlane.doors.operators.asking import for_operators
from clearlane.doors.operators.kept import HOME, Kept, find_kept, ours
from clearlane.doors.portal.render import render_page

_DOES = {
    "operator_worked": "Mark as called",
    "operator_approve_pair": "Approve the pair",
    "operator_refuse_pair": "Refuse the pair",
    "operator_refuse_live": "Refuse for now",
    "operator_end_dispute": "End the dispute",
    "operator_approve_wish": "Take the factors off",
    "operator_approve_proposal": "Say yes to the proposal",
    "operator_withdraw_proposal": "Withdraw the proposal",
    "operator_review": "Mark as reviewed",
    "operator_enter": "Enter to read",
    "operator_link_payer": "Link the payer",
    "operator_close": "Take it off the list",
    "operator_approve_consent": "Approve the consent",
    "operator_turn_down_consent": "Turn it down",
    "operator_unlink_payer": "Take the link back",
}
_ASKS = {
    "operator_refuse_pair": "The organization gets your reason by mail and can give a corrected pair. Claims "
    "that waited for this one are judged anew.",
    "1": "From then on it works in production: what it sends is real, and what waited for this goes on at once.",
    "0": "From then on it works in test mode alone. What went out before stays out.",
}
"""What follows, by the name of the address or by the value of ``live``."""
_LABELS = {
    "payer": "Payer ID in the directory",
    "contact": "Whom you asked",
    "known": "Where you knew that address from",
    "evidence": "What you saw",
    "reason": "Reason",
    "refusal": "Reason, which the organization reads",
    "note": "How it was dealt with",
    "why": "Why it is taken back",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the form: with a label where a person typed it, else hidden."""

    name: str
    value: str
    label: str


@require_GET
@never_cache
@for_operators
def again(request: HttpRequest, who: Working) -> HttpResponse:
    """The page. Nothing is done before its button is pressed."""
    kept = find_kept(request.session)
    if kept is None:
        return HttpResponseRedirect(HOME, status=303)
    values = {"who": who, "path": kept.path, "lines": _lines(kept), "does": _does(kept), "back": _back(kept)}
    values |= {"asks": _ASKS.get(kept.typed.get("live", kept.name), ""), "about": kept.typed.get("about", "")}
    return render_page(request, "operators/again.html", values)


def _lines(kept: Kept) -> tuple[Line, ...]:
    return tuple(Line(name, value, _LABELS.get(name, "")) for name, value in kept.typed.items())


def _does(kept: Kept) -> str:
    if kept.name == "operator_live":
        return "Make it live" if kept.typed.get("live") == "1" else "Stop its claims"
    return _DOES.get(kept.name, "Go on")


def _back(kept: Kept) -> str:
    return ours(kept.typed.get("back", ""))

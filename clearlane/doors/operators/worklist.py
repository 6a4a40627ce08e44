"""What waits for a person in the whole house, and taking it off the list once it is dealt with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from clearlane.directory.operators.enter import where_inside
from clearlane.directory.operators.passkeys import Working
from clearlane.directory.organizations.list_all import list_all
from clearlane.doors.operators.asking import for_operators, with_passkey
from clearlane.doors.operators.kept import came_from
from clearlane.doors.portal.render import render_page
from clearlane.exchange.reading.tell_standing import Standing, tell_standing
from clearlane.exchange.worklists.find import Item, count, find
from clearlane.flows.dismiss import dismiss
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope

_SHOWN = 200
_REMEDIES = {
    "held": "It is still held: clearlane release lets it go on, or withdraws it; then it leaves the list.",
    "stuck": "It is still stuck: clearlane retry gives it another try; then it leaves the list.",
    "in_doubt": "It is still in doubt: clearlane retry sends it again, clearlane unbatch takes it apart.",
}
_PAGES = {"claim": "/claims", "file": "/files"}
_GOES_ON = "It goes on by itself once that has changed; clearlane release lets it go on in spite of it."


@dataclass(frozen=True, slots=True)
class Line:
    """One item with the name of whose it is, where it is looked at, and why it waits."""

    name: str
    item: Item
    href: str
    link: str
    why: str


@require_GET
@for_operators
def worklist(request: HttpRequest, who: Working) -> HttpResponse:
    """The open items of all organizations and of the house, the longest waiting first; or those of one list."""
    return _show(request, who)


@require_POST
@for_operators
@with_passkey
def close_about(request: HttpRequest, who: Working, subject: UUID) -> HttpResponse:
    """What is open about one thing is dealt with, and how; what still waits for a command stays."""
    note = request.POST.get("note", "").strip()[:500]
    if not note:
        return _show(request, who, error="Say how it was dealt with, without names of people.")
    with scope([HOUSE, *_names()], by=who.by):
        done = dismiss(ids=[subject], by=who.by, note=note)
    if not done.closed:
        waits = next(iter(done.waiting.values()), "")
        return _show(request, who, error=_REMEDIES.get(waits, "Nothing is open about it any more."))
    return HttpResponseRedirect(came_from(request), status=303)


def _show(request: HttpRequest, who: Working, *, error: str = "") -> HttpResponse:
    names, kind, reason = {HOUSE: "This house"} | _names(), request.GET.get("kind", ""), request.GET.get("reason", "")
    with scope(names, by=who.by):
        found = find(kind=kind, reason=reason, limit=_SHOWN)
        stands = {each.id: each for each in tell_standing(ids=[each.subject_id for each in found])}
        counts = count()
        record(tenant=HOUSE, event="worklists:list:read", by=who.by, detail={"items": len(found), "kind": kind})
    inside = where_inside(operator=who.id)
    items = [
        Line(names.get(each.tenant, ""), each, *_lead(each, inside.tenant if inside else 0), _why(stands, each))
        for each in found
    ]
    kinds, reasons = _sums(counts, kind=kind)
    total = sum(n for (one, why), n in counts.items() if kind in {"", one} and reason in {"", why})
    values = {
        "who": who, "items": items, "kind": kind, "kinds": kinds, "reason": reason, "reasons": reasons, "error": error,
        "total": total, "zone": settings.HOUSE.time_zone, "typed": request.POST, "shown": _SHOWN,
    }  # fmt: skip
    return render_page(request, "operators/worklist.html", values, status=422 if error else 200)


def _sums(counts: Mapping[tuple[str, str], int], *, kind: str) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """How many items each list has, and how many each reason of the chosen list."""
    kinds, reasons = Counter[str](), Counter[str]()
    for (one, why), n in counts.items():
        kinds[one] += n
        reasons[why] += n if kind in {"", one} else 0
    return sorted(kinds.items()), sorted((why, n) for why, n in reasons.items() if n)


def _lead(item: Item, inside: int) -> tuple[str, str]:
    """Where it is looked at, and what that link says: in its rooms, for who is in them; else the way in."""
    page = _PAGES.get(item.kind, "")
    if page and inside == item.tenant:
        return f"{page}/{item.subject_id}", f"Open the {item.kind}"
    if page and item.tenant != HOUSE:
        return f"/operator/organizations/{item.tenant}#enter", f"Enter its rooms to read the {item.kind}"
    return "", ""


def _why(stands: Mapping[UUID, Standing], item: Item) -> str:
    """What holds a claim now, and how it goes on."""
    now = stands.get(item.subject_id)
    return f"{now.why} {_GOES_ON}" if now and now.state == "held" and now.why else ""


def _names() -> dict[int, str]:
    return {each.id: each.name for each in list_all()}

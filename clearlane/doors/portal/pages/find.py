"""The search box and the palette (Ctrl K): pages and actions by their names; claims, payments, files and payers.

What is sought may be a person's name: it comes by POST, so that it stands in no address and no log.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from clearlane.directory.organizations.is_sender import is_sender
from clearlane.doors.portal.asking import Asking, for_members
from clearlane.doors.portal.names_patients import may_see_patients
from clearlane.doors.portal.pages.claims_query import ClaimsQuery
from clearlane.doors.portal.pages.claims_shown import NEEDS_WORK
from clearlane.doors.portal.render import render_page, render_part, wants_part
from clearlane.doors.portal.wording.amounts import many
from clearlane.exchange.reading.find_anything import FEW, Found, find_anything
from clearlane.foundation.tenancy.scope import scope

ACTIONS_ONLY = ">"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: where it leads, and what finds it beside its label; ``sends``: for who sends claims."""

    label: str
    href: str
    icon: str
    key: str = ""
    words: str = ""
    second: str = ""
    word: str = ""
    sends: bool = False


PAGES = (
    Hit("Home", "/home", "home", "G H", "today dashboard start"),
    Hit("Claims", "/claims", "claim", "G C", "list search", sends=True),
    Hit("Files", "/files", "file", "G F", "837 999 277 upload batch", sends=True),
    Hit("Payments", "/payments", "paid", "G R", "deposits money remittances 835 trace", sends=True),
    Hit("Get started", "/welcome", "route", "", "welcome sample checklist connect sftp api"),
    Hit("Clients", "/clients", "payer", "", "consent grants billing company", sends=True),
    Hit("Who works for you", "/consents", "key", "", "consents grants access revoke billing company", sends=True),
    Hit("Members", "/members", "users", "", "people colleagues invite invitation roles"),
    Hit("Going live", "/live", "route", "", "production conditions pair verified"),
    Hit("API keys and SFTP accounts", "/account/keys", "key", "", "software token rotate revoke"),
    Hit("Settings", "/settings", "gear", "", "theme dark keyboard shortcuts time zone organization npi agreement"),
    Hit("Your account", "/account", "user", "", "security passkey password code devices e-mail"),
)
ACTIONS = (
    Hit("Upload a file", "/files#drop", "file", "U", "drop send 837", sends=True),
    Hit(
        "Show claims that need work",
        ClaimsQuery(status=NEEDS_WORK).to(),
        "claim",
        "",
        "rejected held denied",
        sends=True,
    ),
    Hit("Switch organization or client", "/switch", "users", "", "practice tenant all clients"),
    Hit("Ask a client for consent", "/clients/ask", "mail", "", "grant access scope", sends=True),
    Hit("Add a passkey", "/account", "key", "", "security factor"),
    Hit("Sign out", "/signout", "lock", "", "log off leave end session"),
)

KINDS = {
    "claim": ("Claims", "/claims/"),
    "payment": ("Payments", "/payments/"),
    "file": ("Files", "/files/"),
    "payer": ("Payers", "/claims?payer="),
}
_ICONS = {"payment": "paid"}
_CUT = frozenset(name for name, _ in KINDS.values())


@require_http_methods(["GET", "POST"])
@for_members
def find(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The page of what was found, or its list alone for the palette."""
    text = request.POST.get("q", "").strip()[:100]
    things = _list_things(text, asking) if may_see_patients(request, asking) else []
    groups = [*list_hits(text, sends=is_sender(kind=asking.kind)), *things]
    values = {"text": text, "groups": groups, "told": ", ".join(_told(name, len(hits)) for name, hits in groups)}
    if wants_part(request):
        return render_part(request, "portal/partials/found.html", values)
    return render_page(request, "portal/find.html", values, asking=asking, here="find")


def list_hits(text: str, *, sends: bool) -> list[tuple[str, tuple[Hit, ...]]]:
    """What a text finds, in groups that are not empty; everything for an empty text, ``>`` for actions alone.

    Who ``sends`` no claims is led to no page of those who do.
    """
    sought = text.removeprefix(ACTIONS_ONLY).strip().lower()
    actions = [("Actions", _matching(ACTIONS, sought, sends))]
    groups = actions if text.startswith(ACTIONS_ONLY) else [("Pages", _matching(PAGES, sought, sends)), *actions]
    return [(name, hits) for name, hits in groups if hits]


def _list_things(text: str, asking: Asking) -> list[tuple[str, tuple[Hit, ...]]]:
    """Claims, payments, files and payers, by kind; nothing for what asks for actions alone."""
    if text.startswith(ACTIONS_ONLY):
        return []
    with scope({asking.tenant, *asking.tenants}, by=asking.by):
        found = find_anything(text=text, tenant=asking.tenant, by=asking.by)
    groups = [(name, _hits(kind, address, found)) for kind, (name, address) in KINDS.items()]
    return [(name, hits) for name, hits in groups if hits]


def _hits(kind: str, address: str, found: tuple[Found, ...]) -> tuple[Hit, ...]:
    icon = _ICONS.get(kind, kind)
    return tuple(Hit(one.title, address + one.id, icon, second=one.second) for one in found if one.kind == kind)


def _told(name: str, found: int) -> str:
    """``1 page``, ``2 actions``; where no more are looked for than are shown, ``the first 5 claims``."""
    words = many(found, name.lower().removesuffix("s"))
    return f"the first {words}" if name in _CUT and found == FEW else words


def _matching(hits: tuple[Hit, ...], sought: str, sends: bool) -> tuple[Hit, ...]:
    """Those of which every word sought begins a word."""
    return tuple(hit for hit in hits if sends >= hit.sends and all(_begins(part, hit) for part in sought.split()))


def _begins(part: str, hit: Hit) -> bool:
    return any(word.startswith(part) for word in f"{hit.label} {hit.words}".lower().split())

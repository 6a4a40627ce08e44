"""What an operator sent is kept while he proves himself by his passkey, and laid before him again afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseRedirect

from clearlane.doors.portal.onward import is_ours

HOME, AGAIN = "/operator/", "/operator/again"
SURE = "sure"
"""What a form says once its question was answered."""
_KEPT = "kept"
_FIELDS, _LENGTH = 20, 2000
_LEFT_OUT = frozenset({"csrfmiddlewaretoken", "credential", "next", SURE})


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that was sent too late: the name of its address, the address, and what stood in it."""

    name: str
    path: str
    typed: Mapping[str, str]


def ask_passkey(request: HttpRequest) -> HttpResponseRedirect:
    """To the passkey page; from there back to the page that was asked for, or to what was typed in a form."""
    there = AGAIN if request.method == "POST" and _keep(request) else request.path
    return HttpResponseRedirect(f"/operator/signin?next={quote(there)}", status=303)


def ask_again(request: HttpRequest) -> HttpResponseRedirect:
    """To the question whether he means what he sent."""
    return HttpResponseRedirect(AGAIN if _keep(request) else HOME, status=303)


def _keep(request: HttpRequest) -> bool:
    found = request.resolver_match
    if not found or not (found.url_name or "").startswith("operator_"):
        return False
    request.session[_KEPT] = [found.url_name, request.path, _typed(request)]
    return True


def find_kept(session: SessionBase) -> Kept | None:
    """The form that waits."""
    found = session.get(_KEPT)
    return Kept(*found) if found else None


def carry(session: SessionBase, *, on: bool) -> None:
    """Begin the session anew, ``on`` with the form that waits: another operator gets nothing of it."""
    kept = session.get(_KEPT) if on else None
    session.flush()
    if kept:
        session[_KEPT] = kept


def forget(request: HttpRequest) -> None:
    """The form has arrived."""
    if request.session.get(_KEPT, ["", ""])[1] == request.path:
        del request.session[_KEPT]


def came_from(request: HttpRequest) -> str:
    """The page of ours on which a form stood, as the form says."""
    return ours(request.POST.get("back", ""))


def ours(there: str) -> str:
    """An address of this console, else its start."""
    return there if is_ours(there) else HOME


def evidence_of(request: HttpRequest) -> str:
    """What the operator says that he saw."""
    return request.POST.get("evidence", "").strip()[:_LENGTH]


def _typed(request: HttpRequest) -> dict[str, str]:
    given = [(name, value) for name, value in request.POST.items() if name not in _LEFT_OUT]
    return {name[:_LENGTH]: str(value)[:_LENGTH] for name, value in given[:_FIELDS]}

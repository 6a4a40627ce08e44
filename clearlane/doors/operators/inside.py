"""The rooms of an organization as an operator sees them: to read, for an hour, each page noted in its trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from clearlane.directory.operators.enter import Inside, where_inside
from clearlane.directory.operators.passkeys import Working
from clearlane.directory.operators.read_page import read_page
from clearlane.doors.operators.asking import for_operators
from clearlane.doors.operators.kept import HOME
from clearlane.doors.portal.asking import Asking
from clearlane.doors.portal.errors import error_page

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class OperatorInside(Asking):
    """An operator in an organization's rooms: of its own claims alone, under his own name in the trail."""

    name: str = ""

    @property
    def by(self) -> str:
        """Its name in the audit trail."""
        return f"operator:{self.name}"


@dataclass(frozen=True, slots=True)
class Visitor:
    """What the frame of a page asks of who is signed in."""

    name: str
    is_authenticated: bool = True

    def get_username(self) -> str:
        """His name."""
        return self.name


def mount(view: View, *, name: str) -> View:
    """A page of the portal for an operator who is inside: read only, noted before it is read."""

    @wraps(view)
    def page(request: HttpRequest, who: Working, **kwargs: Any) -> HttpResponseBase:
        inside = where_inside(operator=who.id)
        if request.method not in {"GET", "HEAD"}:
            return refuse(request)
        if inside is None:
            return HttpResponseRedirect(HOME, status=303)
        read_page(inside=inside, page=name, by=who.by)
        _dress(request, who, inside)
        return view(request, **kwargs)

    return for_operators(page)


def refuse(request: HttpRequest, **_: Any) -> HttpResponseBase:
    """What an operator may not do in the rooms of others: change, take away, look at accounts and keys."""
    return error_page(
        request,
        status=403,
        title="Operators only read here",
        what="Nothing was changed, and nothing was handed out.",
        why="In an organization's rooms an operator sees Home, Files, Claims, messages and Payments. "
        "All else is its own people's.",
        todo="Go back to the console",
        href=HOME,
    )


def _dress(request: HttpRequest, who: Working, inside: Inside) -> None:
    only = (inside.tenant,)
    request.entered = OperatorInside(who.id, inside.tenant, "reader", only, only, who.name)  # type: ignore[attr-defined]
    request.entry = {  # type: ignore[attr-defined]
        "operator": who.name,
        "reason": inside.reason,
        "until": inside.ends_at,
        "leave": "/operator/leave",
    }
    request.user = Visitor(who.name)  # type: ignore[assignment]

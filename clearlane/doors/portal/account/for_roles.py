"""Pages that not every member, or not every organization, may use."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest

from clearlane.directory.organizations.is_sender import WHY_NOT, is_sender
from clearlane.doors.portal.asking import Asking, View
from clearlane.doors.portal.errors import error_page


def for_roles(*roles: str) -> Callable[[View], View]:
    """Within ``for_members``: only for members of these roles; others are told whose it is."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, asking: Asking, *args: Any, **kwargs: Any) -> Any:
            return (
                view(request, asking, *args, **kwargs) if asking.role in roles else _not_yours(request, asking, roles)
            )

        return guarded

    return guard


def for_senders(view: View) -> View:
    """Within ``for_members``: not for payers, who send nothing here and have no clients."""

    @wraps(view)
    def guarded(request: HttpRequest, asking: Asking, *args: Any, **kwargs: Any) -> Any:
        may = is_sender(kind=asking.kind)
        return view(request, asking, *args, **kwargs) if may else _no_sender(request, asking)

    return guarded


def _no_sender(request: HttpRequest, asking: Asking) -> Any:
    return error_page(
        request,
        status=403,
        title="Payers have no use for this",
        what="Nothing was changed.",
        why=WHY_NOT,
        todo="Go to Home",
        href="/home",
        asking=asking,
    )


def _not_yours(request: HttpRequest, asking: Asking, roles: tuple[str, ...]) -> Any:
    return error_page(
        request,
        status=403,
        title="This is not yours to do",
        what="Nothing was changed.",
        why=f"It takes one of these parts in your organization: {', '.join(roles)}.",
        todo="Go to Home",
        href="/home",
        asking=asking,
    )

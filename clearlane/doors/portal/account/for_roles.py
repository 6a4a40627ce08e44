"""Pages that not every member of an organization may use."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest

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

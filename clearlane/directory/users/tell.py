"""Tell a person by mail what happened to his account."""

from __future__ import annotations

from typing import Any

from clearlane.foundation.clock.read import now
from clearlane.foundation.mail.put import put

from .models import User


def tell(*, user_id: int, template: str, **values: Any) -> None:
    """Put a mail to the person's address; nothing where he has none. Every template knows ``username`` and ``at``."""
    row = User.objects.filter(id=user_id).values_list("username", "email").first()
    if row and row[1]:
        tell_address(to=row[1], template=template, username=row[0], **values)


def tell_address(*, to: str, template: str, **values: Any) -> None:
    """The same to an address that is given."""
    put(to=to, template=template, values={"at": now(), **values})

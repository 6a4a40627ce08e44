"""Make an operator, or give one another link by which he adds a passkey."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.house import HOUSE

from .models import Operator, OperatorLink

LASTS = timedelta(minutes=15)


class OperatorRefused(ValueError):
    """The name is not 2 to 30 letters a-z, digits, dots, dashes; or that operator has ended."""


def add_operator(*, name: str, by: str) -> str:
    """The token of a link that adds a passkey, good once for fifteen minutes; inside a scope of the house.

    A new name makes an operator; of a known one only the link is new, and older links are good no more. Raises
    OperatorRefused.
    """
    _refuse(name)
    at, token = now(), secrets.token_urlsafe(32)
    row, is_new = Operator.objects.get_or_create(name=name, defaults={"created_at": at, "created_by": by})
    if row.ended_at:
        raise OperatorRefused(f"{name} was ended; take another name")
    OperatorLink.objects.filter(operator=row, spent_at=None).update(spent_at=at)
    OperatorLink.objects.create(operator=row, token_sha256=digest(token), ends_at=at + LASTS)
    event = "operator:operator:added" if is_new else "operator:link:made"
    record(tenant=HOUSE, event=event, by=by, detail={"operator": name})
    return token


def digest(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


def _refuse(name: str) -> None:
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789._-")
    if not 2 <= len(name) <= 30 or not set(name) <= allowed:
        raise OperatorRefused("an operator's name is 2 to 30 of a-z, 0-9, dots and dashes")

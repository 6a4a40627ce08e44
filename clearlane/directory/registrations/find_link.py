"""What is a mailed link good for?"""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.directory.users.secret import digest
from clearlane.foundation.clock.read import now

from .models import Registration

GOOD, EXPIRED, REPLACED, USED, UNKNOWN = "good", "expired", "replaced", "used", "unknown"


@dataclass(frozen=True, slots=True)
class Link:
    """A link: whose address it verifies, for which product, and its state: good, expired, replaced, used, unknown."""

    email: str
    product: str
    state: str


def find_link(*, token: str) -> Link:
    """The link of a token. Reads, and changes nothing: mail scanners open links."""
    row = Registration.objects.filter(token_sha256=digest(token)).first()
    if row is None:
        return Link("", "", UNKNOWN)
    return Link(row.email, row.product, state_of(row))


def state_of(row: Registration) -> str:
    """The state of a link's row."""
    if row.spent_at is not None:
        return USED
    if row.revoked_at is not None:
        return REPLACED
    return GOOD if row.expires_at > now() else EXPIRED

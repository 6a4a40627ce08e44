"""What is an ask good for, and which are open?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from clearlane.directory.members.list_members import open_memberships
from clearlane.directory.members.roles import list_roles
from clearlane.directory.users.secret import digest
from clearlane.foundation.clock.read import now

from .models import ConsentAsk
from .scopes import SCOPES, TO_CLIENT

GOOD, USED, LATE, GONE = "good", "used", "late", "gone"
LETTERS_LAST = timedelta(days=90)
"""How long operators take a signed letter to an ask that nobody answered."""
REMEMBERED = timedelta(days=30)
"""How long who asked reads that he was refused."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An ask: of which organization, for what (``may``; ``to_client`` as it is said to the client).

    ``state`` is good, used (answered), late, or gone: taken back, turned down, or who sent it may not ask any more.
    """

    id: int
    tenant: int
    organization: str
    npi: str
    address: str
    scope: str
    may: str
    to_client: str
    from_at: datetime | None
    until_at: datetime | None
    made_at: datetime
    good_until: datetime
    state: str
    outcome: str

    @property
    def last_at(self) -> datetime | None:
        """An instant of the last day that is asked for."""
        return self.until_at - timedelta(seconds=1) if self.until_at else None


def find_ask(*, token: str) -> Asked | None:
    """The ask of a token, None where there is none. It stays as it was: mail scanners look at links too."""
    row = ConsentAsk.objects.select_related("tenant").filter(token_sha256=digest(token)).first()
    return show_ask(row) if row else None


def open_asks() -> QuerySet[ConsentAsk]:
    """Those that somebody may still answer: by the link, or with a letter that comes later."""
    is_young = Q(made_at__gt=now() - LETTERS_LAST) | Q(answered_at__isnull=False)
    return ConsentAsk.objects.select_related("tenant", "client").filter(is_young, closed_at=None)


def list_asks(*, tenant: int) -> tuple[Asked, ...]:
    """Those of an organization that are open, or were refused lately, the newest first. One that is used and has
    no outcome has the client's yes and waits for operators."""
    lately = Q(outcome__in=["refused", "turned_down"], closed_at__gt=now() - REMEMBERED)
    ids = open_asks().filter(tenant_id=tenant).values("pk")
    rows = ConsentAsk.objects.select_related("tenant").filter(Q(pk__in=ids) | lately, tenant_id=tenant)
    return tuple(map(show_ask, rows.order_by("-made_at", "-id")[:200]))


def list_given(*, client: int) -> tuple[Asked, ...]:
    """Those to which the client has said yes and which operators have not decided yet."""
    rows = (
        ConsentAsk.objects.select_related("tenant").filter(client_id=client, closed_at=None).exclude(answered_at=None)
    )
    return tuple(map(show_ask, rows.order_by("-answered_at", "-id")))


def show_ask(row: ConsentAsk) -> Asked:
    """A row as others may know it."""
    return Asked(
        row.pk,
        row.tenant_id,
        row.tenant.name,
        row.npi,
        row.address,
        row.scope,
        SCOPES[row.scope],
        TO_CLIENT[row.scope],
        row.from_at,
        row.until_at,
        row.made_at,
        row.good_until,
        _state(row),
        row.outcome,
    )


def _state(row: ConsentAsk) -> str:
    if row.outcome in ("taken_back", "turned_down"):
        return GONE
    if row.closed_at is not None or row.answered_at is not None:
        return USED
    part = open_memberships(tenant=row.tenant_id).filter(user_id=row.asker_id).values_list("role", flat=True).first()
    if part is None or not list_roles(mine=part):
        return GONE
    is_late = row.good_until <= now() or (row.until_at is not None and row.until_at <= now())
    return LATE if is_late else GOOD

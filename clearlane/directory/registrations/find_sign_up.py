"""How far has this person come with his sign-up?"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from .check_address import AddressAnswers
from .check_practice import PracticeAnswers
from .models import Registration


@dataclass(frozen=True, slots=True)
class SignUp:
    """A sign-up after step 8; ``kind`` is empty before step 10, ``tenant`` None before there is one."""

    id: UUID
    user: int
    email: str
    username: str
    product: str
    practice: PracticeAnswers
    address: AddressAnswers
    kind: str
    tenant: int | None
    is_finished: bool


def find_sign_up(*, user: int) -> SignUp | None:
    """The sign-up by which this user came, with all that he has answered; None for users whom others have made."""
    row = Registration.objects.select_related("user").filter(user_id=user).order_by("-asked_at").first()
    if row is None or row.user is None:
        return None
    practice = PracticeAnswers(row.organization, row.npi, row.tin, row.tin_kind)
    address = AddressAnswers(row.phone, row.street, row.city, row.state, row.zip, row.time_zone, row.sends_from_here)
    return SignUp(
        row.id, user, row.email, row.user.username, row.product, practice, address, row.kind, row.tenant_id,
        row.finished_at is not None,
    )  # fmt: skip

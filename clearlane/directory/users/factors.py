"""With what, beside a password, does a person sign in?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from .note import note

PASSKEY, TOTP, CODES = "webauthn", "totp", "recovery_codes"


@dataclass(frozen=True, slots=True)
class Factor:
    """A passkey or an authenticator app."""

    id: int
    kind: str
    name: str
    made_at: datetime
    used_at: datetime | None


def has_factor(user_id: int) -> bool:
    """Whether the person has a passkey or an authenticator app; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=[PASSKEY, TOTP]).exists())


def find_holders_of_factors(*, user_ids: Sequence[int]) -> frozenset[int]:
    """Which of these persons have one."""
    rows = Authenticator.objects.filter(user_id__in=user_ids, type__in=[PASSKEY, TOTP])
    return frozenset(rows.values_list("user_id", flat=True))


def has_kind(user_id: int, kind: str) -> bool:
    """Whether the person has a factor of that kind: ``webauthn``, ``totp`` or ``recovery_codes``."""
    return bool(Authenticator.objects.filter(user_id=user_id, type=kind).exists())


def find_factors(*, user_id: int) -> tuple[Factor, ...]:
    """His passkeys and his authenticator app, the oldest first."""
    rows = Authenticator.objects.filter(user_id=user_id, type__in=[PASSKEY, TOTP]).order_by("id")
    return tuple(_factor(row) for row in rows)


def remove_factor(*, user_id: int, factor: int) -> bool:
    """Take a passkey or the app off the account; with the last one go the recovery codes. False where it is not his."""
    with transaction.atomic(using="default"):
        removed, _ = Authenticator.objects.filter(id=factor, user_id=user_id, type__in=[PASSKEY, TOTP]).delete()
        if not removed:
            return False
        if not has_factor(user_id):
            Authenticator.objects.filter(user_id=user_id).delete()
        note(user_id=user_id, event="user:factor:removed", factor=factor)
    return True


def remove_all_factors(*, user_id: int) -> int:
    """Take everything off the account, recovery codes too, and give how many there were."""
    return int(Authenticator.objects.filter(user_id=user_id).delete()[0])


def _factor(row: Any) -> Factor:
    name = row.data.get("name", "") if row.type == PASSKEY else "Authenticator app"
    return Factor(row.pk, str(row.type), name, row.created_at, row.last_used_at)

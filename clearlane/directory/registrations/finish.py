"""The end of a sign-up: both parties are told what was signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from clearlane.foundation.clock.read import now

from .models import Registration


def finish(*, sign_up: UUID, told: Sequence[str], values: Mapping[str, Any] | None) -> bool:
    """Write down that the sign-up is over, and mail ``told`` what was signed; without ``values`` nobody is mailed.

    False where it was over already. The agreement has the sign-up's id; of which it was mailed, is not mailed again.
    """
    from clearlane.foundation.mail.put_once import put_once

    with transaction.atomic(using="default"):
        row = Registration.objects.select_for_update().get(id=sign_up)
        if row.finished_at is not None:
            return False
        row.finished_at = now()
        row.save(update_fields=["finished_at"])
        if values is not None and row.tenant_id is not None:
            put_once(about=sign_up, to=told, template="agreement_signed", values=values, tenant=row.tenant_id)
    return True

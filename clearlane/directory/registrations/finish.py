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

    False where it was over already: then nobody is mailed again.
    """
    from clearlane.foundation.mail.put import put

    with transaction.atomic(using="default"):
        row = Registration.objects.select_for_update().get(id=sign_up)
        if row.finished_at is not None:
            return False
        row.finished_at = now()
        row.save(update_fields=["finished_at"])
        for address in dict.fromkeys(told) if values is not None else ():
            put(to=address, template="agreement_signed", values=values or {}, tenant=row.tenant_id)
    return True

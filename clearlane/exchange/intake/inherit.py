"""Let the organization have what one of its accounts leaves behind."""

from __future__ import annotations

from clearlane.exchange.intake.models import File
from clearlane.foundation.audit.record import record
from clearlane.foundation.outbox.models import Mail


def inherit(*, tenant: int, user: int, by: str) -> int:
    """Give the replies of an SFTP account, and those that are still to come, to all accounts of its organization.

    For an account that is revoked: payers answer its files for weeks. Inside a scope of the organization; returns
    how many replies lay in its part of the mailbox.
    """
    File.objects.filter(tenant_id=tenant, user_id=user).update(user_id=None)
    replies = Mail.objects.filter(tenant_id=tenant, user_id=user).update(user_id=None)
    record(tenant=tenant, event="mailbox:account:inherited", by=by, detail={"replies": replies})
    return replies

"""Let an organization's production claims go to payers, or stop them."""

from __future__ import annotations

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.models import Tenant

from .models import LiveAsk


def set_live(*, tenant: int, is_live: bool, by: str) -> bool:
    """Make a tenant live, or not live any more; inside a scope of it. False where there is no such tenant.

    What was held because it was not live stays held until somebody releases it. Saying the same again changes nothing.
    A wish to go live is answered by it.
    """
    if is_live:
        LiveAsk.objects.filter(tenant_id=tenant, closed_at=None).update(closed_at=now(), closed_by=by)
    if not Tenant.objects.filter(id=tenant).exists():
        return False
    if Tenant.objects.filter(id=tenant, is_live=not is_live).update(is_live=is_live):
        record(tenant=tenant, event=f"organization:organization:{'made_live' if is_live else 'stopped'}", by=by)
    return True

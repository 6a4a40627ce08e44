"""Let an organization's production claims go to payers, or stop them."""

from __future__ import annotations

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.models import Tenant

from .models import LiveAsk
from .tell_answer import tell_live
from .why_not_live import why_not_live


class MayNotGoLive(ValueError):
    """Something is missing, which the text says; nothing was changed."""


def set_live(*, tenant: int, is_live: bool, by: str) -> bool:
    """Make a tenant live, or not live any more; inside a scope of it. False where there is no such tenant.

    What was held because it was not live goes on by ``flows/let_go``, which whoever calls this calls too. Saying the
    same again changes nothing. A wish to go live is answered by it. Raises MayNotGoLive.
    """
    before = Tenant.objects.select_for_update(no_key=True).filter(id=tenant).values_list("is_live", flat=True).first()
    if before is None:
        return False
    if is_live and not before and (missing := why_not_live(tenant=tenant)):
        raise MayNotGoLive(missing)
    if is_live:
        LiveAsk.objects.filter(tenant_id=tenant, closed_at=None).update(closed_at=now(), closed_by=by)
    if before != is_live:
        Tenant.objects.filter(id=tenant).update(is_live=is_live)
        record(tenant=tenant, event=f"organization:organization:{'made_live' if is_live else 'stopped'}", by=by)
        if is_live:
            tell_live(tenant=tenant)
    return True


def refuse_live(*, tenant: int, why: str, by: str) -> bool:
    """Answer a wish to go live with a no and its reason, inside a scope of the tenant; its owners are told by mail, and
    may ask again. False where none is open."""
    open_ones = LiveAsk.objects.filter(tenant_id=tenant, closed_at=None)
    if not open_ones.update(closed_at=now(), closed_by=by, refused_why=why):
        return False
    record(tenant=tenant, event="organization:live:refused", by=by, detail={"why": why})
    tell_live(tenant=tenant, why=why)
    return True

"""Link an organization to the payer of the directory that it is, and take the link back."""

from __future__ import annotations

from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.models import Tenant

from .models import Payer, PayerLink


class MayNotLink(ValueError):
    """The organization is no payer, there is no such payer, or another organization is linked to it."""


def propose_link(*, payer_id: str, tenant: int, by: str) -> int:
    """The number of the open link of this payer and organization, inside a scope of it; new, or proposed before.

    Nothing follows from it until ``make_link``. Raises MayNotLink.
    """
    if not Tenant.objects.filter(pk=tenant, kind="payer").exists():
        raise MayNotLink("only an organization that signed up as a payer is linked to one")
    payer = Payer.objects.filter(payer_id=payer_id.strip().upper()).first()
    if payer is None:
        raise MayNotLink("the directory has no payer of this id; clearlane payer add enters one")
    _refuse_second(payer.pk, tenant)
    row, is_new = PayerLink.objects.get_or_create(
        payer=payer, tenant_id=tenant, revoked_at=None, defaults={"proposed_at": now(), "proposed_by": by}
    )
    if is_new:
        record(tenant=tenant, event="payer:link:proposed", by=by, detail={"payer": payer.payer_id, "link": row.pk})
    return int(row.pk)


def make_link(*, link: int, by: str) -> None:
    """Enough have said yes: the organization is that payer from now on. Raises MayNotLink."""
    row = PayerLink.objects.select_for_update().filter(pk=link, revoked_at=None, linked_at=None).first()
    if row is None:
        raise MayNotLink("this link waits for nobody's yes")
    _refuse_second(row.payer_id, row.tenant_id)
    PayerLink.objects.filter(pk=link).update(linked_at=now(), linked_by=by)
    record(tenant=row.tenant_id, event="payer:link:made", by=by, detail={"payer": row.payer.payer_id, "link": link})


def revoke_link(*, link: int, why: str, by: str) -> None:
    """Take a link back, proposed or made; one operator may. Raises MayNotLink."""
    if not why.strip():
        raise MayNotLink("say why the link is taken back")
    row = PayerLink.objects.select_for_update().filter(pk=link, revoked_at=None).first()
    if row is None:
        raise MayNotLink("this link was taken back before")
    PayerLink.objects.filter(pk=link).update(revoked_at=now(), revoked_by=by, revoked_why=why.strip())
    record(tenant=row.tenant_id, event="payer:link:revoked", by=by, detail={"payer": row.payer.payer_id, "link": link})


def _refuse_second(payer: int, tenant: int) -> None:
    linked = PayerLink.objects.filter(payer_id=payer, revoked_at=None, linked_at__isnull=False)
    if linked.exclude(tenant_id=tenant).exists():
        raise MayNotLink("another organization is linked to this payer; take that link back first")

"""An organization asks to go live."""

from __future__ import annotations

from django.db import models

from clearlane.foundation.tenancy.models import Tenant


class LiveAsk(models.Model):
    """One such wish: open until the organization is live, or refused. ``asked_by`` is a name of the audit trail."""

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.TextField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.TextField(default="")
    refused_why = models.TextField(default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"], condition=models.Q(closed_at=None), name="one_open_wish_to_go_live_a_tenant"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, closed_by="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(closed_by="")),
                name="a_closed_wish_to_go_live_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"wish of tenant {self.tenant_id} to go live"

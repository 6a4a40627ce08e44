"""Which organization is which payer of the directory: an act of the house, dated and revocable."""

from __future__ import annotations

from django.db import models

from clearlane.foundation.tenancy.models import Tenant

from .payer import Payer


class PayerLink(models.Model):
    """Proposed by one operator; ``linked_at`` once as many have said yes as the mode of the house wants.

    What they saw, and over which known address they asked, stands in their approvals. A link opens nobody's rooms and
    moves no route.
    """

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="+")
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    proposed_by = models.TextField()
    linked_at = models.DateTimeField(null=True)
    linked_by = models.TextField(default="")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.TextField(default="")
    revoked_why = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payer"],
                condition=models.Q(revoked_at=None, linked_at__isnull=False),
                name="a_payer_is_one_organization",
            ),
            models.UniqueConstraint(
                fields=["payer", "tenant"], condition=models.Q(revoked_at=None), name="one_open_link_of_a_payer"
            ),
            models.CheckConstraint(
                condition=models.Q(linked_at=None, linked_by="")
                | models.Q(linked_at__isnull=False) & ~models.Q(linked_by=""),
                name="a_link_was_made_by_someone",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by="", revoked_why="")
                | models.Q(revoked_at__isnull=False) & ~models.Q(revoked_by="") & ~models.Q(revoked_why=""),
                name="a_link_is_revoked_by_someone_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"link of payer {self.payer_id} to tenant {self.tenant_id}"

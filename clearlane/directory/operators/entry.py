"""An operator in an organization's rooms: why, since when, until when, and who has looked at it afterwards."""

from __future__ import annotations

from django.db import models

from clearlane.foundation.tenancy.models import Tenant

from .operator import Operator


class Entry(models.Model):
    """Sixty minutes at most, to read. ``reviewed_by`` is another operator, who has looked at why and what was read."""

    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="entries")
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Operator, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="who_enters_says_why"),
            models.CheckConstraint(
                condition=models.Q(reviewed_by=None) | ~models.Q(reviewed_by=models.F("operator")),
                name="nobody_reviews_his_own_entry",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begun_at")), name="an_entry_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"entry of operator {self.operator_id} to tenant {self.tenant_id}"

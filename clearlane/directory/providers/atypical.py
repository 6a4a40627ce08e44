"""Providers who have no NPI."""

from __future__ import annotations

from django.db import models

from clearlane.foundation.tenancy.models import Tenant


class AtypicalProvider(models.Model):
    """A provider who bills by a payer's own number (REF*G2) and tax id, since he can have no NPI."""

    number = models.TextField(db_collation="C")
    tin = models.TextField(db_collation="C")
    payer_id = models.TextField(default="", db_collation="C")
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    submitter = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    created_at = models.DateTimeField()
    created_by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number", "tin", "submitter"],
                condition=models.Q(until_date=None),
                name="one_live_row_an_atypical_provider_and_submitter",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}+{self.tin} for submitter {self.submitter_id}"

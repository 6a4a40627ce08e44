"""A provider's registration to exchange one kind of transaction with one payer."""

from __future__ import annotations

from django.db import models

from clearlane.foundation.tenancy.models import Tenant


class Enrollment(models.Model):
    """Where a payer asks for it, a claim or remittance goes over a connection only while this is live."""

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    npi = models.TextField(db_collation="C")
    tin = models.TextField(db_collation="C")
    payer_id = models.TextField(db_collation="C")
    transaction = models.TextField()
    connection_id = models.UUIDField()
    status = models.TextField()
    from_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["asked", "live", "refused", "ended"]),
                name="an_enrollment_has_a_known_status",
            ),
            models.UniqueConstraint(
                fields=["npi", "tin", "payer_id", "transaction", "connection_id"],
                condition=models.Q(until_date=None),
                name="one_open_enrollment_a_provider_payer_and_connection",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transaction} of {self.npi} with {self.payer_id}"

"""Who receives the remittances of a payer for an NPI and tax id."""

from __future__ import annotations

from django.db import models

from clearlane.foundation.tenancy.models import Tenant


class EraRight(models.Model):
    """The exclusive right to a payer's 835s for one payee; a second claim on it is a dispute for a person.

    ``payer_id`` is the directory's id of the payer, or empty for every payer.
    """

    payer_id = models.TextField(default="", db_collation="C")
    npi = models.TextField(db_collation="C")
    tin = models.TextField(db_collation="C")
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    status = models.TextField(default="live")
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    created_at = models.DateTimeField()
    created_by = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["live", "disputed"]), name="an_era_right_is_live_or_disputed"
            ),
            models.UniqueConstraint(
                fields=["payer_id", "npi", "tin"],
                condition=models.Q(status="live", until_date=None),
                name="an_era_right_has_one_holder",
            ),
        ]

    def __str__(self) -> str:
        return f"remittances of {self.payer_id or 'every payer'} for {self.npi}+{self.tin}"

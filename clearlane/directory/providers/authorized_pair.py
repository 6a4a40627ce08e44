"""Who may bill under an NPI and tax id, and who owns those claims."""

from __future__ import annotations

from django.db import models

from clearlane.foundation.tenancy.models import Tenant


class AuthorizedPair(models.Model):
    """``submitter`` may send claims of this NPI and tax id; the claims belong to ``tenant``, the pair's holder.

    The holder's own row (submitter = tenant) is what makes it the holder, and there is one live such row a pair. A
    refused row has ended; ``refused_why`` is what its organization reads.
    """

    npi = models.TextField(db_collation="C")
    tin = models.TextField(db_collation="C")
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    submitter = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    status = models.TextField(default="pending")
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    verified_at = models.DateTimeField(null=True)
    verified_by = models.TextField(default="")
    created_at = models.DateTimeField()
    created_by = models.TextField()
    refused_why = models.TextField(default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["live", "pending", "disputed", "refused"]),
                name="a_pair_is_live_pending_disputed_or_refused",
            ),
            models.UniqueConstraint(
                fields=["npi", "tin"],
                condition=models.Q(status="live", until_date=None, tenant=models.F("submitter")),
                name="one_holder_of_a_live_pair",
            ),
            models.UniqueConstraint(
                fields=["npi", "tin", "submitter"],
                condition=models.Q(status="live", until_date=None),
                name="one_live_row_a_pair_and_submitter",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="live") | models.Q(verified_at__isnull=False) & ~models.Q(verified_by=""),
                name="a_live_pair_was_verified_by_someone",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="refused", refused_why="")
                & (~models.Q(status="refused") | models.Q(until_date__isnull=False)),
                name="a_refused_pair_has_ended_and_says_why",
            ),
            models.CheckConstraint(condition=models.Q(npi__regex=r"^[12][0-9]{9}$"), name="a_pair_has_an_npi"),
            models.CheckConstraint(condition=models.Q(tin__regex=r"^[0-9]{9}$"), name="a_pair_has_a_tax_id"),
        ]

    def __str__(self) -> str:
        return f"{self.npi}+{self.tin} for submitter {self.submitter_id}"

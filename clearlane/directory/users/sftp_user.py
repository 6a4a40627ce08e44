"""A machine's account on the SFTP server."""

from __future__ import annotations

from django.db import models

from clearlane.foundation.tenancy.models import Tenant


class SftpUser(models.Model):
    """One SFTP account of an organization; how it proves itself stands in SftpSecret.

    ``scheme`` says how replies to its files are named; empty: as its organization has it.
    """

    username = models.TextField(unique=True, db_collation="C")
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    scheme = models.TextField(default="")
    created_at = models.DateTimeField()
    created_by = models.TextField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(username__regex=r"^[a-z0-9._-]{3,30}$"), name="an_sftp_name_is_3_to_30_of_a_z_0_9"
            ),
            models.CheckConstraint(
                condition=models.Q(scheme__in=["", "clean", "compatible"]), name="an_sftp_user_has_a_known_scheme"
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by="")
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revoked_by="")),
                name="a_revoked_sftp_user_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.username

"""A machine's account on the SFTP server."""

from __future__ import annotations

from django.db import models

from clearlane.foundation.tenancy.models import Tenant


class SftpUser(models.Model):
    """One SFTP account of an organization.

    ``public_keys`` are lines of OpenSSH's authorized_keys without options; ``password_hash`` is Argon2id, or empty
    where no password is taken. ``scheme`` says how replies are named for this account; empty: as for its tenant.
    """

    username = models.TextField(unique=True, db_collation="C")
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    public_keys = models.TextField(default="")
    password_hash = models.TextField(default="")
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
                condition=~models.Q(public_keys="", password_hash=""), name="an_sftp_user_has_a_key_or_a_password"
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by="")
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revoked_by="")),
                name="a_revoked_sftp_user_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.username

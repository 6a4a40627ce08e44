"""A program's key to the API."""

from __future__ import annotations

from django.db import models

from clearlane.foundation.tenancy.models import Tenant


class ApiKey(models.Model):
    """A key of an organization: only its SHA-256 is kept. ``scopes`` are words with a blank between them.

    ``scheme`` says how replies to files that come with it are named; empty: as its organization has it.
    ``told_at`` is when its organization was last told by mail that it will expire, ``rotated_at`` when another key
    took its place.
    """

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    prefix = models.TextField(unique=True, db_collation="C")
    secret_sha256 = models.BinaryField(unique=True)
    scopes = models.TextField()
    scheme = models.TextField(default="")
    expires_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    rotated_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.TextField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scheme__in=["", "clean", "compatible"]), name="a_key_has_a_known_scheme"
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by="")
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revoked_by="")),
                name="a_revoked_key_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.prefix

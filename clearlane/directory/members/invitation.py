"""Somebody is asked to belong to an organization."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from clearlane.directory.users.models import User
from clearlane.foundation.tenancy.models import Tenant


class Invitation(models.Model):
    """One invitation: bound to ``address``, known by the SHA-256 of its token, good until ``ends_at``.

    It dies with the part of ``inviter``: who could not give ``role`` now has not given it before either.
    """

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    address = models.TextField(db_collation="C")
    role = models.TextField()
    token_sha256 = models.BinaryField(unique=True)
    inviter = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["tenant", "made_at"], name="invitation_by_tenant")]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(role__in=["owner", "manager", "biller", "reader"]),
                name="an_invitation_is_to_a_known_role",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None, accepted_by=None)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False, revoked_at=None),
                name="an_accepted_invitation_says_by_whom",
            ),
            models.UniqueConstraint(
                fields=["tenant", "address"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation_an_address_and_tenant",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} to tenant {self.tenant_id}"

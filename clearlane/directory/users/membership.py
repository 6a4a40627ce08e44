"""Which tenants a user may act for."""

from __future__ import annotations

from django.db import models

from clearlane.foundation.tenancy.models import Tenant

from .user import User


class Membership(models.Model):
    """A user's part in an organization, from one day until another; both sides may end it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    role = models.TextField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "tenant"],
                condition=models.Q(until_at=None),
                name="one_open_membership_a_user_and_tenant",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["owner", "manager", "biller", "reader"]), name="a_member_has_a_known_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id} of tenant {self.tenant_id}"

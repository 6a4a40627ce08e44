"""Who rents rooms in the house, and who lets whom into his."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

KINDS = ("house", "practice", "billing", "hospital", "payer")
SCHEMES = ("clean", "compatible")


class Tenant(models.Model):
    """An organization whose rows are its own. ``scheme`` says how the files of its mailbox are named.

    ``is_strict``: it wants a set refused whole where one claim of it is wrong.
    """

    id = models.AutoField(primary_key=True)
    kind = models.TextField()
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    name = models.TextField()
    is_live = models.BooleanField(default=False)
    scheme = models.TextField(default="clean")
    is_strict = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="a_tenant_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(scheme__in=SCHEMES), name="a_mailbox_has_a_known_scheme"),
            models.CheckConstraint(
                condition=Q(id=1, kind="house") | (~Q(id=1) & ~Q(kind="house")), name="the_house_is_tenant_one"
            ),
        ]

    def __str__(self) -> str:
        return f"tenant {self.pk}"


class Grant(models.Model):
    """The grantor lets the grantee work in his rooms: what (``scope``), from when, until when, and who said so."""

    id = models.BigAutoField(primary_key=True)
    grantor = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="given")
    grantee = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="taken")
    scope = models.TextField(default="claims")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    granted_at = models.DateTimeField(db_default=Now())
    granted_by = models.TextField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.TextField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="who_revokes_says_when",
            ),
            models.CheckConstraint(condition=~Q(grantor=F("grantee")), name="nobody_grants_to_himself"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="a_grant_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"grant {self.pk}"

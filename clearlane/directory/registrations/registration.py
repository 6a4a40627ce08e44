"""One sign-up: the link that was mailed, and what was answered since."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from clearlane.directory.users.models import User

PRODUCTS = ("clearinghouse", "practice")
KINDS = ("small", "large", "hospital", "billing", "payer")


class Registration(models.Model):
    """A link that was asked for, by the SHA-256 of its token; ``user`` is who spent it, ``tenant_id`` what he opened.

    An address that has an account already gets a row without a token, so that both count the same.
    """

    id = models.UUIDField(primary_key=True)
    email = models.TextField(db_collation="C")
    product = models.TextField()
    token_sha256 = models.BinaryField(null=True, unique=True)
    asked_at = models.DateTimeField()
    asked_from = models.TextField(db_collation="C")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    spent_at = models.DateTimeField(null=True)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    organization = models.TextField(default="")
    npi = models.TextField(default="", db_collation="C")
    tin = models.TextField(default="", db_collation="C")
    tin_kind = models.TextField(default="")
    phone = models.TextField(default="")
    street = models.TextField(default="")
    city = models.TextField(default="")
    state = models.TextField(default="")
    zip = models.TextField(default="")
    time_zone = models.TextField(default="")
    sends_from_here = models.BooleanField(default=True)
    kind = models.TextField(default="")
    tenant_id = models.IntegerField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["email", "asked_at"], name="registration_by_email"),
            models.Index(fields=["asked_from", "asked_at"], name="registration_by_address"),
            models.Index(fields=["asked_at"], name="registration_by_time"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=models.Q(product__in=PRODUCTS), name="a_sign_up_is_for_a_known_product"),
            models.CheckConstraint(condition=models.Q(kind__in=["", *KINDS]), name="a_sign_up_has_a_known_kind"),
            models.CheckConstraint(
                condition=models.Q(spent_at=None, user=None) | models.Q(spent_at__isnull=False, user__isnull=False),
                name="who_spends_a_link_is_a_user",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(finished_at=None), name="one_open_sign_up_a_user"
            ),
        ]

    def __str__(self) -> str:
        return f"sign-up {self.pk}"

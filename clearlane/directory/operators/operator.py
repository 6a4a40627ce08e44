"""A person who runs the house. He signs in at the operators' console alone, and works for no organization."""

from __future__ import annotations

from django.db import models


class Operator(models.Model):
    """``name`` stands in the trails as ``operator:NAME``. There is no password: he has passkeys, or cannot sign in."""

    name = models.TextField(unique=True, db_collation="C")
    created_at = models.DateTimeField()
    created_by = models.TextField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(name__regex=r"^[a-z0-9._-]{2,30}$"), name="an_operators_name_is_2_to_30_of_a_z_0_9"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_by="")),
                name="an_operator_who_ended_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OperatorLink(models.Model):
    """A link by which an operator adds a passkey: good once, for fifteen minutes, known by its token's SHA-256."""

    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="+")
    token_sha256 = models.BinaryField(unique=True)
    ends_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link of operator {self.operator_id}"


class OperatorPasskey(models.Model):
    """One passkey: ``credential`` is what the authenticator attested, ``count`` how often it says it was used."""

    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="passkeys")
    credential_id = models.BinaryField(unique=True)
    credential = models.BinaryField()
    count = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"passkey of operator {self.operator_id}"

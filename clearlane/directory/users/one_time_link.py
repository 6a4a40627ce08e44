"""A link in a mail that does one thing once."""

from __future__ import annotations

from django.db import models

from .user import User


class OneTimeLink(models.Model):
    """A link for one user, known by the SHA-256 of its token. ``address`` is the e-mail address that it is about."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    token_sha256 = models.BinaryField(unique=True)
    address = models.TextField(default="", db_collation="C")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["reset", "email_new", "email_undo"]), name="a_link_does_a_known_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of user {self.user_id}"

"""What two operators decide together: that a pair goes live, that a payer is linked to an entry of the directory."""

from __future__ import annotations

from django.db import models

from .operator import Operator

KINDS = ("pair", "payer_link", "lost_factors", "dispute", "holder_kept", "consent", "consent_denied", "shell")


class Approval(models.Model):
    """One operator's yes to one thing, with what he saw. In a house in service it takes two.

    ``client`` is for whose rooms a consent was approved, else 0: yeses for others do not count together.
    """

    kind = models.TextField()
    subject = models.BigIntegerField()
    client = models.BigIntegerField(default=0, db_default=0)
    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="+")
    evidence = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "client", "operator"], name="an_operator_says_yes_once"),
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="an_approval_is_of_a_known_kind"),
            models.CheckConstraint(condition=~models.Q(evidence=""), name="who_approves_says_what_he_saw"),
        ]

    def __str__(self) -> str:
        return f"yes to {self.kind} {self.subject}"

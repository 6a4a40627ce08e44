"""What payers answer, word by word: one row a TA1, a 999, or a status in a 277CA. They belong to the house."""

from __future__ import annotations

from django.db import models

KINDS = ("TA1", "999", "277CA")
LEVELS = ("envelope", "group", "batch", "provider", "claim")
STATES = ("read", "matched", "aside")


class Response(models.Model):
    """One answer, where it stands in the payer's file, and the claim that it was found to speak of.

    ``trace``, ``batch_trace`` and ``our_trace`` are what it is matched by; ``body`` is what it says, as JSON text.
    """

    id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    file_id = models.UUIDField()
    set_id = models.UUIDField()
    connection_id = models.UUIDField(null=True)
    usage = models.TextField()
    kind = models.TextField()
    level = models.TextField()
    seq = models.IntegerField()
    trace = models.TextField(default="", db_collation="C")
    batch_trace = models.TextField(default="", db_collation="C")
    our_trace = models.TextField(default="", db_collation="C")
    body = models.TextField()
    first_segment = models.IntegerField()
    last_segment = models.IntegerField()
    offset = models.BigIntegerField()
    length = models.BigIntegerField()
    state = models.TextField(default="read")
    batch_id = models.UUIDField(null=True)
    claim_tenant_id = models.IntegerField(null=True)
    claim_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "set_id"], name="response_by_set")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="a_response_is_of_a_known_kind"),
            models.CheckConstraint(condition=models.Q(level__in=LEVELS), name="a_response_speaks_of_a_known_level"),
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="a_response_is_in_a_known_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} response {self.id}"

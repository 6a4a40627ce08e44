"""Batches: the 837 files that leave for payers. They belong to the house."""

from __future__ import annotations

from django.db import models


class Batch(models.Model):
    """One file to one payer; its name, bytes and number never change once it is built."""

    id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    connection_id = models.UUIDField()
    usage = models.TextField()
    version = models.TextField()
    bht06 = models.TextField()
    control = models.BigIntegerField()
    bht03 = models.TextField(db_collation="C")
    name = models.TextField()
    file_id = models.UUIDField()
    sha256 = models.BinaryField()
    size = models.BigIntegerField()
    address = models.BinaryField()
    claims = models.IntegerField()
    cents = models.BigIntegerField()
    state = models.TextField(default="built")
    attempts = models.IntegerField(default=0)
    built_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "connection_id", "control"], name="batch_by_control")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["built", "sending", "in_doubt", "sent", "acknowledged", "refused", "unbatched"]
                ),
                name="a_batch_is_in_a_known_state",
            )
        ]

    def __str__(self) -> str:
        return f"batch {self.control}"


class Locator(models.Model):
    """Whose claim a trace number means: the one look-up across tenants. It holds no PHI."""

    trace_number = models.TextField(primary_key=True, db_collation="C")
    tenant_id = models.IntegerField()
    claim_id = models.UUIDField()
    batch_id = models.UUIDField()
    set_seq = models.IntegerField()
    first_segment = models.IntegerField()
    last_segment = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["batch_id", "first_segment"], name="locator_by_batch")]

    def __str__(self) -> str:
        return self.trace_number


class ControlNumber(models.Model):
    """The next ISA13 of a connection and usage; taken in the transaction that stores the finished bytes."""

    id = models.UUIDField(primary_key=True)
    connection_id = models.UUIDField()
    usage = models.TextField()
    next = models.BigIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection_id", "usage"], name="one_counter_a_connection_and_usage")
        ]

    def __str__(self) -> str:
        return f"control number of {self.connection_id}"

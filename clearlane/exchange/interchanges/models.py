"""Interchanges and transaction sets: the envelopes that were found in a file, and the verdict on each."""

from __future__ import annotations

from django.db import models


class Interchange(models.Model):
    """One ISA..IEA; ``report`` is the engine's report without its claims, as JSON text, bounded however wrong it is."""

    id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    file_id = models.UUIDField()
    seq = models.IntegerField()
    control = models.TextField()
    sender = models.TextField()
    receiver = models.TextField()
    usage = models.TextField()
    offset = models.BigIntegerField()
    length = models.BigIntegerField()
    report = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["tenant_id", "file_id"], name="interchange_by_file"),
            models.Index(fields=["tenant_id", "control", "sender"], name="interchange_by_control"),
        ]

    def __str__(self) -> str:
        return f"interchange {self.control}"


class TransactionSet(models.Model):
    """One ST..SE, or one TA1.

    ``dead`` tells, where the guide refuses some of the claims, dead from living ones: JSON, offset and length of each
    that lives. A claim that is read at another place than the guide's reader saw it is dead, too.
    """

    id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    file_id = models.UUIDField()
    interchange_id = models.UUIDField()
    seq = models.IntegerField()
    set_id = models.TextField()
    control = models.TextField()
    version = models.TextField()
    functional_id = models.TextField()
    group_control = models.TextField()
    delimiters = models.TextField()
    usage = models.TextField()
    verdict = models.TextField()
    offset = models.BigIntegerField()
    length = models.BigIntegerField()
    segments = models.IntegerField()
    header_length = models.IntegerField(default=0)
    dead = models.TextField(default="[]")
    content_hash = models.BinaryField()
    bht03 = models.TextField(default="")
    claims = models.IntegerField(default=0)
    cents = models.BigIntegerField(default=0)
    state = models.TextField(default="read")

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "file_id"], name="set_by_file")]

    def __str__(self) -> str:
        return f"{self.set_id} {self.control}"


class SameContent(models.Model):
    """For 30 days: which content, its control numbers left out, a submitter has sent before."""

    pk = models.CompositePrimaryKey("tenant_id", "content_hash", "set_id")
    tenant_id = models.IntegerField()
    content_hash = models.BinaryField()
    set_id = models.UUIDField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"content of set {self.set_id}"

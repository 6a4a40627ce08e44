"""The trail: rows that are only ever added, and the sealed blocks that show when one was changed."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func


class WritingTransaction(Func):
    """The number of the transaction that writes the row, as a bigint."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


class WritingCluster(Func):
    """The cluster whose transaction numbers these are: after a restore into another they begin anew."""

    template = "((pg_control_system()).system_identifier)"
    output_field = models.BigIntegerField()


class Entry(models.Model):
    """What happened, to what, by whom. ``event`` is source:subject:past_tense; ``detail`` holds no PHI."""

    id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    at = models.DateTimeField()
    event = models.TextField(db_collation="C")
    by = models.TextField(db_collation="C")
    correlation = models.UUIDField(null=True)
    subjects = ArrayField(models.UUIDField())
    detail = models.JSONField()
    xid = models.BigIntegerField(db_default=WritingTransaction())
    cluster = models.BigIntegerField(db_default=WritingCluster())

    class Meta:
        indexes = [
            models.Index(fields=["tenant_id", "cluster", "xid"], name="entry_by_tenant"),
            models.Index(fields=["cluster", "xid"], name="entry_by_transaction"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.id}"


class Block(models.Model):
    """A sealed run of one tenant's entries: those that transactions from ``from_xid`` to before ``to_xid`` wrote.

    ``root`` is the Merkle root of the entries' hashes in order of their ids, ``previous`` the seal of the block
    before, ``seal`` an HMAC over all of it by a key that the database does not hold.
    """

    pk = models.CompositePrimaryKey("tenant_id", "number")
    tenant_id = models.IntegerField()
    number = models.BigIntegerField()
    cluster = models.BigIntegerField()
    from_xid = models.BigIntegerField()
    to_xid = models.BigIntegerField()
    entries = models.IntegerField()
    root = models.BinaryField()
    previous = models.BinaryField()
    seal = models.BinaryField()
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"block {self.number} of tenant {self.tenant_id}"

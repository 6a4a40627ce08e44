"""What is about to leave the house, and what lies ready to be fetched."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

STATES = ("pending", "sending", "confirmed", "in_doubt", "failed")


class Outbox(models.Model):
    """One thing that is to leave: written in the transaction that decides it, sent afterwards."""

    id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    kind = models.TextField()
    subject = models.UUIDField()
    connection = models.UUIDField()
    name = models.TextField()
    size = models.BigIntegerField()
    state = models.TextField(default="pending")
    attempts = models.IntegerField(default=0)
    put_at = models.DateTimeField()
    put_by = models.TextField()
    concluded_at = models.DateTimeField(null=True)
    concluded_by = models.TextField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "subject"], name="outbox_by_subject")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="an_outbox_row_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(concluded_at=None, concluded_by=None)
                | Q(concluded_at__isnull=False, concluded_by__isnull=False),
                name="who_concludes_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"outbox {self.id}"


class Attempt(models.Model):
    """One try to send one thing. Without an end its outcome is unknown."""

    outbox_id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    seq = models.IntegerField()
    began_at = models.DateTimeField()
    began_by = models.TextField()
    ended_at = models.DateTimeField(null=True)
    result = models.TextField(default="")
    note = models.TextField(default="")

    def __str__(self) -> str:
        return f"attempt {self.seq} of outbox {self.outbox_id}"


class Mail(models.Model):
    """One file that lies ready in a submitter's mailbox: for the SFTP account ``user_id``, without it for all."""

    id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    user_id = models.BigIntegerField(null=True)
    number = models.BigIntegerField()
    kind = models.TextField()
    name = models.TextField(db_collation="C")
    address = models.BinaryField()
    size = models.BigIntegerField()
    sha256 = models.BinaryField()
    claims = models.IntegerField(default=0)
    cents = models.BigIntegerField(default=0)
    source_file_id = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant_id", "name"], name="mail_by_name"),
            models.Index(fields=["tenant_id", "source_file_id"], name="mail_by_source"),
            models.Index(fields=["tenant_id", "number"], name="mail_by_number"),
        ]

    def __str__(self) -> str:
        return f"mail {self.number}"


class MailName(models.Model):
    """For ever: the names that a tenant's mailbox has given out."""

    pk = models.CompositePrimaryKey("tenant_id", "name")
    tenant_id = models.IntegerField()
    name = models.TextField(db_collation="C")
    mail_id = models.UUIDField()

    def __str__(self) -> str:
        return f"name of mail {self.mail_id}"

"""Files: what came in, what went out, and what payers sent, each with one owner."""

from __future__ import annotations

from django.db import models


class File(models.Model):
    """One file as its sender knows it; its bytes lie in the vault.

    ``username`` and ``scheme`` are those of the account that sent it (the SFTP user, or the API key by its prefix);
    ``user_id`` is the SFTP account to which the replies belong, None where they are for all of the organization.
    ``failed`` says, once the file is judged, whether nothing of it was taken.
    """

    id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    number = models.BigIntegerField()
    name = models.TextField()
    direction = models.TextField()
    way = models.TextField()
    username = models.TextField(default="")
    user_id = models.BigIntegerField(null=True)
    scheme = models.TextField(default="")
    connection_id = models.UUIDField(null=True)
    usage = models.TextField(default="")
    sha256 = models.BinaryField()
    size = models.BigIntegerField()
    address = models.BinaryField()
    state = models.TextField()
    reason = models.TextField(default="")
    failed = models.BooleanField(null=True)
    first_id = models.UUIDField(null=True)
    correlation_id = models.UUIDField()
    received_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["tenant_id", "number"], name="file_by_number"),
            models.Index(fields=["tenant_id", "-received_at"], name="file_by_arrival"),
            models.Index(fields=["tenant_id", "-id"], condition=models.Q(failed=True), name="file_that_failed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(direction__in=["in", "out", "payer"]),
                name="a_file_goes_in_or_out_or_comes_from_a_payer",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["received", "partial", "read", "unreadable", "repeat", "stored"]),
                name="a_file_is_in_a_known_state",
            ),
        ]

    def __str__(self) -> str:
        return f"file {self.number}"


class SameBytes(models.Model):
    """For ever: which bytes a tenant has sent before, by their address in his vault."""

    pk = models.CompositePrimaryKey("tenant_id", "address", "file_id")
    tenant_id = models.IntegerField()
    address = models.BinaryField()
    file_id = models.UUIDField()

    def __str__(self) -> str:
        return f"bytes of file {self.file_id}"


class Number(models.Model):
    """For ever: the one register of file numbers, ten digits each."""

    number = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.number)


class FirstVisit(models.Model):
    """For ever: when an SFTP account was here for the first time."""

    pk = models.CompositePrimaryKey("tenant_id", "account_id")
    tenant_id = models.IntegerField()
    account_id = models.BigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"first visit of SFTP account {self.account_id}"

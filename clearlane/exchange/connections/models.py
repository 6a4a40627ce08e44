"""The ways out of the house: one row a connection, its peculiarities in its profile."""

from __future__ import annotations

from django.db import models


class Connection(models.Model):
    """One way to a payer or to an upstream clearinghouse.

    ``tier`` parts the connections that may carry production claims from those to practice payers: no claim
    crosses between them. ``profile`` is the text that ``exchange/connections/profile.py`` reads.
    """

    id = models.UUIDField(primary_key=True)
    name = models.TextField(unique=True)
    tier = models.TextField()
    profile = models.TextField()
    is_live = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tier__in=["production", "practice"]), name="a_connection_is_production_or_practice"
            )
        ]

    def __str__(self) -> str:
        return f"connection {self.name}"


class Collected(models.Model):
    """For ever: which files were taken from a payer's folder, so that none is read twice.

    ``lies_there``: it lay there when its connection was last asked. ``size`` and ``changed_at`` (seconds since 1970, 0
    where the payer does not say) are how it looked there; while it ``stays`` and looks so it is not read again.
    """

    pk = models.CompositePrimaryKey("tenant_id", "connection_id", "name", "sha256")
    tenant_id = models.IntegerField()
    connection_id = models.UUIDField()
    name = models.TextField()
    sha256 = models.BinaryField()
    file_id = models.UUIDField()
    at = models.DateTimeField()
    lies_there = models.BooleanField(default=True)
    size = models.BigIntegerField(default=0)
    changed_at = models.BigIntegerField(default=0)
    stays = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["tenant_id", "connection_id"],
                name="collected_and_still_there",
                condition=models.Q(lies_there=True),
            )
        ]

    def __str__(self) -> str:
        return f"file {self.file_id} of connection {self.connection_id}"

"""Keys under which clients have sent requests, and what they were answered."""

from __future__ import annotations

from django.db import models


class Answered(models.Model):
    """For ever: one request of a tenant by its key; ``request`` is a digest of what was asked, ``answer`` JSON."""

    pk = models.CompositePrimaryKey("tenant_id", "key")
    tenant_id = models.IntegerField()
    key = models.TextField(db_collation="C")
    request = models.BinaryField()
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"request {self.key}"

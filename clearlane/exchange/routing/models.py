"""Which payer is reached over which connection, and under which id."""

from __future__ import annotations

from django.db import models


class Route(models.Model):
    """One way to one payer for one kind of transaction; an empty column matches anything."""

    id = models.UUIDField(primary_key=True)
    payer_id = models.TextField(db_collation="C")
    transaction = models.TextField(default="837P")
    claim_type = models.TextField(default="")
    line_of_business = models.TextField(default="")
    state = models.TextField(default="")
    connection_id = models.UUIDField()
    payer_id_there = models.TextField()
    payer_name_there = models.TextField(default="")
    needs_enrollment = models.BooleanField(default=False)
    from_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["payer_id", "transaction"], name="route_by_payer")]

    def __str__(self) -> str:
        return f"route of {self.payer_id} for {self.transaction}"

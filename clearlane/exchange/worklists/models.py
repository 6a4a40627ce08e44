"""Items: what a person must look at. Closed ones stay, so that a list can be read as history."""

from __future__ import annotations

from django.db import models


class Item(models.Model):
    """One thing set aside. The note holds no PHI: numbers, codes and counts only."""

    pk = models.CompositePrimaryKey("tenant_id", "id")
    id = models.UUIDField()
    tenant_id = models.IntegerField()
    kind = models.TextField(db_collation="C")
    reason = models.TextField(db_collation="C")
    subject_kind = models.TextField(db_collation="C")
    subject_id = models.UUIDField()
    note = models.TextField(default="")
    raised_at = models.DateTimeField()
    raised_by = models.TextField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.TextField(null=True)
    closing_note = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(fields=["tenant_id", "raised_at"], name="open_items", condition=models.Q(closed_at=None)),
            models.Index(fields=["tenant_id", "subject_id"], name="items_of_a_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "kind", "reason", "subject_id"],
                condition=models.Q(closed_at=None),
                name="one_open_item_a_reason_and_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, closed_by=None)
                | models.Q(closed_at__isnull=False, closed_by__isnull=False),
                name="an_item_is_closed_at_a_time_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} item {self.id}"

"""Work that is due: which step must take which thing, from when on. Ids only: it stands outside the policies."""

from __future__ import annotations

from django.db import models


class Work(models.Model):
    """One thing that waits for one step.

    ``lane`` is what a gathering step gathers by. ``attempts`` counts failures. A row whose ``stuck_at`` is set is a
    dead letter: a person sees it and retries it. ``leased_by`` names the worker that is busy with it outside of a
    transaction.
    """

    id = models.BigAutoField(primary_key=True)
    step = models.TextField(db_collation="C")
    tenant_id = models.IntegerField()
    thing_id = models.UUIDField()
    lane = models.TextField(default="", db_collation="C")
    due_at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    error = models.TextField(default="")
    leased_by = models.TextField(default="")
    stuck_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["step", "due_at"], name="work_due", condition=models.Q(stuck_at=None)),
            models.Index(fields=["step", "lane", "id"], name="work_by_lane", condition=models.Q(stuck_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["step", "tenant_id", "thing_id"], name="a_thing_waits_once_for_a_step")
        ]

    def __str__(self) -> str:
        return f"work {self.id} for {self.step}"

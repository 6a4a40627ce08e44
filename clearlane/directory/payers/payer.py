"""A payer, as claims name it."""

from __future__ import annotations

from django.db import models


class Payer(models.Model):
    """One payer for all tenants; ``payer_id`` is what stands in 2010BB NM109."""

    payer_id = models.TextField(unique=True, db_collation="C")
    name = models.TextField()
    is_live = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    created_by = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(payer_id="") & ~models.Q(name=""), name="a_payer_has_an_id_and_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.payer_id

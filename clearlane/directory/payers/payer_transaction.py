"""What a payer takes."""

from __future__ import annotations

from django.db import models

from .payer import Payer


class PayerTransaction(models.Model):
    """A transaction that a payer takes; ``frequencies`` are the CLM05-3 codes, with a blank between them."""

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="transactions")
    transaction = models.TextField()
    frequencies = models.TextField(default="1 7 8")
    is_live = models.BooleanField(default=True)
    filing_limit_days = models.IntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["payer", "transaction"], name="one_row_a_payer_and_transaction")]

    def __str__(self) -> str:
        return f"{self.transaction} of payer {self.payer_id}"

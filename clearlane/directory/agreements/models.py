"""Agreements that were signed."""

from __future__ import annotations

from django.db import models

TEXTS = ("provider", "billing", "payer")


class Agreement(models.Model):
    """One signature: who signed which version of which text, and where the exact PDF lies in the vault.

    ``is_draft``: signed where the house is in evaluation mode; then no agreement is in force.
    """

    pk = models.CompositePrimaryKey("tenant_id", "id")
    tenant_id = models.IntegerField()
    id = models.UUIDField()
    text = models.TextField()
    version = models.TextField()
    text_sha256 = models.BinaryField()
    is_draft = models.BooleanField()
    signer_name = models.TextField()
    signer_title = models.TextField()
    authority = models.TextField()
    signed_at = models.DateTimeField()
    signed_by = models.TextField()
    pdf_address = models.BinaryField()
    pdf_sha256 = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(text__in=TEXTS), name="an_agreement_is_of_a_known_text"),
            models.CheckConstraint(
                condition=~models.Q(signer_name="") & ~models.Q(signer_title="") & ~models.Q(authority=""),
                name="who_signs_says_who_he_is",
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.id} of tenant {self.tenant_id}"

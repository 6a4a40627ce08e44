"""An organization asks a client to let it in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from clearlane.directory.users.models import User
from clearlane.foundation.tenancy.models import Grant, Tenant

from .scopes import SCOPES

OUTCOMES = ("given", "refused", "taken_back", "turned_down")


class ConsentAsk(models.Model):
    """One ask: ``tenant`` asks whoever has ``npi`` and reads mail at ``address``; known by the SHA-256 of its token.

    The link is good until ``good_until``. What is asked for: ``scope``, from ``from_at`` (None: from the yes on) until
    ``until_at``. ``client`` is whose rooms are meant: of who has answered by ``answered_by``, or of whose letter
    the operators saw. A yes without proof that the NPI is the client's waits for operators.
    """

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    npi = models.TextField(db_collation="C")
    address = models.TextField(db_collation="C")
    scope = models.TextField()
    from_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField(null=True)
    token_sha256 = models.BinaryField(unique=True)
    asker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    good_until = models.DateTimeField()
    client = models.ForeignKey(Tenant, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField(default="", db_default="")
    closed_at = models.DateTimeField(null=True)
    grant = models.OneToOneField(Grant, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["tenant", "made_at"], name="consent_ask_by_tenant"),
            models.Index(fields=["client"], name="consent_ask_by_client"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=models.Q(scope__in=list(SCOPES)), name="an_ask_is_for_a_known_scope"),
            models.CheckConstraint(condition=models.Q(npi__regex=r"^[12][0-9]{9}$"), name="an_ask_names_an_npi"),
            models.CheckConstraint(
                condition=models.Q(outcome="", closed_at=None)
                | models.Q(outcome__in=OUTCOMES, closed_at__isnull=False),
                name="a_closed_ask_says_how_it_ended",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="given", grant__isnull=False)
                | ~models.Q(outcome="given") & models.Q(grant=None),
                name="a_given_consent_is_a_grant",
            ),
            models.UniqueConstraint(
                fields=["tenant", "npi", "address"],
                condition=models.Q(closed_at=None),
                name="one_open_ask_an_npi_address_and_tenant",
            ),
        ]

    def __str__(self) -> str:
        return f"ask {self.pk} of tenant {self.tenant_id}"

"""Organizations, one to one with tenants, and their wishes to go live."""

from __future__ import annotations

from django.db import models

from clearlane.foundation.tenancy.models import Tenant

from .live_ask import LiveAsk

__all__ = ["LiveAsk", "Organization"]


class Organization(models.Model):
    """Who a tenant is in the world. Whether it may bill for an NPI and tax id stands in ``directory/providers``.

    ``practice_payer_id`` is under what number invented claims may name a payer that is linked to none of the directory.
    """

    tenant = models.OneToOneField(Tenant, on_delete=models.PROTECT, primary_key=True, related_name="+")
    legal_name = models.TextField()
    npi = models.TextField(default="", db_collation="C")
    tin = models.TextField(default="", db_collation="C")
    phone = models.TextField(default="")
    street = models.TextField(default="")
    city = models.TextField(default="")
    state = models.TextField(default="")
    zip = models.TextField(default="")
    time_zone = models.TextField(default="America/New_York", db_default="America/New_York")
    tin_kind = models.TextField(default="", db_default="")
    office_size = models.TextField(default="", db_default="")
    sends_from_here = models.BooleanField(default=True, db_default=True)
    practice_payer_id = models.TextField(default="", db_default="", db_collation="C")
    created_at = models.DateTimeField()
    created_by = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(legal_name=""), name="an_organization_has_a_name"),
            models.CheckConstraint(condition=models.Q(npi__regex=r"^([12][0-9]{9})?$"), name="an_npi_has_ten_digits"),
            models.CheckConstraint(condition=models.Q(tin__regex=r"^([0-9]{9})?$"), name="a_tax_id_has_nine_digits"),
            models.CheckConstraint(
                condition=models.Q(tin_kind__in=["", "EIN", "SSN"]), name="a_tax_id_is_an_ein_or_an_ssn"
            ),
            models.CheckConstraint(
                condition=models.Q(office_size__in=["", "small", "large"]), name="an_office_is_small_or_large"
            ),
        ]

    def __str__(self) -> str:
        return self.legal_name

"""What stands in the way of an organization's production claims: one list for the portal, the console and the shell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.conf import settings

from clearlane.directory.agreements.is_in_force import is_in_force
from clearlane.directory.payers.is_linked import is_linked
from clearlane.directory.providers.bills_as import VERIFIED, bills_as
from clearlane.directory.providers.sends_for import sends_for
from clearlane.foundation.tenancy.models import Tenant
from clearlane.foundation.vault.is_backed_up import is_backed_up

REASONS: Mapping[str, str] = {
    "mode": "This house is in evaluation, for invented patients only; clearlane setup asks what it is.",
    "identity": "This house has not said who runs it and signs for it; clearlane setup asks for it.",
    "keys": "The keys of this house are in no backup; clearlane keys backup FILE makes one.",
    "agreement": "No agreement with the organization is in force.",
    "pair": "No NPI and tax id of the organization is verified.",
    "clients": "No client lets the organization send claims in its name.",
    "link": "The organization is linked to no payer of the directory.",
}
"""What may be missing, and how it is said to an operator."""


def find_missing(*, tenant: int) -> frozenset[str]:
    """Which of ``REASONS`` hold, inside a scope of the tenant."""
    return frozenset((*_of_house(), *_of_organization(tenant)))


def _of_house() -> Iterator[str]:
    if settings.MODE == "evaluation":
        yield "mode"
    if settings.HOUSE.lacks:
        yield "identity"
    if not is_backed_up(data=settings.DATA, keys=settings.KEYS):
        yield "keys"


def _of_organization(tenant: int) -> Iterator[str]:
    if not is_in_force(tenant=tenant):
        yield "agreement"
    kind = Tenant.objects.values_list("kind", flat=True).get(pk=tenant)
    if kind == "payer":
        if not is_linked(tenant=tenant):
            yield "link"
    elif (billing := bills_as(tenant=tenant)) == "" and kind == "billing":
        if not sends_for(tenant=tenant):
            yield "clients"
    elif billing != VERIFIED:
        yield "pair"

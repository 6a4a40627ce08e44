"""The owners of an organization are told by mail what operators answered to what it waits for."""

from __future__ import annotations

from clearlane.directory.users.tell_owners import tell_owners
from clearlane.foundation.mail.links import link
from clearlane.foundation.tenancy.models import Tenant


def tell_pair(*, tenant: int, npi: str, why: str = "") -> int:
    """Its NPI and tax id are verified, or refused for the reason ``why``. How many owners there are."""
    return _tell(tenant, "pair_answered", npi=npi, why=why)


def tell_live(*, tenant: int, why: str = "") -> int:
    """It is live, or not yet for the reason ``why``. How many owners there are."""
    return _tell(tenant, "live_answered", why=why)


def _tell(tenant: int, template: str, **values: str) -> int:
    room = Tenant.objects.filter(pk=tenant).first()
    if room is None:
        return 0
    more = {"organization": room.name, "kind": room.kind, "link": link("/live")}
    return tell_owners(tenant=tenant, template=template, **values, **more)

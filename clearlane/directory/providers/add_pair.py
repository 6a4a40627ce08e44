"""Let an organization bill under an NPI and tax id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from clearlane.directory.organizations.grant import grant
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now, today
from clearlane.vocabulary.npi import is_npi

from .models import AuthorizedPair


class PairRefused(ValueError):
    """The NPI fails its check digit, or the tax id has not nine digits."""


@dataclass(frozen=True, slots=True)
class PairAdded:
    """``status`` is live, or disputed where another organization holds the pair: then a person decides."""

    npi: str
    tin: str
    tenant: int
    submitter: int
    status: str


def add_pair(
    *, npi: str, tin: str, tenant: int, by: str, submitter: int | None = None, from_date: date | None = None
) -> PairAdded:
    """Authorize ``submitter`` (default: the holder itself) to send claims of the pair that ``tenant`` holds.

    An operator calls it after he has verified the pair; ``by`` is recorded as who did. Runs inside a scope of the
    tenant. The first live organization is the pair's holder; a second one is recorded as a dispute and sends nothing.
    A submitter that is not the holder may also see the holder's claims. Adding the same again changes nothing.
    Raises PairRefused before anything is written.
    """
    if not is_npi(npi):
        raise PairRefused(f"{npi} is no NPI: ten digits, the first 1 or 2, the last a check digit")
    if not (len(tin) == 9 and tin.isascii() and tin.isdigit()):
        raise PairRefused("a tax id has nine digits")
    start = from_date or today()
    status = _hold(npi=npi, tin=tin, tenant=tenant, by=by, start=start)
    if submitter not in (None, tenant) and status == "live":
        _keep(npi=npi, tin=tin, tenant=tenant, submitter=submitter or tenant, by=by, status=status, start=start)
        grant(grantor=tenant, grantee=submitter or tenant, by=by)
    return PairAdded(npi=npi, tin=tin, tenant=tenant, submitter=submitter or tenant, status=status)


def _hold(*, npi: str, tin: str, tenant: int, by: str, start: date) -> str:
    """Make the tenant the pair's holder, or its second claimant: the status that it has now."""
    live = AuthorizedPair.objects.select_for_update().filter(npi=npi, tin=tin, status="live", until_date=None)
    holder = live.filter(submitter_id=F("tenant_id")).first()
    status = "live" if holder is None or holder.tenant_id == tenant else "disputed"
    _keep(npi=npi, tin=tin, tenant=tenant, submitter=tenant, by=by, status=status, start=start)
    return status


def _keep(*, npi: str, tin: str, tenant: int, submitter: int, by: str, status: str, start: date) -> None:
    """Write the row and its audit, unless the same stands there already."""
    same = {"npi": npi, "tin": tin, "tenant_id": tenant, "submitter_id": submitter, "status": status}
    if AuthorizedPair.objects.filter(**same, until_date=None).exists():
        return
    at = now()
    AuthorizedPair.objects.create(
        **same,
        from_date=start,
        verified_at=at if status == "live" else None,
        verified_by=by if status == "live" else "",
        created_at=at,
        created_by=by,
    )
    event = "provider:pair:added" if status == "live" else "provider:pair:disputed"
    record(tenant=tenant, event=event, by=by, detail={"npi": npi, "submitter": submitter})

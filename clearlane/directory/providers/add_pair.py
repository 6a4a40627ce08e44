"""Let an organization bill under an NPI and tax id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from clearlane.directory.organizations.grant import grant
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now, today
from clearlane.foundation.tenancy.models import Tenant
from clearlane.vocabulary.npi import is_npi

from .models import AuthorizedPair
from .verify_pair import verify_pair


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
    A pair that the tenant gave for itself and that waits is the same pair. A submitter that is not the holder may also
    see the holder's claims. Adding the same again changes nothing. Raises PairRefused before anything is written.
    """
    check_pair(npi=npi, tin=tin)
    start = from_date or today()
    status = _hold(npi=npi, tin=tin, tenant=tenant, by=by, start=start)
    if submitter not in (None, tenant) and status == "live":
        _authorize(npi=npi, tin=tin, tenant=tenant, submitter=submitter or tenant, by=by, start=start)
        grant(grantor=tenant, grantee=submitter or tenant, by=by)
    return PairAdded(npi=npi, tin=tin, tenant=tenant, submitter=submitter or tenant, status=status)


def check_pair(*, npi: str, tin: str) -> None:
    """Raises PairRefused where the two are no NPI and tax id."""
    if not is_npi(npi):
        raise PairRefused(f"{npi} is no NPI: ten digits, the first 1 or 2, the last a check digit")
    if not (len(tin) == 9 and tin.isascii() and tin.isdigit()):
        raise PairRefused("a tax id has nine digits")


def is_disputed(*, npi: str, tin: str, tenant: int) -> bool:
    """Whether the tenant's pair is in dispute, inside a scope of it."""
    return _own(npi, tin, tenant).filter(status="disputed").exists()


def propose_pair(*, npi: str, tin: str, tenant: int, by: str) -> int | None:
    """The number of the tenant's pair that waits for the operators' yes, inside a scope of it: new, or given before.

    None where nothing waits: the tenant holds the pair, or disputes it. Raises PairRefused.
    """
    check_pair(npi=npi, tin=tin)
    Tenant.objects.select_for_update(no_key=True).filter(id=tenant).first()  # of two at once one writes the row
    if own := dict(_own(npi, tin, tenant).values_list("status", "pk")):
        return None if "live" in own else own.get("pending")
    record(tenant=tenant, event="provider:pair:proposed", by=by, detail={"npi": npi})
    return _write(npi=npi, tin=tin, tenant=tenant, submitter=tenant, status="pending", by=by, start=today())


def _hold(*, npi: str, tin: str, tenant: int, by: str, start: date) -> str:
    """Make the tenant the pair's holder, or its second claimant: the status that it has now."""
    live = AuthorizedPair.objects.select_for_update().filter(npi=npi, tin=tin, status="live", until_date=None)
    holder = live.filter(submitter_id=F("tenant_id")).first()
    if holder is not None and holder.tenant_id == tenant:
        return "live"
    own = dict(_own(npi, tin, tenant).values_list("status", "pk"))
    if "disputed" in own:  # a person ends it, also where nobody holds the pair any more
        return "disputed"
    waiting = own.get("pending") or _write(
        npi=npi, tin=tin, tenant=tenant, submitter=tenant, status="pending", by=by, start=start
    )
    return verify_pair(pair=waiting, by=by)


def _own(npi: str, tin: str, tenant: int) -> QuerySet[AuthorizedPair]:
    """What the tenant has of this pair for itself: held live, waiting or in dispute."""
    return AuthorizedPair.objects.filter(npi=npi, tin=tin, tenant_id=tenant, submitter_id=tenant, until_date=None)


def _authorize(*, npi: str, tin: str, tenant: int, submitter: int, by: str, start: date) -> None:
    """Let another send the holder's claims, unless it may already."""
    same = AuthorizedPair.objects.filter(npi=npi, tin=tin, tenant_id=tenant, submitter_id=submitter, until_date=None)
    if same.filter(status="live").exists():
        return
    _write(npi=npi, tin=tin, tenant=tenant, submitter=submitter, status="live", by=by, start=start)
    record(tenant=tenant, event="provider:pair:added", by=by, detail={"npi": npi, "submitter": submitter})


def _write(*, npi: str, tin: str, tenant: int, submitter: int, by: str, status: str, start: date) -> int:
    at = now()
    row = AuthorizedPair.objects.create(
        npi=npi,
        tin=tin,
        tenant_id=tenant,
        submitter_id=submitter,
        status=status,
        from_date=start,
        verified_at=at if status == "live" else None,
        verified_by=by if status == "live" else "",
        created_at=at,
        created_by=by,
    )
    return int(row.pk)

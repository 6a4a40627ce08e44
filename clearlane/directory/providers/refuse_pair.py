"""A pair that an organization gave for itself is refused, with a reason; it corrects the pair and gives it again."""

from __future__ import annotations

from django.db.models import F

from clearlane.directory.organizations.models import Organization
from clearlane.directory.organizations.tell_answer import tell_pair
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now, today
from clearlane.foundation.tenancy.connection import cursor

from .models import AuthorizedPair


def refuse_pair(*, pair: int, why: str, by: str) -> bool:
    """End a pending pair with the reason that its organization reads, inside a scope of its tenant; its owners are told
    by mail. False where no such pair is pending."""
    rows = AuthorizedPair.objects.select_for_update().filter(pk=pair, status="pending", until_date=None)
    row = rows.filter(tenant_id=F("submitter_id")).first()
    if row is None:
        return False
    AuthorizedPair.objects.filter(pk=pair).update(status="refused", until_date=today(), refused_why=why)
    detail = {"npi": row.npi, "pair": pair, "why": why}
    record(tenant=row.tenant_id, event="provider:pair:refused", by=by, detail=detail)
    tell_pair(tenant=row.tenant_id, npi=row.npi, why=why)
    return True


def give_pair(*, tenant: int, npi: str, tin: str, tin_kind: str, by: str) -> bool:
    """Give another pair in place of the one that was refused, inside a scope of the tenant; it waits as the first did,
    and the organization is known by it from now on.

    ``tin_kind`` is EIN or SSN: it says whether the tax id may be shown. False where none was refused, or one waits or
    is live. NPI, tax id and its kind have been checked.
    """
    with cursor() as sql:
        sql.execute("SELECT public.directory_give_pair(%s, %s, %s, %s, %s)", [tenant, npi, tin, by, now()])
        ((is_given,),) = sql.fetchall()
    if is_given:
        Organization.objects.filter(pk=tenant).update(npi=npi, tin=tin, tin_kind=tin_kind)
        record(tenant=tenant, event="provider:pair:given", by=by, detail={"npi": npi})
    return bool(is_given)

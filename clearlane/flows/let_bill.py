"""An organization is let bill under an NPI and tax id, or a payer's own number: one act that is told in words."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.directory.providers.add_atypical import add_atypical
from clearlane.directory.providers.add_era_right import add_era_right
from clearlane.directory.providers.add_pair import PairRefused, add_pair, check_pair, is_disputed
from clearlane.foundation.tenancy.models import Tenant

from .let_go import PAIR, let_go

TIN_LENGTH = 9


@dataclass(frozen=True, slots=True)
class Billing:
    """All that is decided: under which number, who holds it and who sends, whose remittances come along."""

    number: str
    tin: str
    tenant: int
    submitter: int
    payer: str = ""
    era: bool = True
    atypical: bool = False

    def __str__(self) -> str:
        who = f"{self.number!r}+{self.tin} for tenant {self.tenant}, sent by {self.submitter}"
        if self.atypical:
            return f"provider without an NPI {who}, number of payer {self.payer}"
        return f"pair {who}; " + (f"remittances of {self.payer or 'every payer'}" if self.era else "no remittances")


@dataclass(frozen=True, slots=True)
class Let:
    """What came of it: live or disputed; ``era`` the same of the remittances, or none."""

    status: str
    era: str = "none"


def check_billing(billing: Billing) -> None:
    """Raises PairRefused where it cannot be done; inside a scope of the tenant. A person ends a dispute first."""
    _check_there(billing)
    if billing.atypical:
        _check_atypical(billing)
        return
    check_pair(npi=billing.number, tin=billing.tin)
    if is_disputed(npi=billing.number, tin=billing.tin, tenant=billing.tenant):
        raise PairRefused(f"{billing.number} is in dispute for tenant {billing.tenant}: end that at the console first")


def let_bill(*, billing: Billing, by: str) -> Let:
    """Do it, inside a scope of the tenant. Raises PairRefused."""
    _check_there(billing)
    number, tin, tenant, sender = billing.number, billing.tin, billing.tenant, billing.submitter
    if billing.atypical:
        _check_atypical(billing)
        add_atypical(number=number, tin=tin, tenant=tenant, submitter=sender, payer_id=billing.payer, by=by)
        let_go(rule=PAIR, submitter=sender, by=by)
        return Let("live")
    status = add_pair(npi=number, tin=tin, tenant=tenant, submitter=sender, by=by).status
    if status != "live":
        return Let(status)
    era = "none"
    if billing.era:
        era = add_era_right(npi=number, tin=tin, tenant=tenant, payer_id=billing.payer, by=by)
    let_go(rule=PAIR, npi=number, tin=tin, by=by)
    return Let(status, era)


def _check_there(billing: Billing) -> None:
    wanted = {billing.tenant, billing.submitter}
    if Tenant.objects.filter(pk__in=wanted).count() != len(wanted):
        raise PairRefused("there is no tenant of that number")


def _check_atypical(billing: Billing) -> None:
    number, tin = billing.number, billing.tin
    if len(tin) != TIN_LENGTH or not tin.isascii() or not tin.isdigit() or not number.strip():
        raise PairRefused(f"{number} and {tin} are not a payer's number and nine digits")
    if not billing.payer:
        raise PairRefused(f"--atypical needs --payer, whose number {number} is")

"""Send a sample claim: one invented claim of the organization itself, which a practice payer answers and pays."""

from __future__ import annotations

import re
import secrets
import unicodedata
from datetime import date, timedelta
from uuid import UUID

from clearlane.directory.organizations.find_organization import OrganizationView, find_organization
from clearlane.exchange.intake.receive import Upload
from clearlane.exchange.reading.follow_sample import SAMPLE
from clearlane.flows.take_in import take_in
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import today
from clearlane.foundation.telemetry.correlation import current_correlation
from clearlane.standards.codes.library import need_set
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import PRACTICE_PAYER, Address, Order, Pair, Payer
from clearlane.vocabulary.npi import STAND_IN_NPI

STAND_IN_TIN = "123456789"
_SOMEWHERE = Address("100 EXAMPLE STREET", "SPRINGFIELD", "IL", "627010001")
_UNKNOWN_FOUR = "9998"
_NOT_X12 = re.compile(r"[^A-Z0-9 .,'&()-]+")
_INVENTED = {"billing": "SAMPLE CLIENT", "payer": "SAMPLE PRACTICE"}
"""Kind of an organization that does not bill for itself -> who bills in its sample."""
_MOST_IN_NAME = 60
_MOST_IN_ADDRESS = (55, 30, 2, 15)


class NoOrganization(LookupError):
    """Nobody of this tenant is known: a sample bears somebody's name."""


def send_sample(*, tenant: int, by: str) -> UUID:
    """Take in an 837P of usage T with one claim, as any file of this organization; the file's id.

    Inside a scope of the tenant. The patient is invented, anew each time. The claim bears the name, NPI, tax id and
    address that the organization has given, and what stands for none where it has not. A billing company's is that of
    an invented client; a payer's that of an invented practice, addressed to the payer by its name, which the practice
    payer answers in its place. Raises NoOrganization.
    """
    organization = find_organization(tenant=tenant)
    if organization is None:
        raise NoOrganization(str(tenant))
    order = sample_order(organization=organization, seed=1 + secrets.randbelow(999_999_999), on=today())
    name = f"sample-claim-{order.control:09d}.837"
    upload = Upload(
        tenant=tenant, name=name, content=file_837p(order).content, way=SAMPLE, correlation=current_correlation()
    )
    file = take_in(upload=upload, by=by).id
    record(tenant=tenant, event="file:sample:sent", by=by, subjects=[file])
    return file


def is_own_biller(organization: OrganizationView) -> bool:
    """Whether the sample bills under the organization's own name and NPI; who bills for others, payers, and who has
    none see that of somebody invented."""
    return organization.kind not in _INVENTED and bool(organization.npi)


def sample_order(*, organization: OrganizationView, seed: int, on: date) -> Order:
    """The one claim, as the generator is asked for it."""
    return Order(
        seed=seed,
        claims=1,
        today=on,
        pairs=(_biller(organization),),
        address=_address(organization),
        payers=(_payer(organization),),
        claim_numbers={0: f"SAMPLE{seed:09d}"},
        usage="T",
        control=seed,
        sender=f"CL{organization.tenant:09d}",
        submitter_name=_said(organization.name),
        days_back=10,
        last_service=_last_service(on),
        max_lines=3,
        is_plain=True,
        share_dependents=0,
    )


def _biller(organization: OrganizationView) -> Pair:
    """Who bills: the organization, or for those who do not bill for themselves somebody invented."""
    own = Pair(organization.npi or STAND_IN_NPI, organization.tin or STAND_IN_TIN, _said(organization.name))
    invented = _INVENTED.get(organization.kind)
    return Pair(STAND_IN_NPI, STAND_IN_TIN, invented) if invented else own


def _payer(organization: OrganizationView) -> Payer:
    return PRACTICE_PAYER._replace(name=_said(organization.name)) if organization.kind == "payer" else PRACTICE_PAYER


def _address(organization: OrganizationView) -> Address:
    """Where it lives; all of it invented where a part is missing."""
    parts = (organization.street, organization.city, organization.state, _nine_digits(organization.zip))
    said = [_in_x12(part)[:most].strip() for part, most in zip(parts, _MOST_IN_ADDRESS, strict=True)]
    return Address(*said) if all(said) and len(said[1]) > 1 else _SOMEWHERE


def _nine_digits(zip_code: str) -> str:
    """The ZIP code as claims carry it of who bills: where the last four digits are not known, those that stand for
    none."""
    digits = zip_code.replace("-", "")
    return f"{digits}{_UNKNOWN_FOUR}" if len(digits) == 5 else digits


def _said(name: str) -> str:
    return _in_x12(name)[:_MOST_IN_NAME].strip() or "SAMPLE PRACTICE"


def _in_x12(text: str) -> str:
    """A text in the letters that X12 takes, as payers print it: capitals without accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()
    return " ".join(_NOT_X12.sub(" ", plain).split())


def _last_service(on: date) -> date:
    """Yesterday, or the last day for which there is a list of diagnoses."""
    return min(on - timedelta(days=1), need_set("icd10cm").periods[-1].end - timedelta(days=1))

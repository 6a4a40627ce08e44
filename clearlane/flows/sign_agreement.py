"""An agreement is signed: its PDF is made and kept, and both parties are told what was signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import transaction

from clearlane.directory.agreements.agreement_text import AgreementText, agreement_text
from clearlane.directory.agreements.check_signature import Signature
from clearlane.directory.agreements.find_signers import find_signers
from clearlane.directory.agreements.is_in_force import is_in_force
from clearlane.directory.agreements.make_pdf import make_pdf
from clearlane.directory.agreements.sign import list_signed, sign
from clearlane.directory.members.list_members import role_of
from clearlane.directory.organizations.describe import describe
from clearlane.directory.organizations.find_organization import find_organization
from clearlane.directory.users.find_person import find_person, name_person
from clearlane.directory.users.wait_for_members import wait_for_members
from clearlane.foundation.clock.read import now
from clearlane.foundation.mail.links import link
from clearlane.foundation.mail.put_once import put_once
from clearlane.foundation.telemetry.log import logger
from clearlane.foundation.tenancy.scope import scope

_OWED = timedelta(days=7)
"""So long what a fault kept from being mailed is mailed after all: by a repeat of the same post, else by tell_owed."""
_SETTLED = timedelta(minutes=10)
"""By then who signs has mailed it himself, or his process died."""
_OLDER = "The agreement"
"""What a text is called in a mail where another has taken its place meanwhile: its title is kept in the PDF alone."""
log = logger(__name__)


class MayNotSign(RuntimeError):
    """Who signs is no owner any more, or the house has not said who it is: nobody would be the other party."""


class AgreementHasChanged(RuntimeError):
    """The text that was read is no longer the one that is to be signed: it is shown again."""


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs, and the SHA-256 (hex) of the text that he has read."""

    signature: Signature
    read: str


@dataclass(frozen=True, slots=True)
class Party:
    """The organization for which somebody signs, as the agreement names it."""

    tenant: int
    name: str
    address: str


def wanted_text(*, tenant: int) -> AgreementText | None:
    """The text that an organization which is here already has still to sign, inside a scope of it; None where an
    agreement is in force, and in evaluation, where none comes into force. Raises AgreementIsUnreadable."""
    if settings.MODE != "service" or is_in_force(tenant=tenant):
        return None
    return agreement_text(kind=describe(tenant=tenant).kind)


def sign_agreement(*, tenant: int, user: int, signing: Signing) -> None:
    """Sign what ``wanted_text`` gives, if anything, and mail both parties what this person signed, once: a repeat mails
    what a fault kept back. Raises AgreementHasChanged, MayNotSign."""
    if settings.MODE != "service":
        return
    with transaction.atomic(using="default"):
        wait_for_members(tenant=tenant)
        if settings.HOUSE.lacks or role_of(tenant=tenant, user=user) != "owner":
            raise MayNotSign
        _keep(tenant, user, signing)
        _tell(tenant, f"user:{user}")


def _keep(tenant: int, user: int, signing: Signing) -> None:
    by, person = f"user:{user}", find_person(user_id=user)
    with scope([tenant], by=by):
        text, party = wanted_text(tenant=tenant), _party(tenant)
    if text is None:
        return
    if signing.read != text.sha256:
        raise AgreementHasChanged
    keep_signature(
        agreement=uuid5(NAMESPACE_URL, f"{tenant} {text.sha256}"),  # the same for two tabs: it is signed once
        party=party,
        text=text,
        signature=signing.signature,
        signer=f"{person.username} ({person.email})",
        by=by,
    )


def _tell(tenant: int, by: str) -> bool:
    """Mail what is kept of this person's signatures and was not mailed yet: of two owners at once, each his own.

    False where the house alone was mailed now, since his account is gone."""
    address, mailed = _address(by), False
    with scope([tenant], by=by):
        signed = list_signed(tenant=tenant, by=by, since=now() - _OWED)
        text, name = agreement_text(kind=describe(tenant=tenant).kind), _party(tenant).name
    for one in signed:
        title = text.title if text and text.sha256 == one.text_sha256 else _OLDER
        values = _told(title, one.version, name, Signature(one.name, one.title), one.at, one.pdf_sha256)
        told = filter(None, (address, settings.HOUSE_EMAIL))
        mailed |= put_once(about=one.id, to=told, template="agreement_signed", values=values, tenant=tenant)
    return bool(address) or not mailed


def _address(by: str) -> str:
    """Where the mail of who signed goes; "" where the account is gone."""
    number = by.removeprefix("user:")
    if not number.isdigit() or not name_person(user_id=int(number)):
        return ""
    return find_person(user_id=int(number)).email


def tell_owed() -> int:
    """Mail of each signature of which a process that died has mailed nothing, as if its post had come again: how many.

    For the role ``owner``: it reads what the organizations signed, and the addresses of people.
    """
    at, gone, told = now(), [], 0
    for tenant, by in find_signers(since=at - _OWED, until=at - _SETTLED):
        try:
            if not _tell(tenant, by):
                gone.append(tenant)
            told += 1
        except Exception as error:  # whatever one mail resists with, the others go out
            log.exception("a signature cannot be mailed", tenant=tenant, error=type(error).__name__)
    if gone:
        log.info("the accounts of some who signed are gone: the house alone was mailed", tenants=gone)
    return told


def keep_signature(
    *, agreement: UUID, party: Party, text: AgreementText, signature: Signature, signer: str, by: str
) -> dict[str, Any]:
    """Make the PDF and keep it; the scope of the tenant is opened when it is made. Gives what both parties are told."""
    at = now()
    pdf = make_pdf(text=text, organization=party.name, address=party.address, signature=signature, by=signer, at=at)
    with scope([party.tenant], by=by):
        kept = sign(
            tenant=party.tenant,
            agreement=agreement,
            text=text,
            organization=party.name,
            signature=signature,
            pdf=pdf,
            by=by,
            at=at,
        )
    told = _told(text.title, text.version, party.name, signature, at, kept)
    return told | {"is_draft": text.is_draft}


def _party(tenant: int) -> Party:
    """The organization, with its address as far as it is known."""
    known, name = find_organization(tenant=tenant), describe(tenant=tenant).name
    if known is None:
        return Party(tenant, name, "")
    place = " ".join(filter(None, (known.state, known.zip)))
    return Party(tenant, known.name, ", ".join(filter(None, (known.street, known.city, place))))


def _told(title: str, version: str, name: str, signature: Signature, at: datetime, pdf_sha256: bytes) -> dict[str, Any]:
    """What the mail about a signature says, which is of no draft."""
    return {
        "title": title,
        "version": version,
        "organization": name,
        "is_draft": False,
        "signer": signature.name,
        "signer_title": signature.title,
        "signed_at": f"{at:%m/%d/%Y %H:%M} UTC",
        "pdf_sha256": pdf_sha256.hex(),
        "agreement_link": link("/account/agreement"),
    }

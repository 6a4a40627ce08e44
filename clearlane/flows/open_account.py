"""The end of a sign-up: a tenant, its agreement, and the mails to both parties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from clearlane.directory.agreements.agreement_text import TEXT_OF, AgreementText, agreement_text
from clearlane.directory.agreements.check_signature import Signature
from clearlane.directory.agreements.make_pdf import make_pdf
from clearlane.directory.agreements.sign import sign
from clearlane.directory.registrations.find_sign_up import SignUp
from clearlane.directory.registrations.finish import finish
from clearlane.directory.registrations.open_tenant import open_tenant
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.scope import scope


class AgreementHasChanged(RuntimeError):
    """The text that was read is no longer the one that is to be signed: it is shown again."""


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs, and the SHA-256 (hex) of the text that he has read."""

    signature: Signature
    read: str


def open_account(*, sign_up: SignUp, kind: str, signing: Signing | None) -> int:
    """Open the account of a sign-up as this kind; ``signing`` may be None where the house makes no agreements.

    The identity side commits first, by the gate; the agreement follows in a scope of the new tenant, by the web; then
    the sign-up is written down as over and both parties are mailed. Each of the three does its work once, so that
    whoever comes again after a fault, or by a second tab, ends with one tenant and one agreement. Gives the tenant.
    Raises AgreementHasChanged (also where another tab has opened it as another kind), SignUpRefused.
    """
    text = agreement_text(kind=sign_up.kind if sign_up.tenant else kind)
    if text is not None and (signing is None or signing.read != text.sha256):
        raise AgreementHasChanged
    opened = open_tenant(sign_up=sign_up.id, kind=kind, signer=signing.signature.name if signing else "")
    if text is not None and TEXT_OF[opened.kind] != text.name:
        raise AgreementHasChanged
    values = (
        _sign(opened.tenant, sign_up, text, signing.signature) if text is not None and signing is not None else None
    )
    told = [each for each in (sign_up.email, settings.HOUSE_EMAIL) if each]
    finish(sign_up=sign_up.id, told=told, values=values)
    return opened.tenant


def _sign(tenant: int, sign_up: SignUp, text: AgreementText, signature: Signature) -> dict[str, Any]:
    """Make the PDF and keep it; the scope is opened when it is made. Gives what both parties are told."""
    by, at, where = f"user:{sign_up.user}", now(), sign_up.address
    name = sign_up.practice.organization
    pdf = make_pdf(
        text=text,
        organization=name,
        address=f"{where.street}, {where.city}, {where.state} {where.zip}",
        signature=signature,
        by=f"{sign_up.username} ({sign_up.email})",
        at=at,
    )
    with scope([tenant], by=by):
        kept = sign(
            tenant=tenant,
            agreement=sign_up.id,
            text=text,
            organization=name,
            signature=signature,
            pdf=pdf,
            by=by,
            at=at,
        )
    return _told(text, name, signature, at, kept)


def _told(text: AgreementText, name: str, signature: Signature, at: datetime, pdf_sha256: bytes) -> dict[str, Any]:
    """What the mail about a signature says."""
    from clearlane.foundation.mail.links import link

    return {
        "title": text.title,
        "version": text.version,
        "organization": name,
        "is_draft": text.is_draft,
        "signer": signature.name,
        "signer_title": signature.title,
        "signed_at": f"{at:%m/%d/%Y %H:%M} UTC",
        "pdf_sha256": pdf_sha256.hex(),
        "agreement_link": link("/account/agreement"),
    }

"""The end of a sign-up: a tenant, its agreement, and the mails to both parties."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from clearlane.directory.agreements.agreement_text import TEXT_OF, AgreementText, agreement_text
from clearlane.directory.agreements.check_signature import Signature
from clearlane.directory.registrations.find_sign_up import SignUp
from clearlane.directory.registrations.finish import finish
from clearlane.directory.registrations.open_tenant import open_tenant
from clearlane.flows.sign_agreement import AgreementHasChanged, Party, Signing, keep_signature


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
    """Keep what was signed. Gives what both parties are told."""
    where = sign_up.address
    return keep_signature(
        agreement=sign_up.id,
        party=Party(tenant, sign_up.practice.organization, f"{where.street}, {where.city}, {where.state} {where.zip}"),
        text=text,
        signature=signature,
        signer=f"{sign_up.username} ({sign_up.email})",
        by=f"user:{sign_up.user}",
    )

"""The PDF of an agreement, as it is signed."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.conf import settings

from .agreement_text import AUTHORITY, AgreementText
from .check_signature import Signature

_TEMPLATE = Path(__file__).with_name("agreement.typ")


def make_pdf(
    *, text: AgreementText, organization: str, address: str, signature: Signature, by: str, at: datetime
) -> bytes:
    """Set the text with both parties and the signature; the fonts are those that the typesetter carries within.

    What people typed goes in as data, so that nothing of it is read as markup.
    """
    import typst

    shown = {
        "title": text.title,
        "version": text.version,
        "notice": text.notice,
        "sections": [asdict(each) for each in text.sections],
        "draft": text.is_draft,
        "house": settings.HOUSE_NAME,
        "house_address": settings.HOUSE_ADDRESS,
        "house_signatory": ", ".join(filter(None, settings.HOUSE_SIGNATORY)),
        "organization": organization,
        "address": address,
        "signer": signature.name,
        "signer_title": signature.title,
        "authority": AUTHORITY.format(organization=organization),
        "signed_at": f"{at:%m/%d/%Y %H:%M:%S} UTC",
        "by": by,
        "text_sha256": text.sha256,
    }
    pdf: bytes = typst.compile(
        _TEMPLATE, root=_TEMPLATE.parent, sys_inputs={"it": json.dumps(shown)}, ignore_system_fonts=True
    )
    return pdf

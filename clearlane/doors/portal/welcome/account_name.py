"""A name for an SFTP account whose owner does not choose one."""

from __future__ import annotations

import re
import secrets
import unicodedata

_MOST = 20


def account_name(organization: str) -> str:
    """From the organization's, with an end that tells nobody which other names are taken."""
    plain = unicodedata.normalize("NFKD", organization).encode("ascii", "ignore").decode().lower()
    return f"{re.sub(r'[^a-z0-9]+', '-', plain)[:_MOST].strip('-') or 'account'}-{secrets.token_hex(3)}"

"""What somebody sought is kept as long as the session, sealed: an address names it by a key that tells nothing."""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from django.contrib.sessions.backends.base import SessionBase

from .seal import seal, unseal

TEXTS = "kept_texts"
"""Where the session holds them: key -> the text, sealed."""
MOST = 16
_FOR = b"clearlane: texts that were sought"


def keep_text(session: SessionBase, text: str) -> str:
    """The key of the text, the same for the same text; of all texts the latest few are kept."""
    known = session.get(TEXTS, {})
    key = next((key for key in known if find_text(session, key) == text), None) or secrets.token_urlsafe(9)
    others = [(other, sealed) for other, sealed in known.items() if other != key]
    session[TEXTS] = dict(others[-(MOST - 1) :]) | {key: seal(text, purpose=_FOR)}
    return key


def find_text(session: SessionBase, key: str) -> str | None:
    """The text of the key; None where this session has none, or no longer."""
    sealed = session.get(TEXTS, {}).get(key)
    try:
        return unseal(sealed, purpose=_FOR) if sealed else None
    except InvalidTag:
        return None

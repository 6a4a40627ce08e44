"""Seeds of authenticator apps and of recovery codes are kept sealed: who reads the table cannot sign in with them."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter

from .seal import seal, unseal

_FOR = b"clearlane: seeds of second factors"


def seal_seed(text: str) -> str:
    """A seed, sealed; it looks different each time."""
    return seal(text, purpose=_FOR)


def open_seed(sealed: str) -> str:
    """What was sealed. Raises InvalidTag where the key is another, or the row was changed."""
    return unseal(sealed, purpose=_FOR)


class SealedSeeds(DefaultMFAAdapter):  # type: ignore[misc]
    """How the sign-in's library keeps its seeds, by its own hooks."""

    def encrypt(self, text: str) -> str:
        """A seed, sealed."""
        return seal_seed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """A seed, opened."""
        return open_seed(encrypted_text)

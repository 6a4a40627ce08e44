"""An e-mail address as a person types it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_LONGEST = 254


class AddressIsWrong(ValueError):
    """What was typed is no e-mail address; the text of the error is the reason: no_at, no_domain, no_address."""


def read_address(text: str) -> str:
    """The address in small letters, without what stands around it. Raises AddressIsWrong."""
    address = text.strip().lower()
    name, at, domain = address.rpartition("@")
    if not at or not name:
        raise AddressIsWrong("no_at")
    if "." not in domain.strip("."):
        raise AddressIsWrong("no_domain")
    try:
        validate_email(address)
    except ValidationError as error:
        raise AddressIsWrong("no_address") from error
    if len(address) > _LONGEST or not address.isascii():
        raise AddressIsWrong("no_address")
    return address

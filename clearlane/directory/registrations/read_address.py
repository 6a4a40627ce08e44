"""An e-mail address as a person types it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_LONGEST, _LONGEST_NAME = 254, 64


class AddressIsWrong(ValueError):
    """What was typed is no e-mail address; the text of the error is why: no_at, no_domain, no_address, too_long."""


def read_address(text: str) -> str:
    """The address in small letters, without what stands around it. Raises AddressIsWrong."""
    address = text.strip().lower()
    name, at, domain = address.rpartition("@")
    if not at or not name:
        raise AddressIsWrong("no_at")
    if "." not in domain.strip("."):
        raise AddressIsWrong("no_domain")
    if len(address) > _LONGEST or len(name) > _LONGEST_NAME:
        raise AddressIsWrong("too_long")
    try:
        validate_email(address)
    except ValidationError as error:
        raise AddressIsWrong("no_address") from error
    if not address.isascii() or '"' in address:
        raise AddressIsWrong("no_address")
    return address

"""An e-mail address as a person types it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_LONGEST, _LONGEST_NAME = 254, 64


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
    is_odd = not address.isascii() or '"' in address
    if is_odd or len(address) > _LONGEST or len(name) > _LONGEST_NAME:
        raise AddressIsWrong("no_address")
    return address

"""One address of one person, or none: nothing that could be two, or a header."""

from __future__ import annotations

import re

LONGEST = 254
_TOO_LONG = f"an address has at most {LONGEST} characters, 64 of them before the @"
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(\.{_LABEL})*")


class AddressIsWrong(ValueError):
    """This is no address that a mail can be sent to. One gets here with a form that has not asked read_address."""


class AddressIsTooLong(AddressIsWrong):
    """It is longer than any that a mail can be sent to."""


def read_address(text: str) -> str:
    """The address in a form in which it can be sent to: a domain of other letters is written in ASCII.

    Raises AddressIsWrong, whose message does not repeat the address.
    """
    typed = text.strip(" ")
    if len(typed) > LONGEST:
        raise AddressIsTooLong(_TOO_LONG)
    local, at, domain = typed.rpartition("@")
    try:
        ascii_domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise AddressIsWrong("the domain is none") from error
    if not at or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(ascii_domain):
        raise AddressIsWrong("an address is name@domain, in ASCII before the @")
    address = f"{local}@{ascii_domain}"
    if len(address) > LONGEST or len(local) > 64:
        raise AddressIsTooLong(_TOO_LONG)
    return address

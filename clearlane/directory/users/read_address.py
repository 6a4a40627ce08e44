"""An e-mail address as a person types it."""

from __future__ import annotations

from clearlane.foundation.mail import address


class AddressIsWrong(ValueError):
    """What was typed is no e-mail address; the text of the error is why: no_at, no_domain, no_address, too_long."""


def read_address(text: str) -> str:
    """The address as it is kept, in small letters and ASCII, without what stands around it. Raises AddressIsWrong.

    Whatever is kept can be mailed to: the floor that mails has the last word.
    """
    typed = text.strip().lower()
    name, at, domain = typed.rpartition("@")
    if not at or not name:
        raise AddressIsWrong("no_at")
    if "." not in domain.strip("."):
        raise AddressIsWrong("no_domain")
    try:
        return address.read_address(typed)
    except address.AddressIsTooLong as error:
        raise AddressIsWrong("too_long") from error
    except address.AddressIsWrong as error:
        raise AddressIsWrong("no_address") from error

"""Links in mails: made from ``CLEARLANE_ORIGIN`` alone, never from what a request says of its host."""

from __future__ import annotations

import re

from django.conf import settings

_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")


class NotOurs(ValueError):
    """A link leads elsewhere. Values of a mail that are links are made by ``link``; their names end in ``link``."""


def link(path: str) -> str:
    """The whole address of a path of this house. Raises NotOurs."""
    if not _PATH.fullmatch(path):
        raise NotOurs("a path begins with one / and holds neither spaces nor backslashes")
    return f"{settings.ORIGIN}{path}"


def check_link(value: str) -> str:
    """The link itself, where it is one of ours. Raises NotOurs."""
    if not value.startswith(settings.ORIGIN) or not _PATH.fullmatch(value.removeprefix(settings.ORIGIN)):
        raise NotOurs("a link in a mail is made by foundation/mail/links")
    return value

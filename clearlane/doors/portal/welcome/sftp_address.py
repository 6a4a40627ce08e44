"""Where the SFTP door of this house is, as its submitters reach it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

USUAL_PORT = 8822


@dataclass(frozen=True, slots=True)
class SftpAddress:
    """Host and port."""

    host: str
    port: int


def sftp_address() -> SftpAddress:
    """The host of the house's origin, and the port that `up` has opened."""
    try:
        told = json.loads((Path(settings.DATA) / "addresses.json").read_text("utf-8"))
        port = urlsplit(str(told["sftp"])).port or USUAL_PORT
    except (OSError, ValueError, KeyError, TypeError):
        port = USUAL_PORT
    return SftpAddress(urlsplit(settings.ORIGIN).hostname or "localhost", port)

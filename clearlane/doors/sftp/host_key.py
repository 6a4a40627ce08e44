"""The key by which clients know this server."""

from __future__ import annotations

from pathlib import Path

import asyncssh
from django.conf import settings

from clearlane.foundation.durable.files import make_folder, write_file

FILE = "sftp_host_ed25519.key"


def host_key() -> asyncssh.SSHKey:
    """The server's key, from the folder of the keys; made at its first use, readable by this account alone."""
    path = Path(settings.KEYS) / FILE
    if not path.exists():
        make_folder(path.parent)
        write_file(path, [asyncssh.generate_private_key("ssh-ed25519").export_private_key()])
    path.chmod(0o600)
    return asyncssh.read_private_key(path)

"""Whether a profile's host key is one."""

from __future__ import annotations

import asyncssh

from clearlane.exchange.connections.profile import ProfileIsWrong, Way


def check_host_key(*, way: Way) -> None:
    """Refuse a host key that no server could have, before a claim waits for it. None at all may be filled in later:
    nothing is sent without one. Raises ProfileIsWrong.
    """
    if not way.host_key.strip():
        return
    try:
        asyncssh.import_public_key(way.host_key)
    except ValueError as wrong:
        known = f"`ssh-keyscan -p {way.port} {way.host}` prints it behind the name; compare it with what its owner says"
        raise ProfileIsWrong(f"way.host_key is no public key: {known}") from wrong

"""Which roles of an organization may do what; what is not named here every member may."""

from __future__ import annotations

from collections.abc import Mapping

from clearlane.directory.organizations.is_sender import is_sender
from clearlane.directory.users.find_actor import Actor

ROLES_OF: Mapping[str, tuple[str, ...]] = {
    "send files": ("owner", "manager", "biller"),
    "export claims": ("owner", "manager", "biller"),
    "make keys": ("owner", "manager"),
    "go live": ("owner",),
    "sign": ("owner",),
    "invite people": ("owner", "manager"),
    "ask clients": ("owner", "manager"),
    "let in": ("owner",),
}


def sends_claims(asking: Actor) -> bool:
    """Whether the person may send claims, samples among them: payers send none, whoever asks."""
    return is_sender(kind=asking.kind) and asking.role in ROLES_OF["send files"]

"""How are the replies to this SFTP account named?"""

from __future__ import annotations

from dataclasses import dataclass

from .models import SftpUser


@dataclass(frozen=True, slots=True)
class Naming:
    """An account's name and its naming scheme: clean, compatible, or empty for its organization's."""

    username: str
    scheme: str


def find_naming(*, user: int) -> Naming | None:
    """The naming of an SFTP account by its id; None where there is none. Steps may ask, in any scope."""
    row = SftpUser.objects.filter(id=user).values_list("username", "scheme").first()
    return None if row is None else Naming(*row)

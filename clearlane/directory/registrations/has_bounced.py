"""Did the mail with the link come back?"""

from __future__ import annotations

from uuid import UUID

_CAME_BACK = frozenset({"bounced", "failed"})


def has_bounced(*, message: UUID) -> bool:
    """Whether the mail of that id was refused by the server of its address, or could not be delivered at all."""
    from clearlane.foundation.mail.read_messages import find_state

    return find_state(message=message) in _CAME_BACK

"""In which lane does a claim wait for its batch?"""

from __future__ import annotations

from uuid import UUID


def lane(*, connection: UUID, usage: str, version: str, bht06: str, tenant: int) -> str:
    """What never travels in one batch stands in different lanes; a lane begins with the id of its connection.

    Test claims travel with those of their own tenant alone: two may try the same NPI, and the answers to a batch are
    to say nothing of the one to the other.
    """
    apart = f"/{tenant}" if usage == "T" else ""
    return f"{connection}/{usage}/{version[:10]}/{bht06 or 'CH'}{apart}"

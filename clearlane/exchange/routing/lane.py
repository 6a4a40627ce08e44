"""In which lane does a claim wait for its batch?"""

from __future__ import annotations

from uuid import UUID


def lane(*, connection: UUID, usage: str, version: str, bht06: str) -> str:
    """What never travels in one batch stands in different lanes; a lane begins with the id of its connection."""
    return f"{connection}/{usage}/{version[:10]}/{bht06 or 'CH'}"

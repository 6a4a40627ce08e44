"""Remember claims as they were just read, so that the next step of the same worker need not read them again.

A worker goes straight on from a set to the judging of its claims. What it holds from the first step is what the
second would make of the same bytes; for claims that another worker extracted, or that are no longer here, it does.
The row has the last word: a claim is remembered only for the reading that its row still tells of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from clearlane.vocabulary.submitted_claim import SubmittedClaim

MOST = 2_000
"""As many as a chunk has; some 20 KB each."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Which claim, and what its row says of how it is to be read; offset and length are bytes of its file."""

    id: UUID
    version: str
    delimiters: str
    offset: int
    length: int


_held: dict[Reading, SubmittedClaim] = {}


def remember(claims: Mapping[Reading, SubmittedClaim]) -> None:
    """Hold these; of more than ``MOST`` the oldest are let go."""
    _held.update(claims)
    for reading in list(_held)[: max(0, len(_held) - MOST)]:
        del _held[reading]


def take_remembered(reading: Reading) -> SubmittedClaim | None:
    """The claim, which is then no longer held; None where it was not."""
    return _held.pop(reading, None)

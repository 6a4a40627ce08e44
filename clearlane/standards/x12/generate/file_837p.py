"""An 837P interchange in memory."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.generate.plan import Planned
from clearlane.standards.x12.generate.stream_837p import stream_837p


@dataclass(frozen=True, slots=True)
class File837P:
    """The file and what should become of each of its claims, in file order."""

    content: bytes
    claims: tuple[Planned, ...]


def file_837p(order: Order) -> File837P:
    """Make the ordered file; ``stream_837p`` makes the same bytes without holding them."""
    pieces = list(stream_837p(order))
    return File837P(b"".join(piece for piece, _ in pieces), tuple(claim for _, claim in pieces if claim is not None))

"""A body written by hand as the text of a file, and the words by which a public source is named."""

from __future__ import annotations

from collections.abc import Callable

from tests.standards.guides.byhand.made_by_hand import Sourced
from tests.standards.guides.byhand.wrapped import wrapped

Filed = Callable[..., Sourced]
"""A body, the source of its shape, and what is said of it (nothing of a clean file)."""


def filer(*, kind: str, group: str, version: str, named: bool = True) -> Filed:
    """What makes a whole file of the body of one set; ST03 is left out where it is not `named`."""

    def filed(body: str, source: str, says: str = "") -> Sourced:
        segments = wrapped(body, kind=kind, group=group, version=version, named=named)
        return Sourced("\n" + "\n".join(segments[1:]) + "\n", source, says)

    return filed


def example(page: str, shows: str) -> str:
    """A sample transaction that X12 publishes: its guide, and the sample by number or name."""
    return f"Sample transactions, X12, x12.org/examples/{page}: {shows}"


def interpretation(number: int, shows: str) -> str:
    """What X12 answers to a question on a guide."""
    return f"Request for interpretation {number}, X12, x12.org/resources/requests-for-interpretation: {shows}"


def unfound(shape: str) -> str:
    """The honest mark of a shape that no public source was found for."""
    return f"From the trade's knowledge, no source found: {shape}"

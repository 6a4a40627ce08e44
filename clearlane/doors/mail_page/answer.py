"""Answers of the local mail page, with the headers that each of them has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CLOSED = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; frame-ancestors 'none'; "
    "form-action 'none'; base-uri 'none'"
)
"""What a page of ours may load."""
OF_A_MAIL = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'; base-uri 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""What a mail may: have its colours, and open links in a window of their own."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, type, bytes and further headers."""

    status: str
    body: bytes
    kind: str = "text/html; charset=utf-8"
    policy: str = CLOSED
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def headers(self) -> list[tuple[str, str]]:
        """All headers: nothing is kept, nothing is told to others."""
        fixed = {
            "Content-Type": self.kind,
            "Content-Length": str(len(self.body)),
            "Content-Security-Policy": self.policy,
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        return list((fixed | dict(self.more)).items())


def refusal(status: str, sentence: str) -> Answer:
    """A request that is refused, in a sentence of plain text."""
    return Answer(status, f"{sentence}\n".encode(), "text/plain; charset=utf-8")

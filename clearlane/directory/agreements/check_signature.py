"""Who signs?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clearlane.directory.registrations.checked import line_of, line_problem

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Signature:
    """The name and title of who signs, as he typed them."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class CheckedSignature:
    """``problems``: field -> one word for what is wrong with it."""

    signature: Signature
    problems: Mapping[str, str] = field(default_factory=dict)


def check_signature(*, typed: Mapping[str, str]) -> CheckedSignature:
    """Judge signer, title and authorized as they were typed."""
    signer, title = (line_of(typed.get(field, ""), longest=_LONGEST) for field in ("signer", "title"))
    signature = Signature(signer, title)
    found = {
        "signer": line_problem(typed.get("signer", ""), longest=_LONGEST),
        "title": line_problem(typed.get("title", ""), longest=_LONGEST),
        "authorized": "" if typed.get("authorized") else "missing",
    }
    return CheckedSignature(signature, {field: problem for field, problem in found.items() if problem})

"""Who signs?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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
    signature = Signature(_line(typed.get("signer", "")), _line(typed.get("title", "")))
    found = {
        "signer": "" if signature.name else "missing",
        "title": "" if signature.title else "missing",
        "authorized": "" if typed.get("authorized") else "missing",
    }
    return CheckedSignature(signature, {field: problem for field, problem in found.items() if problem})


def _line(text: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:_LONGEST]

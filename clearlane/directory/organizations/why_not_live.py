"""What an operator is told of an organization that cannot go live yet."""

from __future__ import annotations

from .find_missing import REASONS, find_missing


def why_not_live(*, tenant: int) -> str:
    """What ``find_missing`` finds, in sentences; empty where nothing is missing. Inside a scope of the tenant."""
    missing = find_missing(tenant=tenant)
    return " ".join(text for name, text in REASONS.items() if name in missing)

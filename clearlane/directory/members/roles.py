"""The four parts that a person may have in an organization, and which of them gives which."""

from __future__ import annotations

from collections.abc import Mapping

ROLES: Mapping[str, str] = {
    "owner": "Everything, including going live and naming other owners",
    "manager": "People, keys, files and claims",
    "biller": "Sends files and works claims",
    "reader": "Reads, and changes nothing",
}
"""Role -> what it may do, the mightiest first."""

_ORDER = tuple(ROLES)


def may_give(*, mine: str, role: str) -> bool:
    """Whether who has the part ``mine`` may give, change or end the part ``role``: those that are at most his own.

    Only owners and managers may at all.
    """
    return mine in _ORDER[:2] and role in _ORDER and _ORDER.index(role) >= _ORDER.index(mine)


def list_roles(*, mine: str) -> tuple[str, ...]:
    """The parts that he may give, the mightiest first."""
    return tuple(role for role in _ORDER if may_give(mine=mine, role=role))

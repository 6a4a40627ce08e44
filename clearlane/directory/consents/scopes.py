"""What a client may let another organization do."""

from __future__ import annotations

from collections.abc import Mapping

SCOPES: Mapping[str, str] = {
    "claims": "See claims, files and payments",
    "send": "See claims, files and payments, and send claims in the client's name",
}
"""Scope of a grant -> what it lets the other do, the narrower first."""
TO_CLIENT: Mapping[str, str] = {
    "claims": "See your claims, files and payments",
    "send": "See your claims, files and payments, and send claims in your name",
}
"""The same, as it is said to the client."""

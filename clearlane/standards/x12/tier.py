"""Tier: how fast a set may be read. Each tier proves less at once and asks the next for what it cannot prove."""

from __future__ import annotations

from enum import IntEnum


class Tier(IntEnum):
    """BLOCK: whole loops by one pattern. ROW: each segment by its own. EXPLAIN: each element, with reasons."""

    BLOCK = 1
    ROW = 2
    EXPLAIN = 3

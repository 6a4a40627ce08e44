"""The house is a tenant as well: it owns what is exchanged with payers."""

from __future__ import annotations

HOUSE = 1

"""The tables of this folder, for Django; each stands in a file of its own."""

from __future__ import annotations

from .consent_ask import ConsentAsk

__all__ = ["ConsentAsk"]

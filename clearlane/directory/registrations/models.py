"""The tables of this folder, for Django; each stands in a file of its own."""

from __future__ import annotations

from .contact import Contact
from .registration import Registration

__all__ = ["Contact", "Registration"]

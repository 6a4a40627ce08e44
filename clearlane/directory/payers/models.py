"""The tables of this folder, for Django; each stands in a file of its own."""

from __future__ import annotations

from .payer import Payer
from .payer_link import PayerLink
from .payer_transaction import PayerTransaction

__all__ = ["Payer", "PayerLink", "PayerTransaction"]

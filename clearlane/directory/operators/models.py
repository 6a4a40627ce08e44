"""The tables of this folder, for Django; each stands in a file of its own."""

from __future__ import annotations

from .approval import Approval
from .entry import Entry
from .operator import Operator, OperatorLink, OperatorPasskey
from .operator_session import OperatorSession
from .proposal import Proposal

__all__ = ["Approval", "Entry", "Operator", "OperatorLink", "OperatorPasskey", "OperatorSession", "Proposal"]

"""Where the operators' console keeps its browsers."""

from __future__ import annotations

from typing import Any

from clearlane.directory.users.session_store import SessionStore as PeoplesStore


class SessionStore(PeoplesStore):
    """As people's, in the operators' own table."""

    @classmethod
    def get_model_class(cls) -> Any:
        """The table."""
        from clearlane.directory.operators.models import OperatorSession

        return OperatorSession

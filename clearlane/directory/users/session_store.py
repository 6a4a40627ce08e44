"""Where Django keeps sessions: in our table, by the hash of the key."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from clearlane.foundation.clock.read import now


class SessionStore(DatabaseStore):
    """Django's own store, but for the key: the browser has it, the table has its SHA-256."""

    @classmethod
    def get_model_class(cls) -> Any:
        """The table."""
        from clearlane.directory.users.models import Session

        return Session

    def _get_session_from_db(self) -> Any:
        key = self.session_key
        row = self.model.objects.filter(session_key=hash_of(key), expire_date__gt=now()).first() if key else None
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str | None) -> bool:
        """Whether there is a session of that key."""
        return bool(session_key) and self.model.objects.filter(session_key=hash_of(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row of this session. When it began is kept in its data, since each save writes all of the row."""
        at = now()
        begun = data.setdefault("begun", at.isoformat())
        user = data.get(SESSION_KEY)
        make = self.get_model_class()
        return make(
            session_key=hash_of(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=int(user) if user else None,
            begun_at=datetime.fromisoformat(begun),
            seen_at=at,
        )

    def delete(self, session_key: str | None = None) -> None:
        """End the session."""
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(session_key=hash_of(key)).delete()


def hash_of(key: str | None) -> str:
    """What the table knows of a session key."""
    return hashlib.sha256((key or "").encode()).hexdigest()

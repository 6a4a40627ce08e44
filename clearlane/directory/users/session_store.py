"""Where Django keeps sessions: in our table, by the hash of the key, for as long as somebody works."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.delete_in_batches import delete_in_batches

BEGUN, DEVICE = "begun", "device"
_RENEWED_EVERY = timedelta(seconds=30)


class SessionStore(DatabaseStore):
    """Django's own store, but for two things: the table has the SHA-256 of the key that the browser holds, and a
    session ends when nobody works in it for a while, and at the latest some hours after it began."""

    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        """The table."""
        from clearlane.directory.users.models import Session

        return Session

    @classmethod
    def clear_expired(cls) -> None:
        """The same as ``sweep``, as Django calls it."""
        cls.sweep()

    @classmethod
    def sweep(cls) -> int:
        """Take away sessions that have ended by themselves, strangers' too: how many. Done by the role ``owner``."""
        return delete_in_batches(cls.get_model_class().objects.filter(expire_date__lte=now()))

    def renew(self) -> None:
        """Somebody works: the time until the session ends runs anew. A stranger's session is not prolonged."""
        at = now()
        if SESSION_KEY not in self or (self.seen_at and at - self.seen_at < _RENEWED_EVERY):
            return
        self.seen_at = at
        row = self.get_model_class().objects.filter(session_key=hash_of(self.session_key), expire_date__gt=at)
        row.update(seen_at=at, expire_date=self.ends_at())

    def cycle_key(self) -> None:
        """Another key for the session: somebody is there, who signs in or proves himself."""
        self.seen_at = now()
        super().cycle_key()

    def ends_at(self) -> datetime:
        """When the session ends, unless somebody works in it meanwhile."""
        seen = self.seen_at or now()
        latest = self._begun() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
        return min(seen + settings.SESSION_IDLE, latest) if SESSION_KEY in self else latest

    def _begun(self) -> datetime:
        return datetime.fromisoformat(self.setdefault(BEGUN, now().isoformat()))

    def _get_session_from_db(self) -> Any:
        key = self.session_key
        row = self.model.objects.filter(session_key=hash_of(key), expire_date__gt=now()).first() if key else None
        if row is None:
            self._session_key = None
        else:
            self.seen_at = cast(Any, row).seen_at
        return row

    def exists(self, session_key: str | None) -> bool:
        """Whether there is a session of that key."""
        return bool(session_key) and self.model.objects.filter(session_key=hash_of(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row of this session. When it began is kept in its data, since each save writes all of the row."""
        user = data.get(SESSION_KEY)
        begun, ends = self._begun(), self.ends_at()
        make = self.get_model_class()
        return make(
            session_key=hash_of(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data | {BEGUN: begun.isoformat()}),
            expire_date=ends,
            user_id=int(user) if user else None,
            device=data.get(DEVICE, ""),
            begun_at=begun,
            seen_at=self.seen_at or now(),
        )

    def delete(self, session_key: str | None = None) -> None:
        """End the session."""
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(session_key=hash_of(key)).delete()


def hash_of(key: str | None) -> str:
    """What the table knows of a session key."""
    return hashlib.sha256((key or "").encode()).hexdigest()

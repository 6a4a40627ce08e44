"""A signed-in browser: Django's session, under a key that only the browser knows."""

from __future__ import annotations

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """``session_key`` is the SHA-256 of what the cookie holds, in hex: who reads this table cannot sign in with it."""

    session_key = models.CharField(max_length=64, primary_key=True, db_collation="C")
    user_id = models.BigIntegerField(null=True, db_index=True)
    device = models.TextField(default="")
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"session of user {self.user_id}"

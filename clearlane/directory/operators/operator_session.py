"""An operator's browser. Another table than that of people's browsers: who may write those makes no operator."""

from __future__ import annotations

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class OperatorSession(AbstractBaseSession):
    """``session_key`` is the SHA-256 of what the cookie holds."""

    session_key = models.CharField(max_length=64, primary_key=True, db_collation="C")
    user_id = models.BigIntegerField(null=True, db_index=True)
    device = models.TextField(default="")
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"session of operator {self.user_id}"

"""Counts that end by themselves, shared by all processes of the web: tries at sign-in, codes that were used."""

from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """How often something was done until ``ends_at``; before ``free_at`` it may not be done again.

    ``key`` is the SHA-256 of what is counted, so that nobody reads from it who tried to sign in, and whence.
    """

    key = models.TextField(primary_key=True, db_collation="C")
    count = models.IntegerField()
    free_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at}"

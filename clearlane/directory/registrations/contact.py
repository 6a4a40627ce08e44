"""Somebody who is to be called: hospitals and health systems before, or after, they sign up."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

SOURCES = ("form", "sign_up")


class Contact(models.Model):
    """One entry of the list that an operator works: open until somebody writes down that he has worked it."""

    id = models.UUIDField(primary_key=True)
    name = models.TextField()
    organization = models.TextField()
    email = models.TextField()
    phone = models.TextField(default="")
    wish = models.TextField(default="")
    source = models.TextField()
    asked_at = models.DateTimeField()
    asked_from = models.TextField(default="", db_collation="C")
    worked_at = models.DateTimeField(null=True)
    worked_by = models.TextField(default="")
    note = models.TextField(default="", db_default="")

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["worked_at", "asked_at"], name="contact_by_time"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=models.Q(source__in=SOURCES), name="a_contact_has_a_known_source"),
            models.CheckConstraint(
                condition=models.Q(worked_at=None, worked_by="")
                | (models.Q(worked_at__isnull=False) & ~models.Q(worked_by="")),
                name="a_worked_contact_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"

"""A person who signs in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    """How Django's sign-in finds a user; users are made by the directory's verbs only."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of that name, in whatever case it was typed; User.DoesNotExist where there is none."""
        return self.get(username=(username or "").lower())


class User(AbstractBaseUser):
    """A person. What he may do follows from his memberships; there are no groups and no superusers."""

    username = models.TextField(unique=True, db_collation="C")
    email = models.TextField(default="", db_collation="C")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    created_by = models.TextField()

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(username__regex=r"^[a-z0-9._-]{3,30}$"), name="a_username_is_3_to_30_of_a_z_0_9"
            ),
            models.UniqueConstraint(
                fields=["email"], condition=~models.Q(email=""), name="an_email_address_belongs_to_one_user"
            ),
        ]

    def __str__(self) -> str:
        return self.username

"""Make the account of a person whose address a link has just proved."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import IntegrityError

from clearlane.foundation.clock.read import now

from .models import User

_ONE_OF_EACH_NAME = "directory_users_user_username_key"


def add_user(*, email: str, username: str, password: str, by: str) -> int:
    """The new user's id, in the caller's transaction; ``by`` is what made him. Raises IntegrityError where somebody
    has the name or the address."""
    user = User(username=username, email=email, created_at=now(), created_by=by)
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return int(user.pk)


def is_of_the_name(error: IntegrityError) -> bool:
    """Whether what was wrong is that somebody has the username. The constraint says so; the error's text has values."""
    said = getattr(error.__cause__, "diag", None)
    return said is not None and said.constraint_name == _ONE_OF_EACH_NAME

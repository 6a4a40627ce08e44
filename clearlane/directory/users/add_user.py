"""Make the account of a person whose address a link has just proved."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from clearlane.foundation.clock.read import now

from .models import User


def add_user(*, email: str, username: str, password: str, by: str) -> int:
    """The new user's id, in the caller's transaction; ``by`` is what made him. Raises IntegrityError where somebody
    has the name or the address."""
    user = User(username=username, email=email, created_at=now(), created_by=by)
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return int(user.pk)

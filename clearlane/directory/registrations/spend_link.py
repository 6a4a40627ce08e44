"""The POST of step 8: a link becomes a user with a verified address."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from clearlane.directory.users.add_user import add_user, is_of_the_name
from clearlane.directory.users.models import User
from clearlane.directory.users.secret import digest
from clearlane.foundation.clock.read import now

from .check_login import Login
from .check_practice import PracticeAnswers
from .find_link import GOOD, USED, state_of
from .models import Registration

BY = "sign-up"


class LinkIsNotGood(RuntimeError):
    """The link cannot be spent; the text of the error is its state: expired, replaced, used, unknown."""


class UsernameIsTaken(ValueError):
    """Somebody has this username."""


def spend_link(*, token: str, practice: PracticeAnswers, login: Login) -> int:
    """Make the user, with the address of the link verified, and keep the answers of step 8: the user's id.

    All at once or not at all; of two that spend one link the second is told that it was used. Raises LinkIsNotGood,
    UsernameIsTaken.
    """
    try:
        with transaction.atomic(using="default"):
            return _spend(token, practice, login)
    except IntegrityError as error:
        if is_of_the_name(error):
            raise UsernameIsTaken from error
        raise LinkIsNotGood(USED) from error


def _spend(token: str, practice: PracticeAnswers, login: Login) -> int:
    row = Registration.objects.select_for_update().filter(token_sha256=digest(token)).first()
    if row is None:
        raise LinkIsNotGood("unknown")
    if (state := state_of(row)) != GOOD:
        raise LinkIsNotGood(state)
    if User.objects.filter(email=row.email).exists():
        raise LinkIsNotGood(USED)
    if User.objects.filter(username=login.username).exists():
        raise UsernameIsTaken
    user = add_user(email=row.email, username=login.username, password=login.password, by=BY)
    row.user_id, row.spent_at = user, now()
    row.organization, row.npi = practice.organization, practice.npi
    row.tin, row.tin_kind = practice.tin, practice.tin_kind
    row.save()
    return user

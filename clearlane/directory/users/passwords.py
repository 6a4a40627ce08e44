"""Set a password: by a link in a mail, or by who is signed in."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from clearlane.foundation.mail.links import link

from .devices import end_other_sessions
from .find_by_password import look_up
from .links import drop_links, find_link, make_link, spend_link
from .models import User
from .note import note
from .password_rules import broken_rule
from .sign_in import end_all_sessions
from .tell import tell


class PasswordRefused(ValueError):
    """The password breaks a rule; the message says which, and what to do."""


def check_new_password(*, password: str, username: str, email: str) -> None:
    """Raises PasswordRefused where nobody should have this password, or this person should not."""
    if broken := broken_rule(password=password, username=username, email=email):
        raise PasswordRefused(broken.messages[0])


def ask_reset(*, typed: str) -> None:
    """Mail a link by which the person of that name or address sets a new password; nothing for an unknown one."""
    account = look_up(typed=typed)
    if account is None:
        return
    with transaction.atomic(using="default"):
        token = make_link(user_id=account.id, kind="reset")
        tell(user_id=account.id, template="reset_password", link=link(f"/link/reset/{token}"))


def reset_password(*, token: str, password: str) -> int | None:
    """Spend a link and set the password; all sessions end, factors stay. None where the link is not good.

    Raises PasswordRefused, and then the link stays good.
    """
    found = find_link(token=token, kind="reset")
    if found is None or found.state != "good":
        return None
    user = User.objects.get(pk=found.user)
    check_new_password(password=password, username=user.username, email=user.email)
    with transaction.atomic(using="default"):
        if not spend_link(token=token, kind="reset"):
            return None
        _set(user, password)
        end_all_sessions(user_id=found.user)
        tell(user_id=found.user, template="factor_changed", change="Your password was set anew by a link in a mail")
        note(user_id=found.user, event="user:password:reset")
    return found.user


def change_password(request: HttpRequest, *, user_id: int, password: str) -> None:
    """Set the password of who is signed in; all his other sessions end. Raises PasswordRefused."""
    user = User.objects.get(pk=user_id)
    check_new_password(password=password, username=user.username, email=user.email)
    with transaction.atomic(using="default"):
        _set(user, password)
        drop_links(user_id=user_id, kinds=("reset",))
        update_session_auth_hash(request, user)
        end_other_sessions(user_id=user_id, this=request.session.session_key)
        tell(user_id=user_id, template="factor_changed", change="Your password was changed")
        note(user_id=user_id, event="user:password:changed")


def _set(user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])

"""Change the address of a person: asked for, confirmed from the new one, undone from the old one."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from clearlane.foundation.mail.links import link

from .links import drop_later_links, drop_links, find_link, make_link, spend_link
from .models import User
from .note import note
from .read_address import AddressIsWrong, read_address
from .sign_in import end_all_sessions
from .tell import tell_address

_WRONG = "No mail can be sent to this. Enter the whole address, such as name@practice.example, in plain letters."


class AddressRefused(ValueError):
    """What was typed is no e-mail address, or the one that the person has already."""


def ask_change(*, user_id: int, typed: str) -> str:
    """Mail a link to the new address, and give it as it is kept. Raises AddressRefused.

    Where the address is another account's, its owner is mailed that he has one, and nobody sees a difference: the
    link is made too, and nobody gets it.
    """
    user = User.objects.get(pk=user_id)
    address = _read(typed, now=user.email)
    is_known = User.objects.filter(email=address).exists()
    with transaction.atomic(using="default"):
        token = make_link(user_id=user_id, kind="email_new", address=address)
        if is_known:
            there = {"signin_link": link("/signin"), "reset_link": link("/reset")}
            tell_address(to=address, template="have_account", **there)
        else:
            confirm = link(f"/link/email_new/{token}")
            tell_address(to=address, template="email_change_new", username=user.username, link=confirm)
    return address


def confirm_change(*, token: str) -> bool:
    """Let the new address hold, and mail the old one how to undo it. False where the link is not good."""
    found = find_link(token=token, kind="email_new")
    if found is None or found.state != "good":
        return False
    try:
        with transaction.atomic(using="default"):
            if not spend_link(token=token, kind="email_new"):
                return False
            _change(found.user, found.address)
            note(user_id=found.user, event="user:address:changed")
    except IntegrityError:
        return False
    return True


def undo_change(*, token: str) -> bool:
    """Let the old address hold again, and end all sessions. False where the link is not good.

    Changes that came after this one are undone with it: who made them cannot come back by the mails that he was sent.
    """
    found = find_link(token=token, kind="email_undo")
    if found is None or found.state != "good":
        return False
    try:
        with transaction.atomic(using="default"):
            if not spend_link(token=token, kind="email_undo"):
                return False
            drop_later_links(token=token, kind="email_undo")
            drop_links(user_id=found.user, kinds=("email_new", "reset"))
            end_all_sessions(user_id=found.user)
            _keep(User.objects.get(pk=found.user), found.address)
            note(user_id=found.user, event="user:address:restored")
    except IntegrityError:
        return False
    return True


def _change(user_id: int, address: str) -> None:
    user = User.objects.get(pk=user_id)
    old = user.email
    _keep(user, address)
    drop_links(user_id=user_id, kinds=("reset",))
    if old:
        token = make_link(user_id=user_id, kind="email_undo", address=old)
        undo = link(f"/link/email_undo/{token}")
        tell_address(to=old, template="email_changed_old", username=user.username, undo_link=undo)


def _keep(user: User, address: str) -> None:
    user.email = address
    user.save(update_fields=["email"])
    if not EmailAddress.objects.filter(user_id=user.pk).update(email=address, verified=True):
        EmailAddress.objects.create(user_id=user.pk, email=address, verified=True, primary=True)


def _read(typed: str, *, now: str) -> str:
    try:
        address = read_address(typed)
    except AddressIsWrong as error:
        raise AddressRefused(_WRONG) from error
    if address == now:
        raise AddressRefused("This is your address already.")
    return address

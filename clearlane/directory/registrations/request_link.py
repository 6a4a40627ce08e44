"""Mail a link by which an address is verified."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from clearlane.directory.users.models import User
from clearlane.directory.users.network_of import network_of
from clearlane.directory.users.secret import digest
from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id

from .models import Registration
from .registration import PRODUCTS

LASTS = timedelta(hours=24)
CAPPED = timedelta(hours=1)
PER_ADDRESS, PER_SENDER, PER_NETWORK, PER_HOUSE = 4, 20, 40, 500
"""Links that are mailed within an hour: to one address, for one sender (an IPv6 /64 counts as one), for his whole
network (an IPv4 /24, an IPv6 /48), in all. It takes who has thirteen networks to close sign-up for everybody."""
_WIDTHS = {4: 24, 6: 48}


class TooManyLinks(RuntimeError):
    """Within the last hour this address, sender, network or the whole installation was mailed as many as it may."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A mail is on its way: to whom, since when, its id, and how many more he may ask for within the hour."""

    email: str
    at: datetime
    remaining: int
    message: UUID


def request_link(*, email: str, product: str, asked_from: str) -> Asked:
    """Mail a link to an address that ``read_address`` gave, and revoke the links before it.

    An address that has an account gets another mail instead, which says so; nothing else tells the two apart: both
    write the same rows. ``asked_from`` is the sender's IP address. Raises TooManyLinks.
    """
    at, sender, token = now(), network_of(asked_from), secrets.token_urlsafe(32)
    with transaction.atomic(using="default"):
        _wait_for(email, _widely(sender))
        remaining = _remaining(email, sender, at)
        is_known = User.objects.filter(email=email).exists()
        Registration.objects.filter(email=email, spent_at=None, revoked_at=None).update(revoked_at=at)
        Registration.objects.create(
            id=new_id(),
            email=email,
            product=product if product in PRODUCTS else PRODUCTS[0],
            token_sha256=None if is_known else digest(token),
            asked_at=at,
            asked_from=sender,
            expires_at=at + LASTS,
        )
        message = _mail(email, token, is_known=is_known)
    return Asked(email, at, remaining, message)


def _widely(sender: str) -> str:
    """The network in which a sender, as ``network_of`` gave him, may have many addresses."""
    try:
        known = ipaddress.ip_network(sender)
    except ValueError:
        return sender
    return str(known.supernet(new_prefix=_WIDTHS[known.version]))


def _wait_for(email: str, network: str) -> None:
    """Two requests for one address go one after the other: only the later link is good, and the cap is exact. So do
    those of one network. An address is waited for first, so that no two wait for each other."""
    with connections["default"].cursor() as cur:
        for kind, whose in (("sign-up", email), ("sign-up from", network)):
            cur.execute("SELECT pg_advisory_xact_lock(hashtext(%s), hashtext(%s))", [kind, whose])


def _remaining(email: str, sender: str, at: datetime) -> int:
    """How many more links the address may ask for after this one."""
    recent = Registration.objects.filter(asked_at__gt=at - CAPPED)
    asked = recent.filter(email=email).count()
    senders = list(recent.values_list("asked_from", flat=True)[:PER_HOUSE])
    near = sum(_widely(each) == _widely(sender) for each in senders)
    if asked >= PER_ADDRESS or senders.count(sender) >= PER_SENDER or near >= PER_NETWORK or len(senders) >= PER_HOUSE:
        raise TooManyLinks
    return PER_ADDRESS - asked - 1


def _mail(email: str, token: str, *, is_known: bool) -> UUID:
    from clearlane.foundation.mail.links import link
    from clearlane.foundation.mail.put import put

    values: dict[str, Any]
    if is_known:
        template, values = "have_account", {"signin_link": link("/signin"), "reset_link": link("/reset")}
    else:
        template, values = "verify_email", {"link": link(f"/verify/{token}"), "hours": LASTS // timedelta(hours=1)}
    message: UUID = put(to=email, template=template, values=values)
    return message

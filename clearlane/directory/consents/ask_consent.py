"""Ask a client for access, and take the ask back. Whatever is typed of a client, nothing of him is looked up."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta

from clearlane.directory.members.invite import PER_DAY, TO_STRANGERS
from clearlane.directory.organizations.describe import describe
from clearlane.directory.users.secret import digest
from clearlane.directory.users.wait_for_members import wait_for_members
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.mail.count_recent import count_recent
from clearlane.foundation.mail.links import link
from clearlane.foundation.mail.put import put

from .models import ConsentAsk
from .read_wish import Wish, WishIsWrong, read_wish
from .scopes import TO_CLIENT

LASTS = timedelta(days=7)


def ask_consent(*, tenant: int, typed: Mapping[str, str], asker: int) -> int:
    """Mail the address that was typed a link by which the client answers, inside ``as_member``: the ask's number.

    An earlier ask of the same NPI and address is good no more. Raises WishIsWrong.
    """
    wait_for_members(tenant=tenant)
    shown = describe(tenant=tenant)
    wish = read_wish(typed=typed, zone=shown.time_zone)
    if not shown.is_live and count_recent(tenant=tenant, templates=TO_STRANGERS) >= PER_DAY:
        text = f"Until your organization is live it mails at most {PER_DAY} people a day. Go on tomorrow."
        raise WishIsWrong({"address": text})
    row, token = _keep(tenant, wish, asker)
    values = {
        "organization": shown.name,
        "npi": wish.npi,
        "may": TO_CLIENT[wish.scope],
        "first_day": wish.first_day,
        "last_day": wish.last_day,
        "days": LASTS.days,
        "link": link(f"/link/consent/{token}"),
    }
    put(to=wish.address, template="consent_asked", values=values, tenant=tenant)
    detail = {"ask": row.pk, "npi": wish.npi, "scope": wish.scope}
    record(tenant=tenant, event="consent:ask:sent", by=f"user:{asker}", detail=detail)
    return int(row.pk)


def take_back_ask(*, tenant: int, ask: int, by: str) -> bool:
    """The link is good no more, inside ``as_member``. False where there is no open one."""
    changed = ConsentAsk.objects.filter(tenant_id=tenant, pk=ask, closed_at=None).update(
        closed_at=now(), outcome="taken_back"
    )
    if changed:
        record(tenant=tenant, event="consent:ask:taken_back", by=by, detail={"ask": ask})
    return bool(changed)


def _keep(tenant: int, wish: Wish, asker: int) -> tuple[ConsentAsk, str]:
    at, token = now(), secrets.token_urlsafe(32)
    same = ConsentAsk.objects.filter(tenant_id=tenant, npi=wish.npi, address=wish.address, closed_at=None)
    same.update(closed_at=at, outcome="taken_back")
    row = ConsentAsk.objects.create(
        tenant_id=tenant,
        npi=wish.npi,
        address=wish.address,
        scope=wish.scope,
        from_at=wish.from_at,
        until_at=wish.until_at,
        token_sha256=digest(token),
        asker_id=asker,
        made_at=at,
        good_until=at + LASTS,
    )
    return row, token

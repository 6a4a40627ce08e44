"""The client answers: an owner of it, under the address to which the ask was sent."""

from __future__ import annotations

from django.db import DatabaseError, connections

from clearlane.directory.organizations.name_tenants import name_tenants
from clearlane.directory.users.as_member import as_member
from clearlane.directory.users.models import User
from clearlane.directory.users.tell_owners import tell_owners
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.mail.links import link

from .find_ask import GOOD, Asked, find_ask
from .models import ConsentAsk


class CannotAnswer(ValueError):
    """The ask is not good, or is another's to answer. Nothing was changed."""


def say_yes(*, token: str, client: int, user: int) -> bool:
    """Let the organization in. False where operators have to look first: the client's own NPI is not verified here.

    The database itself checks who says it (directory_give_consent). Raises CannotAnswer.
    """
    asked, by = _good(token), f"user:{user}"
    try:
        with as_member(tenant=client, by=by):
            grant = _give(asked.id, client, user)
            event = "organization:grant:added" if grant else "consent:ask:answered"
            detail = {"ask": asked.id, "grantee": asked.tenant, "scope": asked.scope, "grant": grant}
            record(tenant=client, event=event, by=by, detail=detail)
            if grant:
                tell_given(asked, client=client)
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") != "23514":
            raise
        raise CannotAnswer from error
    return grant is not None


def say_no(*, token: str, client: int, user: int) -> None:
    """Refuse. Raises CannotAnswer."""
    asked, at = _good(token), now()
    with as_member(tenant=client, by=f"user:{user}"):
        mine = User.objects.filter(pk=user).values("email")
        rows = ConsentAsk.objects.filter(pk=asked.id, closed_at=None, answered_at=None, address__in=mine)
        rows = rows.exclude(tenant_id=client)
        closed = {"closed_at": at, "outcome": "refused"}
        if not rows.update(answered_at=at, answered_by_id=user, client_id=client, **closed):
            raise CannotAnswer
        detail = {"ask": asked.id, "grantee": asked.tenant}
        record(tenant=client, event="consent:ask:refused", by=f"user:{user}", detail=detail)


def withdraw_yes(*, ask: int, client: int, by: str) -> bool:
    """A yes that operators have not decided is none any more. False where there is no such."""
    with as_member(tenant=client, by=by):
        rows = ConsentAsk.objects.filter(pk=ask, client_id=client, closed_at=None).exclude(answered_at=None)
        changed = rows.update(closed_at=now(), outcome="refused")
        if changed:
            record(tenant=client, event="consent:ask:refused", by=by, detail={"ask": ask})
    return bool(changed)


def tell_given(asked: Asked, *, client: int) -> None:
    """The owners of who asked are mailed that they may."""
    ((_, name),) = name_tenants(tenants=[client])
    values = {"client_organization": name, "may": asked.may, "link": link("/clients")}
    tell_owners(tenant=asked.tenant, template="consent_given", **values)


def _good(token: str) -> Asked:
    asked = find_ask(token=token)
    if asked is None or asked.state != GOOD:
        raise CannotAnswer
    return asked


def _give(ask: int, client: int, user: int) -> int | None:
    with connections["default"].cursor() as cur:
        cur.execute("SELECT public.directory_give_consent(%s, %s, %s, %s)", [ask, client, user, now()])
        (grant,) = cur.fetchone()
    return grant if grant is None else int(grant)

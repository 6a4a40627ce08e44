"""Operators decide an ask: the letter that they saw is the client's, or it is not."""

from __future__ import annotations

from django.db import connections

from clearlane.directory.users.tell_owners import tell_owners
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.mail.links import link

from .answer_ask import tell_given
from .models import ConsentAsk
from .wait_for_operators import WaitingConsent


def give_consent(*, waiting: WaitingConsent, client: int, by: str) -> None:
    """Let the organization in, inside a scope of the client; owners of both sides are told. Whoever calls this has
    the yes of as many operators as it takes."""
    asked = waiting.ask
    with connections["default"].cursor() as cur:
        cur.execute("SELECT public.directory_let_in(%s, %s, %s, %s)", [asked.id, client, by, now()])
        (grant,) = cur.fetchone()
    detail = {"ask": asked.id, "grantee": asked.tenant, "scope": asked.scope, "grant": grant}
    record(tenant=client, event="organization:grant:added", by=by, detail=detail)
    tell_given(asked, client=client)
    values = {"organization": asked.organization, "may": asked.to_client, "link": link("/consents")}
    tell_owners(tenant=client, template="consent_by_letter", **values)


def turn_down(*, waiting: WaitingConsent, by: str) -> None:
    """Close the ask, inside a scope of who asked."""
    asked = waiting.ask
    ConsentAsk.objects.filter(pk=asked.id, closed_at=None).update(closed_at=now(), outcome="turned_down")
    record(tenant=asked.tenant, event="consent:ask:turned_down", by=by, detail={"ask": asked.id})

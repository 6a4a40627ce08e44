"""Write down that a mail is to go to a person, in the transaction that decides it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections

from clearlane.foundation.clock.read import now
from clearlane.foundation.mail.address import read_address
from clearlane.foundation.mail.compose import compose
from clearlane.foundation.mail.seal_words import seal_words
from clearlane.foundation.partitions.identify import new_id


def put(
    *, to: str, template: str, values: Mapping[str, Any], tenant: int | None = None, about: UUID | None = None
) -> UUID:
    """Add one mail and give its id, in the caller's transaction on ``default`` (the gate's side); without one it is
    there at once. It leaves within two seconds of the commit, or is shown on the local mail page.

    ``template`` names ``mail/<template>.txt`` and ``.html``; see compose for the rules of ``values``. Raises
    AddressIsWrong, NotOurs, NoSubject. ``about``: see put_once.
    """
    message, recipient, at = new_id(), read_address(to), now()
    words = compose(template=template, values=values)
    sealed = seal_words(message=message, recipient=recipient, words=words)
    state = "shown" if settings.MAIL_IS_SHOWN else "pending"
    with connections["default"].cursor() as cur:
        cur.execute(
            "INSERT INTO foundation_mail_message"
            " (id, tenant_id, recipient, template, sealed, state, attempts, put_at, due_at, note, about)"
            " VALUES (%s, %s, %s, %s, %s, %s, 0, %s, %s, '', %s)",
            [message, tenant, recipient, template, sealed, state, at, at, about],
        )
    return message

"""Mail several people of one thing, once: whoever comes to it second finds it done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from clearlane.foundation.mail.put import put


def put_once(*, about: UUID, to: Iterable[str], template: str, values: Mapping[str, Any], tenant: int) -> bool:
    """Put a mail of this template about ``about`` to each address, as ``put`` does; on the gate's side.

    False where such mails were put before, to whomever, or there is nobody: then nobody is mailed. Two at once go one
    after the other.
    """
    addresses = list(dict.fromkeys(to))
    with transaction.atomic(using="default"):
        if not addresses or _was_put(about, template):
            return False
        for address in addresses:
            put(to=address, template=template, values=values, tenant=tenant, about=about)
    return True


def _was_put(about: UUID, template: str) -> bool:
    with connections["default"].cursor() as cur:
        cur.execute("SELECT pg_advisory_xact_lock(hashtext('mail once'), hashtext(%s))", [str(about)])
        cur.execute(
            "SELECT EXISTS (SELECT 1 FROM foundation_mail_message WHERE about = %s AND template = %s)",
            [about, template],
        )
        ((found,),) = cur.fetchall()
    return bool(found)

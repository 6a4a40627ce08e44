"""Was an organization mailed of something?"""

from __future__ import annotations

from datetime import datetime

from django.db import connections


def was_put(*, tenant: int, template: str, since: datetime) -> bool:
    """Whether a mail of this template was put for it at that time or later; read on the gate's side."""
    with connections["default"].cursor() as cur:
        cur.execute(
            "SELECT EXISTS (SELECT 1 FROM foundation_mail_message"
            " WHERE tenant_id = %s AND template = %s AND put_at >= %s)",
            [tenant, template, since],
        )
        ((found,),) = cur.fetchall()
    return bool(found)

"""May an organization send claims in the name of another?"""

from __future__ import annotations

from clearlane.directory.organizations.find_visible import find_visible
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.connection import cursor


def sends_for(*, tenant: int) -> bool:
    """Whether a client's grant lets it send, or a pair of a client's, or a client without an NPI, is its to send for.

    Inside a scope of the tenant. A grant to see is none to send.
    """
    if len(find_visible(tenant=tenant, scope="send")) > 1:
        return True
    with cursor() as cur:
        cur.execute("SELECT public.directory_sends_for(%s, %s)", [tenant, today()])
        ((found,),) = cur.fetchall()
    return bool(found)

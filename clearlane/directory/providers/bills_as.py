"""May an organization bill under a name of its own?"""

from __future__ import annotations

from clearlane.foundation.tenancy.connection import cursor

VERIFIED = "verified"


def bills_as(*, tenant: int) -> str:
    """``verified`` where a pair of its own is live, or it is known to a payer without an NPI; ``waiting`` where it gave
    a pair that is not; empty where it gave none. Inside a scope of the tenant."""
    with cursor() as cur:
        cur.execute("SELECT public.directory_bills_as(%s)", [tenant])
        ((found,),) = cur.fetchall()
    return str(found)

"""Try the keys at hand on what the database holds: with others nothing can be read, and the trail would break."""

from __future__ import annotations

import hmac

from clearlane.foundation.audit.hashing import Sealed
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.models import Tenant
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.keyring import AUDIT, KEYS, MASTER, KeyDoesNotFit, key, make_keys
from clearlane.foundation.vault.tenant_key import try_master

_LAST = """
    SELECT last.tenant_id, last.number, last.cluster, last.from_xid, last.to_xid, last.entries, last.root,
           last.previous, last.seal
    FROM foundation_tenancy_tenant AS tenant CROSS JOIN LATERAL (
        SELECT * FROM foundation_audit_block AS block WHERE block.tenant_id = tenant.id ORDER BY number DESC LIMIT 1
    ) AS last ORDER BY last.sealed_at DESC LIMIT 1
"""


def try_keys(*, by: str) -> None:
    """See that both keys are there and made what the database holds; opens a scope.

    Raises KeyIsMissing, KeyIsOpen, KeyDoesNotFit.
    """
    for name in KEYS:
        key(name)
    _used(by)


def ready_keys(*, by: str) -> list[str]:
    """Make the keys that nothing was sealed with yet, try the others, and give the names of those made; as ``owner``.

    A key that is missing beside a database in use is not made anew: the new one would open nothing, and a trail
    that it goes on sealing can never be verified again. Raises as ``try_keys``.
    """
    used = _used(by)
    made = make_keys(names=[name for name in KEYS if name not in used])
    for name in KEYS:
        key(name)
    return made


def try_audit() -> bool:
    """Make the newest seal again with the audit key, inside a scope: False where nothing is sealed yet.

    Raises KeyIsMissing, KeyIsOpen, KeyDoesNotFit.
    """
    with cursor() as cur:
        cur.execute(_LAST)
        row = cur.fetchone()
    if row is None:
        return False
    block = Sealed(row[0], row[1], (row[2], row[3], row[4]), row[5], bytes(row[6]), bytes(row[7]))
    if not hmac.compare_digest(block.seal(key(AUDIT)), bytes(row[8])):
        raise KeyDoesNotFit(AUDIT, "did not seal the audit trail of this database")
    return True


def _used(by: str) -> set[str]:
    """The keys that something was sealed with, each tried."""
    with scope([HOUSE, *Tenant.objects.values_list("id", flat=True)], by=by):
        tried = {MASTER: try_master(), AUDIT: try_audit()}
    return {name for name, is_used in tried.items() if is_used}

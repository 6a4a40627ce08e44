"""Whether the vault at hand is that of the database: a random id, in a row and beside the large objects, says so.

What a machine keeps in a place of its own no other can read, and the same bytes sent anew count as stored already.
"""

from __future__ import annotations

from uuid import UUID

from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.insert import insert_new
from clearlane.foundation.tenancy.models import Tenant
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault import places

_MEND = (
    "share the vault of the house whose database this is, by CLEARLANE_VAULT_S3_URL or one folder in CLEARLANE_VAULT: "
    "docs/OPERATING.md, Several machines"
)
_NEWEST = (
    "SELECT tenant_id, object_id, place FROM foundation_vault_object WHERE place <> 'database'"
    " ORDER BY stored_at DESC LIMIT 1"
)


class OtherVault(RuntimeError):
    """Large objects are kept here in another place than that of the house: a second machine was started without its
    vault, or the vault was not restored yet."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{places.address()} is not the vault of this database: {why}; {_MEND}")


def try_vault() -> None:
    """See that the mark of the database, where it has one, lies in the place of large objects.

    Raises OtherVault, StoreIsAway, StoreRefuses.
    """
    if not (mark := _of_database()):
        return
    found = places.read_mark()
    if not found:
        raise OtherVault(f"there is no {places.MARK} with the id {mark.hex}")
    if _as_id(found) != mark:
        raise OtherVault(f"its {places.MARK} does not hold the id {mark.hex}")


def ready_vault(*, by: str) -> None:
    """Mark database and place as one where the database has no mark yet, else compare them; as ``owner``.

    Of two first starts the row's key decides: the other waits for it, and then compares. A database that has large
    objects already is marked where the newest of them lies, and nowhere else. Raises as ``try_vault``.
    """
    found = places.read_mark()
    with scope([HOUSE, *Tenant.objects.values_list("id", flat=True)], by=by):
        mark = _as_id(found) or new_id()
        columns = {"is_only": "boolean", "mark": "uuid"}
        if insert_new(table="foundation_vault_mark", columns=columns, rows=[(True, mark)], give="mark"):
            _find_newest()
            places.keep_mark(mark.hex)
        elif not found and (known := _of_database()) and places.has_moved(known.hex):
            places.keep_mark(known.hex)
        try_vault()


def _of_database() -> UUID | None:
    with cursor() as sql:
        sql.execute("SELECT mark FROM foundation_vault_mark")
        row = sql.fetchone()
    return row[0] if row else None


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _find_newest() -> None:
    with cursor() as sql:
        sql.execute(_NEWEST)
        row = sql.fetchone()
    if row and not places.is_there(tenant=row[0], object_id=row[1], place=row[2]):
        raise OtherVault(f"its newest object, {row[1]}, is not there")

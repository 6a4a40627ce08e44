from __future__ import annotations

from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import fetch
from clearlane.foundation.vault.store import store
from clearlane.foundation.audit.record import record
from tests.conftest import MakeTenant


def test_scope_shows_the_rows_of_its_tenants(tenant: MakeTenant) -> None:
    mine, other = tenant(), tenant()
    with scope([mine, other], by="test"):
        kept = store(tenant=mine, content=b"hello")
        record(tenant=mine, event="file:file:received", by="test", subjects=[new_id()])
    with scope([mine], by="test"):
        assert fetch(tenant=mine, address=kept.address) == b"hello"

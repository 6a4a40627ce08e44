"""An operator reads a page of an organization: it stands in the organization's own trail before he sees it."""

from __future__ import annotations

from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.scope import scope

from .enter import Inside


def read_page(*, inside: Inside, page: str, by: str) -> None:
    """Write it down, in a scope of its own: without the entry there is no page."""
    with scope([inside.tenant], by=by):
        record(tenant=inside.tenant, event="operator:page:read", by=by, detail={"entry": inside.id, "page": page})

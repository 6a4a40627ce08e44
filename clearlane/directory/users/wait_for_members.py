"""One at a time changes who belongs to an organization."""

from __future__ import annotations

from django.db import connections


def wait_for_members(*, tenant: int) -> None:
    """Until the transaction ends, nobody else changes who belongs to the organization, or invites to it."""
    with connections["default"].cursor() as cur:
        cur.execute("SELECT pg_advisory_xact_lock(hashtext('members'), %s)", [tenant])

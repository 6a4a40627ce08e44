"""For whom does this organization send claims?"""

from __future__ import annotations

from .models import AuthorizedPair


def find_clients(*, submitter: int) -> frozenset[int]:
    """The tenants that own, or owned, claims which the submitter may send; itself among them where it holds a pair."""
    rows = AuthorizedPair.objects.filter(submitter_id=submitter, status="live")
    return frozenset(rows.values_list("tenant_id", flat=True))

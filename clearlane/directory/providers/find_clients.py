"""For whom does this organization send claims?"""

from __future__ import annotations

from .models import AtypicalProvider, AuthorizedPair


def find_clients(*, submitter: int) -> frozenset[int]:
    """The tenants that own, or owned, claims which the submitter may send, by NPI or by a payer's own number; itself
    among them where it holds a pair."""
    pairs = AuthorizedPair.objects.filter(submitter_id=submitter, status="live").values_list("tenant_id", flat=True)
    atypical = AtypicalProvider.objects.filter(submitter_id=submitter).values_list("tenant_id", flat=True)
    return frozenset(pairs.union(atypical))

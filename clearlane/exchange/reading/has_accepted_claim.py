"""Has a payer taken a claim of this organization?"""

from __future__ import annotations

from clearlane.exchange.claims.models import Claim


def has_accepted_claim(*, tenant: int) -> bool:
    """Whether any claim of it was accepted by a payer, a practice payer among them; inside a scope of it."""
    return Claim.objects.filter(tenant_id=tenant, state="accepted_by_payer").exists()

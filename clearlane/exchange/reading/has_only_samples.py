"""Are all claims of an organization invented ones that we sent for it?"""

from __future__ import annotations

from clearlane.exchange.claims.models import Claim
from clearlane.exchange.reading.has_own_file import has_own_file


def has_only_samples(*, tenant: int) -> bool:
    """Whether nothing came from it beside our sample, and nothing from others for it; inside a scope of it."""
    return not (
        has_own_file(tenant=tenant) or Claim.objects.filter(tenant_id=tenant).exclude(file_tenant_id=tenant).exists()
    )

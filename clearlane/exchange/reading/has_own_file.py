"""Has an organization sent a file of its own?"""

from __future__ import annotations

from clearlane.exchange.intake.models import File
from clearlane.exchange.reading.follow_sample import SAMPLE


def has_own_file(*, tenant: int) -> bool:
    """Whether any file came from it beside our sample, inside a scope of it."""
    return File.objects.filter(tenant_id=tenant, direction="in").exclude(way=SAMPLE).exists()

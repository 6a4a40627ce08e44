"""Has a program of this organization sent a file?"""

from __future__ import annotations

from clearlane.exchange.intake.models import File


def has_connected(*, tenant: int) -> bool:
    """Whether a file came by SFTP or by the API, inside a scope of it."""
    return File.objects.filter(tenant_id=tenant, direction="in", way__in=("sftp", "https")).exists()

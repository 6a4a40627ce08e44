"""The owners of an organization are told by mail of each key of its programs that is made or revoked."""

from __future__ import annotations

from clearlane.foundation.mail.links import link
from clearlane.foundation.tenancy.models import Tenant

from .tell_owners import tell_owners

API, SFTP = "API key", "SFTP account"


def tell_key(*, tenant: int, what: str, name: str, is_made: bool) -> int:
    """Put a mail to each owner, in the caller's transaction; how many there are. ``what`` is one of the two above."""
    organization = Tenant.objects.filter(pk=tenant).values_list("name", flat=True).first()
    values = {"what": what, "name": name, "is_made": is_made, "organization": organization}
    return tell_owners(tenant=tenant, template="key_changed", link=link("/account/keys"), **values)

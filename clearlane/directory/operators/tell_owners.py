"""The owners of an organization are told that an operator is in its rooms."""

from __future__ import annotations

from clearlane.directory.users import tell_owners as any_mail

from .enter import Inside


def tell_owners(*, inside: Inside, organization: str, operator: str) -> int:
    """Put a mail to each owner, in the transaction of the entry; how many there are."""
    values = {"organization": organization, "operator": operator, "reason": inside.reason, "ends_at": inside.ends_at}
    return any_mail.tell_owners(tenant=inside.tenant, template="operator_entered", **values)

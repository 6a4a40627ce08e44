"""Files and mailboxes are their sender's: who looks at one client alone still sees those of his own organization."""

from __future__ import annotations

from clearlane.directory.organizations.describe import describe
from clearlane.doors.portal.asking import Asking


def whose_files(asking: Asking) -> str:
    """The name of the organization whose files are shown, where the page speaks of a client of it; else nothing.

    Inside a scope of the organization.
    """
    is_client = asking.tenant not in asking.tenants
    return describe(tenant=asking.tenant).name if is_client else ""

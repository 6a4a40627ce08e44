"""Who asks? An API key in the header ``Authorization: Bearer``."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from ninja.security import HttpBearer

from clearlane.directory.organizations.is_sender import WHY_NOT, is_sender
from clearlane.directory.users.find_key import find_key
from clearlane.doors.api.problem import Problem

WRITES = "files:write"
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="clearlane"'}


@dataclass(frozen=True, slots=True)
class Caller:
    """For whom a request acts (``tenant``), whose claims it may see (``tenants``), and with which key (its prefix).

    ``scheme`` says how replies to its files are named, empty as for its organization.
    """

    tenant: int
    tenants: tuple[int, ...]
    key: str
    scheme: str

    @property
    def by(self) -> str:
        """Its name in the audit trail."""
        return f"key:{self.key}"


class Bearer(HttpBearer):
    """Admits keys that have a scope; 401 without a good key, 403 without the scope, or to a payer that sends."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The caller whom the key names. Raises Problem."""
        key = find_key(secret=token)
        if key is None:
            raise no_key()
        if self.scope not in key.scopes:
            raise Problem(403, "scope-missing", f"This key may not do that: it lacks the scope {self.scope}.")
        if self.scope == WRITES and not is_sender(kind=key.kind):
            raise Problem(403, "sends-no-claims", WHY_NOT)
        return Caller(tenant=key.tenant, tenants=key.tenants, key=key.prefix, scheme=key.scheme)


def no_key() -> Problem:
    """The answer to a request without a key, or with one that was never given, was revoked, or has expired."""
    return Problem(401, "key-missing", "Send a valid API key as 'Authorization: Bearer KEY'.", headers=CHALLENGE)


def caller(request: HttpRequest) -> Caller:
    """The caller that ``Bearer`` admitted."""
    admitted: Caller = request.auth  # type: ignore[attr-defined]
    return admitted

"""Rules of payers' overlays."""

from __future__ import annotations

from clearlane.standards.x12.scope import Scope, reads


@reads()
def not_taken(scope: Scope) -> bool:
    """Never: the payer does not take what the guide allows here."""
    return False

"""Rules of addresses, the same in every guide."""

from __future__ import annotations

from clearlane.standards.x12.scope import Scope, reads

_WITH_STATES = frozenset(("", "US", "CA"))


@reads("04")
def domestic(scope: Scope) -> bool:
    """The address of this N4 lies where a state and a postal code exist: in the United States or Canada."""
    return scope.element(4) in _WITH_STATES

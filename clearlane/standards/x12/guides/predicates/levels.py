"""Rules of levels, the same in every guide that has them."""

from __future__ import annotations

from clearlane.standards.x12.scope import Scope, reads


@reads("HL04")
def no_level_below(scope: Scope) -> bool:
    """No level hangs below this one (HL04 is 0), so that what is asked or answered must stand here."""
    return scope.text("HL04") == "0"

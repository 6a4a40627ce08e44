"""Whether this machine keeps large objects where its house does."""

from __future__ import annotations

from clearlane.doors.console.problem import Problem


def have_vault() -> None:
    """Before anything is served or worked: what is kept elsewhere no other machine could read.

    After ``setup``. A store that is away for now stops nobody: nothing can be kept there meanwhile. Raises Problem.
    """
    from clearlane.foundation.vault.mark import OtherVault, try_vault
    from clearlane.foundation.vault.s3 import StoreIsAway, StoreRefuses

    try:
        try_vault()
    except StoreIsAway:
        return
    except (OtherVault, StoreRefuses) as problem:
        raise Problem(str(problem)) from problem

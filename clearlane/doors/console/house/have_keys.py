"""Whether this machine has the keys of the house whose database it works with."""

from __future__ import annotations

from clearlane.doors.console.problem import Problem


def have_keys(*, by: str) -> None:
    """Try the keys before anything is served or worked: with others each file would be refused, and each step fail.

    After ``setup``. Raises Problem.
    """
    from clearlane.foundation.audit.try_keys import try_keys
    from clearlane.foundation.vault.keyring import KeyTrouble

    try:
        try_keys(by=by)
    except KeyTrouble as problem:
        raise Problem(str(problem)) from problem

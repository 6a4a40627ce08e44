"""Close every function that works as the owner to all but those whom ``functions.txt`` names."""

from __future__ import annotations

from typing import Any

from clearlane.config.read_functions import Function, read_functions
from clearlane.config.read_tables import ROLES

_PRESENT = """
    SELECT proname || '(' || oidvectortypes(proargtypes) || ')',
           array(SELECT coalesce(r.rolname, 'public') FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) a
                 LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE a.grantee <> proowner)
    FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
"""


class FunctionNotListed(RuntimeError):
    """The database has a function that works as the owner and that ``config/functions.txt`` does not name. Add its
    line: who may execute it, and why?"""


def protect_functions(cur: Any) -> int:
    """Apply ``functions.txt`` and give the number of functions that had to be changed.

    What is right is not touched. Raises FunctionNotListed, FunctionLineIsWrong.
    """
    listed = read_functions()
    cur.execute(_PRESENT)
    found = {signature: frozenset(roles) for signature, roles in cur.fetchall()}
    if missing := found.keys() - listed.keys():
        raise FunctionNotListed(f"not in config/functions.txt: {', '.join(sorted(missing))}")
    wrong = [listed[signature] for signature, roles in found.items() if roles != _wanted(listed[signature])]
    for function in wrong:
        _close(cur, function)
    return len(wrong)


def _wanted(function: Function) -> frozenset[str]:
    return frozenset(f"clearlane_{role}" for role in function.roles)


def _close(cur: Any, function: Function) -> None:
    """Take the right to execute away from everybody, then give it to those named."""
    everybody = ", ".join(f"clearlane_{role}" for role in ROLES)
    cur.execute(f"REVOKE ALL ON FUNCTION public.{function.signature} FROM PUBLIC, {everybody}")
    cur.execute(f"GRANT EXECUTE ON FUNCTION public.{function.signature} TO {', '.join(sorted(_wanted(function)))}")

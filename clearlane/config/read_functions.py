"""Which functions work as the owner, and who may execute them: ``functions.txt``, read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clearlane.config.read_tables import ROLES

LISTED = Path(__file__).with_name("functions.txt")


class FunctionLineIsWrong(ValueError):
    """A line of ``config/functions.txt`` does not read ``name(types) | roles | reason``."""


@dataclass(frozen=True, slots=True)
class Function:
    """One line: a function by name and types of its arguments, and the roles that may execute it."""

    signature: str
    roles: frozenset[str]
    reason: str


def read_functions(*, text: str | None = None) -> dict[str, Function]:
    """The lines of ``functions.txt`` by signature. Raises FunctionLineIsWrong."""
    lines = (LISTED.read_text(encoding="utf-8") if text is None else text).splitlines()
    functions = [_read(line) for line in lines if line.strip() and not line.startswith("#")]
    named = {function.signature: function for function in functions}
    if len(named) != len(functions):
        raise FunctionLineIsWrong("a function is listed twice")
    return named


def _read(line: str) -> Function:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) != 3:
        raise FunctionLineIsWrong(line)
    signature, held, reason = cells
    roles = frozenset(held.split())
    if not reason or not roles or not roles <= set(ROLES) or not signature.endswith(")"):
        raise FunctionLineIsWrong(line)
    return Function(signature, roles, reason)

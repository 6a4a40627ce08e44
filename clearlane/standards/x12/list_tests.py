"""List tests: whether a value stands on the list that a guide names, asked of `standards/codes` without a day.

An element has no day of its own: payments of last year and other payers' decisions carry codes that have ended since.
So a value is off the list where it never stood on any edition; the edits judge the day where there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from clearlane.standards.codes.library import find_set, imported, was_imported
from clearlane.standards.codes.shapes import has_shape

Test = Callable[[bytes], bool]

NAMES = {"pos": "place_of_service"}
"""Lists that a guide calls otherwise."""
JOINED: dict[str, tuple[str, ...]] = {
    "procedure": ("hcpcs", "cpt", "cdt"),
    "remark": ("rarc",),
}
"""Elements that hold codes of several lists: a value is judged by the one whose shape it has, if that list is here."""
_ASKED_AT_FIRST_USE = frozenset({"icd10cm", "icd10pcs"})
"""Lists of a size that is not read before a value asks for it."""


def find_brought_in(name: str) -> Test | None:
    """The test of a list that was brought in, which takes the place of its shape; None where it was not."""
    return _of_list(name) if imported(name) else None


def is_imported(name: str) -> bool:
    """Whether the list of a name in the notation, or one of those that make it up, was brought in."""
    return any(was_imported(one) for one in kinds_of(name))


def kinds_of(name: str) -> tuple[str, ...]:
    """The lists, as `standards/codes` calls them, that make up one of the notation."""
    return JOINED.get(name, (NAMES.get(name, name),))


def find_test(name: str) -> Test | None:
    """The test of a list, or None where it is not here."""
    if name in JOINED:
        parts = [(one, test) for one in JOINED[name] if (test := _of_list(one))]
        return partial(_joined, tuple(parts)) if parts else None
    return _of_list(NAMES.get(name, name))


def _of_list(name: str) -> Test | None:
    if name in _ASKED_AT_FIRST_USE:
        return partial(was_ever_on, name)
    codes = find_set(name)
    if codes is None:
        return None
    known = frozenset(code.encode() for code in codes.ever)
    if not codes.grows:
        return known.__contains__
    may_be_newer = codes.may_be_newer
    return lambda value: value in known or may_be_newer(value.decode("latin-1"))


def was_ever_on(name: str, value: bytes) -> bool:
    """Whether some edition of a list has a value; the list is read when it is first asked, and one not here has all."""
    codes = find_set(name)
    return codes is None or codes.knows(value.decode("latin-1"))


def _joined(parts: tuple[tuple[str, Test], ...], value: bytes) -> bool:
    return all(test(value) for name, test in parts if has_shape(name, value.decode("latin-1")))

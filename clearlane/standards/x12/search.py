"""Search: which row of the guide a segment is, in the state in which the walk stands."""

from __future__ import annotations

from clearlane.standards.x12.fits import value_at
from clearlane.standards.x12.frame import Frame, home_of
from clearlane.standards.x12.machine import Choice, Target, Tests


def search(choice: Choice, parts: list[bytes]) -> Target | None:
    """The row that a segment is by its keys, innermost first; None where it is none of them."""
    for target, tests in choice.candidates:
        for (element, component), codes in tests:
            value = parts[element] if element < len(parts) else b""
            if component:
                inner = value.split(b":", component)
                value = inner[component - 1] if component <= len(inner) else b""
            if value not in codes:
                break
        else:
            if choice.key is not None and (tests or not choice.places):
                choice.found[parts[choice.key]] = target
            return target
    return None


def find(choice: Choice, parts: list[bytes], frame: Frame) -> Target | None:
    """As `search`; and where levels of one code may hang at several depths, the one beneath the parent it names (HL02).

    Where it names none of the open levels, the innermost, as everywhere. frame: where the walk stands.
    """
    key = choice.key
    if key is not None and len(parts) > key and (known := choice.found.get(parts[key])):
        return known
    if not choice.by_parent:
        return search(choice, parts)
    fitting = [target for target, tests in choice.candidates if _passes(tests, parts)]
    named = parts[2] if len(parts) > 2 else b""
    return next((one for one in fitting if named and _parent_number(one, frame) == named), next(iter(fitting), None))


def names_other(choice: Choice, target: Target, parts: list[bytes], frame: Frame) -> bool:
    """Whether an HL names another open level than the one above it, beneath which a level of another code may hang.

    target: where its code leads.
    """
    named, above = parts[2] if len(parts) > 2 else b"", _level_above(target, frame)
    if not named or (above is not None and above.level_number in (named, b"")):
        return False
    return any(_parent_number(one, frame) == named for one, _ in choice.candidates)


def _passes(tests: Tests, parts: list[bytes]) -> bool:
    return all(value_at(parts, place) in codes for place, codes in tests)


def _parent_number(target: Target, frame: Frame) -> bytes:
    """HL01 of the open level beneath which a target would hang."""
    level = _level_above(target, frame)
    return level.level_number if level else b""


def _level_above(target: Target, frame: Frame) -> Frame | None:
    home = home_of(frame, target)
    return home if home.loop.is_level else home.level()

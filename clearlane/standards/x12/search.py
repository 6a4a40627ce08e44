"""Search: which row of the guide a segment is, in the state in which the walk stands."""

from __future__ import annotations

from clearlane.standards.x12.machine import Choice, Target


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
            if choice.by_first and (tests or not choice.places):
                choice.found[parts[1] if choice.places and len(parts) > 1 else b""] = target
            return target
    return None

"""Trigger: which element made a segment or an element required, for the 999 to name as the situational trigger."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.guide import Condition
from clearlane.standards.x12.scope import Rule
from clearlane.standards.x12.text import decode

Pairs = tuple[tuple[str, str], ...]
_PLACE = re.compile(r"([A-Z][A-Z0-9]{1,2})(\d\d)(?:-(\d+))?")
_OWN = re.compile(r"(\d\d)(?:-(\d+))?")


def find_trigger(rule: Rule | None, frame: Frame) -> Pairs:
    """CTX02 to CTX05 of what a rule looked at: segment, its number, loop, position (05, or 05:3); none where unknown.

    It is the first place that the rule reads and that holds a value, in the loop or in the loops around it.
    """
    for text in getattr(rule, "reads", ()):
        place = _PLACE.fullmatch(text)
        found = _seek(frame, place[1], int(place[2]), int(place[3] or 0)) if place else ()
        if found is None:
            return ()
        if place and found:
            component = f":{place[3]}" if place[3] else ""
            return (("CTX02", place[1]), *found, ("CTX05", f"{int(place[2])}{component}"))
    return ()


def name_trigger(condition: Condition, rule: Rule | None, parts: Sequence[bytes], element: int) -> str:
    """CTX05 of what makes an element of a segment required by another there: 2, or 11:1; empty where unknown.

    parts: the segment, split. element: of the composite whose component is required; 0 where it is no component.
    """
    if not condition.name:
        return f"{element}:{condition.element}" if element else str(condition.element)
    for text in getattr(rule, "reads", ()):
        place = _OWN.fullmatch(text)
        if place and _holds(parts, int(place[1]), int(place[2] or 0)):
            return _named(parts, int(place[1]), int(place[2] or 0), element)
    return ""


def _named(parts: Sequence[bytes], at: int, component: int, composite: int) -> str:
    """A place as CTX05 says it: of a composite its component, unless several are sent, of which any may be meant."""
    sent = [n for n, one in enumerate(parts[at].split(b":"), 1) if one]
    if at == composite and not component and len(sent) == 1:
        component = sent[0]
    return f"{at}:{component}" if component else str(at)


def _seek(frame: Frame | None, id: str, element: int, component: int) -> Pairs | None:
    """Number and loop of the nearest segment with a value at a place. None: its number is not sure."""
    while frame is not None:
        for index, segment in enumerate(frame.segments):
            parts = segment.split(b"*")
            if decode(parts[0]) == id:
                if not _holds(parts, element, component):
                    return ()
                is_sure = not index or not frame.has_strays
                return (("CTX03", str(frame.number + index)), ("CTX04", frame.id)) if is_sure else None
        frame = frame.outer
    return ()


def _holds(parts: Sequence[bytes], element: int, component: int) -> bool:
    value = parts[element] if element < len(parts) else b""
    inner = value.split(b":")
    return bool((inner[component - 1] if component <= len(inner) else b"") if component else value)

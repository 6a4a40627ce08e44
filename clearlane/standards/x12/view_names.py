"""The view of segments by names: loops within loops, rows and elements by the keys of the guide. Values stay texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from clearlane.standards.x12.machine import Loop, Member
from clearlane.standards.x12.name_keys import ElementKey, element_keys, member_keys
from clearlane.standards.x12.shape_elements import TRAILING, Shaped


class Seen(NamedTuple):
    """A segment as the view needs it. opens: whether it begins its loop. member: its row, None where it is none."""

    loop: Loop
    opens: bool
    member: Member | None
    elements: Mapping[str, Shaped]


class _Instance(NamedTuple):
    loop: Loop
    content: dict[str, Any]


def view_names(segments: Iterable[Seen]) -> dict[str, Any]:
    """The segments by names, from the loop around the first one inward. What is no row of its loop is left out."""
    root: dict[str, Any] = {}
    open_loops: list[_Instance] = []
    for seen in segments:
        _go_to(seen.loop, open_loops, root, opens=seen.opens)
        content = open_loops[-1].content
        if seen.member is not None:
            row = _named(seen.elements, element_keys(seen.member.row))
            _put(content, member_keys(seen.loop)[seen.member.index], row, many=seen.member.most > 1)
    return root


def _go_to(loop: Loop, open_loops: list[_Instance], root: dict[str, Any], *, opens: bool) -> None:
    """Close and open instances until one of `loop` is the innermost."""
    around = _around(loop)
    while open_loops and (open_loops[-1].loop not in around or (opens and open_loops[-1].loop is loop)):
        open_loops.pop()
    if not open_loops:
        open_loops.append(_Instance(loop, _begun(loop, root)))
        return
    for inner in reversed(around[: around.index(open_loops[-1].loop)]):
        open_loops.append(_Instance(inner, _begun(inner, open_loops[-1].content)))


def _around(loop: Loop) -> list[Loop]:
    """The loop and those around it, from within."""
    found = [loop]
    while found[-1].parent is not None:
        found.append(found[-1].parent)
    return found


def _begun(loop: Loop, content: dict[str, Any]) -> dict[str, Any]:
    """A new instance of a loop within the content of the one around it; the set itself has no key."""
    if loop.parent is None:
        return content
    member = _member(loop)
    made: dict[str, Any] = {}
    _put(content, member_keys(loop.parent)[member.index], made, many=member.most > 1)
    return made


def _member(loop: Loop) -> Member:
    return next(one for one in loop.parent.members if one.loop is loop) if loop.parent else loop.members[0]


def _put(content: dict[str, Any], key: str, value: Any, *, many: bool) -> None:
    """A list where the guide allows several; and where a file has several although it does not."""
    there = content.get(key)
    if isinstance(there, list):
        there.append(value)
    elif there is not None:
        content[key] = [there, value]
    else:
        content[key] = [value] if many else value


def _named(elements: Mapping[str, Shaped], keys: tuple[ElementKey, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for position, value in sorted((int(text), value) for text, value in elements.items()):
        key = keys[position - 1] if position <= len(keys) else ElementKey(f"element_{position:02d}")
        found[key.key] = _components(value, key.parts)
    return found


def _components(value: Any, keys: tuple[str, ...]) -> Any:
    if isinstance(value, list):
        return [_components(one, keys) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        keys[int(n) - 1] if int(n) <= len(keys) else f"component_{n}": one for n, one in value.items() if n != TRAILING
    }

"""Every key that does something: one table, which the help (?) shows, Settings changes and ``shortcuts.js`` obeys.

A key acts on the control of the page that carries ``data-does`` with its name; where a page has none, the key does
nothing there. ``go-`` keys lead to a page and follow on G.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Shortcut:
    """``does`` names it; ``key`` is what is pressed; ``href`` is where it leads, if it leads anywhere."""

    does: str
    key: str
    label: str
    group: str
    href: str = ""
    is_fixed: bool = False


_ANYWHERE, _GO, _LIST, _CLAIM = "Anywhere", "Go to", "In a list", "On a claim"
SHORTCUTS = (
    Shortcut("find", "Ctrl K", "Find a page, an action or a claim", _ANYWHERE, is_fixed=True),
    Shortcut("keys", "?", "Show this list", _ANYWHERE, is_fixed=True),
    Shortcut("close", "Esc", "Clear, close", _ANYWHERE, is_fixed=True),
    Shortcut("filter", "/", "Filter this list", _ANYWHERE),
    Shortcut("upload", "u", "Upload a file", _ANYWHERE, "/files#drop"),
    Shortcut("go-home", "h", "Home", _GO, "/home"),
    Shortcut("go-claims", "c", "Claims", _GO, "/claims"),
    Shortcut("go-files", "f", "Files", _GO, "/files"),
    Shortcut("go-payments", "r", "Payments", _GO, "/payments"),
    Shortcut("row-next", "j", "Next row", _LIST),
    Shortcut("row-back", "k", "Previous row", _LIST),
    Shortcut("row-pick", "x", "Select the row; with Shift the rows up to it", _LIST),
    Shortcut("row-open", "Enter", "Open the row", _LIST, is_fixed=True),
    Shortcut("add-filter", "f", "Add a filter", _LIST),
    Shortcut("previous", "[", "Previous claim", _CLAIM),
    Shortcut("next", "]", "Next claim", _CLAIM),
)
REMAPPABLE = {each.does: each for each in SHORTCUTS if not each.is_fixed}


def is_key(text: str) -> bool:
    """Whether a text is one key of the keyboard that a cookie can hold."""
    return len(text) == 1 and "!" <= text <= "~" and text not in ':|;,\\"?'


def list_shortcuts(*, moved: Mapping[str, str]) -> tuple[Shortcut, ...]:
    """The table with the keys that a person has moved."""
    return tuple(replace(each, key=moved.get(each.does, each.key)) for each in SHORTCUTS)


def list_clashes(*, moved: Mapping[str, str]) -> dict[str, str]:
    """Keys that would do two things: name -> the label of the other. Those behind G are a keyboard of their own."""
    taken: dict[tuple[bool, str], Shortcut] = {}
    clashes: dict[str, str] = {}
    for each in list_shortcuts(moved=moved):
        place = each.group == _GO, each.key
        if place in taken or (each.key == "g" and not place[0]):
            clashes[each.does] = taken[place].label if place in taken else "Go to"
        taken[place] = each
    return clashes

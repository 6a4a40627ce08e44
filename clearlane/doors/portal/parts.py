"""What the partials are given: small frozen values. A page fills them, a template only writes them down.

Every partial, with its inputs, stands in ``docs/portal-partials.md``. A template reads names only, so that any value
with the same names does as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Button:
    """Verb and object. With ``href`` it leads somewhere, without it sends the form around it.

    ``because`` disables it and says why; ``kind`` is one of main, hint, bad, quiet; ``size`` of sm, lg.
    """

    label: str
    href: str = ""
    kind: str = ""
    icon: str = ""
    key: str = ""
    name: str = ""
    value: str = ""
    size: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field, and what to enter instead."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several, in a select, a set of radio buttons or a menu of links."""

    value: str
    label: str
    href: str = ""
    here: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab or a saved view: an address."""

    label: str
    href: str
    here: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter. Set: ``value`` and the address without it. Not set: the ``choices`` that set it, as addresses."""

    label: str
    value: str = ""
    href: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head; with ``href`` it sorts. ``sort`` is ascending, descending or nothing."""

    label: str
    href: str = ""
    sort: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A number with one comparison in words; the whole tile leads to the list behind it, where there is one."""

    label: str
    value: str
    note: str
    href: str = ""
    change: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A state on the lane: how many claims are there, what they are worth, and what is stuck (``warning``)."""

    word: str
    count: int
    cents: int
    href: str
    note: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline: an icon in the colour of ``role``, one sentence, its source, its time; to the second
    where another shares its minute."""

    icon: str
    role: str
    headline: str
    at: datetime
    text: str = ""
    href: str = ""
    link: str = ""
    to_the_second: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; without ``href`` they only say where one is."""

    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class FindingCard:
    """What happened, why, what to do; below it the codes and places that prove it."""

    id: str
    headline: str
    what: str
    why: str
    todo: str
    severity: str = "bad"
    tag: str = ""
    cites: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a segment; ``name`` is its name in our own words, shown by Explain."""

    text: str
    marked: bool = False
    place: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A line of the X12 viewer; ``said`` is the sentence under a segment that is broken (``hit``)."""

    number: int
    id: str
    elements: tuple[Element, ...]
    loop: str = ""
    hit: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Fold:
    """Segments left out: the address that shows them."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a sum: ``op`` stands before it (a minus, an equals sign)."""

    label: str
    cents: int | None
    op: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What must be equal: does it hold (None: nothing to compare with yet), and by which figures?"""

    holds: bool | None
    headline: str
    detail: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a wizard: ``state`` is done, here or nothing."""

    label: str
    state: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what it is; ``second`` is a second line, ``total`` sets it off as a sum."""

    term: str
    value: str
    second: str = ""
    href: str = ""
    total: bool = False

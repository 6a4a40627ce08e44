"""Read what elements are called in our own words: `dictionary/element_names.txt`, a name a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import NamedTuple

from clearlane.standards.x12.guide import GuideError
from clearlane.standards.x12.read_dictionary import FOLDER as DICTIONARY
from clearlane.standards.x12.read_dictionary import Definition, read_dictionary

FOLDER = DICTIONARY
FILE = "element_names.txt"
_GUIDES = Path(__file__).parent / "guides"
_ROW = re.compile(r"([A-Z][A-Z0-9]{1,3})((?: \d\d(?:-\d)?=\S+)*)")
_TEST = re.compile(r"(\d\d)(?:-(\d))?=(\S+)")
_ELEMENTS = re.compile(r"(\d\d)(?:\.\.(\d\d))?")
_NAME = re.compile(r"[\w'(),/#{} -]+", re.ASCII)
ANY = 0
"""The element of a line that names a component of every composite of its row."""

Test = tuple[int, int, frozenset[bytes]]
"""Element, component (0: the whole element), and the codes of which a row may have no other there."""


class ElementName(NamedTuple):
    """A line. id: a segment or composite. nth: which of its elements, 1 for the first. guides, loop: empty for all."""

    line: int
    id: str
    tests: tuple[Test, ...]
    element: int
    component: int
    nth: int
    name: str
    guides: tuple[str, ...]
    loop: str

    @property
    def rank(self) -> tuple[bool, int, bool, int]:
        """The greatest of those that fit counts: the more a line says of where it holds, the more it counts."""
        return bool(self.loop), len(self.tests), bool(self.guides), self.line

    @property
    def is_general(self) -> bool:
        """Whether it holds whatever the guide, the loop and the codes."""
        return not (self.tests or self.guides or self.loop)

    def stands_in(self, guide: str, loop: str) -> bool:
        """Whether it holds in a loop of a guide (the name of its text, as 837p)."""
        in_guide = not self.guides or any(fnmatchcase(guide, pattern) for pattern in self.guides)
        return in_guide and self.loop in ("", loop)


@cache
def read_element_names(folder: Path = FOLDER) -> dict[str, tuple[ElementName, ...]]:
    """The lines by segment or composite. Raises GuideError for one that cannot be read, or points to nothing."""
    found: dict[str, list[ElementName]] = {}
    for number, text in enumerate((folder / FILE).read_text("ascii").splitlines(), 1):
        if text.strip() and not text.startswith("#"):
            try:
                for one in _line(number, text):
                    found.setdefault(one.id, []).append(one)
            except GuideError as error:
                raise GuideError(f"{FILE}:{number}: {error}") from None
    return {id: tuple(lines) for id, lines in found.items()}


def _line(number: int, text: str) -> Iterator[ElementName]:
    columns = [column.strip() for column in text.split(" | ")]  # a bar without blanks stands between codes
    if len(columns) not in (3, 4) or not all(columns):
        raise GuideError("three columns were expected, or four")
    row, elements, name, where = [*columns, ""][:4]
    match = _ROW.fullmatch(row)
    if match is None:
        raise GuideError(f"cannot read the row {row!r}")
    if not _NAME.fullmatch(name):
        raise GuideError(f"{name!r} holds what no name holds")
    definition = _definition(match[1])
    tests = tuple(_test(definition, *one.groups()) for one in _TEST.finditer(match[2]))
    guides, loop = _where(where)
    positions, component = _positions(definition, elements)
    for count, element in enumerate(positions, 1):
        yield ElementName(number, match[1], tests, element, component, count, name, guides, loop)


def _definition(id: str) -> Definition:
    known = read_dictionary()
    definition = known.segments.get(id) or known.composites.get(id)
    if definition is None:
        raise GuideError(f"the dictionary has no segment or composite {id}")
    return definition


def _test(definition: Definition, element: str, component: str | None, codes: str) -> Test:
    number = _point(definition, int(element), int(component or 0))
    known = read_dictionary().codes.get(number, frozenset())
    for code in codes.split("|"):
        if code not in known:
            raise GuideError(f"{code} is no code of element {number}")
    return int(element), int(component or 0), frozenset(code.encode() for code in codes.split("|"))


def _point(definition: Definition, element: int, component: int) -> str:
    """The number of an element or component. Raises GuideError where there is none."""
    if not 0 < element <= len(definition.parts):
        raise GuideError(f"{definition.id} has no element {element:02d}")
    number = definition.parts[element - 1].number
    if not component:
        return number
    composite = read_dictionary().composites.get(number)
    if composite is None or component > len(composite.parts):
        raise GuideError(f"{definition.id}{element:02d} has no component {component}")
    return composite.parts[component - 1].number


def _positions(definition: Definition, text: str) -> tuple[list[int], int]:
    """The elements that a line names, such as `02`, `02 05 08` or `02..12`; and the component of `05-1` or `*-1`."""
    if "-" in text:
        element, _, part = text.partition("-")
        if not (part.isdigit() and (element == "*" or element.isdigit())):
            raise GuideError(f"cannot read the component {text!r}")
        if element != "*":
            _point(definition, int(element), int(part))
        return [ANY if element == "*" else int(element)], int(part)
    found: list[int] = []
    for word in text.split():
        match = _ELEMENTS.fullmatch(word)
        if match is None:
            raise GuideError(f"cannot read the element {word!r}")
        found += range(int(match[1]), int(match[2] or match[1]) + 1)
    for position in found:
        _point(definition, position, 0)
    return found, 0


@cache
def _guide_loops() -> dict[str, frozenset[str]]:
    """The guides by name, each with the ids of its loops."""
    texts = {path.stem: path.read_text("ascii") for path in sorted(_GUIDES.glob("*.txt"))}
    return {name: frozenset(re.findall(r"^ *(\S+) ", text, re.MULTILINE)) for name, text in texts.items()}


@cache
def _where(text: str) -> tuple[tuple[str, ...], str]:
    """The guides and the loop of `837* 835/2320`; a star alone is all guides."""
    guides, _, loop = text.partition("/")
    patterns = tuple(one for one in guides.split() if one != "*")
    for pattern in patterns:
        meant = [loops for name, loops in _guide_loops().items() if fnmatchcase(name, pattern)]
        if not meant:
            raise GuideError(f"no guide is called {pattern}")
        if loop and not any(loop in loops for loops in meant):
            raise GuideError(f"{pattern} has no loop {loop}")
    if loop and not patterns:
        raise GuideError("a loop stands behind the guides that have it")
    return patterns, loop

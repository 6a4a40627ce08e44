"""An explanation as lines of text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from clearlane.standards.x12.explain import ExplainedSegment
from clearlane.standards.x12.printable import printable
from clearlane.standards.x12.tell_elements import ToldElement
from clearlane.vocabulary.finding import Disposition, Finding

FEW = 6
"""The lines of so many values are remembered: segments of few values are often said again."""


def explain_as_text(lines: Iterable[ExplainedSegment]) -> Iterator[str]:
    """Each line of the explanation: a heading where a loop opens, the segment, its values, what is wrong with it."""
    for one in lines:
        if one.opens:
            yield ""
            yield f"{one.loop}  {one.opens}"
        if one.id:
            yield _segment(one)
        yield from (_short_values if len(one.elements) <= FEW else _values)(one.elements)
        for finding in one.findings:
            yield printable(f"        {_mark(finding)}: {tell_finding(finding)}")


def _values(elements: tuple[ToldElement, ...]) -> list[str]:
    """A line for each value of a segment."""
    width = max((len(element.value) for element in elements if len(element.value) <= 24), default=0)
    return [_value(element, width) for element in elements]


_short_values = lru_cache(maxsize=1 << 9)(_values)


def _value(element: ToldElement, width: int) -> str:
    said = f": {element.meaning}" if element.meaning else ""
    return printable(f"            {element.place:9} {element.value:{width}}  {element.name}{said}").rstrip()


def tell_finding(finding: Finding) -> str:
    """What was found, why it matters, what to do."""
    found = f" ({finding.found})" if finding.found and finding.found not in finding.what else ""
    said = (finding.what.rstrip(".") + found, finding.why.rstrip("."), finding.remedy.rstrip("."))
    return " ".join(f"{one}." for one in said if one)


def _segment(one: ExplainedSegment) -> str:
    return printable(f"{one.number or '':>6}  {one.id:3}   {one.name}").rstrip()


def _mark(finding: Finding) -> str:
    return "warning" if finding.disposition is Disposition.WARN else "ERROR"

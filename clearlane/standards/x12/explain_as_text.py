"""An explanation as lines of text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clearlane.standards.x12.explain import ExplainedSegment
from clearlane.standards.x12.printable import printable
from clearlane.vocabulary.finding import Disposition, Finding


def explain_as_text(lines: Iterable[ExplainedSegment]) -> Iterator[str]:
    """Each line of the explanation: a heading where a loop opens, the segment, its values, what is wrong with it."""
    for one in lines:
        if one.opens:
            yield ""
            yield f"{one.loop}  {one.opens}"
        if one.id:
            yield _segment(one)
        width = max((len(element.value) for element in one.elements if len(element.value) <= 24), default=0)
        for element in one.elements:
            said = f": {element.meaning}" if element.meaning else ""
            yield printable(f"            {element.place:9} {element.value:{width}}  {element.name}{said}").rstrip()
        for finding in one.findings:
            yield printable(f"        {_mark(finding)}: {tell_finding(finding)}")


def tell_finding(finding: Finding) -> str:
    """What was found, why it matters, what to do."""
    found = f" ({finding.found})" if finding.found and finding.found not in finding.what else ""
    said = (finding.what.rstrip(".") + found, finding.why.rstrip("."), finding.remedy.rstrip("."))
    return " ".join(f"{one}." for one in said if one)


def _segment(one: ExplainedSegment) -> str:
    return printable(f"{one.number or '':>6}  {one.id:3}   {one.name}").rstrip()


def _mark(finding: Finding) -> str:
    return "warning" if finding.disposition is Disposition.WARN else "ERROR"

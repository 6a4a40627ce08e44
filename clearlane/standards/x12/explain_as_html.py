"""An explanation as a fragment of HTML: a list with the classes of the portal's viewer of segments, and no script.

Beside the portal's style sheet it looks as segments look there, at every width; without one it is a plain list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.explain import ExplainedSegment
from clearlane.standards.x12.explain_as_text import FEW, tell_finding
from clearlane.standards.x12.printable import CONTROL
from clearlane.standards.x12.tell_elements import ToldElement
from clearlane.standards.x12.text import decode
from clearlane.vocabulary.finding import Disposition

ESCAPED = CONTROL | {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#x27;"}


def explain_as_html(
    lines: Iterable[ExplainedSegment], *, anchors: bool = False, links: Mapping[int, tuple[str, str]] | None = None
) -> Iterator[str]:
    """The fragment in pieces; every text of the file is escaped.

    anchors: the segment at offset 7 of the file has the id "at-7". links: for the offset of a segment an address and
    its words, which stand beneath it.
    """
    yield '<ol class="x12 x12--told" tabindex="0" aria-label="X12 segments explained">\n'
    for one in lines:
        yield _item(one, has_id=anchors)
        yield from _line(one, (links or {}).get(one.offset))
        yield "</li>\n"
    yield "</ol>\n"


def _item(one: ExplainedSegment, *, has_id: bool) -> str:
    """The beginning of a line: what rejects is a hit, what only warns is a hint."""
    is_hit = any(finding.disposition is not Disposition.WARN for finding in one.findings)
    css = ' class="hit"' if is_hit else ' class="hint"' if one.findings else ""
    return f'<li id="at-{one.offset}"{css}>' if has_id else f"<li{css}>"


def _line(one: ExplainedSegment, link: tuple[str, str] | None) -> Iterator[str]:
    if one.opens:
        yield f'<h3 class="opens"><code>{_text(one.loop)}</code> {_text(one.opens)}</h3>'
    yield f'<span class="n">{one.number or ""}</span><span class="loop">{_text(one.loop)}</span>'
    if one.name:
        yield f'<span class="name">{_text(one.name)}</span>'
    if one.id:
        yield f'<span class="seg"><b>{_text(one.id)}</b>{_elements(one)}</span>'
    for finding in one.findings:
        word, css = ("Warning", "say hint") if finding.disposition is Disposition.WARN else ("Error", "say")
        yield f'<span class="{css}"><b>{word}:</b> {_text(tell_finding(finding))}</span>'
    if pairs := (_few_names if len(one.elements) <= FEW else _names)(one.elements):
        yield f'<dl class="names">{pairs}</dl>'
    if link:
        yield f'<a class="go" href="{_text(link[0])}">{_text(link[1])}</a>'


def _elements(one: ExplainedSegment) -> str:
    """The segment as it was sent, the elements that are wrong marked."""
    wrong = {finding.place.element for finding in one.findings if finding.place.element}
    mark, end = _marks(one.delimiters)
    told = (
        f"<i>{mark}</i><mark>{_text(text)}</mark>" if n in wrong else f"<i>{mark}</i>{_text(text)}"
        for n, text in enumerate(one.texts[1:], 1)
    )
    return "".join(told) + f"<i>{end}</i>"


@lru_cache(maxsize=64)
def _marks(delimiters: Delimiters) -> tuple[str, str]:
    """What stands before each element, and what behind the last."""
    return _text(decode(delimiters.element)), _text(decode(delimiters.segment))


def _names(elements: tuple[ToldElement, ...]) -> str:
    """Each value that is more than blanks: its place and name, then the value and what it means."""
    return "".join(_pair(element) for element in elements if element.value.strip())


_few_names = lru_cache(maxsize=1 << 9)(_names)


def _pair(element: ToldElement) -> str:
    said = f" {_text(element.meaning)}" if element.meaning else ""
    name = f"<code>{_text(element.place)}</code> {_text(element.name)}"
    return f"<div><dt>{name}</dt><dd><code>{_text(element.value)}</code>{said}</dd></div>"


def _text(text: str) -> str:
    """A text escaped; letters and digits alone, as most are, need no look at each."""
    return text if text.isalnum() else text.translate(ESCAPED)

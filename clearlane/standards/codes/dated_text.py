"""The text of a list of dated codes: a head, then sections of codes that came and went on the same days.

```
# what it is
from: 1995-01-01            the days that the list was written for
to: open
source: where from
beyond: 30[6-9]|3[1-9].     codes that a later edition may have brought (a pattern; left out where the list stands)
stem: 3                     lines begin with so many characters, which each code of the line begins with
headings: yes               the beginnings of codes are headings

= 1995-01-01..open          a section: the days of its codes; `-` is the first day of the list
1-5 10 A1-A8                codes, and ranges of numbers with the same letters
= -..2003-12-31 2008-01-01..open
28
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from clearlane.standards.codes.dated_code_set import DatedCodeSet, Section
from clearlane.standards.codes.edition_text import read_fields, read_period, write_head, write_last
from clearlane.vocabulary.period import Period

_RANGE = re.compile(r"([A-Z]*)([0-9]+)-\1([0-9]+)")
_WIDTH = 118
ITSELF = "."
"""In a line that begins with a stem: the stem is a code itself."""


def read_set(name: str, text: str) -> DatedCodeSet:
    """The list in a text. Raises ValueError where the text is malformed."""
    fields, lines = read_fields(text)
    covers = read_period(fields["from"], fields["to"])
    return DatedCodeSet(
        name,
        _sections(lines, covers, stem=int(fields.get("stem", "0"))),
        covers=covers,
        source=fields["source"],
        beyond=fields.get("beyond", ""),
        has_headings=fields.get("headings") == "yes",
    )


def _sections(lines: list[str], covers: Period, *, stem: int) -> Iterator[Section]:
    periods: tuple[Period, ...] | None = None
    codes: list[str] = []
    for line in lines:
        if line.startswith("= "):
            if periods:
                yield Section(periods, frozenset(codes))
            periods, codes = tuple(_period(one, covers) for one in line[2:].split()), []
        elif stem:
            head, *rests = line.split(" ")
            codes += [head if rest == ITSELF else head + rest for rest in rests]
        else:
            codes += [code for token in line.split() for code in spread(token)]
    if periods is None:
        raise ValueError("no section begins: a line `= FROM..TO` stands before the codes")
    yield Section(periods, frozenset(codes))


def _period(text: str, covers: Period) -> Period:
    first, dots, last = text.partition("..")
    if not dots:
        raise ValueError(f"{text!r} is no period: FROM..TO")
    return read_period(covers.first.isoformat() if first == "-" else first, last)


def spread(token: str) -> tuple[str, ...]:
    """The codes of a token: itself, or each of a range such as N1-N13 or 01-09. Raises ValueError for one backwards."""
    match = _RANGE.fullmatch(token)
    if match is None:
        return (token,)
    letters, first, last = match.groups()
    if int(first) > int(last):
        raise ValueError(f"{token} runs backwards")
    width = len(first) if first.startswith("0") or len(first) == len(last) else 0
    return tuple(f"{letters}{number:0{width}d}" for number in range(int(first), int(last) + 1))


def write_set(
    *, title: str, covers: Period, source: str, days: Mapping[str, tuple[Period, ...]], stem: int = 0, **more: str
) -> str:
    """The text of a list. days: for each code the periods in which it may be used, in order."""
    by_days: dict[tuple[Period, ...], list[str]] = {}
    for code in sorted(days):
        by_days.setdefault(days[code], []).append(code)
    further = ({"stem": str(stem)} if stem else {}) | more
    head = write_head(title=title, period=covers, source=source, **further)
    return head + "".join(_written(periods, codes, stem) for periods, codes in sorted(by_days.items()))


def _written(periods: tuple[Period, ...], codes: list[str], stem: int) -> str:
    spans = " ".join(f"{one.first.isoformat()}..{write_last(one.end)}" for one in periods)
    lines = _by_stem(codes, stem) if stem else _filled(codes)
    return f"= {spans}\n" + "".join(f"{line}\n" for line in lines)


def _by_stem(codes: list[str], stem: int) -> Iterator[str]:
    for head, group in groupby(codes, key=lambda code: code[:stem]):
        yield " ".join([head, *(code[stem:] or ITSELF for code in group)])


def _filled(codes: Iterable[str]) -> Iterator[str]:
    line = ""
    for code in codes:
        if line and len(line) + 1 + len(code) > _WIDTH:
            yield line
            line = ""
        line = f"{line} {code}" if line else code
    if line:
        yield line

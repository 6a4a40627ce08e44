"""The head that every file of a code set begins with: what it is, from when to when, and where it came from."""

from __future__ import annotations

from datetime import date

from clearlane.vocabulary.period import Period


def read_head(text: str) -> tuple[Period, str, list[str]]:
    """The period, the source and the lines beneath the head. Raises ValueError where one of them is missing."""
    fields: dict[str, str] = {}
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    while lines and ": " in lines[0]:
        name, _, value = lines.pop(0).partition(": ")
        fields[name] = value
    missing = {"from", "to", "source"} - fields.keys()
    if missing or not lines:
        raise ValueError(f"a code set's file needs its codes and: {', '.join(sorted(missing))}")
    return _period(fields["from"], fields["to"]), fields["source"], lines


def write_head(*, title: str, period: Period, source: str) -> str:
    """The head as text, up to and with its empty line."""
    last = "open" if period.end == date.max else period.last.isoformat()
    return f"# {title}\nfrom: {period.first.isoformat()}\nto: {last}\nsource: {source}\n\n"


def _period(first: str, last: str) -> Period:
    if last == "open":
        return Period(date.fromisoformat(first), date.max)
    return Period.inclusive(date.fromisoformat(first), date.fromisoformat(last))

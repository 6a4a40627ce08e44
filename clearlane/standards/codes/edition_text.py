"""The head that every file of a code set begins with: what it is, from when to when, and where it came from."""

from __future__ import annotations

from datetime import date

from clearlane.vocabulary.period import Period

OPEN = "open"
_NEEDED = ("from", "to", "source")


def read_fields(text: str) -> tuple[dict[str, str], list[str]]:
    """The fields of the head by name, and the lines beneath. Raises ValueError where one or all codes are missing."""
    fields: dict[str, str] = {}
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    at = 0
    while at < len(lines) and ": " in lines[at]:
        name, _, value = lines[at].partition(": ")
        fields[name] = value
        at += 1
    missing = [name for name in _NEEDED if name not in fields]
    if missing or at == len(lines):
        raise ValueError(f"a code set's file needs its codes and: {', '.join(sorted(missing))}")
    return fields, lines[at:]


def read_head(text: str) -> tuple[Period, str, list[str]]:
    """The period, the source and the lines beneath the head. Raises ValueError where one of them is missing."""
    fields, lines = read_fields(text)
    return read_period(fields["from"], fields["to"]), fields["source"], lines


def write_head(*, title: str, period: Period, source: str, **more: str) -> str:
    """The head as text, up to and with its empty line. more: further fields, in their order."""
    further = "".join(f"{name}: {value}\n" for name, value in more.items())
    first, last = period.first.isoformat(), write_last(period.end)
    return f"# {title}\nfrom: {first}\nto: {last}\nsource: {source}\n{further}\n"


def read_period(first: str, last: str) -> Period:
    """The days from first to last, both in it; `open` has no last day."""
    if last == OPEN:
        return Period(date.fromisoformat(first), date.max)
    return Period.inclusive(date.fromisoformat(first), date.fromisoformat(last))


def write_last(end: date) -> str:
    """The last day before an end, as a head writes it."""
    return OPEN if end == date.max else date.fromordinal(end.toordinal() - 1).isoformat()

"""A guide of a few rows, for tests of what the notation can say; its dictionary is the real one."""

from __future__ import annotations

from clearlane.standards.x12.check import check
from clearlane.standards.x12.compile import compile_guide
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import Event
from clearlane.standards.x12.guide import Guide
from clearlane.standards.x12.machine import Machine
from clearlane.standards.x12.parse_guide import parse_guide
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.walk import Walk
from clearlane.vocabulary.finding import Finding

__all__ = ["check", "compiled", "findings", "guide", "guide_text"]


def guide_text(rows: str, *, predicates: str = "") -> str:
    """A whole guide around rows that stand between BHT and SE."""
    header = f"guide 005010X000  A small one\n{f'predicates {predicates}' if predicates else ''}\n"
    body = "".join(f"  {row}\n" for row in rows.strip("\n").split("\n"))
    tail = "  9000 SE  M  1  Trailer  01 02  trailer\n"
    return f"{header}ST  R  1  Set\n  0050 ST  M  1  Header  01=837 02 03?\n{body}{tail}"


def guide(rows: str, *, predicates: str = "") -> Guide:
    """The parsed guide."""
    return parse_guide(guide_text(rows, predicates=predicates), file="small.txt")


def compiled(rows: str, *, predicates: str = "") -> Machine:
    """The machine of the guide."""
    return compile_guide(guide(rows, predicates=predicates), read_dictionary())


def findings(rows: str, segments: str, *, predicates: str = "") -> list[Finding]:
    """What a walk through the guide says of these segments (parted by blanks or line breaks)."""
    walk = Walk(compiled(rows, predicates=predicates), Delimiters())
    events: list[Event] = []
    for number, segment in enumerate(["ST*837*0001", *segments.split(), "SE*9*0001"], 1):
        events += walk.take(number, number, segment.replace("_", " ").encode())
    events += walk.finish()
    return [event for event in events if isinstance(event, Finding)]

"""Attachments and the requests for them, written by hand from public companion guides. All values are invented."""

from __future__ import annotations

from clearlane.standards import x12
from clearlane.vocabulary.finding import Severity
from tests.standards.x12.x12_texts import ISA, counted


def interchange(kind: str, version: str, text: str, *, isa12: str = "") -> bytes:
    """A file with one set: `text` is what stands between ST and SE, one segment a line."""
    head = ISA.replace("*00501*", f"*{isa12 or version[:5]}*")
    number = "275" if kind == "PI" else "277"
    group = f"GS*{kind}*OAKCLINIC*HARBOR*20261124*0930*101*X*{version}"
    body = [f"ST*{number}*0001*{version}", *text.strip("\n").split("\n"), "SE*0*0001"]
    segments = counted([head, group, *body, "GE*1*101", "IEA*1*000000101"])
    return "".join(segment + "~" for segment in segments).encode("latin-1")


def rules(data: bytes, *, severity: Severity = Severity.ERROR) -> list[tuple[str, str]]:
    """The findings of one severity on a file: rule id, and the segment that it names."""
    found = [one for one in x12.report([data]).findings if one.severity is severity]
    return [(one.rule, f"{one.place.segment_id}{one.place.element:02d}") for one in found]

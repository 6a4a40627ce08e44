"""A body written by hand in its envelope, so that a file of shapes shows what differs and not what is the same."""

from __future__ import annotations

from tests.standards.x12.x12_texts import ISA, counted


def wrapped(body: str, *, kind: str, group: str, version: str, named: bool = True) -> list[str]:
    """The segments of one file with one set; ST03 is left out where the trade leaves it out."""
    head = f"ST*{kind}*0001*{version}" if named else f"ST*{kind}*0001"
    inner = [f"GS*{group}*SENDER*CLEARLANE*20261124*0930*1*X*{version}", head, *body.strip().split("\n"), "SE*0*0001"]
    return counted([ISA, *inner, "GE*1*1", "IEA*1*000000101"])


def turned(segments: list[str], old: str, new: str) -> list[str]:
    """The file with one segment in another's place: several by line breaks, none if empty; SE01 made right again."""
    at = next(n for n, one in enumerate(segments) if one.startswith(old))
    return counted([*segments[:at], *(new.split("\n") if new else ()), *segments[at + 1 :]])

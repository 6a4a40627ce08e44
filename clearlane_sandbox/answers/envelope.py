"""Envelopes of what the payer writes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from clearlane_sandbox.submission import Interchange


@dataclass(frozen=True, slots=True)
class Identity:
    """Who writes to whom: qualifier and id of ISA, ids of GS, and the usage P or T."""

    sender_qualifier: str
    sender: str
    receiver_qualifier: str
    receiver: str
    group_sender: str
    group_receiver: str
    usage: str


def reply_identity(*, to: Interchange, wrong_receiver: bool = False) -> Identity:
    """The sender becomes the receiver and the other way round."""
    isa, group = to.isa, to.groups[0] if to.groups else None
    receiver = "SOMEBODYELSE" if wrong_receiver else isa[6]
    return Identity(
        isa[7],
        isa[8],
        isa[5],
        receiver,
        group.receiver if group else isa[8],
        group.sender if group else isa[6],
        isa[15],
    )


def envelope(
    *, identity: Identity, control: int, at: datetime, functional: str, version: str, sets: Iterable[list[str]]
) -> bytes:
    """Interchange, one group, and the sets, each without its SE."""
    bodies = [close_set(segments) for segments in sets]
    group = f"GS*{functional}*{identity.group_sender}*{identity.group_receiver}*{at:%Y%m%d*%H%M}*{control}*X*{version}"
    lines = [isa(identity=identity, control=control, at=at), group]
    for body in bodies:
        lines += body
    lines += [f"GE*{len(bodies)}*{control}", f"IEA*1*{control:09d}", ""]
    return "~\n".join(lines).encode("latin-1")


def isa(*, identity: Identity, control: int, at: datetime) -> str:
    """The 105 characters before the terminator."""
    return (
        f"ISA*00*{'':10}*00*{'':10}*{identity.sender_qualifier:2}*{identity.sender:15.15}*{identity.receiver_qualifier:2}"
        f"*{identity.receiver:15.15}*{at:%y%m%d*%H%M}*^*00501*{control:09d}*0*{identity.usage}*:"
    )


def close_set(segments: list[str]) -> list[str]:
    """The set with its SE."""
    return [*segments, f"SE*{len(segments) + 1}*{segments[0].split('*')[2]}"]


def name(role: str, *, person: bool, last: str, first: str = "", qualifier: str = "", id: str = "") -> str:
    """NM1 without trailing separators."""
    segment = f"NM1*{role}*{'1' if person else '2'}*{last}*{first if person else ''}"
    return f"{segment}****{qualifier}*{id}" if id else segment.rstrip("*")


def dollars(cents: int) -> str:
    """Cents as an X12 amount, without trailing zeros."""
    whole, rest = divmod(abs(cents), 100)
    text = f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)
    return f"-{text}" if cents < 0 else text

"""An 837P as a payer reads it: a reader of its own, which knows nothing of Clearlane's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearlane_sandbox.submission import Claim, Group, Interchange, Line, Member, Provider, Set

STANDARD = "*^:~"
ISA_LENGTH = 106
ISA_PARTS = 17
AMOUNT = re.compile(r"(-?)(?=\.?[0-9])([0-9]{0,15})(?:\.([0-9]*))?")
"""Fifteen digits before the point: what a ledger can still add up."""
VERSIONS = ("005010X222", "005010X222A1", "005010X222A2")


class NoInterchange(ValueError):
    """The file does not begin with an ISA that can be read: a payer has nobody to answer."""


def is_whole(data: bytes) -> bool:
    """Tell whether the file has come to its end: an IEA, and a terminator after it."""
    body = data.lstrip()
    if not body.startswith(b"ISA") or len(body) < ISA_LENGTH:
        return not body.startswith(b"ISA"[: len(body)])
    start = body.rfind(b"IEA" + body[3:4])
    return start > 0 and body.find(body[105:106], start) > 0


def normalize(data: bytes) -> str:
    """The text with the delimiters ``*^:~`` whatever the sender used. Raises NoInterchange."""
    text = data.decode("latin-1").lstrip()
    if not text.startswith("ISA") or len(text) < ISA_LENGTH:
        raise NoInterchange("no ISA")
    used = text[3] + text[82] + text[104] + text[105]
    if used == STANDARD:
        return text
    if len(set(used)) < 4 or any(char.isalnum() for char in used):
        raise NoInterchange("two delimiters are the same, or one is a letter")
    table = {ord(char): " " for char in STANDARD} | {ord(a): b for a, b in zip(used, STANDARD, strict=True)}
    return text.translate(table)


def read_837(data: bytes) -> list[Interchange]:
    """Read every interchange of a file. Raises NoInterchange."""
    found: list[Interchange] = []
    segments: list[list[str]] = []
    for raw in normalize(data).split("~"):
        text = raw.strip("\r\n ")
        if text.startswith("ISA*"):
            isa = [part.strip() for part in text.split("*")]
            if len(isa) != ISA_PARTS:
                raise NoInterchange("an ISA without its sixteen elements")
            found.append(Interchange(isa))
            segments = []
        elif text:
            segments.append(text.split("*"))
            if text.startswith("IEA*") and found:
                read_groups(found[-1], segments)
    return found


def read_groups(interchange: Interchange, segments: list[list[str]]) -> None:
    """Fill an interchange with what stands between ISA and IEA."""
    trailer = padded(segments[-1], 3)
    start = 0
    for place, segment in enumerate(segments):
        if segment[0] == "GS":
            start = place
        elif segment[0] == "GE":
            interchange.groups.append(read_group(segments[start : place + 1]))
    if trailer[2] != interchange.control:
        interchange.problem = "001"
    elif trailer[1] != str(len(interchange.groups)):
        interchange.problem = "021"


def read_group(segments: list[list[str]]) -> Group:
    """GS..GE."""
    head, tail = padded(segments[0], 9), padded(segments[-1], 3)
    group = Group(head[1], head[2], head[3], head[6], head[8])
    start = 0
    for place, segment in enumerate(segments):
        if segment[0] == "ST":
            start = place
        elif segment[0] == "SE":
            group.sets.append(read_set(segments[start : place + 1], group.version))
    if group.functional != "HC":
        group.problem = "1"
    elif group.version not in VERSIONS:
        group.problem = "2"
    elif tail[2] != group.control:
        group.problem = "4"
    elif tail[1] != str(len(group.sets)):
        group.problem = "5"
    return group


def read_set(segments: list[list[str]], version: str) -> Set:
    """ST..SE with its claims."""
    head, tail = padded(segments[0], 4), padded(segments[-1], 3)
    found = Set(head[2], head[3] or version)
    if tail[2] != found.control:
        found.problem = "3"
    elif tail[1] != str(len(segments)):
        found.problem = "4"
    elif head[1] != "837":
        found.problem = "1"
    else:
        found.claims = list(Reader(found).claims(segments))
    return found


class Reader:
    """The walk through a set: what was last said of provider, member and payer holds for the next claim."""

    def __init__(self, part: Set) -> None:
        self.part = part
        self.level = ""
        self.provider = Provider()
        self.subscriber = Member()
        self.patient: Member | None = None
        self.payer = ("", "")
        self.claim: Claim | None = None
        self.in_claim = False

    def claims(self, segments: list[list[str]]) -> Iterator[Claim]:
        """Each claim, when the next one or the end of the set is reached."""
        for position, segment in enumerate(segments, start=1):
            name = segment[0]
            if name in ("CLM", "HL", "SE") and self.claim is not None:
                yield self.claim
                self.claim, self.in_claim = None, False
            if name == "CLM":
                self.open(padded(segment, 6), position)
            elif self.claim is not None:
                self.inside(self.claim, name, padded(segment, 10))
            else:
                self.above(name, padded(segment, 10))

    def above(self, name: str, segment: list[str]) -> None:
        """A segment over the claims."""
        if name == "HL":
            self.level = segment[3]
            if self.level == "20":
                self.provider = Provider()
            elif self.level == "22":
                self.subscriber, self.patient = Member(), None
        elif name == "NM1":
            self.name(segment)
        elif name == "REF" and self.level == "20" and segment[1] in ("EI", "SY"):
            self.provider.tin = segment[2]
        elif name == "BHT":
            self.part.reference = segment[3]

    def name(self, segment: list[str]) -> None:
        """NM1 of header, provider, subscriber, payer or patient."""
        role, person = segment[1], segment[2] == "1"
        if role == "85":
            self.provider = Provider(segment[8] or "XX", segment[9], "", person, segment[3], segment[4])
        elif role == "IL":
            self.subscriber = Member(segment[3], segment[4], segment[9])
        elif role == "QC":
            self.patient = Member(segment[3], segment[4], self.subscriber.id)
        elif role == "PR":
            self.payer = (segment[9], segment[3])
        elif role == "41":
            self.part.submitter, self.part.submitter_id, self.part.submitter_person = segment[3], segment[9], person

    def open(self, segment: list[str], position: int) -> None:
        """CLM."""
        place, _, frequency = (segment[5].split(":") + ["", ""])[:3]
        self.claim = Claim(
            segment[1], cents(segment[2]), place, frequency, position, self.provider, self.subscriber,
            self.patient or self.subscriber, self.payer[0], self.payer[1],
        )  # fmt: skip

    def inside(self, claim: Claim, name: str, segment: list[str]) -> None:
        """A segment of the claim or of its lines."""
        if name == "SV1":
            claim.lines.append(Line(segment[1], cents(segment[2]), segment[4] or "1"))
        elif name == "DTP" and segment[1] == "472" and claim.lines:
            claim.lines[-1].start, _, claim.lines[-1].end = segment[3].partition("-")
        elif name == "REF":
            self.reference(claim, segment)
        elif name == "HI" and not claim.diagnoses and segment[1][:3] in ("ABK", "BK:"):
            claim.diagnoses = tuple(part.split(":")[1] for part in segment[1:] if ":" in part)
        elif name == "NM1" and segment[1] == "82" and not claim.lines:
            claim.rendering = (segment[3], segment[4], segment[9])

    def reference(self, claim: Claim, segment: list[str]) -> None:
        """REF of the claim, or the control number of a line."""
        if segment[1] == "6R" and claim.lines:
            claim.lines[-1].control = segment[2]
        elif segment[1] == "D9" and not claim.lines:
            claim.trace = segment[2]
        elif segment[1] == "F8" and not claim.lines:
            claim.original = segment[2]


def padded(segment: list[str], length: int) -> list[str]:
    """The segment with empty elements up to this length."""
    return segment + [""] * (length - len(segment)) if len(segment) < length else segment


def cents(text: str) -> int:
    """An X12 amount in cents; what is no amount counts 0, as the payer then rejects the claim by its sum."""
    match = AMOUNT.fullmatch(text)
    if match is None:
        return 0
    sign, whole, rest = match.groups(default="")
    amount = int(whole or "0") * 100 + int(rest[:2].ljust(2, "0"))
    return -amount if sign else amount

"""What a payer finds in an 837P, as far as it looks."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Line:
    """A service line: SV101 as ``HC:99213:25``, charge in cents, dates as CCYYMMDD."""

    procedure: str
    cents: int
    units: str
    start: str = ""
    end: str = ""
    control: str = ""


@dataclass(slots=True)
class Provider:
    """A billing provider; ``id`` is an NPI where ``qualifier`` is XX."""

    qualifier: str = "XX"
    id: str = ""
    tin: str = ""
    person: bool = False
    last: str = ""
    first: str = ""


@dataclass(slots=True)
class Member:
    """A subscriber or patient by name; ``id`` is the member id."""

    last: str = ""
    first: str = ""
    id: str = ""


@dataclass(slots=True)
class Claim:
    """One claim: ``number`` is CLM01, ``trace`` REF*D9, ``place`` in the set counts segments from ST = 1."""

    number: str
    cents: int
    place: str
    frequency: str
    position: int
    provider: Provider
    subscriber: Member
    patient: Member
    payer_id: str
    payer_name: str
    trace: str = ""
    original: str = ""
    rendering: tuple[str, str, str] = ("", "", "")
    diagnoses: tuple[str, ...] = ()
    lines: list[Line] = field(default_factory=list)

    @property
    def start(self) -> str:
        """The first day of service."""
        return min((line.start for line in self.lines if line.start), default="")

    @property
    def end(self) -> str:
        """The last day of service."""
        return max((line.end or line.start for line in self.lines), default="")


@dataclass(slots=True)
class Set:
    """One ST..SE; ``problem`` is the IK502 code where it cannot be taken."""

    control: str
    version: str
    reference: str = ""
    submitter: str = ""
    submitter_id: str = ""
    submitter_person: bool = False
    claims: list[Claim] = field(default_factory=list)
    problem: str = ""


@dataclass(slots=True)
class Group:
    """One GS..GE; ``problem`` is the AK905 code where it cannot be taken."""

    functional: str
    sender: str
    receiver: str
    control: str
    version: str
    sets: list[Set] = field(default_factory=list)
    problem: str = ""


@dataclass(slots=True)
class Interchange:
    """One ISA..IEA; ``isa`` holds its 17 parts as they stood; ``problem`` is the TA1 note where it cannot be taken."""

    isa: list[str]
    groups: list[Group] = field(default_factory=list)
    problem: str = ""

    @property
    def control(self) -> str:
        """ISA13."""
        return self.isa[13]

    @property
    def usage(self) -> str:
        """ISA15: P or T."""
        return self.isa[15]

    @property
    def asks(self) -> bool:
        """ISA14: a TA1 is wanted."""
        return self.isa[14] == "1"

    @property
    def acknowledges(self) -> bool:
        """A TA1 or a 999: what the house says about the payer's own files, which nobody answers."""
        return all(group.functional == "FA" for group in self.groups)

    def claims(self) -> list[Claim]:
        """All claims of sets that can be taken."""
        return [
            claim
            for group in self.groups
            if not group.problem
            for part in group.sets
            if not part.problem
            for claim in part.claims
        ]

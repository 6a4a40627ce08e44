"""277CA (005010X214): what the payer thinks of each claim, before it judges it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from clearlane_sandbox.answers.envelope import Identity, dollars, envelope, name
from clearlane_sandbox.profile import Profile, Status
from clearlane_sandbox.submission import Claim, Provider, Set

VERSION = "005010X214"


@dataclass(frozen=True, slots=True)
class ClaimStatus:
    """One claim's word: ``number`` is REF*1K, empty for none."""

    claim: Claim
    status: Status
    number: str = ""

    @property
    def accepted(self) -> bool:
        """A0, A1, A2 and A5 take the claim further."""
        return self.status.category in ("A0", "A1", "A2", "A5")


@dataclass(frozen=True, slots=True)
class Style:
    """How the payer writes: with or without D9, TRN02 shortened; ``level`` 2200B or 2200C names no claim."""

    with_trace: bool = True
    short: bool = False
    level: str = "2200D"


def write_277ca(
    *, identity: Identity, control: int, at: datetime, profile: Profile, parts: list[tuple[Set, list[ClaimStatus]]],
    style: Style,
) -> bytes:  # fmt: skip
    """One ST for each set of the batch."""
    sets = [
        Writer(profile, at, style).set(number, control, part, statuses)
        for number, (part, statuses) in enumerate(parts, start=1)
    ]
    return envelope(identity=identity, control=control, at=at, functional="HN", version=VERSION, sets=sets)


class Writer:
    """The segments of one ST, with its HL numbers."""

    def __init__(self, profile: Profile, at: datetime, style: Style) -> None:
        self.profile, self.style = profile, style
        self.day = f"{at:%Y%m%d}"
        self.time = f"{at:%H%M}"
        self.level = 3

    def set(self, number: int, control: int, part: Set, statuses: list[ClaimStatus]) -> list[str]:
        """ST without SE."""
        segments = [
            f"ST*277*{number:04d}*{VERSION}",
            f"BHT*0085*08*{control:09d}{number:04d}*{self.day}*{self.time}*TH",
            *self.source(part, control),
            *self.receiver(part, statuses),
        ]
        if self.style.level == "2200B":
            return segments
        by_provider = sorted(statuses, key=lambda one: (one.claim.provider.id, one.claim.provider.tin))
        for _, group in groupby(by_provider, key=lambda one: (one.claim.provider.id, one.claim.provider.tin)):
            segments += self.provider(list(group))
        return segments

    def source(self, part: Set, control: int) -> list[str]:
        """2000A: the payer."""
        first = part.claims[0] if self.profile.as_addressed and part.claims else None
        payer = (first.payer_name, first.payer_id) if first else (self.profile.name, self.profile.payer)
        return [
            "HL*1**20*1",
            name("PR", person=False, last=payer[0], qualifier="PI", id=payer[1]),
            f"TRN*1*{self.profile.user.upper()}{control:09d}",
            f"DTP*050*D8*{self.day}",
            f"DTP*009*D8*{self.day}",
        ]

    def receiver(self, part: Set, statuses: list[ClaimStatus]) -> list[str]:
        """2000B: who sent the batch, and its totals; BHT03 of the batch is the trace."""
        good = [one for one in statuses if one.accepted]
        bad = [one for one in statuses if not one.accepted]
        refused = self.style.level == "2200B"
        status, action = (statuses[0].status, "U") if refused and statuses else (Status("A1", "19", "PR"), "WQ")
        return [
            f"HL*2*1*21*{0 if refused or not statuses else 1}",
            name("41", person=part.submitter_person, last=part.submitter, qualifier="46", id=part.submitter_id),
            f"TRN*2*{part.reference}",
            f"STC*{status}*{self.day}*{action}*{total(statuses)}",
            *quantities("90", "AA", good, bad),
        ]

    def provider(self, statuses: list[ClaimStatus]) -> list[str]:
        """2000C and its claims."""
        provider, parent = statuses[0].claim.provider, self.level
        named = self.style.level == "2200D"
        good = [one for one in statuses if one.accepted]
        bad = [one for one in statuses if not one.accepted]
        status, action = (Status("A1", "19", "PR"), "WQ") if named else (statuses[0].status, "U")
        segments = [
            f"HL*{parent}*2*19*{int(named)}",
            billing_name(provider),
            f"TRN*1*{'0' if named else provider.id}",
            f"STC*{status}**{action}*{total(statuses)}",
            *quantities("QA", "QC", good, bad),
        ]
        self.level += 1
        for one in statuses if named else ():
            segments += self.claim(one, parent)
        return segments

    def claim(self, one: ClaimStatus, parent: int) -> list[str]:
        """2000D: the patient and the claim's word."""
        claim, patient = one.claim, one.claim.patient
        number = claim.number[:20].upper() if self.style.short else claim.number
        action = "WQ" if one.accepted else "U"
        segments = [
            f"HL*{self.level}*{parent}*PT",
            name("QC", person=True, last=patient.last, first=patient.first, qualifier="MI", id=patient.id),
            f"TRN*2*{number}",
            f"STC*{one.status}*{self.day}*{action}*{dollars(claim.cents)}",
        ]
        if one.number:
            segments.append(f"REF*1K*{one.number}")
        if claim.trace and self.style.with_trace:
            segments.append(f"REF*D9*{claim.trace}")
        self.level += 1
        return [*segments, service_dates(claim, self.day)]


def billing_name(provider: Provider) -> str:
    """NM1*85 by NPI, or by tax id where there is none."""
    qualifier, id = ("XX", provider.id) if provider.id else ("FI", provider.tin)
    return name("85", person=provider.person, last=provider.last, first=provider.first, qualifier=qualifier, id=id)


def service_dates(claim: Claim, today: str) -> str:
    """DTP*472 of the claim: a day or a range; today where none was sent."""
    if claim.start == claim.end:
        return f"DTP*472*D8*{claim.start or today}"
    return f"DTP*472*RD8*{claim.start}-{claim.end}"


def total(statuses: list[ClaimStatus]) -> str:
    """The charges together."""
    return dollars(sum(one.claim.cents for one in statuses))


def quantities(good: str, bad: str, taken: list[ClaimStatus], refused: list[ClaimStatus]) -> list[str]:
    """QTY and AMT of what was taken and what was refused."""
    segments = [f"QTY*{code}*{len(some)}" for code, some in ((good, taken), (bad, refused)) if some]
    return segments + [f"AMT*{code}*{total(some)}" for code, some in (("YU", taken), ("YY", refused)) if some]

"""Report: the fold of all events of a file into one value. For files that fit in memory as findings and spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from clearlane.standards.x12.check import check
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import (
    AcknowledgmentSeen,
    ClaimSeen,
    ClaimSpan,
    Event,
    GroupClosed,
    GroupOpened,
    InterchangeClosed,
    InterchangeOpened,
    SetClosed,
    SetOpened,
    UnitDied,
)
from clearlane.standards.x12.library import Takes
from clearlane.standards.x12.overlay import Overlay
from clearlane.standards.x12.verdict import Verdict
from clearlane.vocabulary.finding import Finding


class KeptClaims(Enum):
    """Of which claims a report says where they stand: of all, of those in which a finding stands, or of none.

    A 999 names no others than those with findings, while a 277CA tells of each.
    """

    ALL = "all"
    FAULTY = "faulty"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SetReport:
    """One ST..SE. version: ST03, else GS08. verdict: accepted, partly, rejected, unsupported."""

    set_id: str
    control: str
    version: str
    offset: int
    length: int
    segments: int
    verdict: str
    findings: tuple[Finding, ...]
    claims: tuple[ClaimSpan, ...]


@dataclass(frozen=True, slots=True)
class GroupReport:
    """One GS..GE. elements: the GS segment. findings: of the envelope only, those of a set stand in it."""

    functional_id: str
    sender: str
    receiver: str
    date: str
    time: str
    control: str
    version: str
    elements: tuple[str, ...]
    offset: int
    length: int
    sets_included: int
    findings: tuple[Finding, ...]
    sets: tuple[SetReport, ...]


@dataclass(frozen=True, slots=True)
class InterchangeReport:
    """One ISA..IEA. isa: its bytes with the terminator; elements: ISA01-16 as sent; findings: of the envelope only."""

    isa: bytes
    delimiters: Delimiters
    elements: tuple[str, ...]
    sender: str
    receiver: str
    control: str
    usage: str
    ack_requested: bool
    offset: int
    length: int
    findings: tuple[Finding, ...]
    groups: tuple[GroupReport, ...]
    acknowledgments: tuple[AcknowledgmentSeen, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole file. findings: all of them, in file order, those within interchanges, groups and sets included.

    accepted: as `Verdict` has it.
    """

    findings: tuple[Finding, ...]
    interchanges: tuple[InterchangeReport, ...]
    accepted: bool | None

    @property
    def sets(self) -> tuple[SetReport, ...]:
        """Every set of the file, in order."""
        return tuple(one for interchange in self.interchanges for group in interchange.groups for one in group.sets)


def report(
    source: Iterable[bytes],
    *,
    takes: Takes | None = None,
    beyond_guide: bool = True,
    overlays: Iterable[Overlay] = (),
    claims: KeptClaims = KeptClaims.ALL,
) -> Report:
    """Check a whole file (chunks of bytes of any size) and gather what was told. Never raises for any bytes.

    takes, beyond_guide, overlays: as of `check`. claims: of which claims to say where they stand, which takes some 300
    bytes a claim.
    """
    findings: list[Finding] = []
    verdict = Verdict()
    events = verdict.watch(check(source, takes=takes, beyond_guide=beyond_guide, overlays=overlays))
    interchanges = tuple(_interchanges(_kept(events, claims), findings))
    return Report(interchanges=interchanges, findings=tuple(findings), accepted=verdict.accepted)


def _kept(events: Iterator[Event], claims: KeptClaims) -> Iterator[Event]:
    """All events but those of claims that are not to be kept."""
    if claims is KeptClaims.ALL:
        return events
    if claims is KeptClaims.NONE:
        return (event for event in events if not isinstance(event, (ClaimSeen, UnitDied)))
    return _named(events)


def _named(events: Iterator[Event]) -> Iterator[Event]:
    """All events but those of claims in which no finding stands."""
    last = 0
    for event in events:
        if isinstance(event, SetOpened):
            last = 0
        elif isinstance(event, Finding):
            last = max(last, event.place.segment or 0)
        if not isinstance(event, ClaimSeen) or last >= event.span.first_segment:
            yield event


def _interchanges(events: Iterator[Event], everything: list[Finding]) -> Iterator[InterchangeReport]:
    for event in events:
        if isinstance(event, Finding):
            everything.append(event)
        elif isinstance(event, InterchangeOpened):
            yield _interchange(event, events, everything)


def _interchange(head: InterchangeOpened, events: Iterator[Event], everything: list[Finding]) -> InterchangeReport:
    findings: list[Finding] = []
    groups: list[GroupReport] = []
    answers: list[AcknowledgmentSeen] = []
    length = 0
    for event in events:
        if isinstance(event, Finding):
            everything.append(event)
            findings.append(event)
        elif isinstance(event, GroupOpened):
            groups.append(_group(event, events, everything))
        elif isinstance(event, AcknowledgmentSeen):
            answers.append(event)
        elif isinstance(event, InterchangeClosed):
            length = event.length
            break
    texts = [text.strip() for text in head.elements]
    return InterchangeReport(
        isa=head.isa,
        delimiters=head.delimiters,
        elements=head.elements,
        sender=texts[5],
        receiver=texts[7],
        control=texts[12],
        usage=texts[14],
        ack_requested=texts[13] == "1",
        offset=head.offset,
        length=length,
        findings=tuple(findings),
        groups=tuple(groups),
        acknowledgments=tuple(answers),
    )


def _group(head: GroupOpened, events: Iterator[Event], everything: list[Finding]) -> GroupReport:
    findings: list[Finding] = []
    sets: list[SetReport] = []
    closed = GroupClosed(head.offset, 0, -1, 0)
    for event in events:
        if isinstance(event, Finding):
            everything.append(event)
            findings.append(event)
        elif isinstance(event, SetOpened):
            sets.append(_set(event, events, everything))
        elif isinstance(event, GroupClosed):
            closed = event
            break
    functional_id, sender, receiver, date, time, control, _, version = (*head.elements[1:9], *[""] * 8)[:8]
    return GroupReport(
        functional_id=functional_id,
        sender=sender,
        receiver=receiver,
        date=date,
        time=time,
        control=control,
        version=version,
        elements=head.elements,
        offset=head.offset,
        length=closed.length,
        sets_included=closed.sets_included,
        findings=tuple(findings),
        sets=tuple(sets),
    )


def _set(head: SetOpened, events: Iterator[Event], everything: list[Finding]) -> SetReport:
    findings: list[Finding] = []
    claims: list[ClaimSpan] = []
    died: set[tuple[str, int]] = set()
    closed = SetClosed(head.offset, 0, 0, "rejected")
    for event in events:
        if event.__class__ is ClaimSeen:  # as most are
            claims.append(event.span)
        elif isinstance(event, Finding):
            findings.append(event)
        elif isinstance(event, UnitDied):
            died.add((event.unit, event.first_segment))
        elif isinstance(event, SetClosed):
            closed = event
            break
    findings.sort(key=offset_of)  # what is found when a claim or a level ends stands before its last segment
    everything += findings
    return SetReport(
        set_id=head.set_id,
        control=head.control,
        version=head.version,
        offset=head.offset,
        length=closed.length,
        segments=closed.segments,
        verdict=closed.verdict,
        findings=tuple(findings),
        claims=tuple(_judged(span, died, closed.verdict) for span in claims),
    )


def offset_of(finding: Finding) -> int:
    """Where in the file it stands, to sort by."""
    return finding.place.offset or 0


def _judged(span: ClaimSpan, died: set[tuple[str, int]], verdict: str) -> ClaimSpan:
    if not died and verdict != "rejected":  # as most sets are
        return span
    above = (("provider", span.provider), ("subscriber", span.subscriber), ("patient", span.patient))
    units = [("claim", span.first_segment), *((unit, level.first_segment) for unit, level in above if level)]
    dead = verdict == "rejected" or not died.isdisjoint(units)
    return span if dead == span.dead else span._replace(dead=dead)

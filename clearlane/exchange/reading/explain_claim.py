"""Why a claim stands where it does: each reason with what happened, why, what to do, and what proves it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import shorten
from typing import Any
from zoneinfo import ZoneInfo

from clearlane.exchange.reading.find_claim import ClaimView
from clearlane.exchange.reading.find_surroundings import Decision
from clearlane.exchange.reading.place_status import place_status
from clearlane.exchange.reading.plain_codes import GROUPS, tell_reason, tell_status
from clearlane.exchange.reading.plain_remedies import HEADLINES, OTHERWISE, REMEDIES, remedy_of_denial
from clearlane.exchange.reading.read_segments import ReadSegment
from clearlane.exchange.reading.read_statuses import StatusView
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.written_day import written_day

BAD, WARN, NOTE = "bad", "warn", "note"
_EXPECTED = ("45", "253")
_SHARES = {"PR": ("1", "2", "3", *_EXPECTED)}
"""No reasons to refuse: the contract's cut, sequestration, and the patient's deductible, coinsurance and copay."""
_NAMED_RULES = {
    "authorized_pair": "You may not bill for this provider yet",
    "billing_npi": "The billing NPI is missing or wrong",
    "broken_rule": "A check of ours failed",
    "claim_frequency": "The frequency code does not fit",
    "diagnosis_codes": "A diagnosis code cannot be billed",
    "diagnosis_pointers": "A line points to a diagnosis that is not there",
    "duplicate_claim": "This claim was sent before",
    "live_submitter": "You are not live yet",
    "no_route": "There is no way to the payer yet",
    "not_enrolled": "The provider is not enrolled with the payer",
    "npi_in_use": "An NPI belongs to nobody",
    "payer_known": "The payer is not known here",
    "place_of_service": "The place of service is not on the list",
    "procedure_codes": "A procedure code was not in force that day",
    "procedure_pairs": "Two procedures of a day exclude each other",
    "procedure_units": "A line has more units than are likely",
    "service_dates": "A service date is missing or wrong",
    "total_charge": "The total is not the sum of the lines",
    "type_claim": "An amount or a date cannot be read",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. ``severity`` is bad, warn, or note where nothing stopped; ``segment`` and ``element`` say where it
    lies, 0 where nowhere."""

    headline: str
    what: str
    why: str
    todo: str
    severity: str
    cites: tuple[str, ...]
    segment: int = 0
    element: int = 0
    said: str = ""

    @property
    def marks(self) -> int:
        """Which segment it marks in the claim's text; 0 where none: a hint marks nothing."""
        return 0 if self.severity == NOTE else self.segment


def explain_claim(
    *,
    claim: ClaimView,
    payer: str,
    syntax: Sequence[Mapping[str, Any]],
    decisions: Sequence[Decision],
    segments: Sequence[ReadSegment] = (),
    zone: str = "UTC",
) -> tuple[Reason, ...]:
    """What needs a person first: of the payer's word and ours, those that hold for the state the claim is in now.

    ``segments`` are those of the claim, for the places that a payer means. Days are those of ``zone``.
    """
    if claim.state == "rejected_by_payer" and not claim.adjudications:
        return (*_of_payer(claim, payer, segments, zone), *_hints(claim))
    if claim.state in ("rejected", "held", "received"):
        stops_first = sorted(claim.findings, key=lambda each: each.get("disposition") == "warn")
        return tuple(_of_finding(each, claim.state) for each in stops_first)
    if claim.state == "dead":
        return tuple(map(_of_guide, syntax)) or (_DEAD,)
    if claim.state == "stuck":
        return (_STUCK,)
    return (*_of_decision(claim, payer, decisions, zone), *_hints(claim))


def _hints(claim: ClaimView) -> Iterator[Reason]:
    return (_of_hint(each, claim.state) for each in claim.findings if each.get("disposition") == "warn")


def _of_finding(finding: Mapping[str, Any], state: str) -> Reason:
    return _of_hint(finding, state) if finding.get("disposition") == "warn" else _of_edit(finding)


def _of_hint(finding: Mapping[str, Any], state: str) -> Reason:
    """What stopped nothing: it is named by what it found, and no status was ever sent of it."""
    place = finding.get("place", {})
    what = str(finding.get("what", ""))
    return Reason(
        headline=shorten(what.rstrip("."), 90, placeholder="…") or "A hint",
        what=_HINT_OF_HELD if state == "held" else "This is a hint: it stops nothing.",
        why=str(finding.get("why", "")),
        todo=str(finding.get("remedy", "")),
        severity=NOTE,
        cites=_cites({name: value for name, value in finding.items() if name != "status"}),
        segment=int(place.get("segment", 0)),
        element=int(place.get("element", 0)),
        said=what,
    )


def _of_edit(finding: Mapping[str, Any]) -> Reason:
    place = finding.get("place", {})
    rule = str(finding.get("rule", ""))
    way = finding.get("disposition", "")
    said = {
        "reject": "We refused the claim before it went to the payer. It was not adjudicated, so this is not a denial.",
        "hold": "We hold the claim; it has not gone to the payer.",
    }.get(way, "")
    return Reason(
        headline=name_rule(rule, otherwise=shorten(str(finding.get("what", "")), 60, placeholder="…")),
        what=f"{finding.get('what', '')} {said}",
        why=str(finding.get("why", "")),
        todo=str(finding.get("remedy", "")),
        severity=BAD if way == "reject" else WARN,
        cites=_cites(finding),
        segment=int(place.get("segment", 0)),
        element=int(place.get("element", 0)),
        said=str(finding.get("what", "")),
    )


def name_rule(rule: str, *, otherwise: str = "") -> str:
    """What is wrong where this rule finds something, in a few words."""
    return _NAMED_RULES.get(rule, otherwise or rule)


def _of_guide(finding: Mapping[str, Any]) -> Reason:
    place = finding.get("place", {})
    return Reason(
        headline="The format is broken at one segment",
        what=f"{_ended(finding.get('what', ''))} Our 999 refused the claim when it came; it did not go to the payer.",
        why=_ended(finding.get("why", "")),
        todo=f"{_ended(finding.get('remedy', ''))} Then send the claim in a new file.".lstrip(),
        severity=BAD if finding.get("severity") != "warning" else WARN,
        cites=_cites(finding),
        segment=int(place.get("segment", 0)),
        element=int(place.get("element", 0)),
        said=str(finding.get("what", "")),
    )


def _ended(text: Any) -> str:
    """A sentence with its full stop: those of guides have none."""
    said = str(text)
    return f"{said}." if said and said[-1] not in ".!?" else said


def _cites(finding: Mapping[str, Any]) -> tuple[str, ...]:
    place = finding.get("place", {})
    at = f"{place.get('segment_id', '')}{place['element']:02d}" if place.get("element") else place.get("segment_id", "")
    if place.get("component"):
        at += f"-{place['component']}"
    loop = f", loop {place['loop']}" if place.get("loop") else ""
    where = f"Segment {place['segment']}, {at}{loop}" if place.get("segment") else ""
    status = f"277CA STC01: {_dotted(finding['status'])}" if finding.get("status") else ""
    rule = f"Rule {finding['rule']}" if finding.get("rule") else ""
    return tuple(text for text in (status, where, rule, str(finding.get("citation", ""))) if text)


_HINT_OF_HELD = "This is a hint: it is not what holds the claim."
_DEAD = Reason(
    "The format is broken",
    "Our 999 refused the claim when it came; it did not go to the payer.",
    "The error stands above the claim, or so many were found that this one is not listed.",
    "Open the file to see its first errors, correct them in your software and send the claim in a new file.",
    BAD,
    ("999",),
)
_STUCK = Reason(
    "A fault of ours stopped this claim",
    "The claim waits at the step that failed. It has not gone to the payer, and nothing of it is lost.",
    "A step of ours failed several times. The people who run this installation see it in their list.",
    "Nothing: it goes on by itself once the fault is mended. Ask them if it is urgent.",
    WARN,
    (),
)


def _of_payer(claim: ClaimView, payer: str, segments: Sequence[ReadSegment], zone: str) -> Iterator[Reason]:
    """The statuses of the payer's last answer."""
    last = next((each for each in reversed(claim.answers) if each.source == "payer" and _refuses(each.statuses)), None)
    for said in last.statuses if last else ():
        reason = _status(said, payer, _day(last.at, zone) if last else "", _sent(claim, said.status))
        yield _placed(reason, said, segments)


def _refuses(statuses: Collection[StatusView]) -> bool:
    return any(each.status.partition(":")[0] in ("A3", "A6", "A7", "A8") for each in statuses)


def _sent(claim: ClaimView, status: str) -> str:
    """What the claim says where a payer refuses a value that we keep beside it."""
    _, code, entity = (*status.split(":"), "", "")[:3]
    if code in ("33", "164"):
        return f" The claim says {claim.member_id}." if claim.member_id else ""
    return f" The claim says {claim.billing_npi}." if code == "562" and entity == "85" else ""


def _status(said: StatusView, payer: str, day: str, sent: str) -> Reason:
    code = (*said.status.split(":"), "")[1]
    headline = HEADLINES.get(code, "{payer} refused the claim").format(payer=payer)
    message = f" {payer} adds: “{said.message}”" if said.message else ""
    return Reason(
        headline=headline,
        what=f"The payer's front end refused the claim on {day}. It was not adjudicated, so this is not a denial.",
        why=f"{tell_status(said.status)}.{sent}{message}",
        todo=REMEDIES.get(code, OTHERWISE),
        severity=BAD,
        cites=(f"277CA STC01: {_dotted(said.status)}",),
    )


def _placed(reason: Reason, said: StatusView, segments: Sequence[ReadSegment]) -> Reason:
    """The reason with the place of which the payer speaks."""
    place = place_status(segments, said.status)
    if place is None:
        return reason
    segment, element = place
    where = {"segment": segment.number, "segment_id": segment.elements[0], "element": element, "loop": segment.loop}
    return replace(
        reason,
        segment=segment.number,
        element=element,
        said=tell_status(said.status),
        cites=(*reason.cites, *_cites({"place": where})),
    )


def _of_decision(claim: ClaimView, payer: str, decisions: Sequence[Decision], zone: str) -> Iterator[Reason]:
    """A denial, or lines that were refused."""
    if claim.word not in ("Denied", "Partial", "Reversed") or not decisions:
        return
    last = decisions[-1]
    cuts = [one for one in adjustments(last.body) if one[1] not in _SHARES.get(one[0], _EXPECTED)]
    reasons = "; ".join(f"{tell_reason(code)} ({group}-{code}, {money})" for group, code, money in _summed(cuts))
    verb = {"Denied": "denied the claim", "Partial": "paid a part of the claim"}.get(claim.word, "took a payment back")
    first = f": {tell_reason(cuts[0][1]).lower()}" if cuts else ""
    yield Reason(
        headline=shorten(f"{payer} {verb}{first}", 90, placeholder="…"),
        what=f"The payer decided on {_day(last.at, zone)}: of {dollars(last.charge)} it pays "
        f"{dollars(last.paid)}, and {dollars(last.patient)} is the patient's.",
        why=f"{reasons or 'The payer names no reason beside the patient share'}.",
        todo=remedy_of_denial(cuts[0][1] if cuts else "", payer_number=last.payer_number),
        severity=BAD if claim.word == "Denied" else WARN,
        cites=(f"835 CLP02: {last.status}", *(f"{group}-{code}" for group, code, _ in _summed(cuts))),
    )


def adjustments(body: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Group, reason and cents of each adjustment of a decision and of its lines."""
    for part in (body, *body.get("lines", ())):
        for group, code, cents, *_ in part.get("adjustments", ()):
            yield group, code, cents


def tell_group(group: str) -> str:
    """What a group of adjustments means for the bill."""
    return GROUPS.get(group, group)


def _summed(cuts: Sequence[tuple[str, str, int]]) -> tuple[tuple[str, str, str], ...]:
    sums: dict[tuple[str, str], int] = {}
    for group, code, cents in cuts:
        sums[group, code] = sums.get((group, code), 0) + cents
    return tuple((group, code, dollars(cents)) for (group, code), cents in sums.items())


def dollars(cents: int) -> str:
    """Cents in a sentence, negative ones with a true minus."""
    sign = "\N{MINUS SIGN}" if cents < 0 else ""
    return f"{sign}${Money.from_cents(abs(cents)).amount:,.2f}"


def _day(at: datetime, zone: str) -> str:
    return written_day(at.astimezone(ZoneInfo(zone)).date())


def _dotted(status: str) -> str:
    return " · ".join(status.split(":"))

"""Answer the claims of a received 837 with a 277CA, from its report alone: for who has no database to ask.

Each claim of a set that the 999 does not refuse whole is told once: received (A1:20), or sent back (A3:684, with what
else is known of it) where a finding killed it. Whether it is taken in for a decision (A2) only the payer can say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from clearlane.standards.x12.balance.amount import read_amount, show_amount
from clearlane.standards.x12.claim_acknowledgment import (
    Acknowledgment277,
    Claim277,
    Days,
    Name277,
    Provider277,
    StatusText,
    Total277,
    write_277ca,
)
from clearlane.standards.x12.claim_statuses import ClaimStatuses, Texts
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import ClaimSpan, Span
from clearlane.standards.x12.report import InterchangeReport, SetReport
from clearlane.standards.x12.stream import segments
from clearlane.standards.x12.ta1 import NO_ERROR, ta1_note, usage, way_back
from clearlane.standards.x12.text import decode, encode
from clearlane.standards.x12.values import fits_format
from clearlane.standards.x12.write import Identity, clean
from clearlane.vocabulary.finding import Disposition, Finding

Read = Callable[[int, int], bytes]
"""The bytes of the file at an offset, of a length."""
ACCEPTED, REJECTED = "WQ", "U"
RECEIVED = ("A1", "20")
ARRIVED = ("A1", "19", "AY")
UNKNOWN = "UNKNOWN"
HEADER = 4096
"""So many bytes of a set hold its header and the names of submitter and receiver."""


@dataclass(frozen=True, slots=True)
class _Told:
    claim: Claim277
    is_accepted: bool
    charge: int


def answer_claims(
    interchange: InterchangeReport, *, read: Read, control: int, at: datetime, identity: Identity | None = None
) -> bytes | None:
    """One interchange back to the sender with a 277CA for each 837 that was not refused whole; None where none was.

    read: gives bytes of the file. control: ISA13 of the answer. at: when it was received, written as it is.
    """
    if ta1_note(interchange) != NO_ERROR:
        return None
    sets = [one for group in interchange.groups if not _is_refused(group.findings) for one in group.sets]
    heard = [one for one in sets if one.set_id == "837" and one.verdict in ("accepted", "partly") and one.claims]
    answers = [
        _answer(one, _Reader(read, interchange.delimiters), f"{control}-{number}" if number > 1 else str(control), at)
        for number, one in enumerate(heard, 1)
    ]
    if not answers:
        return None
    who = identity or way_back(interchange)
    return write_277ca(answers, identity=who, control=control, usage=usage(interchange), at=at)


def _is_refused(findings: Sequence[Finding]) -> bool:
    return any(one.disposition is not Disposition.WARN for one in findings)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the segments of a stretch of the file."""

    read: Read
    delimiters: Delimiters

    def texts(self, span: Span | ClaimSpan | None) -> list[Texts]:
        """The segments of a span, each as its id and its elements."""
        return self.stretch(span.offset, span.length) if span else []

    def stretch(self, offset: int, length: int) -> list[Texts]:
        """The segments of a stretch."""
        data = self.read(offset, length)
        return [decode(raw).split(decode(self.delimiters.element)) for _, raw in segments(data, self.delimiters)]


def _answer(one: SetReport, reader: _Reader, reference: str, at: datetime) -> Acknowledgment277:
    header = reader.stretch(one.offset, min(HEADER, one.length))
    providers = tuple(_providers(one, reader, f"{at:%Y%m%d}"))
    total = _sum([provider.total for provider in providers])
    return Acknowledgment277(
        reference=reference,
        at=at,
        source=_name(_first(header, "NM1", "40"), "AY"),
        source_trace=reference,
        received=f"{at:%Y%m%d}",
        processed=f"{at:%Y%m%d}",
        receiver=_name(_first(header, "NM1", "41"), "41"),
        receiver_trace=_value(_first(header, "BHT"), 3) or "0",
        statuses=(_arrived(total, f"{at:%Y%m%d}"),),
        total=total,
        providers=providers,
    )


def _providers(one: SetReport, reader: _Reader, day: str) -> Iterator[Provider277]:
    """Each billing provider with his claims, in the order of the file."""
    groups: dict[int, list[ClaimSpan]] = {}
    for span in one.claims:
        groups.setdefault(span.provider.first_segment if span.provider else 0, []).append(span)
    said_of = ClaimStatuses(one, reader.texts)
    for spans in groups.values():
        told = [_told(span, said_of, reader, day) for span in spans]
        kept, lost = ([each for each in told if each.is_accepted is which] for which in (True, False))
        total = Total277(len(kept), len(lost), _x12(_charges(kept)), _x12(_charges(lost)))
        name = _provider(reader.texts(spans[0].provider))
        yield Provider277(name, total, tuple(each.claim for each in told), statuses=(_arrived(total, ""),))


def _told(span: ClaimSpan, said_of: ClaimStatuses, reader: _Reader, day: str) -> _Told:
    claim, subscriber, patient = (reader.texts(one) for one in (span, span.subscriber, span.patient))
    own = claim[0] if claim and claim[0][0].upper() == "CLM" else _first(claim, "CLM")
    charge = _amount(_value(own, 2))
    found = said_of.of(span)
    action = REJECTED if found else ACCEPTED
    member = _first(subscriber, "NM1", "IL")
    person = _first(patient, "NM1", "QC") or member
    statuses = tuple((status, day, action, _x12(charge)) for status in found or [RECEIVED])
    told = Claim277(
        patient=_patient(person, _value(member, 9) or _value(person, 9)),
        trace=_number(own) or "0",
        statuses=statuses,
        references=tuple(_references(claim, reader.delimiters)),
        service=_service(claim),
    )
    return _Told(told, not found, charge)


def _arrived(total: Total277, day: str) -> StatusText:
    """What is said of a whole set or provider: that it arrived, with the charges of all."""
    charge = _amount(total.accepted_amount) + _amount(total.rejected_amount)
    return (ARRIVED, day, ACCEPTED, _x12(charge))


def _sum(totals: Sequence[Total277]) -> Total277:
    kept = sum(_amount(one.accepted_amount) for one in totals)
    lost = sum(_amount(one.rejected_amount) for one in totals)
    return Total277(sum(one.accepted for one in totals), sum(one.rejected for one in totals), _x12(kept), _x12(lost))


def _charges(told: Sequence[_Told]) -> int:
    return sum(one.charge for one in told)


def _amount(text: str) -> int:
    """An amount in millionths, so that one that is finer than a cent goes back as it came; 0 where there is none."""
    try:
        return read_amount(encode(text))
    except ValueError:
        return 0


def _x12(amount: int) -> str:
    """It as X12 writes it: no needless zeros."""
    text = show_amount(amount)
    return text.rstrip("0").rstrip(".")


def _number(claim: Texts) -> str:
    """CLM01 as it came, blanks before it too: it is found again by each of its characters."""
    number = _value(claim, 1)
    if not number or not claim[1].endswith(number):
        return number
    return claim[1] if not claim[1].removesuffix(number).strip(" ") else number


def _first(held: Sequence[Texts], id: str, code: str = "") -> Texts:
    """The first segment with this id (and element 01); an empty one where there is none."""
    return next((one for one in held if one[0] == id and (not code or one[1:2] == [code])), [])


def _value(segment: Texts, n: int) -> str:
    return clean(segment[n]) if n < len(segment) else ""


def _name(segment: Texts, entity: str) -> Name277:
    is_person = entity == "41" and _value(segment, 2) == "1"
    return Name277(
        entity,
        _value(segment, 3)[:60] or UNKNOWN,
        _value(segment, 4)[:35] if is_person else "",
        is_person=is_person,
        qualifier="46",
        id=_value(segment, 9)[:80] or UNKNOWN,
    )


def _provider(held: Sequence[Texts]) -> Name277:
    """The billing provider, by his NPI, else by his tax id."""
    segment = _first(held, "NM1", "85")
    npi, tin = _value(segment, 9), _value(_first(held, "REF", "EI") or _first(held, "REF", "SY"), 2)
    return Name277(
        "85",
        _value(segment, 3)[:60] or UNKNOWN,
        _value(segment, 4)[:35],
        is_person=_value(segment, 2) == "1",
        qualifier="XX" if npi or not tin else "FI",
        id=(npi or tin)[:80] or UNKNOWN,
    )


def _patient(segment: Texts, member: str) -> Name277:
    last, first, middle, suffix = (_value(segment, n) for n in (3, 4, 5, 7))
    id = member if len(member) >= 2 else UNKNOWN
    return Name277("QC", last[:60] or UNKNOWN, first[:35], middle[:25], suffix[:10], True, "MI", id[:80])


def _references(claim: Sequence[Texts], delimiters: Delimiters) -> Iterator[tuple[str, str]]:
    trace = _value(_first(claim, "REF", "D9"), 2)
    if trace:
        yield "D9", trace[:50]
    place = _first(claim, "CLM")
    parts = place[5].split(delimiters.component_text) if len(place) > 5 else []
    if len(parts) == 3 and parts[1] == "A":
        yield "BLT", clean(parts[0] + parts[2])


def _service(claim: Sequence[Texts]) -> Days:
    """The days of the claim's statement, else the first and the last of its lines."""
    stated = _first(claim, "DTP", "434") or []
    dates = [stated] if stated else [one for one in claim if one[:2] == ["DTP", "472"]]
    days = sorted(
        day
        for one in dates
        if len(one) > 3 and one[2] in ("D8", "RD8") and fits_format(one[3].encode("latin-1"), one[2].encode())
        for day in one[3].split("-")
    )
    if not days:
        return "", ""
    return ("D8", days[0]) if days[0] == days[-1] else ("RD8", f"{days[0]}-{days[-1]}")

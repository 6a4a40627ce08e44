"""Answer the claims of a received 837 with a 277CA, from its report alone: for who has no database to ask.

Each claim of a set that the 999 does not refuse whole is told once: received (A1:20), or sent back (A3:684, with what
else is known of it) where a finding killed it. Whether it is taken in for a decision (A2) only the payer can say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

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
from clearlane.standards.x12.values import fits_format, number_of_digits
from clearlane.standards.x12.write import Identity, clean
from clearlane.vocabulary.finding import Disposition, Finding

Read = Callable[[int, int], bytes]
"""The bytes of the file at an offset, of a length."""
NameOf = Callable[[Span | None, str], Texts]
"""The NM1 of a level with an entity."""
ACCEPTED, REJECTED = "WQ", "U"
RECEIVED = ("A1", "20")
ARRIVED = ("A1", "19", "AY")
UNKNOWN = "UNKNOWN"
HEADER = 4096
"""So many bytes of a set hold its header and the names of submitter and receiver."""
MOST_DIGITS = 18
"""Of an amount (element 782)."""
SHORTEST_ID, LONGEST_ID = 2, 80
"""Of whom a name names (element 67)."""
LONGEST_REFERENCE = 50
"""Of a trace or another number (element 127): longer than the number of any claim may be, which has at most 38."""


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

    def name(self, level: Span | None, entity: str) -> Texts:
        """The NM1 of a level; an empty one where there is none."""
        return _first(self.texts(level), "NM1", entity)

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
    name_of = lru_cache(maxsize=2)(reader.name)  # a level is read once, and not again for each claim beneath it
    for spans in groups.values():
        told = [_told(span, said_of, reader, name_of, day) for span in spans]
        kept, lost = ([each for each in told if each.is_accepted is which] for which in (True, False))
        total = Total277(len(kept), len(lost), _x12(_charges(kept)), _x12(_charges(lost)))
        name = _provider(reader.texts(spans[0].provider))
        yield Provider277(name, total, tuple(each.claim for each in told), statuses=(_arrived(total, ""),))


def _told(span: ClaimSpan, said_of: ClaimStatuses, reader: _Reader, name_of: NameOf, day: str) -> _Told:
    claim = reader.texts(span)
    own = claim[0] if claim and span.patient_control_number else _first(claim, "CLM")
    charge = _amount(_value(own, 2))
    found = said_of.of(span)
    action = REJECTED if found else ACCEPTED
    member = name_of(span.subscriber, "IL")
    person = name_of(span.patient, "QC") or member
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
        return read_amount(encode(text)) if number_of_digits(encode(text)) <= MOST_DIGITS else 0
    except ValueError:
        return 0


def _x12(amount: int) -> str:
    """It as X12 writes it: no needless zeros. A sum that no amount can hold loses its fraction, or is the highest."""
    text = show_amount(amount).rstrip("0").rstrip(".")
    if number_of_digits(encode(text)) <= MOST_DIGITS:
        return text
    whole = text.partition(".")[0]
    return whole if number_of_digits(encode(whole)) <= MOST_DIGITS else "9" * MOST_DIGITS


def _number(claim: Texts) -> str:
    """CLM01 as it came, blanks before it too: it is found again by each of its characters.

    Of one that is longer than a trace the beginning, which can be no other claim's number.
    """
    number, sent = _value(claim, 1), claim[1] if len(claim) > 1 else ""
    is_kept = sent.endswith(number) and not sent.removesuffix(number).strip(" ") and len(sent) <= LONGEST_REFERENCE
    return sent if number and is_kept else _cut(number, LONGEST_REFERENCE)


def _first(held: Sequence[Texts], id: str, code: str = "") -> Texts:
    """The first segment with this id (and element 01); an empty one where there is none."""
    return next((one for one in held if one[0] == id and (not code or one[1:2] == [code])), [])


def _value(segment: Texts, n: int) -> str:
    return clean(segment[n]) if n < len(segment) else ""


def _cut(text: str, most: int) -> str:
    return text[:most].rstrip()


def _name(segment: Texts, entity: str) -> Name277:
    is_person = entity == "41" and _value(segment, 2) == "1"
    return Name277(
        entity,
        _cut(_value(segment, 3), 60) or UNKNOWN,
        _cut(_value(segment, 4), 35) if is_person else "",
        is_person=is_person,
        qualifier="46",
        id=_id(_value(segment, 9)) or UNKNOWN,
    )


def _provider(held: Sequence[Texts]) -> Name277:
    """The billing provider, by his NPI, else by his tax id."""
    segment = _first(held, "NM1", "85")
    npi, tin = _id(_value(segment, 9)), _id(_value(_first(held, "REF", "EI") or _first(held, "REF", "SY"), 2))
    return Name277(
        "85",
        _cut(_value(segment, 3), 60) or UNKNOWN,
        _cut(_value(segment, 4), 35),
        is_person=_value(segment, 2) == "1",
        qualifier="XX" if npi else "FI" if tin else "SV",
        id=npi or tin or UNKNOWN,
    )


def _id(text: str) -> str:
    """An id as far as a name can hold it; nothing of one that is too short to be one."""
    return _cut(text, LONGEST_ID) if len(text) >= SHORTEST_ID else ""


def _patient(segment: Texts, member: str) -> Name277:
    lengths = ((3, 60), (4, 35), (5, 25), (7, 10))
    last, first, middle, suffix = (_cut(_value(segment, n), most) for n, most in lengths)
    return Name277("QC", last or UNKNOWN, first, middle, suffix, True, "MI", _id(member) or UNKNOWN)


def _references(claim: Sequence[Texts], delimiters: Delimiters) -> Iterator[tuple[str, str]]:
    """The numbers of the claim that the answer can hold: one that was cut would be another."""
    place = _first(claim, "CLM")
    parts = place[5].split(delimiters.component_text) if len(place) > 5 else []
    bill_type = clean(parts[0] + parts[2]) if len(parts) == 3 and parts[1] == "A" else ""
    for qualifier, number in (("D9", _value(_first(claim, "REF", "D9"), 2)), ("BLT", bill_type)):
        if 0 < len(number) <= LONGEST_REFERENCE:
            yield qualifier, number


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

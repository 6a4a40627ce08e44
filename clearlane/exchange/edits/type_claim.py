"""Type a claim: from the text that was sent to dates, money and numbers, or to findings of what cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from clearlane.exchange.edits.say import say
from clearlane.vocabulary.claim import Claim, Diagnosis, Payer, Person, Provider, ServiceLine
from clearlane.vocabulary.finding import Disposition, Finding, Place, Status
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.period import Period
from clearlane.vocabulary.submitted_claim import SegmentText, SubmittedClaim

CITATION = "X12 005010X222 loops 2300 and 2400: a claim has CLM, and each line SV1 with an amount and a quantity"
_DIAGNOSES = frozenset({"ABK", "ABF", "BK", "BF"})
_PROVIDER_LOOPS = frozenset({"2310", "2420"})
_PROVIDERS = frozenset({"82", "77", "DN", "P3", "DQ", "DK", "QB"})
_QUALIFIED = frozenset({"DTP", "REF"})
_BLANKS = ("",) * 12
"""What stands in the elements that were not sent."""
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)\Z", re.ASCII)


def type_claim(*, submitted: SubmittedClaim) -> Claim | tuple[Finding, ...]:
    """The typed claim, or at least one finding where it has no CLM, no line, or an amount or quantity that is none."""
    head = submitted.first("2300", "CLM")
    if head is None:
        return (_fault(Place(loop="2300"), "The claim has no CLM segment.", Status("A6", "21")),)
    faults: list[Finding] = []
    total = _money(head, 2, faults)
    lines = tuple(_line(submitted, segments, faults) for segments in submitted.lines())
    if not lines:
        faults.append(_fault(_place(head), "The claim has no service line.", Status("A6", "21")))
    return tuple(faults) or _claim(submitted, head, total, lines)


def _claim(submitted: SubmittedClaim, head: SegmentText, total: Money, lines: tuple[ServiceLine, ...]) -> Claim:
    place_of_service, _, frequency = (*submitted.parts(head, 5), "", "")[:3]
    subscriber = _person(submitted, "2010BA", "IL", "")
    return Claim(
        patient_control_number=head.element(1),
        total_charge=total,
        place_of_service=place_of_service,
        frequency=frequency,
        payer_control_number=submitted.text("2300", "REF", 2, "F8"),
        responsibility=submitted.text("2000B", "SBR", 1),
        relationship=submitted.text("2000C", "PAT", 1) or submitted.text("2000B", "SBR", 2),
        filing=submitted.text("2000B", "SBR", 9),
        billing=_billing(submitted),
        other_providers=tuple(_other_providers(submitted)),
        subscriber=subscriber,
        patient=_patient(submitted, subscriber),
        payer=_payer(submitted),
        diagnoses=tuple(_diagnoses(submitted)),
        lines=lines,
        sender_trace=submitted.text("2300", "REF", 2, "D9"),
        usage=submitted.usage,
        version=submitted.version,
        place=_place(head),
        source=submitted,
        admission_date=_day(submitted.text("2300", "DTP", 3, "435")[:8]),
        discharge_date=_day(submitted.text("2300", "DTP", 3, "096")[:8]),
        transaction_type=submitted.text("ST", "BHT", 6),
    )


def _line(submitted: SubmittedClaim, segments: tuple[SegmentText, ...], faults: list[Finding]) -> ServiceLine:
    own = {segment.elements[:2] if segment.elements[0] in _QUALIFIED else segment.elements[0]: segment
           for segment in reversed(segments) if segment.loop == "2400"}  # fmt: skip
    service = own.get("SV1") or _no_service(segments[0], faults)
    texts = service.elements + _BLANKS
    _, _, dates, service_text = _texts(own.get(("DTP", "472")))[:4]
    procedure = texts[1].split(submitted.component)
    return ServiceLine(
        number=segments[0].element(1),
        qualifier=procedure[0],
        procedure=procedure[1] if len(procedure) > 1 else "",
        modifiers=tuple([modifier for modifier in procedure[2:6] if modifier]),
        charge=_money(service, 2, faults),
        unit=texts[3],
        quantity=_quantity(service, texts[4], faults),
        place_of_service=texts[5],
        pointers=tuple(texts[7].split(submitted.component)) if texts[7] else (),
        service=_service(dates, service_text),
        service_text=service_text,
        control=_texts(own.get(("REF", "6R")))[2],
        place=_place(service),
    )


def _no_service(head: SegmentText, faults: list[Finding]) -> SegmentText:
    faults.append(_fault(_place(head), "The service line has no SV1 segment.", Status("A6", "21")))
    return SegmentText("2400", head.number, head.offset, ("SV1", "", "0"))


def _billing(submitted: SubmittedClaim) -> Provider:
    name = submitted.first("2010AA", "NM1", "85")
    numbers = [_pair(segment) for loop in ("2010AA", "2010BB") for segment in submitted.all(loop, "REF")]
    taxes = [pair for pair in numbers if pair[0] in ("EI", "SY")]
    tin_type, tin = taxes[0] if taxes else ("", "")
    place = _place(name) if name else Place(segment_id="NM1", loop="2010AA")
    return _provider(name, tin, tin_type, [pair for pair in numbers if pair not in taxes], place, "85")


def _other_providers(submitted: SubmittedClaim) -> Iterator[Provider]:
    name: SegmentText | None = None
    numbers: list[tuple[str, str]] = []
    for segment in submitted.segments:
        if segment.loop[:4] not in _PROVIDER_LOOPS:
            continue
        if segment.elements[0] == "NM1":
            if name is not None:
                yield _provider(name, "", "", numbers, _place(name), name.element(1))
            name = segment if segment.element(1) in _PROVIDERS else None
            numbers = []
        elif segment.elements[0] == "REF":
            numbers.append(_pair(segment))
    if name is not None:
        yield _provider(name, "", "", numbers, _place(name), name.element(1))


def _provider(
    name: SegmentText | None, tin: str, tin_type: str, numbers: list[tuple[str, str]], place: Place, entity: str
) -> Provider:
    texts = _texts(name)
    return Provider(
        npi=texts[9] if texts[8] in ("XX", "") else "",
        tin=tin,
        tin_type=tin_type,
        last_name=texts[3],
        first_name=texts[4],
        legacy_ids=tuple(numbers),
        entity=entity,
        is_person=texts[2] == "1",
        place=place,
    )


def _person(submitted: SubmittedClaim, loop: str, entity: str, member_id: str) -> Person:
    name = submitted.first(loop, "NM1", entity)
    texts, born = _texts(name), _texts(submitted.first(loop, "DMG"))
    return Person(
        last_name=texts[3],
        first_name=texts[4],
        middle_name=texts[5],
        suffix=texts[7],
        member_id=texts[9] or member_id,
        birth_date=_day(born[2]),
        gender=born[3],
        place=_place(name) if name else Place(segment_id="NM1", loop=loop),
    )


def _patient(submitted: SubmittedClaim, subscriber: Person) -> Person:
    if submitted.first("2010CA", "NM1", "QC") is None:
        return subscriber
    return _person(submitted, "2010CA", "QC", subscriber.member_id)


def _payer(submitted: SubmittedClaim) -> Payer:
    name = submitted.first("2010BB", "NM1", "PR")
    place = _place(name) if name else Place(segment_id="NM1", loop="2010BB")
    texts = _texts(name)
    return Payer(texts[3], texts[8], texts[9], place)


def _diagnoses(submitted: SubmittedClaim) -> Iterator[Diagnosis]:
    for segment in submitted.all("2300", "HI"):
        for n in range(1, len(segment.elements)):
            qualifier, *rest = segment.elements[n].split(submitted.component)
            if qualifier in _DIAGNOSES:
                place = Place(segment.offset, segment.number, "HI", segment.loop, n, 2)
                yield Diagnosis(rest[0] if rest else "", qualifier, place)


def _money(segment: SegmentText, n: int, faults: list[Finding]) -> Money:
    try:
        return Money.read(segment.element(n))
    except ValueError:
        what = f"{segment.id}{n:02d} is not an amount of dollars and cents."
        faults.append(_fault(_place(segment, n), what, Status("A7", "178"), found=segment.element(n)))
        return Money.ZERO


def _quantity(segment: SegmentText, text: str, faults: list[Finding]) -> Decimal:
    if not text or _NUMBER.match(text):
        return Decimal(text or 0)
    faults.append(_fault(_place(segment, 4), "SV104 is not a quantity.", Status("A7", "476"), found=text))
    return Decimal(0)


@lru_cache(maxsize=4096)
def _service(qualifier: str, text: str) -> Period | None:
    first, _, last = text.partition("-")
    start, end = _day(first), _day(last if qualifier == "RD8" else first)
    if start is None or end is None or not start <= end < date.max or (last and qualifier != "RD8"):
        return None
    return Period.inclusive(start, end)


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _texts(segment: SegmentText | None) -> tuple[str, ...]:
    return segment.elements + _BLANKS if segment else _BLANKS


def _pair(segment: SegmentText) -> tuple[str, str]:
    return segment.element(1), segment.element(2)


def _place(segment: SegmentText, n: int = 0) -> Place:
    return Place(segment.offset, segment.number, segment.elements[0], segment.loop, n)


def _fault(place: Place, what: str, status: Status, found: str = "") -> Finding:
    return say(
        rule=__name__,
        level=1,
        disposition=Disposition.REJECT,
        place=place,
        what=what,
        why="Without it the claim cannot be judged or sent on.",
        remedy="Correct it in your billing system and send the claim again.",
        citation=CITATION,
        status=status,
        found=found,
    )

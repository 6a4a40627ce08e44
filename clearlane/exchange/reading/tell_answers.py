"""What a 277CA says, in sentences: of the file, and of each claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clearlane.exchange.reading.plain_codes import cite_status
from clearlane.exchange.reading.telling import About, OfService, Telling, amount, calendar_day
from clearlane.exchange.responses.read_277ca import Answer, LineAnswer, StatusText, read_277ca
from clearlane.vocabulary.submitted_claim import SegmentText

_OF_TAKING = "A 277CA says whether {who} takes a claim in. What it is worth is decided later, in an 835."
_OF_WHOM = {"batch": "the whole file", "provider": "all claims of one provider"}
_COMPOSITES, _DAY, _FREE_TEXT = (0, 9, 10), 1, 11


def tell_277ca(segments: Sequence[SegmentText], *, who: str, component: str) -> Telling:
    """What is said of the file and of a provider first, then each claim."""
    answers = read_277ca(segments, component=component)
    whole = (
        f"{who} says of {_OF_WHOM[one.level]}: {said}" for one in answers if one.level != "claim" for said in _said(one)
    )
    claims = tuple(_about(one) for one in answers if one.level == "claim")
    return Telling(tuple(whole), claims, _OF_TAKING.format(who=who))


def _about(one: Answer) -> About:
    first, *rest = _said(one) or ("Nothing is said of it.",)
    lines = tuple(OfService(f"Service {_service(line)}", _said(line)) for line in one.lines)
    number = f"The claim has the number {one.payer_number} there." if one.payer_number else ""
    charge = f"The charge was read as {amount(one.charge)}." if one.charge else ""
    days = {str(each[_DAY]): None for each in one.statuses if len(each) > _DAY and each[_DAY]}
    on = f"Said on {', '.join(map(calendar_day, days))}." if days else ""
    return About(one.trace, first, tuple(text for text in (*rest, number, charge, on) if text), lines)


def _service(line: LineAnswer) -> str:
    return ", ".join(part for part in line.procedure[1:] if part)


def _said(one: Answer | LineAnswer) -> tuple[str, ...]:
    return tuple(_sentences(one.statuses))


def _sentences(statuses: Iterable[StatusText]) -> Iterator[str]:
    for each in statuses:
        for place in _COMPOSITES:
            if place < len(each) and each[place]:
                yield cite_status(":".join(part for part in each[place] if part))
        if len(each) > _FREE_TEXT and each[_FREE_TEXT]:
            yield f"Added in words: “{each[_FREE_TEXT]}”"

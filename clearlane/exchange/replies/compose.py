"""Compose a 277CA for one submitter: what we, or a payer, say of claims of one set of his, with sums that tie out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from clearlane.exchange.replies.load_answers import AnswerRow
from clearlane.exchange.replies.load_senders import Sender
from clearlane.exchange.responses.judge import judge
from clearlane.standards import x12
from clearlane.standards.x12.claim_acknowledgment import (
    Acknowledgment277,
    Claim277,
    Days,
    Line277,
    Name277,
    Provider277,
    StatusText,
    Total277,
)
from clearlane.vocabulary.money import Money

LONGEST_MESSAGE = 264
ACCEPTED, REJECTED = "WQ", "U"


@dataclass(frozen=True, slots=True)
class Told:
    """One claim as it is told, and whether it is accepted, with its charge in cents."""

    claim: Claim277
    is_accepted: bool
    cents: int
    provider: tuple[str, str]


def compose(
    rows: Sequence[AnswerRow],
    *,
    sender: Sender,
    providers: Mapping[tuple[str, str], Name277],
    house: str,
    reference: str,
    at: datetime,
) -> Acknowledgment277:
    """The acknowledgment of these answers, which are of one set and from one source.

    ``house`` is our name where the answer is ours; ``reference`` becomes BHT03. Providers and claims keep the order of
    the sender's file; counts and amounts are those of the claims that are listed.
    """
    told = [_told(row, at.date()) for row in rows]
    source = _source(rows[0], sender, house)
    total = _total(told)
    status = (("A1", "19", source.entity), f"{at:%Y%m%d}", ACCEPTED, _sum(told).x12())
    return Acknowledgment277(
        reference=reference,
        at=at,
        source=source,
        source_trace=x12.clean(str(rows[0].body.get("source", {}).get("trace", ""))) or reference,
        received=_received(rows[0], sender),
        processed=_processed(rows[0], at),
        receiver=sender.name,
        receiver_trace=x12.clean(rows[0].bht03) or "0",
        statuses=(status,),
        total=total,
        providers=tuple(_providers(told, providers, source.entity)),
    )


def _providers(told: Sequence[Told], names: Mapping[tuple[str, str], Name277], entity: str) -> list[Provider277]:
    """Each provider with his claims: that they were received, how many, and for how much."""
    groups: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        groups.setdefault(one.provider, []).append(one)
    return [
        Provider277(
            names[key],
            _total(ones),
            tuple(one.claim for one in ones),
            statuses=((("A1", "19", entity), "", ACCEPTED, _sum(ones).x12()),),
        )  # fmt: skip
        for key, ones in groups.items()
    ]


def _source(row: AnswerRow, sender: Sender, house: str) -> Name277:
    """Who speaks: we (AY), or the payer or intermediary that answered, under the name that he gave himself."""
    said = row.body.get("source", {})
    if row.source == "us":
        return Name277("AY", x12.clean(house), qualifier="46", id=sender.identity.sender.strip() or "CLEARLANE")
    entity = "AY" if said.get("entity") == "AY" else "PR"
    name, qualifier, id = (x12.clean(str(said.get(part, ""))) for part in ("name", "qualifier", "id"))
    return Name277(entity, name or "UNKNOWN", qualifier=qualifier if id else "", id=id)


def _received(row: AnswerRow, sender: Sender) -> str:
    return _day(row.body.get("source", {}).get("received", "")) or f"{sender.received_at:%Y%m%d}"


def _processed(row: AnswerRow, at: date) -> str:
    return _day(row.body.get("source", {}).get("processed", "")) or f"{at:%Y%m%d}"


def _day(text: str) -> str:
    return text if len(text) == 8 and text.isascii() and text.isdigit() else ""


def _told(row: AnswerRow, today: date) -> Told:
    charge = Money.from_cents(row.cents).x12()
    statuses = _ours(row, today, charge) if row.source == "us" else _payers(row, today, charge)
    is_accepted = all(status[2] != REJECTED for status in statuses) and judge(statuses) != "payer_rejected"
    return Told(_claim(row, statuses), is_accepted, row.cents, (row.npi, row.tin))


def _ours(row: AnswerRow, today: date, charge: str) -> tuple[StatusText, ...]:
    """Our statuses: each with the action that it means, the charge, and in STC12 what the biller should know."""
    return tuple(
        (
            tuple(part for part in (said["category"], said["code"], said.get("entity", "")) if part),
            f"{today:%Y%m%d}",
            REJECTED if said["category"] in ("A3", "A6", "A7", "A8") else ACCEPTED,
            charge,
            *[""] * 7,
            x12.clean(said.get("message", ""))[:LONGEST_MESSAGE].strip(),
        )
        for said in row.statuses
    )


def _payers(row: AnswerRow, today: date, charge: str) -> tuple[StatusText, ...]:
    """The payer's statuses unchanged; one that he gave a whole batch or provider carries the claim's own charge."""
    statuses = tuple(_status(said["stc"]) for said in row.statuses)
    if row.level == "claim":
        return statuses
    day = _processed(row, today)
    return tuple((status[0], (*status, "")[1] or day, (*status, "", "")[2], charge, *status[4:]) for status in statuses)


def _status(stc: Sequence[Any]) -> StatusText:
    return tuple(
        (x12.clean(part) if part else "") if isinstance(part, str) else tuple(map(x12.clean, part)) for part in stc
    )


def _claim(row: AnswerRow, statuses: tuple[StatusText, ...]) -> Claim277:
    last, first, member = (x12.clean(text) for text in (row.last, row.first, row.member_id))
    is_own = row.level == "claim"
    references = (("1K", row.body.get("payer_number", "") if is_own else ""), ("D9", row.sender_trace))
    return Claim277(
        patient=Name277("QC", last or "UNKNOWN", first, is_person=True, qualifier="MI", id=member or "UNKNOWN"),
        trace=x12.clean(row.patient_control_number) or "0",
        statuses=statuses,
        references=tuple((which, x12.clean(value)) for which, value in references if x12.clean(value)),
        service=_days(row.service_from, row.service_to),
        lines=tuple(_line(line) for line in row.body.get("lines", ())) if is_own else (),
    )


def _line(said: Mapping[str, Any]) -> Line277:
    return Line277(
        procedure=tuple(x12.clean(part) for part in said["procedure"]),
        charge=x12.clean(said["charge"]),
        units=x12.clean(said["units"]),
        statuses=tuple(_status(status) for status in said["statuses"]),
        control=x12.clean(said["control"]),
        service=(x12.clean(said["service"][0]), x12.clean(said["service"][1])),
    )


def _days(first: date | None, last: date | None) -> Days:
    if first is None:
        return "", ""
    if last is None or last == first:
        return "D8", f"{first:%Y%m%d}"
    return "RD8", f"{first:%Y%m%d}-{last:%Y%m%d}"


def _total(told: Sequence[Told]) -> Total277:
    accepted = [one for one in told if one.is_accepted]
    rejected = [one for one in told if not one.is_accepted]
    return Total277(len(accepted), len(rejected), _sum(accepted).x12(), _sum(rejected).x12())


def _sum(told: Sequence[Told]) -> Money:
    return Money.from_cents(sum(one.cents for one in told))

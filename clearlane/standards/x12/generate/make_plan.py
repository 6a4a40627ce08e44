"""One claim, drawn from a seed."""

from __future__ import annotations

import datetime as dt
import random

from clearlane.standards.x12.generate import pools
from clearlane.standards.x12.generate.draw import between, digits, draw_npi, pick
from clearlane.standards.x12.generate.lists import diagnoses_within, place_on
from clearlane.standards.x12.generate.order import Order, Pair
from clearlane.standards.x12.generate.plan import Line, Person, Plan

VISITS = tuple(visit for visit in pools.VISITS for _ in range(visit.weight))
ADULT_DAYS, WORKING_DAYS = (19 * 365, 88 * 365), (19 * 365, 64 * 365)
CHILD_DAYS = (200, 17 * 365)


def make_plan(*, rng: random.Random, order: Order, index: int, provider: Pair, tag: str) -> Plan:
    """A clean claim of this provider: a new person, one to ``max_lines`` lines, a sum that is right."""
    visit, known = pick(rng, pools.PLAIN) if order.is_plain else (pick(rng, VISITS), "")
    last = order.last_service or order.today - dt.timedelta(days=1)
    service = last - dt.timedelta(days=between(rng, 0, max(0, order.days_back - 1)))
    subscriber = make_person(rng, order.today, WORKING_DAYS if order.is_plain else ADULT_DAYS)
    dependent = rng.random() < order.share_dependents
    diagnoses = (known,) if known else draw_diagnoses(rng, service)
    number = order.claim_numbers.get(index, f"{tag}{index:06d}")
    lines = draw_lines(rng, order, visit, service, len(diagnoses), number)
    return Plan(
        index=index,
        number=number,
        provider=provider,
        payer=pick(rng, order.payers),
        subscriber=subscriber,
        member_id=f"{pick(rng, ('W', 'XJ', 'H', 'ZG'))}{digits(rng, 9)}",
        group=digits(rng, 6) if rng.random() < 0.6 else "",
        filing="CI" if order.is_plain else pick(rng, pools.FILINGS),
        patient=make_dependent(rng, order.today, subscriber) if dependent else None,
        relationship=pick(rng, pools.RELATIONSHIPS) if dependent else "18",
        diagnoses=diagnoses,
        place=place_on(visit.place, service),
        frequency="1",
        cents=sum(line.cents for line in lines),
        lines=lines,
        rendering=(pick(rng, pools.LAST), pick(rng, pools.FIRST_F + pools.FIRST_M), draw_npi(rng)),
        sender_trace=f"T{digits(rng, 10)}" if rng.random() < order.share_sender_trace else "",
        onset=service - dt.timedelta(days=between(rng, 1, 20)) if rng.random() < 0.15 else None,
        admission=service - dt.timedelta(days=between(rng, 0, 3)) if visit.place == "21" else None,
    )


def make_person(rng: random.Random, today: dt.date, age: tuple[int, int]) -> Person:
    """Somebody of that age in days."""
    gender = "F" if rng.random() < 0.54 else "M"
    town = pick(rng, pools.TOWNS)
    return Person(
        last=pick(rng, pools.LAST),
        first=pick(rng, pools.FIRST_F if gender == "F" else pools.FIRST_M),
        middle=pick(rng, "ABCDEJKLMRST") if rng.random() < 0.5 else "",
        birth=today - dt.timedelta(days=between(rng, *age)),
        gender=gender,
        street=f"{between(rng, 10, 9899)} {pick(rng, pools.STREETS)}",
        city=town.city,
        state=town.state,
        zip=town.zip,
    )


def make_dependent(rng: random.Random, today: dt.date, subscriber: Person) -> Person:
    """A child who lives with the subscriber."""
    child = make_person(rng, today, CHILD_DAYS)
    child.last, child.street = subscriber.last, subscriber.street
    child.city, child.state, child.zip = subscriber.city, subscriber.state, subscriber.zip
    return child


def draw_diagnoses(rng: random.Random, service: dt.date) -> tuple[str, ...]:
    """One to four different codes of the day of service, at times up to eight."""
    wanted = between(rng, 1, 4) if rng.random() < 0.93 else between(rng, 5, 8)
    codes: dict[str, None] = {}
    while len(codes) < wanted:
        codes[pick(rng, diagnoses_within(service, service))] = None
    return tuple(codes)


def draw_lines(
    rng: random.Random, order: Order, visit: pools.Visit, service: dt.date, diagnoses: int, number: str
) -> list[Line]:
    """The visit's lead code and what goes with it, no code twice."""
    wanted = min(order.max_lines, 1 + int(rng.random() * rng.random() * 6.5))
    chosen = [pick(rng, visit.leads)]
    others = [extra for extra in visit.extras if extra not in chosen]
    while len(chosen) < wanted and others:
        chosen.append(others.pop(int(rng.random() * len(others))))
    with_control = rng.random() < order.share_line_controls
    return [
        draw_line(rng, visit, code, cents, service, diagnoses, f"{number[-12:]}L{place}" if with_control else "", place)
        for place, (code, cents) in enumerate(chosen, start=1)
    ]


def draw_line(
    rng: random.Random,
    visit: pools.Visit,
    code: str,
    cents: int,
    service: dt.date,
    diagnoses: int,
    control: str,
    place: int,
) -> Line:
    """One line that points to one to four different diagnoses."""
    units = 1 if place == 1 or rng.random() < 0.85 else 2
    first = between(rng, 1, min(4, diagnoses))
    pointers = tuple(dict.fromkeys((first, *range(1, min(4, diagnoses, 1 + int(rng.random() * 3)) + 1))))[:4]
    modifiers: tuple[str, ...] = (visit.modifier,) if visit.modifier else ()
    if not modifiers and place == 1 and code.startswith("992") and rng.random() < 0.3:
        modifiers = ("25",)
    surcharge = between(rng, 0, 40) * 25 + (between(rng, 1, 99) if rng.random() < 0.3 else 0)
    return Line(code, modifiers, (cents + surcharge) * units, units, service, pointers, control)

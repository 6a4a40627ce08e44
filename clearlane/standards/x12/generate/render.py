"""A plan as segments, written with ``*`` and ``:``; the file's own delimiters are put in when the bytes are made."""

from __future__ import annotations

import datetime as dt
import random

from clearlane.standards.x12.generate import pools
from clearlane.standards.x12.generate.draw import between, pick
from clearlane.standards.x12.generate.order import Address, Order, Pair
from clearlane.standards.x12.generate.plan import Person, Plan


def render_header(*, order: Order, set_control: str, reference: str) -> list[str]:
    """ST, BHT, 1000A and 1000B."""
    return [
        f"ST*837*{set_control}*{order.version}",
        f"BHT*0019*00*{reference}*{order.today:%Y%m%d}*{order.time}*CH",
        f"NM1*41*2*{order.submitter_name}*****46*{order.sender}",
        "PER*IC*EDI DESK*TE*8005550143*EM*EDI@EXAMPLE.COM",
        f"NM1*40*2*{order.receiver}*****46*{order.receiver}",
    ]


def render_provider(*, provider: Pair, level: int, address: Address | None = None) -> list[str]:
    """2000A and 2010AA; no address given: it follows from the NPI, so that a provider lives at one place everywhere."""
    rng = random.Random(f"provider {provider.npi}")
    town = pick(rng, pools.TOWNS)
    taxonomy = pick(rng, pools.TAXONOMIES)
    street = f"{between(rng, 10, 9899)} {pick(rng, pools.STREETS)}"
    lives = address or Address(street, town.city, town.state, f"{town.zip}{between(rng, 1001, 9989)}")
    return [
        f"HL*{level}**20*1",
        f"PRV*BI*PXC*{taxonomy}",
        f"NM1*85*2*{provider.name}*****XX*{provider.npi}",
        f"N3*{lives.street}",
        f"N4*{lives.city}*{lives.state}*{lives.zip}",
        f"REF*EI*{provider.tin}",
    ]


def render_subscriber(*, plan: Plan, level: int, parent: int) -> list[str]:
    """2000B with 2010BA and 2010BB."""
    dependent, person = plan.patient is not None, plan.subscriber
    relationship = "" if dependent else "18"
    middle = f"*{person.middle}**" if person.middle else "***"
    segments = [
        f"HL*{level}*{parent}*22*{int(dependent)}",
        f"SBR*P*{relationship}*{plan.group}******{plan.filing}",
        f"NM1*IL*1*{person.last}*{person.first}{middle}*MI*{plan.member_id}",
    ]
    if not dependent:
        segments += render_address(person)
    segments.append(f"NM1*PR*2*{plan.payer.name}*****PI*{plan.payer.id}")
    return segments


def render_patient(*, plan: Plan, level: int, parent: int) -> list[str]:
    """2000C and 2010CA, nothing where the patient is the subscriber."""
    if plan.patient is None:
        return []
    middle = f"*{plan.patient.middle}" if plan.patient.middle else ""
    return [
        f"HL*{level}*{parent}*23*0",
        f"PAT*{plan.relationship}",
        f"NM1*QC*1*{plan.patient.last}*{plan.patient.first}{middle}",
        *render_address(plan.patient),
    ]


def render_address(person: Person) -> list[str]:
    """N3, N4 and DMG of a person."""
    return [
        f"N3*{person.street}",
        f"N4*{person.city}*{person.state}*{person.zip}",
        f"DMG*D8*{day(person.birth)}*{person.gender}",
    ]


def render_claim(*, plan: Plan) -> list[str]:
    """2300 with the rendering provider and the lines."""
    segments = [f"CLM*{plan.number}*{dollars(plan.cents)}***{plan.place}:B:{plan.frequency}*Y*A*Y*Y"]
    if plan.onset:
        segments.append(f"DTP*431*D8*{day(plan.onset)}")
    if plan.admission:
        segments.append(f"DTP*435*D8*{day(plan.admission)}")
    if plan.payer_number:
        segments.append(f"REF*F8*{plan.payer_number}")
    if plan.sender_trace:
        segments.append(f"REF*D9*{plan.sender_trace}")
    if plan.diagnoses:
        codes = "*".join(f"ABF:{code}" for code in plan.diagnoses[1:])
        segments.append(f"HI*ABK:{plan.diagnoses[0]}" + (f"*{codes}" if codes else ""))
    last, first, npi = plan.rendering
    segments.append(f"NM1*82*1*{last}*{first}****XX*{npi}")
    segments.append(f"PRV*PE*PXC*{pools.TAXONOMIES[int(npi[-2]) % len(pools.TAXONOMIES)]}")
    return segments + render_lines(plan)


def render_lines(plan: Plan) -> list[str]:
    """2400 for each line."""
    segments: list[str] = []
    for number, line in enumerate(plan.lines, start=1):
        procedure = ":".join(("HC", line.procedure, *line.modifiers))
        pointers = ":".join(map(str, line.pointers))
        segments += (
            f"LX*{number}",
            f"SV1*{procedure}*{dollars(line.cents)}*UN*{line.units}***{pointers}",
            f"DTP*472*D8*{day(line.service)}",
        )
        if line.control:
            segments.append(f"REF*6R*{line.control}")
    return segments


def dollars(cents: int) -> str:
    """Cents as X12 writes them: no trailing zeros, no point where there is nothing after it."""
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)


def day(date: dt.date) -> str:
    """CCYYMMDD; faster than strftime, which this calls for nearly each segment."""
    return date.isoformat().replace("-", "")

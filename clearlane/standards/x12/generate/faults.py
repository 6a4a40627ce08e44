"""What can be wrong with one claim, by name: ten things that an edit must find, and some that the guide forbids.

A fault changes the plan before it is written, or the written segments of one part (provider, subscriber, claim).
Each leaves exactly one claim wrong and all others as they are: each claim has a subscriber of its own, and a wrong
provider is opened for the one claim only.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass

from clearlane.standards.x12.generate import pools
from clearlane.standards.x12.generate.draw import draw_npi, draw_tin, pick
from clearlane.standards.x12.generate.order import Order, Pair, Payer
from clearlane.standards.x12.generate.plan import Plan

PlanChange = Callable[[Plan, random.Random, Order], None]
SegmentChange = Callable[[list[str]], list[str]]


def keep(segments: list[str]) -> list[str]:
    """Change nothing."""
    return segments


def leave(plan: Plan, rng: random.Random, order: Order) -> None:
    """Change nothing."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to be wrong. ``expected`` and ``edit`` as in ``plan.Planned``; ``repeats`` an earlier claim."""

    name: str
    expected: str
    edit: int = 0
    plan: PlanChange = leave
    subscriber: SegmentChange = keep
    claim: SegmentChange = keep
    repeats: bool = False


def bad_billing_npi(plan: Plan, rng: random.Random, order: Order) -> None:
    """Edit 1: the check digit is off by one."""
    npi = plan.provider.npi
    plan.provider = Pair(npi[:9] + str((int(npi[9]) + 1) % 10), plan.provider.tin, plan.provider.name)


def stranger_pair(plan: Plan, rng: random.Random, order: Order) -> None:
    """Edit 4: a billing provider that nobody registered."""
    plan.provider = Pair(draw_npi(rng), draw_tin(rng), "UNREGISTERED PRACTICE")


def unknown_payer(plan: Plan, rng: random.Random, order: Order) -> None:
    """Edit 10: a payer id that stands on no list."""
    plan.payer = Payer("NOSUCH99", "NOWHERE INSURANCE")


def charge_mismatch(plan: Plan, rng: random.Random, order: Order) -> None:
    """Edit 18: the total is a cent more than the lines."""
    plan.cents += 1


def future_service(plan: Plan, rng: random.Random, order: Order) -> None:
    """Edit 25: a line a year from today."""
    plan.lines[-1].service = order.today + dt.timedelta(days=365)


def bad_diagnosis(plan: Plan, rng: random.Random, order: Order) -> None:
    """Edit 27: a code that does not exist or is a heading."""
    plan.diagnoses = (pick(rng, pools.NOT_DIAGNOSES), *plan.diagnoses[1:])


def bad_pointer(plan: Plan, rng: random.Random, order: Order) -> None:
    """Edit 30: a line points past the last diagnosis."""
    plan.lines[-1].pointers = (len(plan.diagnoses) + 1,)


def bad_place(plan: Plan, rng: random.Random, order: Order) -> None:
    """Edit 33: a place of service that is not assigned."""
    plan.place, plan.admission = "98", None


def bad_frequency(plan: Plan, rng: random.Random, order: Order) -> None:
    """Edit 39: a frequency that no payer takes."""
    plan.frequency = "5"


def no_payer_number(plan: Plan, rng: random.Random, order: Order) -> None:
    """2300: a replacement that does not say of what; REF*F8 is due by the guide's own rule."""
    plan.frequency = "7"


def bad_amount(segments: list[str]) -> list[str]:
    """2300: CLM02 is no number."""
    return [set_element(segments[0], 2, "12A.00"), *segments[1:]]


def bad_assignment(segments: list[str]) -> list[str]:
    """2300: CLM07 is a code outside its list."""
    return [set_element(segments[0], 7, "Z"), *segments[1:]]


def missing_diagnosis(segments: list[str]) -> list[str]:
    """2300: the required HI is not there."""
    return [segment for segment in segments if not segment.startswith("HI*")]


def unknown_segment(segments: list[str]) -> list[str]:
    """2300: a segment that the standard does not know."""
    return [segments[0], "ZZZ*1*2", *segments[1:]]


def bad_onset_date(segments: list[str]) -> list[str]:
    """2300: a date in the thirteenth month."""
    rest = [segment for segment in segments[1:] if not segment.startswith("DTP*431")]
    return [segments[0], "DTP*431*D8*20261332", *rest]


def bad_line_unit(segments: list[str]) -> list[str]:
    """2400: SV103 is a code outside its list."""
    place = next(n for n, segment in enumerate(segments) if segment.startswith("SV1*"))
    return [*segments[:place], set_element(segments[place], 3, "XX"), *segments[place + 1 :]]


def missing_member_name(segments: list[str]) -> list[str]:
    """2010BA: the subscriber has no last name."""
    return [set_element(segment, 3, "") if segment.startswith("NM1*IL*") else segment for segment in segments]


def set_element(segment: str, place: int, value: str) -> str:
    """The segment with one element replaced."""
    elements = segment.split("*")
    elements[place] = value
    return "*".join(elements)


FAULTS: dict[str, Fault] = {
    fault.name: fault
    for fault in (
        Fault("bad_billing_npi", "rejected", 1, plan=bad_billing_npi),
        Fault("stranger_pair", "held", 4, plan=stranger_pair),
        Fault("unknown_payer", "held", 10, plan=unknown_payer),
        Fault("charge_mismatch", "rejected", 18, plan=charge_mismatch),
        Fault("future_service", "rejected", 25, plan=future_service),
        Fault("bad_diagnosis", "rejected", 27, plan=bad_diagnosis),
        Fault("bad_pointer", "rejected", 30, plan=bad_pointer),
        Fault("bad_place", "rejected", 33, plan=bad_place),
        Fault("bad_frequency", "rejected", 39, plan=bad_frequency),
        Fault("duplicate", "held", 40, repeats=True),
        Fault("bad_amount", "dead", claim=bad_amount),
        Fault("bad_assignment", "dead", claim=bad_assignment),
        Fault("missing_diagnosis", "dead", claim=missing_diagnosis),
        Fault("unknown_segment", "dead", claim=unknown_segment),
        Fault("bad_onset_date", "dead", claim=bad_onset_date),
        Fault("bad_line_unit", "dead", claim=bad_line_unit),
        Fault("no_payer_number", "dead", plan=no_payer_number),
        Fault("missing_member_name", "dead", subscriber=missing_member_name),
    )
}

"""An 837P interchange of any size, claim by claim."""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal

from clearlane.standards.x12.generate.draw import between, pick
from clearlane.standards.x12.generate.faults import FAULTS, Fault
from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.standards.x12.generate.make_plan import make_plan
from clearlane.standards.x12.generate.order import Order, Pair
from clearlane.standards.x12.generate.plan import Plan, Planned
from clearlane.standards.x12.generate.render import (
    render_claim,
    render_header,
    render_patient,
    render_provider,
    render_subscriber,
)

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
CLEAN = Fault("", "accepted")
CLAIMS_PER_PROVIDER = 12


def stream_837p(order: Order) -> Iterator[tuple[bytes, Planned | None]]:
    """Yield the file's bytes in pieces; a piece that holds a claim comes with its manifest line.

    Raises ValueError for an unknown fault or a count of faults above the count of claims.
    """
    yield from Stream(order).pieces()


class Stream:
    """The running counts of one interchange."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.rng = random.Random(f"837P {order.seed}")
        self.tag = "".join(pick(self.rng, LETTERS) for _ in range(5))
        self.pairs = order.pairs or make_pairs(seed=order.seed, count=3)
        self.faulty = choose_faults(order)
        self.table = str.maketrans("*:", order.delimiters[:2])
        self.first_clean: Plan | None = None
        self.current = self.pairs[0]
        self.opened: Pair | None = None
        self.left = self.level = self.provider_level = self.segments = 0

    def pieces(self) -> Iterator[tuple[bytes, Planned | None]]:
        """The envelope with its sets inside."""
        order, sets = self.order, 0
        yield self.envelope_head(), None
        for first in range(0, order.claims, order.claims_per_set):
            sets += 1
            yield from self.set(sets, first, min(order.claims, first + order.claims_per_set))
        yield self.encode([f"GE*{sets}*{max(order.control, 1)}", f"IEA*1*{order.control:09d}"]), None

    def envelope_head(self) -> bytes:
        """ISA, whose blanks and delimiters stand by position, and GS."""
        order = self.order
        element, component, repetition, terminator = tuple(order.delimiters)
        isa = [
            "ISA", "00", " " * 10, "00", " " * 10, "ZZ", f"{order.sender:<15.15}", "ZZ", f"{order.receiver:<15.15}",
            f"{order.today:%y%m%d}", order.time, repetition, "00501", f"{order.control:09d}",
            str(int(order.ack_requested)), order.usage, component,
        ]  # fmt: skip
        stamp = f"{order.today:%Y%m%d}*{order.time}*{max(order.control, 1)}*X*{order.version}"
        group = self.encode([f"GS*HC*{order.sender}*{order.receiver}*{stamp}"])
        return (element.join(isa) + terminator + order.line_end).encode("ascii") + group

    def set(self, number: int, first: int, last: int) -> Iterator[tuple[bytes, Planned | None]]:
        """One ST..SE with the claims first to last - 1."""
        control, order = f"{number:04d}", self.order
        self.level, self.opened, self.segments = 0, None, 0
        head = render_header(order=order, set_control=control, reference=f"{order.control:09d}{number:04d}{self.tag}")
        yield self.encode(head), None
        for index in range(first, last):
            yield self.claim(index, control)
        yield self.encode([f"SE*{self.segments + 1}*{control}"]), None

    def claim(self, index: int, control: str) -> tuple[bytes, Planned]:
        """The next claim with the levels that must be opened for it."""
        fault = FAULTS[self.faulty[index]] if index in self.faulty else CLEAN
        plan = self.plan(index, fault)
        segments = self.open_provider(plan)
        self.level += 1
        subscriber = self.level
        segments += fault.subscriber(render_subscriber(plan=plan, level=subscriber, parent=self.provider_level))
        if plan.patient is not None:
            self.level += 1
            segments += render_patient(plan=plan, level=self.level, parent=subscriber)
        segments += fault.claim(render_claim(plan=plan))
        return self.encode(segments), describe(plan, fault, control)

    def plan(self, index: int, fault: Fault) -> Plan:
        """A claim drawn anew, or for a repeat the first clean one under another number."""
        plan = make_plan(rng=self.rng, order=self.order, index=index, provider=self.next_provider(), tag=self.tag)
        if fault.repeats and self.first_clean is not None:
            number = plan.number
            plan = deepcopy(self.first_clean)
            plan.index, plan.number = index, number
        fault.plan(plan, random.Random(f"fault {self.order.seed} {index}"), self.order)
        if not fault.name and self.first_clean is None:
            self.first_clean = deepcopy(plan)
        return plan

    def next_provider(self) -> Pair:
        """The provider of the next claim: the same for some dozen claims, then another."""
        if self.left == 0:
            self.left = between(self.rng, 1, 2 * CLAIMS_PER_PROVIDER)
            self.current = pick(self.rng, self.pairs)
        self.left -= 1
        return self.current

    def open_provider(self, plan: Plan) -> list[str]:
        """2000A where the claim's provider is not the open one."""
        if plan.provider == self.opened:
            return []
        self.level += 1
        self.provider_level, self.opened = self.level, plan.provider
        return render_provider(provider=plan.provider, level=self.level, address=self.order.address)

    def encode(self, segments: list[str]) -> bytes:
        """Segments as bytes, with the file's delimiters; counts them."""
        self.segments += len(segments)
        end = self.order.delimiters[3] + self.order.line_end
        return (end.join(segments) + end).translate(self.table).encode("ascii")


def choose_faults(order: Order) -> dict[int, str]:
    """Which claim gets which fault: shares and counts by chance, planted ones as said."""
    unknown = {*order.faults, *order.planted.values()} - set(FAULTS)
    if unknown:
        raise ValueError(f"no such fault: {', '.join(sorted(unknown))}")
    if not order.faults:
        return dict(order.planted)
    rng = random.Random(f"faults {order.seed}")
    free = [index for index in range(1, order.claims) if index not in order.planted]
    chosen: dict[int, str] = {}
    for name, share in sorted(order.faults.items()):
        wanted = int(share) if share >= 1 else round(share * order.claims)
        if wanted > len(free):
            raise ValueError("more faults than claims")
        for _ in range(wanted):
            chosen[free.pop(int(rng.random() * len(free)))] = name
    return chosen | dict(order.planted)


def describe(plan: Plan, fault: Fault, set_control: str) -> Planned:
    """The manifest's line."""
    return Planned(
        index=plan.index,
        number=plan.number,
        amount=Decimal(plan.cents).scaleb(-2),
        payer=plan.payer.id,
        npi=plan.provider.npi,
        tin=plan.provider.tin,
        lines=len(plan.lines),
        set_control=set_control,
        fault=fault.name,
        expected=fault.expected,
        edit=fault.edit,
        sender_trace=plan.sender_trace,
    )

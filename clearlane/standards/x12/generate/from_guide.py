"""From a guide: a file of any transaction that has one, made from the text of its guide by chance and a seed.

What is required is always there, what is situational now and then; rules of the guide and notes of the standard hold.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from clearlane.standards.x12.generate.acknowledged_claims import agree_claims
from clearlane.standards.x12.generate.acknowledged_sets import agree_sets
from clearlane.standards.x12.generate.answer_interchange import TA1, answer_interchanges
from clearlane.standards.x12.generate.answered import decide, refuse
from clearlane.standards.x12.generate.balance import balance
from clearlane.standards.x12.generate.complete import complete
from clearlane.standards.x12.generate.draw import pick
from clearlane.standards.x12.generate.draw_values import DAYS_BACK, Drawer
from clearlane.standards.x12.generate.enrolled import enroll
from clearlane.standards.x12.generate.fill_row import Filler
from clearlane.standards.x12.generate.follow import Level
from clearlane.standards.x12.generate.instance import Instance
from clearlane.standards.x12.generate.likely import sent
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.generate.price import price
from clearlane.standards.x12.generate.settle import settle
from clearlane.standards.x12.generate.walk_guide import Walker
from clearlane.standards.x12.guide import ElementSpec, LoopSpec
from clearlane.standards.x12.library import Entry, entries, load_guide, load_machine
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.write import Identity

TODAY = dt.date(2026, 11, 2)
"""The day of a made file where none is said: the same order is the same bytes on any day."""
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
RELATIONSHIP = ("SBR", 2, "2000B")
"""That the subscriber is the patient is said where no patient hangs below him."""
UNITS = {
    "820": ("2300B",),
    "270": ("2000C",),
    "271": ("2000C",),
    "276": ("2200D", "2200E"),
    "277": ("2200D", "2200E"),
    "834": ("2000",),
    "835": ("2100",),
    "837": ("2300",),
    "278": ("2000E",),
    "275": ("2000A",),
    "999": ("2000",),
    "824": ("2000",),
}
"""By ST01: the loop of which so many are made as are asked for."""

MOST_UNITS = 100_000
"""The whole file is made in memory, at some 10 KB a claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideOrder:
    """What is to be made. kind: the name of a guide (`kinds`), or TA1. units: claims, members, inquiries, answers.

    The rest is as in Order.

    density: the chance of each situational row, loop and element, from 0 (the shortest that is legal) to 1.
    """

    kind: str
    seed: int
    units: int = 3
    today: dt.date = TODAY
    density: float = 0.05
    control: int = 1
    sender: str = "SENDER"
    receiver: str = "CLEARLANE"
    usage: str = "P"

    def __post_init__(self) -> None:
        """Refuse what cannot be made. Raises ValueError."""
        if self.kind not in (*kinds(), TA1):
            raise ValueError(f"{self.kind} is none of {', '.join((*kinds(), TA1))}")
        if not 1 <= self.units <= MOST_UNITS:
            raise ValueError(f"a file has 1 to {MOST_UNITS:,} claims, members or questions, not {self.units:,}")
        if not 0 <= self.density <= 1:
            raise ValueError(f"the density is a chance, 0 to 1, not {self.density:g}")
        if not 1 <= self.control <= 999_999_999:
            raise ValueError(f"the control number has nine digits at most, from 1; {self.control} is none")
        if self.usage not in ("P", "T"):
            raise ValueError("usage is P or T")


def kinds() -> dict[str, Entry]:
    """Each kind of file that can be made: the name of its guide (or overlay), and its line of sets.txt."""
    found: dict[str, Entry] = {}
    for entry in entries():
        found.setdefault(entry.files[-1].removesuffix(".txt"), entry)
    return found


def from_guide(order: GuideOrder) -> bytes:
    """One interchange with one set, or with TA1s. The same order gives the same bytes on every Python."""
    if order.kind == TA1:
        return answer_interchanges(
            seed=order.seed,
            count=order.units,
            identity=Identity(sender=order.sender, receiver=order.receiver),
            control=order.control,
            usage=order.usage,
            today=order.today,
        )
    entry = kinds()[order.kind]
    return in_envelope(set_lines(order), entry, order)


def set_lines(order: GuideOrder, *, follow: Level | None = None) -> list[Line]:
    """The lines of the set, ST to SE. follow: the question that it answers."""
    entry = kinds()[order.kind]
    guide = load_guide(entry.files)
    rng = random.Random(f"{order.kind} {order.seed}")
    dictionary = read_dictionary(standard=guide.standard)
    tag = "".join(pick(rng, LETTERS) for _ in range(4))
    who = (order.sender, order.receiver)
    drawer = Drawer(rng, order.today, dictionary, entry.set_id, tag, entry.version, *who, entry.purposes)
    rules = load_machine(entry.files).rules
    drawer.is_usual = 0 < order.density < 1

    def wants(id: str, spec: ElementSpec, instance: Instance) -> bool:
        if (id, spec.position, instance.id) == RELATIONSHIP:
            return instance.segments[0].endswith(b"*0")
        return rng.random() < sent(id, spec, density=order.density)

    filler = Filler(dictionary, rules, wants, drawer.value)
    walker = Walker(rng, drawer, filler, rules, _units(guide.root, entry.set_id), order.density)
    lines = walker.walk(guide.root, order.units, follow)
    agreed = _agreed(lines, order, rng)
    fitting = complete(settle(agreed, order.today), rng, order.today - dt.timedelta(days=DAYS_BACK), order.today)
    return balance(price(fitting, rng), rng)


def _agreed(lines: list[Line], order: GuideOrder, rng: random.Random) -> list[Line]:
    """What answers or enrolls, without what contradicts itself; of the longest and the shortest answer all is kept."""
    match order.kind:
        case "999":
            return agree_sets(lines, rng)
        case "277ca":
            return agree_claims(lines, rng, order.today)
        case "277":
            return decide(lines)
        case "271" | "278_response" | "278_inquiry_response" | "278_acknowledgment" if 0 < order.density < 1:
            return refuse(lines)
        case "834":
            return enroll(lines, order.today)
    return lines


def _units(root: LoopSpec, set_id: str) -> frozenset[str]:
    """The loops of which so many are made as are asked for: of the table, else the first that may repeat."""
    loops = list(_loops(root))
    known = frozenset(one.id for one in loops) & frozenset(UNITS.get(set_id, ()))
    repeating = [one.id for one in loops if one.most > 1 and not one.id.startswith("1")]
    return known or frozenset((*repeating, root.id)[:1])


def _loops(loop: LoopSpec) -> list[LoopSpec]:
    within = [one for child in loop.children if isinstance(child, LoopSpec) for one in _loops(child)]
    return [loop, *within]


def in_envelope(lines: list[Line], entry: Entry, order: GuideOrder) -> bytes:
    """A set in its interchange."""
    stamp = f"{order.today:%y%m%d}*0930"
    head = f"ISA*00*{'':10}*00*{'':10}*ZZ*{order.sender:<15.15}*ZZ*{order.receiver:<15.15}*{stamp}*^*00501*"
    isa = f"{head}{order.control:09d}*0*{order.usage}*:~\n"
    who = f"{order.sender}*{order.receiver}*{order.today:%Y%m%d}*0930"
    group = f"GS*{entry.functional_id}*{who}*{order.control}*X*{entry.version}~\n"
    body = "".join(line.text() + "\n" for line in lines)
    return f"{isa}{group}{body}GE*1*{order.control}~\nIEA*1*{order.control:09d}~\n".encode("ascii")

"""Fuzz: claims changed at random, each read by every tier. What one tier says, all must say, and none may raise."""

from __future__ import annotations

import datetime as dt
import gc
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from clearlane.standards.codes.library import need_set
from clearlane.standards.x12.check import check
from clearlane.standards.x12.events import Event
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.generate.stream_837p import stream_837p
from clearlane.standards.x12.proof.defects import DEFECTS
from clearlane.standards.x12.proof.mutate import mutate, mutate_bytes
from clearlane.standards.x12.repair import forget
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Disposition, Finding

IN_A_FILE = 50
"""Claims of one file; each of them is changed."""
SHARE_OF_BYTES, SHARE_OF_DEFECTS = 0.1, 0.2
"""How many files are changed as bytes, and how many get one certain defect a claim instead of a random change."""
POOL = 400
TODAY = dt.date(2026, 11, 1)
Segments = list[bytes]


@dataclass(slots=True)
class Fuzzed:
    """What came out. inputs: changed claims. differing: files (by number) of which the tiers say different things.

    fast_accepts_walk_rejects: findings of the explaining tier that the fast ones lack. defects, findings: certain
    defects, and the errors that were told of them. worst: the first bytes of the file of each unhandled exception.
    """

    seed: int
    inputs: int = 0
    unhandled: int = 0
    fast_accepts_walk_rejects: int = 0
    defects: int = 0
    findings: int = 0
    slowest_s_per_mb: float = 0.0
    differing: list[int] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)

    @property
    def findings_per_single_defect(self) -> float | None:
        """One, if each defect is told once; None where none was tried."""
        return round(self.findings / self.defects, 4) if self.defects else None


def fuzz(*, count: int, seed: int, progress: Callable[[int], None] = lambda done: None) -> Fuzzed:
    """Change `count` claims, in files of fifty. The same seed gives the same files."""
    found, pool = Fuzzed(seed), clean_pool(seed)
    with _warm(pool):
        for number, (kind, data, claims) in enumerate(files(count=count, seed=seed, pool=pool)):
            found.inputs += claims
            _read(kind, data, claims, number, found)
            progress(found.inputs)
    return found


@contextmanager
def _warm(pool: Pool) -> Iterator[None]:
    """Have made what a process makes once: when a guide is first used, and when a thing is wrong for the first time.

    That it is kept costs no file anything, either: the collector of garbage does not look at it within the `with`.
    """
    rng = random.Random(0)
    for change in (list[bytes], lambda claim: _defective(claim, rng), lambda claim: mutate(claim, rng)):
        for _ in check([pool.file([change(claim) for claim in pool.claims])]):
            pass
    need_set("icd10cm").is_heading("J45", TODAY)
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def files(*, count: int, seed: int, pool: Pool | None = None) -> Iterator[tuple[str, bytes, int]]:
    """The files that are read: what was done to them, their bytes, how many claims were changed in each.

    pool: the clean claims of the seed, made where they are not at hand.
    """
    pool = pool or clean_pool(seed)
    for number, first in enumerate(range(0, count, IN_A_FILE)):
        rng = random.Random(f"{seed} {number}")
        claims = min(IN_A_FILE, count - first)
        chosen = [rng.choice(pool.claims) for _ in range(claims)]
        kind = rng.random()
        if kind < SHARE_OF_BYTES:
            yield "bytes", mutate_bytes(pool.file(chosen), rng), claims
        elif kind < SHARE_OF_BYTES + SHARE_OF_DEFECTS:
            yield "defects", pool.file([_defective(claim, rng) for claim in chosen]), claims
        else:
            yield "changes", pool.file([mutate(claim, rng) for claim in chosen]), claims


def _defective(claim: Segments, rng: random.Random) -> Segments:
    at = next(n for n, segment in enumerate(claim) if segment.startswith(b"CLM*"))
    return claim[:at] + rng.choice(list(DEFECTS.values()))(claim[at:])


def _read(kind: str, data: bytes, claims: int, number: int, found: Fuzzed) -> None:
    try:
        fast, seconds = _timed(data)
        if _per_mb(seconds, data) > found.slowest_s_per_mb:
            forget()  # measured again as if it came first: a machine has other work, too
            found.slowest_s_per_mb = max(found.slowest_s_per_mb, _per_mb(min(seconds, _timed(data)[1]), data))
        slow = list(check([data], tier=Tier.EXPLAIN))
    except Exception as error:  # noqa: BLE001 whatever it is, it is what is looked for
        found.unhandled += 1
        found.raised.append(f"file {number}: {type(error).__name__}: {error}"[:200])
        return
    if fast != slow:
        found.differing.append(number)
        found.fast_accepts_walk_rejects += len(_errors(slow) - _errors(fast))
    if kind == "defects":
        found.defects += claims
        found.findings += sum(isinstance(one, Finding) and one.disposition is Disposition.REJECT for one in slow)


def _timed(data: bytes) -> tuple[list[Event], float]:
    started = time.process_time()
    return list(check([data])), time.process_time() - started


def _per_mb(seconds: float, data: bytes) -> float:
    """Seconds a megabyte, of which ten kilobytes are given to what each file costs however small it is."""
    return seconds / (len(data) + 1e4) * 1e6


def _errors(events: list[Event]) -> set[tuple[int | None, str]]:
    return {(one.place.offset, one.rule) for one in events if isinstance(one, Finding)}


@dataclass(slots=True)
class Pool:
    """A clean file, cut: what leads to its first subscriber, and each subscriber with the claim."""

    head: Segments
    claims: list[Segments]

    def file(self, chosen: list[Segments]) -> bytes:
        """The claims in one set, their levels numbered, their segments counted."""
        body = [segment for claim in chosen for segment in claim]
        start = next(n for n, segment in enumerate(self.head) if segment.startswith(b"ST*"))
        level = 1
        for at, segment in enumerate(body):
            if segment.startswith(b"HL*") and segment.count(b"*") == 4:
                level += 1
                parts = segment.split(b"*")
                body[at] = b"*".join([b"HL", b"%d" % level, b"1", *parts[3:]])
        trailer = [b"SE*%d*0001" % (len(self.head) - start + len(body) + 1), b"GE*1*1", b"IEA*1*000000001", b""]
        return b"~".join([*self.head, *body, *trailer])


def clean_pool(seed: int) -> Pool:
    """Clean claims to choose from, the same for a seed."""
    order = Order(claims=POOL, seed=seed, claims_per_set=POOL, today=TODAY, line_end="")
    segments = b"".join(piece for piece, _ in stream_837p(order)).split(b"~")
    levels = [at for at, segment in enumerate(segments) if segment.startswith(b"HL*")]
    whole = [segments[at:end] for at, end in zip(levels, [*levels[1:], -4], strict=True)]
    claims = [one for one in whole if one[0].endswith(b"*22*0")]
    return Pool(segments[: levels[1]], claims)

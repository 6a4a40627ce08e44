"""Share sets: whole ST..SE are handed to other processes, and what they tell is put back in the order of the file.

Only what a look at the ids of the segments proves to be whole sets is handed out, a stretch of the file at a time.
All else, the envelopes among it, is read where the file is read: so the events are the same, one by one.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, cast

from clearlane.standards.x12.processes import begin_processes
from clearlane.standards.x12.stream import Stream
from clearlane.standards.x12.text import decode

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from clearlane.standards.x12.delimiters import Delimiters, Isa
    from clearlane.standards.x12.events import Event
from clearlane.standards.x12.find_joint import runs_on
from clearlane.standards.x12.reading import Reading
from clearlane.standards.x12.stretch import is_stretch

LARGEST = 1 << 24
"""So many bytes of sets are kept in memory for one process."""
BESIDE_GROUPS = ("TA1", "ISB", "ISE")
"""What may stand between an ISA and its first group: an answer, a grade of service, a deferred delivery."""
ENVELOPE = ("ISA", "IEA", "GS", "GE", "ST", "SE", *BESIDE_GROUPS)
BINARY = ("BIN", "BDS")
_HIDDEN_ISA = re.compile(rb"ISA[^0-9A-Za-z]").search
"""What may be an interchange that begins within a segment: looked into where the file is read."""
AHEAD = 2
"""So many batches a process are begun before the first is told."""


class Batch(NamedTuple):
    """Whole sets of one group as they stand in the file. offset: of the first; controls: ST02 of each, in order."""

    offset: int
    data: bytes
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What another process needs to read a batch. repeated: ST02 of those that came before in this group."""

    batch: Batch
    isa: Isa
    group: tuple[str, ...]
    repeated: frozenset[str]
    reading: Reading


class Pending(NamedTuple):
    """Events that another process will tell: to be called for."""

    events: Callable[[], list[Event]]


class Team:
    """Who shares one file: so many processes, or a pool of the caller's. Leave the `with` to end them.

    The first batch is read here, so that processes which are copies of this one need not learn what it has. More are
    not: this one has to find sets and gather what is told of them, and was the slowest of all when it read some, too.
    """

    def __init__(self, jobs: int, pool: Executor | None = None) -> None:
        self._jobs = jobs
        self._pool = pool
        self._has_learnt = False

    def __enter__(self) -> Team:
        """See the class."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes; batches that nobody asks for any more are dropped."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def begin(self, order: Order) -> Pending:
        """Have a batch read by another process."""
        from clearlane.standards.x12.interchange import read_batch  # which knows this module

        if self._pool is None and not self._has_learnt:
            self._has_learnt = True
            return Pending(partial(list, read_batch(order)))  # read now, before there are copies
        if self._pool is None:
            self._pool = begin_processes(self._jobs)
        return Pending(self._pool.submit(read_batch, order).result)

    def in_order(self, told: Iterator[Event | Pending]) -> Iterator[Event]:
        """Each event in the order of the file, while batches further on are read."""
        waiting: deque[Event | Pending] = deque()
        begun = 0
        for one in told:
            begun += isinstance(one, Pending)
            waiting.append(one)
            while waiting and (begun > AHEAD * self._jobs or not isinstance(waiting[0], Pending)):
                first = waiting.popleft()
                begun -= isinstance(first, Pending)
                yield from _events_of(first)
        for one in waiting:
            yield from _events_of(one)


def all_told(told: Iterator[Event | Pending]) -> Iterator[Event]:
    """The events where no team shares the work, so that none is pending."""
    return cast("Iterator[Event]", told)


def _events_of(one: Event | Pending) -> Iterable[Event]:
    return one.events() if isinstance(one, Pending) else (one,)


def take_batch(stream: Stream, offset: int, first: bytes, delimiters: Delimiters) -> Batch | None:
    """The stretch of whole sets that comes next in a stream, which is then behind it; None where it stays where it is.

    The stream stands behind the ST `first`, which begins at the offset.
    """
    stream.at = offset - stream.base
    controls, length = _look(stream, delimiters)
    data = stream.data[stream.at : stream.at + length]
    if not is_stretch(length, is_first=True) or _HIDDEN_ISA(data):
        stream.at += len(first) + 1
        return None
    stream.at += length
    return Batch(offset, data, tuple(controls))


def _look(stream: Stream, delimiters: Delimiters) -> tuple[list[str], int]:
    """ST02 of the whole sets of the stretch that begins where the stream stands, and how long they are; 0 where others
    may belong to it that are not of this group, or not certainly whole."""
    heads, terminator = _heads(delimiters), delimiters.segment
    controls: list[str] = []
    opened, length, at, is_open = 0, 0, 0, True
    while not is_stretch(opened, is_first=False):
        data, start = stream.data, stream.at
        head = heads(data, start + at)
        close = data.find(terminator, head.end() - 1) if head else -1
        if head is None or close < 0:
            if len(data) - start > LARGEST or not stream.more():
                return controls, 0
            continue
        if head[1] != (b"SE" if is_open else b"ST"):
            return controls, length if head[1] == b"GE" and not is_open else 0
        if not is_open:
            opened = head.start(1) - start
        elif runs_on(data[head.start(1) : close], delimiters.element):
            return controls, 0
        else:
            controls.append(_control(data[start + opened : head.start()], delimiters))
            length = close + 1 - start
        is_open, at = not is_open, close - start
    return controls, length


def _control(data: bytes, delimiters: Delimiters) -> str:
    """ST02 of the set that begins here."""
    elements = data[: data.find(delimiters.segment)].split(delimiters.element, 3)
    return decode(elements[2]) if len(elements) > 2 else ""


@lru_cache(maxsize=16)
def _heads(delimiters: Delimiters) -> Callable[[bytes, int], re.Match[bytes] | None]:
    """Finds the next segment of an envelope, or a binary one, or one without anything in it.

    That last is told once an interchange: by who reads the interchange.
    """
    terminator, ends = re.escape(delimiters.segment), re.escape(delimiters.element + delimiters.segment)
    ids = b"|".join(one.encode() for one in (*ENVELOPE, *BINARY))
    return re.compile(rb"%b(?:[\r\n]*(%b)[%b]|[\r\n\t\0\x1a ]*%b)" % (terminator, ids, ends, terminator)).search

"""Ledger: keeps the record that is open, has it added up and judged when its loop ends. No bytes make it raise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from clearlane.standards.x12.balance.claim_answer import ClaimAnswerBooks
from clearlane.standards.x12.balance.claims import ClaimBooks
from clearlane.standards.x12.balance.enrollment import EnrollmentBooks
from clearlane.standards.x12.balance.group_answer import GroupAnswerBooks
from clearlane.standards.x12.balance.premium import PremiumBooks
from clearlane.standards.x12.balance.record import Asked, Record, Spot, spots, text_of
from clearlane.standards.x12.balance.remittance import PaymentBooks
from clearlane.standards.x12.care.claims import ClaimServices, StayServices
from clearlane.standards.x12.care.payments import PaymentCodes
from clearlane.standards.x12.events import Event
from clearlane.vocabulary.finding import Finding

MOST_PIECES = 20_000
"""Of one record; a longer one is not added up."""
MOST_WAITING = 64
"""Records that are judged one after the other, while what judges them and they themselves are at hand."""


class Books(Protocol):
    """The balances of one kind of set. loops: the printed ids of those that are added up, one by one; rows: the ids of
    segments outside of them that count too."""

    @property
    def loops(self) -> frozenset[str]:
        """See the class."""
        ...

    @property
    def rows(self) -> frozenset[bytes]:
        """See the class."""
        ...

    def row(self, spot: Spot) -> None:
        """A segment outside of these loops. May raise ValueError."""

    def cut(self, data: bytes) -> Any:
        """What one look at a loop that has ended gives, without its line ends, for these and for the judges."""
        ...

    def proves(self, cut: Any) -> bool:
        """Whether it certainly adds up. May raise ValueError or IndexError, having done nothing."""
        ...

    def explain(self, record: Record) -> Iterator[Finding]:
        """What does not add up in such a loop, if anything. May raise ValueError or IndexError."""
        ...

    def finish(self, *, is_sure: bool) -> Iterator[Finding]:
        """The set has ended. May raise ValueError."""
        ...


BOOKS: dict[str, Callable[[], Books]] = {
    "005010X222": lambda: ClaimBooks(b"SV1", 2),
    "005010X223": lambda: ClaimBooks(b"SV2", 3),
    "005010X224": lambda: ClaimBooks(b"SV3", 2),
    "005010X221": PaymentBooks,
    "005010X218": PremiumBooks,
    "005010X220": EnrollmentBooks,
    "005010X231": GroupAnswerBooks,
    "005010X214": ClaimAnswerBooks,
}
"""By version, without what names its erratum."""
_BEYOND = len("005010X222")
OF_CODES = "codes."
"""How the rules begin that look at one code and its day."""
REPEATED = "lines.reason_repeated"
_LEVELS = (b"CLP", b"SVC", b"SBR", b"SVD")
"""An adjustment that stands twice, and the segments at which the sums of its level are told."""
_OF_DAYS = (b"DTP", b"DTM")
"""Where one of these is wrong, nobody knows by which day codes are to be judged."""


class Judges(Protocol):
    """What judges codes and services of one kind of record.

    rows: the ids of segments outside of records that count too. deferred: the ids of segments whose codes it judges by
    the day, so that nothing is said of them without one where it says something.
    """

    @property
    def rows(self) -> frozenset[bytes]:
        """See the class."""
        ...

    @property
    def deferred(self) -> frozenset[str]:
        """See the class."""
        ...

    def begin(self) -> Any:
        """A record begins: what is known of what stands around it."""
        ...

    def sharpen(self, doubt: Finding, list: str, unit: str, party: str) -> Finding:
        """What is said of a value off a list: the doubt itself, or what is known better."""
        ...

    def row(self, spot: Spot) -> None:
        """A segment outside of the records."""

    def pass_by(self, number: int, offset: int, data: bytes) -> None:
        """Many segments outside of the records, in canonical delimiters, that were taken at once."""

    def proves(self, cut: Any, around: Any) -> bool:
        """Whether certainly nothing is to be said of what the books have cut. May raise ValueError or LookupError."""
        ...

    def explain(self, record: Record, around: Any, asked: Asked = Asked.ALL) -> Iterator[Finding]:
        """What is to be said of it, if anything: of what is asked at least. May raise ValueError or LookupError."""
        ...


JUDGES: dict[str, Callable[[], Judges]] = {
    "005010X222": lambda: ClaimServices(b"SV1"),
    "005010X223": lambda: StayServices(b"SV2"),
    "005010X224": lambda: ClaimServices(b"SV3"),
    "005010X221": PaymentCodes,
}
"""By version, as the books."""


class Ledger:
    """The balances of one set, and what else its records prove, loop by loop as it is walked.

    gathers: loops that end wait until `settle`; all of them end in the same list of events. Without judges, who keep
    what stands around a loop, none waits: the books take what stands between two loops in its order.
    """

    def __init__(self, books: Books, judges: Judges | None = None) -> None:
        self._books, self._judges = books, judges
        self._rows = books.rows | (judges.rows if judges else frozenset())
        self._record: Record | None = None
        self._doubts: tuple[Finding, ...] = ()
        self._around: Any = None
        self._waiting: list[tuple[int, Record, tuple[Finding, ...], Any, tuple[int, ...]]] = []
        self._spoiled: tuple[int, ...] = ()
        self.gathers = False
        self._faults = 0
        self._is_sure = True

    def open(self, faults: int) -> None:
        """A loop that is added up begins. faults: how many the set has so far."""
        self._record, self._faults, self._spoiled = [], faults, ()
        self._around = self._judges.begin() if self._judges is not None else None

    def keep(self, number: int, offset: int, data: bytes) -> None:
        """Whole segments were read, in canonical delimiters, each with its terminator."""
        record = self._record
        if record is None:
            if self._judges is not None:
                self._judges.pass_by(number, offset, data)
            else:
                self._pass_by(number, offset, data)
        elif len(record) < MOST_PIECES:
            record.append((number, offset, data))

    def _pass_by(self, number: int, offset: int, data: bytes) -> None:
        """Segments outside of the records that were taken at once: the books want to see theirs."""
        for spot in spots([(number, offset, data)]):
            if spot.parts[0].ljust(3, b"*") in self._rows:
                self._note(spot)

    def row(self, number: int, offset: int, segment: bytes) -> None:
        """One segment was read by itself, without its terminator; separators behind its last element say nothing."""
        if self._record is not None:
            self.keep(number, offset, segment.rstrip(b"*") + b"~")
        elif segment[:3] in self._rows:
            self._note(Spot(number, offset, segment.split(b"*")))

    def _note(self, spot: Spot) -> None:
        if self._judges is not None:
            self._judges.row(spot)
        try:
            self._books.row(spot)
        except ValueError:
            self._is_sure = False

    def sharpen(self, doubt: Finding, list: str, unit: str, party: str) -> Finding:
        """What is said of a value off a list, wherever in the set: the doubt itself, or what the judges know better.

        unit: what dies of it if anything does. party: NM101 of its loop, if there is one.
        """
        return self._judges.sharpen(doubt, list, unit, party) if self._judges is not None else doubt

    def spoil(self, offset: int) -> None:
        """An element of the segment that begins here is wrong."""
        self._spoiled += (offset,)

    def defer(self, doubt: Finding) -> bool:
        """Whether to say later, if at all, that a code stands on no list, since this record is judged by its day."""
        is_later = (
            self._record is not None and self._judges is not None and doubt.place.segment_id in self._judges.deferred
        )
        if is_later:
            self._doubts += (doubt,)
        return is_later

    def close(self, faults: int, events: list[Event]) -> None:
        """The loop has ended: it is judged now, or when many are; where its structure is faulty, not at all.

        events: what does not add up goes where the list ends now.
        """
        record, doubts, wrong = self._record, self._doubts, faults - self._faults
        self._record, self._doubts = None, ()
        if wrong:
            self._is_sure = False
        if not record or len(record) >= MOST_PIECES or wrong > len(self._spoiled):
            self._is_sure = False
            events += doubts
            return
        self._waiting.append((len(events), record, doubts, self._around, self._spoiled))
        if not self.gathers or self._judges is None or len(self._waiting) >= MOST_WAITING:
            self.settle(events)

    def settle(self, events: list[Event]) -> None:
        """Judge the loops that wait, one after the other: that takes half the time of doing it in between."""
        waiting, self._waiting = self._waiting, []
        told = [(at, self._found(record, doubts, around, beside)) for at, record, doubts, around, beside in waiting]
        for at, found in reversed(told):
            if found:
                events[at:at] = found

    def _found(
        self, record: Record, doubts: tuple[Finding, ...], around: Any, spoiled: tuple[int, ...]
    ) -> Sequence[Finding]:
        if spoiled:
            found = self._beside(record, around, spoiled)
            return (*_without(doubts, found), *found)
        cut, is_added, is_right = self._books.cut(text_of(record)), False, self._judges is None
        try:
            is_added = self._books.proves(cut)
            is_right = self._judges is None or self._judges.proves(cut, around)
        except (ValueError, LookupError):
            pass
        if is_added and is_right and not doubts:
            return ()
        found = () if is_added else self._explain(record)
        if self._judges is not None and not is_right:
            judged = _judged(self._judges, record, around)
            wrong = {one.place.offset for one in found}
            found += tuple(one for one in judged if not (wrong and _is_why(one, wrong, record)))
        return (*_without(doubts, found), *found)

    def _beside(self, record: Record, around: Any, spoiled: tuple[int, ...]) -> tuple[Finding, ...]:
        """What is wrong with the codes of a record beside the segments that are spoiled, and with what stands around.

        The sums of it, and what its services must say, may only follow from what is told already.
        """
        if self._judges is None:
            return ()
        try:
            if self._judges.proves(self._books.cut(text_of(record)), around):
                return ()
        except (ValueError, LookupError):
            pass
        knows_days = not any(data[:3] in _OF_DAYS for _, offset, data in record if offset in spoiled)
        asked = Asked.CODES if knows_days else Asked.AROUND
        first, found = record[0][1], _judged(self._judges, record, around, asked)
        codes = (one for one in found if knows_days and one.rule.startswith(OF_CODES))
        beside = (one for one in codes if one.place.offset not in spoiled)
        return (*(one for one in found if (one.place.offset or 0) < first), *beside)

    def _explain(self, record: Record) -> tuple[Finding, ...]:
        try:
            return tuple(self._books.explain(record))
        except (ValueError, IndexError):
            self._is_sure = False
            return ()

    def finish(self, faults: int) -> list[Finding]:
        """The set has ended: what does not add up over all of it."""
        try:
            return list(self._books.finish(is_sure=self._is_sure and not faults))
        except ValueError:
            return []


def _is_why(doubt: Finding, wrong: set[int | None], record: Record) -> bool:
    """Whether an adjustment that stands twice is of the level of which the sums are told as wrong: one thing, then."""
    if doubt.rule != REPEATED:
        return False
    before = (one.offset for one in spots(record) if one.parts[0] in _LEVELS and one.offset < (doubt.place.offset or 0))
    return max(before, default=None) in wrong


def _without(doubts: tuple[Finding, ...], found: tuple[Finding, ...]) -> list[Finding]:
    """The doubts of which nothing better was said."""
    told = {(one.place.offset, one.place.element, one.place.component) for one in found}
    return [one for one in doubts if (one.place.offset, one.place.element, one.place.component) not in told]


def _judged(judges: Judges, record: Record, around: Any, asked: Asked = Asked.ALL) -> tuple[Finding, ...]:
    try:
        return tuple(judges.explain(record, around, asked))
    except (ValueError, LookupError):
        return ()


def open_ledger(version: str) -> Ledger | None:
    """The ledger of a set read by this guide; None where nothing of it adds up."""
    books, judges = BOOKS.get(version[:_BEYOND]), JUDGES.get(version[:_BEYOND])
    return Ledger(books(), judges() if judges else None) if books else None


def loops_of(version: str) -> frozenset[str]:
    """The loops of a guide that are added up, one by one."""
    books = BOOKS.get(version[:_BEYOND])
    return books().loops if books else frozenset()

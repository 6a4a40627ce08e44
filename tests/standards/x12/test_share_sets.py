"""Sets that are shared out: the events are those of one reader, one by one, whatever the file looks like."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12 import share_sets, stretch
from clearlane.standards.x12.check import read_by
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import Event, SetClosed
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.generate.stream_837p import stream_837p
from clearlane.standards.x12.reading import Reading
from clearlane.standards.x12.share_sets import Batch, Team, take_batch
from clearlane.standards.x12.stream import Stream
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Finding

PLAIN = Delimiters(element=b"*", component=b":", segment=b"~", repetition=b"^")


@cache
def several_sets(claims: int = 12, per_set: int = 2) -> bytes:
    """An 837P of several small sets, each segment on a line of its own."""
    order = Order(claims=claims, seed=4, claims_per_set=per_set, today=dt.date(2026, 11, 1))
    return b"".join(piece for piece, _ in stream_837p(order))


@pytest.fixture
def any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two or three sets of the small file are a batch."""
    monkeypatch.setattr(stretch, "SHORTEST", 1)
    monkeypatch.setattr(stretch, "LENGTH", 3000)


class Counting(Team):
    """A team of one thread of this process, which counts what it is given."""

    def __init__(self) -> None:
        super().__init__(1, ThreadPoolExecutor(1))
        self.batches: list[Batch] = []

    def begin(self, order: share_sets.Order) -> share_sets.Pending:
        """See Team."""
        self.batches.append(order.batch)
        return super().begin(order)


def shared(data: bytes, reading: Reading | None = None) -> tuple[list[Event], list[Batch]]:
    """What a team tells of a file, and the batches it was given."""
    team = Counting()
    return list(read_by(team, [data], reading or Reading())), team.batches


def rules(events: list[Event]) -> list[str]:
    """The rules of the findings among events."""
    return [one.rule for one in events if isinstance(one, Finding)]


@pytest.mark.usefixtures("any_size")
@pytest.mark.parametrize("tier", list(Tier))
def test_a_clean_file_is_shared_out_whole_and_told_the_same(tier: Tier) -> None:
    data = several_sets()
    events, batches = shared(data, Reading(tier))
    assert events == list(x12.check([data], tier=tier))
    assert len(batches) > 1
    assert b"\n".join(one.data for one in batches) == data[data.index(b"ST*") : data.index(b"GE*")].rstrip(b"\n")


@pytest.mark.usefixtures("any_size")
@given(seed=st.integers(0, 10**9))
def test_whatever_is_done_to_a_file_the_events_are_the_same(seed: int) -> None:
    chance = random.Random(seed)
    segments = several_sets().split(b"~")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(1, len(segments))
        kind = chance.choice(("drop", "twice", "swap", "noise", "isa", "bin", "bare", "indent"))
        if kind == "drop":
            del segments[at]
        elif kind == "twice":
            segments.insert(at, segments[at])
        elif kind == "swap":
            other = chance.randrange(1, len(segments))
            segments[at], segments[other] = segments[other], segments[at]
        elif kind == "noise":
            segments[at] = bytes(chance.choices(b"AZ09*:^\r\n ", k=chance.randint(0, 20)))
        elif kind == "indent":
            segments[at] = b"  " + segments[at].lstrip()
        elif kind == "isa":
            segments[at] += chance.choice((b"\n", b"*x")) + segments[0]
        else:
            segments.insert(at, b"BIN*5*a~b~c" if kind == "bin" else chance.choice((b"SE", b"ST", b"GE", b"IEA")))
    data = b"~".join(segments)[: chance.choice((10**9, chance.randint(1, 9000)))]
    assert shared(data)[0] == list(x12.check([data]))


@pytest.mark.usefixtures("any_size")
def test_the_public_samples_are_told_the_same(samples: Path) -> None:
    handed_out = 0
    for data in (path.read_bytes() for path in sorted(samples.rglob("*")) if path.is_file()):
        events, batches = shared(data)
        assert events == list(x12.check([data]))
        handed_out += len(batches)
    assert handed_out > 50


@pytest.mark.usefixtures("any_size")
def test_a_control_number_is_repeated_across_batches() -> None:
    data = several_sets().replace(b"*0005*", b"*0001*")
    events, batches = shared(data)
    assert "envelope.st02_repeated" in rules(events)
    assert len(batches) > 1
    assert events == list(x12.check([data]))


@pytest.mark.usefixtures("any_size")
def test_a_file_that_breaks_off_behind_a_batch_says_where() -> None:
    data = several_sets()[: several_sets().index(b"GE*")].rstrip()
    events, _ = shared(data)
    assert events == list(x12.check([data]))
    assert "after segment SE" in next(one.what for one in events if isinstance(one, Finding))


@pytest.mark.usefixtures("any_size")
@pytest.mark.parametrize("put", [b"BIN*3*a~b", b"BDS*ASC*3*a~b"])
def test_a_set_with_a_payload_is_read_where_the_file_is_read(put: bytes) -> None:
    data = several_sets().replace(b"\nSE*", b"\n" + put + b"~SE*")
    events, batches = shared(data)
    assert not batches
    assert events == list(x12.check([data]))


def test_small_sets_are_not_worth_a_process() -> None:
    assert shared(several_sets())[1] == []


def test_what_was_looked_at_in_vain_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    plain = share_sets._look

    def look(stream: Stream, delimiters: Delimiters) -> tuple[list[str], int]:
        looked.append(stream.offset)
        return plain(stream, delimiters)

    monkeypatch.setattr(share_sets, "_look", look)
    events, _ = shared(several_sets())
    assert len(looked) == 1
    assert sum(isinstance(one, SetClosed) for one in events) == 6


def test_a_set_that_is_too_large_is_read_where_the_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretch, "SHORTEST", 1)
    monkeypatch.setattr(share_sets, "LARGEST", 500)
    data = several_sets()
    pieces = [data[at : at + 100] for at in range(0, len(data), 100)]
    team = Counting()
    assert list(read_by(team, pieces, Reading())) == list(x12.check([data]))


@pytest.mark.parametrize("piece", [1, 7, 1000])
def test_a_batch_is_the_same_however_the_bytes_arrive(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretch, "SHORTEST", 1)
    data = several_sets()[several_sets().index(b"ST*") :]
    stream = Stream([data[at : at + piece] for at in range(0, len(data), piece)])
    _, first = next(stream.segments(b"~", b"*"))
    batch = take_batch(stream, 0, first, PLAIN)
    assert batch is not None
    assert batch.controls == ("0001", "0002", "0003", "0004", "0005", "0006")
    assert stream.peek(4).lstrip() in (b"GE*", b"GE*1")


def test_several_processes_tell_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretch, "SHORTEST", 1)
    monkeypatch.setattr(stretch, "LENGTH", 3000)
    data = several_sets(20).replace(b"*0007*", b"*0001*").replace(b"HI*ABK:", b"HI*ABX:", 3)
    assert list(x12.check([data], jobs=2)) == list(x12.check([data]))


def test_who_stops_listening_ends_the_processes() -> None:
    def endless() -> Iterator[bytes]:
        data = several_sets()
        start, end = data.index(b"ST*"), data.index(b"GE*")
        yield data[:start]
        for _ in range(10**6):
            yield data[start:end]

    events = x12.check(endless(), jobs=2)
    assert sum(isinstance(next(events), SetClosed) for _ in range(40)) > 5
    events.close()  # type: ignore[attr-defined]
    assert list(events) == []


@pytest.mark.usefixtures("any_size")
@pytest.mark.parametrize("name", [b"GS", b"ST", b"SE", b"GE", b"N3"])
@pytest.mark.parametrize("nth", [1, 5])
def test_an_indented_segment_is_told_the_same(name: bytes, nth: int) -> None:
    segments = several_sets().split(b"~")
    places = [n for n, one in enumerate(segments) if one.strip().startswith(name + b"*")]
    at = places[min(nth, len(places)) - 1]
    segments[at] = b"\n  " + segments[at].strip()
    data = b"~".join(segments)
    assert shared(data)[0] == list(x12.check([data]))

"""Files broken at random, of every transaction: each reader gives back what it promises, and none raises.

A thing that no writer makes may still stand in a mailbox: what is explained, turned and answered there must not fall.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.anonymise import anonymise
from clearlane.standards.x12.answer_claims import answer_claims
from clearlane.standards.x12.diff import diff
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide, kinds
from clearlane.standards.x12.merge import CannotMerge, merge
from clearlane.standards.x12.proof.mutate import mutate_bytes
from clearlane.standards.x12.split import BY, CannotSplit, split

AT = dt.datetime(2026, 11, 29, 9, 30, tzinfo=dt.UTC)
KEY = b"a key of more than sixteen bytes"
SEED = 20261129
KINDS = sorted(kinds())


@cache
def hostile(kind: str) -> tuple[bytes, ...]:
    """Files of a kind, each changed once to thrice as bytes; the same at each run."""
    rng = random.Random(f"{SEED} {kind}")
    return tuple(_changed(from_guide(GuideOrder(kind=kind, seed=seed, units=2, density=0.2)), rng) for seed in range(4))


def _changed(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randrange(1, 4)):
        data = mutate_bytes(data, rng) or data
    return data


def reading(data: bytes) -> tuple[x12.Report, x12.Read]:
    return x12.report([data]), lambda at, length: data[at : at + length]


def explains(data: bytes) -> None:
    told = list(x12.explain((data,)))
    findings = x12.report([data]).findings
    assert [one for each in told for one in each.findings] == sorted(findings, key=lambda one: one.place.offset or 0)
    list(x12.explain_as_text(x12.explain((data,))))
    list(x12.explain_as_html(x12.explain((data,))))


def turns_to_json_and_back(data: bytes) -> None:
    for lines, names in ((False, False), (True, True)):
        turned = b"".join(x12.to_json([data], lines=lines, names=names))
        assert turned.isascii()
        assert b"".join(x12.from_json([turned])) == data


def points_to_what_is_there(data: bytes) -> None:
    document = json.loads(b"".join(x12.to_json([data])))
    for finding in x12.point(x12.report([data]).findings, [data]):
        assert finding.place.pointer.startswith("/records/")
        found: Any = document
        for step in finding.place.pointer.split("/")[1:5]:
            found = found[int(step)] if isinstance(found, list) else found[step]


def anonymises(data: bytes) -> None:
    told, again = (b"".join(anonymise([data], key=KEY)) for _ in range(2))
    assert told == again
    assert len(x12.report([told]).interchanges) <= max(len(x12.report([data]).interchanges), told.count(b"ISA"))


def goes_apart(data: bytes) -> None:
    report, read = reading(data)
    for by in BY:
        with suppress(CannotSplit):
            for part in split(report, read=read, by=by):
                assert part.content.startswith(b"ISA")
                assert x12.report([part.content]).interchanges


def goes_together(data: bytes) -> None:
    with suppress(CannotMerge):
        merged = merge([reading(data), reading(data)])
        assert len(x12.report([merged]).sets) >= len(x12.report([data]).sets)


def says_the_same_as_itself(data: bytes) -> None:
    assert list(diff(reading(data), reading(data))) == []


def fills_tables(data: bytes) -> None:
    for table, row in x12.tabulate([data], file="hostile"):
        assert list(row) == [column.name for column in x12.table_columns(table)]


def is_answered(data: bytes) -> None:
    report, read = reading(data)
    for one in report.interchanges:
        answers = (
            x12.acknowledge(one, control=1, at=AT),
            x12.ta1(one, control=2, at=AT, always=True),
            answer_claims(one, read=read, control=3, at=AT),
        )
        for answer in answers:
            assert answer is None or x12.report([answer]).accepted, answer


READERS: list[Callable[[bytes], None]] = [
    explains, turns_to_json_and_back, points_to_what_is_there, anonymises, goes_apart, goes_together,
    says_the_same_as_itself, fills_tables, is_answered,
]  # fmt: skip


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_file_is_read_as_well_as_can_be(kind: str, reader: Callable[[bytes], None]) -> None:
    files = list(hostile(kind))
    for data in files:
        reader(data)  # each asserts what must hold of any bytes
    assert len(files) > 1


UNREADABLE_LENGTHS = {
    "the terminator in the length": b"BIN*1~2*ABC~",
    "the terminator before the length": b"BDS*AS~C*3*ABC~",
    "a length that is too short": b"BIN*2*ABC~D~",
    "a length that is too long": b"BIN*9*ABC~",
    "no length": b"BDS*ASC**AB~C~",
    "no payload": b"BDS*ASC*3~",
    "nothing but the id": b"BIN*~",
    "control characters in the length": b"BIN*\x01\x02~\x03*ABC~",
}


@pytest.mark.parametrize("segment", UNREADABLE_LENGTHS.values(), ids=UNREADABLE_LENGTHS.keys())
@pytest.mark.parametrize("names", [False, True])
def test_a_payload_whose_length_lies_comes_back_byte_by_byte(segment: bytes, names: bool) -> None:
    data = from_guide(GuideOrder(kind="275", seed=1, units=1))
    at = data.index(b"LX*1")
    broken = data[:at] + segment + b"\n" + data[at:]
    turned = b"".join(x12.to_json([broken], names=names))
    assert b"".join(x12.from_json([turned])) == broken


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n", b"ISA", b"ISA" * 60, b"\x00" * 300, b"~" * 300])
@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.__name__)
def test_what_is_no_file_is_read_as_nothing(data: bytes, reader: Callable[[bytes], None]) -> None:
    reader(data)  # asserts what must hold of any bytes
    assert x12.report([data]).interchanges == ()

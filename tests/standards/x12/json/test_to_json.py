"""X12 as JSON: a record a claim, every byte in it; and back to the same bytes for any bytes at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.proof.full_set import VERSIONS, full_set, interchange
from clearlane.standards.x12.to_json import LARGEST, MOST_SEGMENTS, begins_record, to_records
from tests.standards.x12.x12_texts import ISA, PAYMENT, changed, join, lines

CLAIMS, MONEY = join(lines()), join(lines(PAYMENT))
SHAPES = [{}, {"lines": True}, {"names": True}, {"lines": True, "names": True}]


def records(data: bytes, *, names: bool = False) -> list[dict[str, Any]]:
    return list(to_records([data], names=names))


def there_and_back(data: bytes, size: int = 0, **shape: bool) -> bytes:
    chunks = [data[at : at + size] for at in range(0, len(data), size)] if size else [data]
    return b"".join(x12.from_json(x12.to_json(chunks, **shape)))


def of_kind(data: bytes, kind: str) -> list[dict[str, Any]]:
    return [one for one in records(data) if one["record"] == kind]


def test_each_claim_and_each_level_is_a_record() -> None:
    found = records(CLAIMS)
    assert [(one["record"], one.get("loop")) for one in found] == [
        ("file", None),
        ("interchange", None),
        ("envelope", None),
        ("set", ""),
        ("loop", "2000A"),
        ("loop", "2000A/2000B"),
        ("loop", "2000A/2000B/2300"),
        ("loop", "2000A/2000B"),
        ("loop", "2000A/2000B/2000C"),
        ("loop", "2000A/2000B/2000C/2300"),
        ("loop", "2000A/2000B/2000C/2300"),
        ("rest", ""),
        ("envelope", None),
    ]


def test_a_payment_has_a_record_for_each_claim() -> None:
    found = records(MONEY)
    assert [one["loop"] for one in found if "loop" in one] == ["", "2000", "2000/2100", ""]


def test_a_record_says_of_which_set_it_is_and_where_it_was() -> None:
    claim = of_kind(CLAIMS, "loop")[2]
    assert claim["set"] == {"id": "837", "version": "005010X222A1", "control": "0001", "guide": "837P"}
    assert CLAIMS[claim["offset"] :].startswith(b"CLM*A1")
    assert claim["segment"] == 18
    assert claim["segments"][0] == {
        "loop": "2000A/2000B/2300",
        "opens": True,
        "id": "CLM",
        "elements": {
            "01": "A1", "02": "150", "05": {"1": "11", "2": "B", "3": "1"}, "06": "Y", "07": "A", "08": "Y", "09": "Y",
        },
    }  # fmt: skip


def test_the_interchange_says_how_it_parts_and_what_follows_a_terminator() -> None:
    (one,) = of_kind(CLAIMS.replace(b"~", b"~\r\n"), "interchange")
    assert one["isa"] == ISA + "~"
    assert one["delimiters"] == {"element": "*", "component": ":", "repetition": "^", "segment": "~"}
    assert one["after"] == "\r\n"


def test_what_follows_a_terminator_is_said_where_it_differs() -> None:
    data = CLAIMS.replace(b"~", b"~\n").replace(b"LX*1~\n", b"LX*1~")
    after = [one["after"] for record in of_kind(data, "loop") for one in record["segments"] if "after" in one]
    assert after == ["", "", ""]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (changed("HI*", "hi*ABK:E119"), {"raw": "hi*ABK:E119"}),
        (changed("HI*", " HI*ABK:E119"), {"raw": " HI*ABK:E119"}),
        (changed("HI*", "HI*\x01"), {"id": "HI", "elements": {"01": {"1": "\x01"}}}),
        (changed("HI*", "\x01\x02"), {"base64": "AQI="}),
        (changed("HI*", "NTE*ADD*Zo\xeb\xff"), {"id": "NTE", "elements": {"01": "ADD", "02": "Zo\xeb\xff"}}),
        (changed("HI*", "ZZZ*1:2*a^b***"), {"id": "ZZZ", "elements": {"01": "1:2", "02": "a^b"}, "trailing": 3}),
        (changed("HI*", "BIN*5*a~b*c"), {"id": "BIN", "elements": {"01": "5"}, "payload": "YX5iKmM="}),
        (changed("HI*", "BDS*ASC*5*a~b*c"), {"id": "BDS", "elements": {"01": "ASC", "02": "5"}, "payload": "YX5iKmM="}),
        (changed("HI*", "BIN"), {"id": "BIN", "elements": {}}),
        (changed("HI*", "BIN*"), {"id": "BIN", "elements": {}, "trailing": 1}),
        (changed("HI*", "BIN**"), {"id": "BIN", "elements": {}, "trailing": 1, "payload": ""}),
    ],
)
def test_what_is_unknown_or_binary_stays_as_it_is(data: bytes, expected: dict[str, Any]) -> None:
    segments = [one for record in of_kind(data, "loop") for one in record["segments"]]
    assert expected in [{key: one[key] for key in one if key not in ("loop", "opens")} for one in segments]
    assert there_and_back(data) == data


def test_bytes_outside_interchanges_are_unparsed() -> None:
    data = b"\xef\xbb\xbfFrom: a\n" + CLAIMS + b"\x1a\x1a"
    found = records(data)
    assert found[0] == {"record": "file", "mapping": 1, "byte_order_mark": True}
    assert [one for one in found if one["record"] == "unparsed"] == [
        {"record": "unparsed", "offset": 3, "text": "From: a\n"},
        {"record": "unparsed", "offset": len(data) - 2, "base64": "Gho="},
    ]


def test_a_set_without_a_guide_has_segments_without_loops() -> None:
    data = CLAIMS.replace(b"005010X222A1", b"004010X098A1")
    (one,) = of_kind(data, "set")
    assert one["set"]["version"] == "004010X098A1"
    assert len(one["segments"]) == 48
    assert "loop" not in one["segments"][5]
    assert there_and_back(data, names=True) == data


def test_a_record_of_many_segments_goes_on_in_the_next() -> None:
    data = changed("REF*6R", "\n".join(["REF*6R*L1"] * (2 * MOST_SEGMENTS)))
    found = records(data, names=True)
    assert max(len(one.get("segments", ())) for one in found) == MOST_SEGMENTS
    assert [one["loop"] for one in found if one["record"] == "rest"][:2] == ["2000A/2000B/2300/2400"] * 2
    assert there_and_back(data, names=True) == data


def test_a_record_of_many_bytes_goes_on_in_the_next() -> None:
    data = changed("REF*6R", "\n".join(["NTE*ADD*" + "x" * (LARGEST // 2)] * 5))
    assert sum(one["record"] == "rest" for one in records(data)) == 3
    assert there_and_back(data) == data


def test_a_document_is_one_value_and_its_records_are_its_lines() -> None:
    document = b"".join(x12.to_json([CLAIMS]))
    by_line = b"".join(x12.to_json([CLAIMS], lines=True)).splitlines()
    assert json.loads(document) == {"mapping": 1, "records": [json.loads(line) for line in by_line]}
    assert document.isascii()


def test_memory_holds_one_record_and_never_the_file() -> None:
    claim = b"".join(CLAIMS.partition(b"LX*1~")[:2])
    given_out = 0

    def endless() -> Iterator[bytes]:
        nonlocal given_out
        yield claim
        for _ in range(400):
            given_out += 1
            yield b"LX*1~SV1*HC:99213*100*UN*1***1:2~DTP*472*D8*20261110~" * 400

    pieces = x12.to_json(endless())
    for _ in range(9):
        next(pieces)
    assert given_out < 100


@pytest.mark.parametrize("name", sorted(VERSIONS))
@pytest.mark.parametrize("shape", SHAPES)
def test_a_set_with_every_row_comes_back(name: str, shape: dict[str, bool]) -> None:
    data = interchange(full_set(name), name)
    assert there_and_back(data, **shape) == data


@pytest.mark.parametrize("name", sorted(VERSIONS))
def test_every_value_of_a_whole_set_stands_in_the_view_by_names(name: str) -> None:
    found = [one for one in records(interchange(full_set(name), name), names=True) if "set" in one]
    values = [text for one in found for segment in one["segments"] for text in _texts(segment["elements"])]
    assert sorted(text for one in found for text in _texts(one["names"])) == sorted(values)


def _texts(value: Any) -> Iterator[str]:
    """Every text within; counts of separators are none."""
    if isinstance(value, str):
        yield value
    elif not isinstance(value, int):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


@given(st.data())
def test_any_bytes_come_back(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from([CLAIMS, MONEY, CLAIMS.replace(b"~", b"~\r\n"), MONEY.replace(b"*", b"|")]))
    cut = st.integers(0, len(base))
    put = st.one_of(
        st.binary(max_size=30),
        st.sampled_from([b"ISA", b"ISA*", b"~~", b"BIN*3*~*~~", b"\xef\xbb\xbf", b"ST*835*1~", b"IEA*1~", base[:200]]),
    )
    for _ in range(data.draw(st.integers(0, 4))):
        start, length = data.draw(cut), data.draw(st.sampled_from([0, 1, 5, 110]))
        base = base[:start] + data.draw(put) + base[start + length :]
    shape = data.draw(st.sampled_from(SHAPES))
    assert there_and_back(base, data.draw(st.sampled_from([0, 50, 1000])), **shape) == base


@given(st.binary(max_size=300))
def test_bytes_that_are_no_x12_come_back(data: bytes) -> None:
    assert there_and_back(data) == data
    assert there_and_back(ISA.encode() + b"~" + data, lines=True) == ISA.encode() + b"~" + data


def test_every_public_sample_comes_back(samples: Path) -> None:
    files = sorted(one for one in samples.rglob("*") if one.is_file())
    assert len(files) > 100
    for at, file in enumerate(files):
        data = file.read_bytes()
        assert there_and_back(data, **SHAPES[at % 4]) == data, file.name


def test_only_loops_that_stand_for_something_begin_a_record() -> None:
    from clearlane.standards.x12.place_file import entry_of, loops_of

    loops = loops_of(entry_of(version="005010X222A1", set_id="837"))
    assert {path for path, loop in loops.items() if begins_record(loop, "837")} == {
        "2000A", "2000A/2000B", "2000A/2000B/2300", "2000A/2000B/2000C", "2000A/2000B/2000C/2300",
    }  # fmt: skip

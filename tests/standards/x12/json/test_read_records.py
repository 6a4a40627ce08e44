"""Records are read one by one from any JSON text, and a text that is none is refused with its place."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.read_records import JsonRefused, Read, read_records


def found(text: str, size: int = 3) -> list[Read]:
    data = text.encode("utf-8")
    return list(read_records(data[at : at + size] for at in range(0, len(data), size)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"records": []}', []),
        ('{"mapping": 1, "records": [1, 2]}', [("/records/0", 1), ("/records/1", 2)]),
        ('{"records": [{"a": 1}], "mapping": 1}', [("/records/0", {"a": 1})]),
        (" [1,\n 2 ] ", [("/0", 1), ("/1", 2)]),
        ("[]", []),
        ('{"a": "x"}\n{"b": 123}\n', [("/0", {"a": "x"}), ("/1", {"b": 123})]),
        ('{"a": "x"}{"b": [1]}', [("/0", {"a": "x"}), ("/1", {"b": [1]})]),
        ("{}", [("/0", {})]),
        ("\ufeff[12345]", [("/0", 12345)]),
        ('["\u00e9\\u00e9"]', [("/0", "\u00e9\u00e9")]),
    ],
)
@pytest.mark.parametrize("size", [1, 5, 1000])
def test_records_are_found_in_each_layout(text: str, expected: list[tuple[str, object]], size: int) -> None:
    assert found(text, size) == expected


@pytest.mark.parametrize(
    ("text", "pointer", "reason"),
    [
        ("", "/", "neither"),
        ("7", "/", "neither"),
        ("ISA*00*", "/", "neither"),
        ("[1", "/", "expected"),
        ("[1 2]", "/", "expected"),
        ("[1,]", "/1", "no JSON"),
        ("[nul]", "/0", "no JSON"),
        ('["a]', "/0", "no JSON"),
        ('["\\x"]', "/0", "no JSON"),
        ('["\x01"]', "/0", "no JSON"),
        ("[1] x", "/", "behind the end"),
        ('{"records": [1], "x": 1}', "/x", "not a part"),
        ('{"mapping": 2, "records": [1]}', "/mapping", "reads mapping 1"),
        ('{"records": [1], "mapping": 2}', "/mapping", "reads mapping 1"),
        ('{"records": [1], "records": [2]}', "/", "twice"),
        ('[{"a": 1, "b": 2, "c": 3, "b": 4, "a": 5}]', "/0", "'b' stands twice"),
        ('{"a": 1, "a": 2}', "/", "the key 'a' stands twice"),
        ('{"JANE DOE": 1, "JANE DOE": 2}', "/", "a key stands twice"),
        ('[{"123-45-6789": 1, "123-45-6789": 2}]', "/0", "a key stands twice"),
        ('{"JANE DOE": nul}', "/", "no JSON"),
        ('{"records": [1], "JANE DOE": 1}', "/", "a key is not a part"),
        ('[{"01": "a", "01": "b"}]', "/0", "'01' stands twice"),
        ("{1: 2}", "/", "a key was expected"),
        ('{"a" 1}', "/", "expected"),
        ('{"a": 1}\n{"b": ', "/1", "no JSON"),
        ("[" * 100_000, "/0", "no value"),
    ],
)
def test_a_text_that_is_no_json_is_refused_where_it_breaks(text: str, pointer: str, reason: str) -> None:
    with pytest.raises(JsonRefused) as refused:
        found(text, 1000)
    assert refused.value.pointer == pointer
    assert reason in str(refused.value)


def test_another_mapping_is_refused_before_a_record_is_given() -> None:
    with pytest.raises(JsonRefused, match="This version reads mapping 1"):
        next(read_records([b'{"mapping": 2, "records": [1, 2]}']))


def test_a_key_that_comes_again_is_found_in_linear_time() -> None:
    keys = ",".join(f'"k{n}":1' for n in range(100_000))
    start = time.process_time()
    with pytest.raises(JsonRefused, match="'z' stands twice"):
        list(read_records([f'[{{{keys},"z":1,"z":1}}]'.encode()]))
    assert time.process_time() - start < 3


def test_bytes_that_are_no_utf_8_are_refused() -> None:
    with pytest.raises(JsonRefused, match="is not UTF-8"):
        list(read_records([b'["\xff"]']))


def test_a_number_of_any_length_is_read() -> None:
    assert len(found("[" + "9" * 10_000 + ", 2]")) == 2


def test_a_fault_at_the_start_is_told_without_reading_to_the_end() -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        yield b"[nonsense, "
        for _ in range(1000):
            read += 1
            yield b'{"a": 1}, ' * 10_000

    with pytest.raises(JsonRefused):
        list(read_records(endless()))
    assert read < 50


def test_records_are_given_before_the_end_is_read() -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        yield b'{"records": ['
        for _ in range(1000):
            read += 1
            yield b'{"a": 1}, ' * 10_000

    assert next(read_records(endless())) == ("/records/0", {"a": 1})
    assert read < 50


@given(
    st.one_of(st.text(max_size=60), st.text('{}[]",:1a\\ ', max_size=40)).map(
        lambda text: text.encode("utf-8", "ignore")
    )
)
def test_any_text_is_read_or_refused(data: bytes) -> None:
    assert told(data) is None or str(told(data)).startswith("/")


def told(data: bytes) -> str | None:
    """The refusal of a text, None where it is read."""
    try:
        list(x12.from_json([data]))
    except JsonRefused as refused:
        return str(refused)
    return None

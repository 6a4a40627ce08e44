"""What a file may be given as: chunks of bytes, or its bytes; a text or a path is refused in words that help."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.anonymise import anonymise
from clearlane.standards.x12.source import as_chunks
from tests.house.tree import ROOT
from tests.standards.x12.x12_texts import join, lines

CLEAN = join(lines())
READERS: dict[str, Any] = {
    "check": lambda source: list(x12.check(source)),
    "check by two": lambda source: list(x12.check(source, jobs=2)),
    "report": x12.report,
    "explain": lambda source: list(x12.explain(source)),
    "to_json": lambda source: b"".join(x12.to_json(source)),
    "tabulate": lambda source: list(x12.tabulate(source)),
    "anonymise": lambda source: b"".join(anonymise(source, key=b"k" * 32)),
    "from_json": lambda source: b"".join(x12.from_json(source)),
}
ALIKE = [one for one in READERS if one != "from_json"]
WRONG: list[tuple[Any, str]] = [
    ("claims.837", r"a text was given as the source; give bytes, such as open\(path, 'rb'\)"),
    (["ISA*00"], "a chunk of the source is a text; open the file for bytes"),
    ([1, 2], "a chunk of the source is int; give bytes"),
    (Path("claims.837"), "a path was given as the source; give bytes"),
    (7, "int was given as the source"),
    (None, "NoneType was given as the source"),
]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(("source", "said"), WRONG[:3])
def test_what_holds_no_bytes_is_refused_with_what_to_do(reader: str, source: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        READERS[reader](source)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(("source", "said"), WRONG[3:])
def test_what_cannot_be_walked_through_is_refused_with_what_to_do(reader: str, source: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        READERS[reader](source)


@pytest.mark.parametrize("reader", ALIKE)
@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_the_bytes_of_a_file_are_one_chunk(reader: str, kind: Any) -> None:
    assert READERS[reader](kind(CLEAN)) == READERS[reader]([CLEAN])


def test_the_json_of_a_file_is_read_from_its_bytes() -> None:
    document: Any = b"".join(x12.to_json([CLEAN]))
    assert b"".join(x12.from_json(document)) == CLEAN


def test_chunks_are_left_as_they_are() -> None:
    chunks = iter([b"ISA", b"*00"])
    assert as_chunks(chunks) is chunks
    assert list(as_chunks(b"ISA")) == [b"ISA"]


def test_the_refusal_comes_when_a_file_is_asked_for_and_not_when_its_events_are() -> None:
    with pytest.raises(TypeError):
        x12.check("claims.837")  # type: ignore[arg-type]


def test_the_package_says_that_it_is_typed_and_carries_the_mark_when_it_is_built() -> None:
    assert (files("clearlane") / "py.typed").is_file()
    assert '"py.typed"' in (ROOT / "pyproject.toml").read_text()

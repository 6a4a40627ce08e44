from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.foundation.audit.hashing import FIRST, Sealed, hash_entry, merkle_root

BLOCK = Sealed(2, 1, (10, 0, 5), 3, bytes(range(32)), FIRST)


def leaf(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def node(kind: bytes, *parts: bytes) -> bytes:
    return hashlib.sha256(kind + b"".join(parts)).digest()


def test_the_root_of_nothing_is_the_first() -> None:
    assert merkle_root([]) == FIRST


def test_the_root_of_three_carries_the_odd_one_up() -> None:
    one, two, three = (node(b"\0", leaf(text)) for text in ("a", "b", "c"))
    assert merkle_root([leaf("a"), leaf("b"), leaf("c")]) == node(b"\1", node(b"\1", one, two), three)


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=20, unique=True), st.data())
def test_the_root_changes_with_every_leaf_and_its_place(leaves: list[bytes], data: st.DataObject) -> None:
    root = merkle_root(leaves)
    at = data.draw(st.integers(0, len(leaves) - 1))
    assert merkle_root(leaves[:at] + leaves[at + 1 :]) != root
    assert merkle_root([*leaves, leaves[at]]) != root
    assert at == 0 or merkle_root([leaves[at], *leaves[:at], *leaves[at + 1 :]]) != root


@pytest.mark.parametrize(
    "change",
    [
        {"tenant": 3},
        {"number": 2},
        {"span": (10, 0, 6)},
        {"entries": 4},
        {"root": FIRST},
        {"previous": bytes([1] * 32)},
    ],
)
def test_the_seal_changes_with_all_that_a_block_says(change: dict[str, object]) -> None:
    assert replace(BLOCK, **change).seal(b"key") != BLOCK.seal(b"key")  # type: ignore[arg-type]


def test_the_seal_changes_with_the_key() -> None:
    assert BLOCK.seal(b"key") != BLOCK.seal(b"another")


def test_an_entry_hashes_by_all_its_columns() -> None:
    entry = ("id", 2, "2026-11-24 00:00:00", "a:b:c", "ann", None, "{}", 5, 6, "{}")
    for at in range(len(entry)):
        assert hash_entry((*entry[:at], "other", *entry[at + 1 :])) != hash_entry(entry)

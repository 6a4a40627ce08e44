"""A file's bytes are given by stretches, whether it is read as one or not."""

from __future__ import annotations

import pytest

from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault import file_bytes
from clearlane.foundation.vault.file_bytes import FileBytes
from clearlane.foundation.vault.store import store

CONTENT = bytes(range(256)) * 8


@pytest.mark.parametrize("whole", [len(CONTENT), len(CONTENT) - 1], ids=["small", "large"])
@pytest.mark.parametrize(("offset", "length"), [(0, 10), (100, 1), (2040, 100), (4000, 5), (5, 0)])
def test_a_stretch_is_what_stands_there(
    house: int, monkeypatch: pytest.MonkeyPatch, whole: int, offset: int, length: int
) -> None:
    monkeypatch.setattr(file_bytes, "WHOLE", whole)
    with scope([house], by="test"):
        stored = store(tenant=house, content=CONTENT)
        file = FileBytes(tenant=house, address=stored.address, size=stored.size)
        assert file.read(offset, length) == CONTENT[offset : offset + length]
        assert file.read(0, 4) == CONTENT[:4]


def test_a_small_file_is_read_once(house: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with scope([house], by="test"):
        stored = store(tenant=house, content=CONTENT)
        file = FileBytes(tenant=house, address=stored.address, size=stored.size)
        file.read(0, 1)
        monkeypatch.delattr(file_bytes, "read")
        assert file.read(7, 3) == CONTENT[7:10]

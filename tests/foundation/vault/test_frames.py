from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.vault.frames import FRAME, HEADER, TAG, ContentIsDamaged, Opener, seal_whole
from clearlane.foundation.vault.tenant_key import TenantKey

KEY = TenantKey(7, 1, bytes(range(32)))
OBJECT = new_id()
LARGE = os.urandom(2 * FRAME + 17)
SEALED = seal_whole(LARGE, key=KEY, object_id=OBJECT)


def opener(sealed: bytes, size: int, *, key: TenantKey = KEY, object_id: UUID = OBJECT) -> Opener:
    return Opener(key, object_id, size, lambda at, length: sealed[at : at + length])


@pytest.mark.parametrize("size", [0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME])
def test_what_is_sealed_is_opened_again(size: int) -> None:
    plain = LARGE[:size]
    sealed = seal_whole(plain, key=KEY, object_id=OBJECT)
    assert b"".join(opener(sealed, size).open()) == plain
    assert len(sealed) == HEADER + size + TAG * max(1, -(-size // FRAME))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(LARGE) + 5), st.integers(0, FRAME + 99))
def test_any_part_is_opened_alone(offset: int, length: int) -> None:
    assert b"".join(opener(SEALED, len(LARGE)).open(offset, length)) == LARGE[offset : offset + length]


def test_a_part_reads_only_the_frames_it_lies_in() -> None:
    asked: list[int] = []

    def read_at(at: int, length: int) -> bytes:
        asked.append(at)
        return SEALED[at : at + length]

    assert b"".join(Opener(KEY, OBJECT, len(LARGE), read_at).open(FRAME + 5, 10)) == LARGE[FRAME + 5 : FRAME + 15]
    assert asked == [0, HEADER + FRAME + TAG]


Damage = Callable[[bytes], bytes]
DAMAGES: dict[str, Damage] = {
    "the last frame is cut off": lambda sealed: sealed[: HEADER + 2 * (FRAME + TAG)],
    "the end is cut off": lambda sealed: sealed[:-1],
    "all but the header is cut off": lambda sealed: sealed[:HEADER],
    "everything is cut off": lambda _sealed: b"",
    "a bit is turned": lambda sealed: sealed[:-20] + bytes([sealed[-20] ^ 1]) + sealed[-19:],
    "two frames are swapped": lambda sealed: (
        sealed[:HEADER]
        + sealed[HEADER + FRAME + TAG : HEADER + 2 * (FRAME + TAG)]
        + sealed[HEADER : HEADER + FRAME + TAG]
        + sealed[HEADER + 2 * (FRAME + TAG) :]
    ),
    "another file lies there": lambda sealed: seal_whole(LARGE, key=KEY, object_id=new_id()),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_is_seen(damage: Damage) -> None:
    with pytest.raises(ContentIsDamaged):
        b"".join(opener(damage(SEALED), len(LARGE)).open())


def test_a_cut_is_seen_even_where_the_recorded_size_was_cut_with_it() -> None:
    shorter = 2 * FRAME
    with pytest.raises(ContentIsDamaged):
        b"".join(opener(SEALED[: HEADER + 2 * (FRAME + TAG)], shorter).open())


def test_another_tenant_cannot_open_it() -> None:
    for stranger in (replace(KEY, tenant=8), replace(KEY, secret=bytes(32))):
        with pytest.raises(ContentIsDamaged):
            b"".join(opener(SEALED, len(LARGE), key=stranger).open())


def test_nothing_of_the_plain_bytes_is_seen() -> None:
    plain = b"PATIENT*DOE*JANE~" * 1000
    assert b"PATIENT" not in seal_whole(plain, key=KEY, object_id=OBJECT)

"""Every way to spoil stored frames, at each frame: cut, swapped, repeated, of another object, tenant, key or size."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.vault.frames import FRAME, HEADER, TAG, ContentIsDamaged, Opener, Sealer, seal_whole
from clearlane.foundation.vault.tenant_key import TenantKey

KEY = TenantKey(7, 1, bytes(range(32)))
OBJECT, OTHER = new_id(), new_id()
COUNT = 4
STEP = FRAME + TAG
PLAIN = b"".join(bytes([65 + number]) * FRAME for number in range(COUNT - 1)) + b"the end"
SEALED = seal_whole(PLAIN, key=KEY, object_id=OBJECT)
FRAMES = [SEALED[HEADER + number * STEP : HEADER + (number + 1) * STEP] for number in range(COUNT)]
HEAD = SEALED[:HEADER]


def opener(sealed: bytes, *, size: int = len(PLAIN), key: TenantKey = KEY, object_id: UUID = OBJECT) -> Opener:
    return Opener(key, object_id, size, lambda at, length: sealed[at : at + length])


def whole(frames: list[bytes], head: bytes = HEAD) -> bytes:
    return head + b"".join(frames)


def refused(sealed: bytes, **more: object) -> str:
    """What is said of stored bytes that are not what was stored."""
    with pytest.raises(ContentIsDamaged) as told:
        b"".join(opener(sealed, **more).open())  # type: ignore[arg-type]
    return str(told.value)


@pytest.mark.parametrize("kept", range(COUNT))
def test_a_cut_at_the_end_of_a_frame_is_seen(kept: int) -> None:
    assert f"frame {kept} " in refused(whole(FRAMES[:kept]))


@pytest.mark.parametrize("kept", range(COUNT))
@pytest.mark.parametrize("more", [1, TAG, TAG + 1])
def test_a_cut_within_a_frame_is_seen(kept: int, more: int) -> None:
    assert f"frame {kept} " in refused(whole([*FRAMES[:kept], FRAMES[kept][:more]]))


@pytest.mark.parametrize("kept", range(1, COUNT))
def test_a_cut_with_a_size_to_match_is_seen(kept: int) -> None:
    """Who may change the row that tells the size still cannot make an earlier frame the last one."""
    assert "cannot be opened" in refused(whole(FRAMES[:kept]), size=kept * FRAME)


@pytest.mark.parametrize("size", [len(PLAIN) - 1, len(PLAIN) + 1])
def test_another_size_within_the_last_frame_is_seen(size: int) -> None:
    assert "another length" in refused(SEALED, size=size)


@pytest.mark.parametrize(("first", "second"), [(0, 1), (0, 2), (1, 2), (0, 3), (2, 3)])
def test_two_frames_that_changed_places_are_seen(first: int, second: int) -> None:
    frames = list(FRAMES)
    frames[first], frames[second] = frames[second], frames[first]
    assert f"frame {first} " in refused(whole(frames))


@pytest.mark.parametrize("at", range(1, COUNT))
def test_a_frame_that_is_there_twice_is_seen(at: int) -> None:
    assert f"frame {at} " in refused(whole([*FRAMES[:at], FRAMES[at - 1], *FRAMES[at + 1 :]]))


@pytest.mark.parametrize("at", range(COUNT))
def test_a_frame_of_another_object_is_seen(at: int) -> None:
    foreign = seal_whole(PLAIN, key=KEY, object_id=OTHER)
    frame = foreign[HEADER + at * STEP : HEADER + (at + 1) * STEP]
    assert f"frame {at} " in refused(whole([*FRAMES[:at], frame, *FRAMES[at + 1 :]]))


@pytest.mark.parametrize("at", range(COUNT))
def test_a_frame_of_an_earlier_sealing_of_the_same_object_is_seen(at: int) -> None:
    again = seal_whole(PLAIN, key=KEY, object_id=OBJECT)
    frame = again[HEADER + at * STEP : HEADER + (at + 1) * STEP]
    assert f"frame {at} " in refused(whole([*FRAMES[:at], frame, *FRAMES[at + 1 :]]))


@pytest.mark.parametrize("at", range(COUNT))
@pytest.mark.parametrize("place", [0, -TAG - 1, -1])
def test_one_turned_bit_is_seen_in_its_frame(at: int, place: int) -> None:
    spoiled = bytearray(FRAMES[at])
    spoiled[place] ^= 0x80
    assert f"frame {at} " in refused(whole([*FRAMES[:at], bytes(spoiled), *FRAMES[at + 1 :]]))


@pytest.mark.parametrize("at", range(COUNT))
def test_the_frames_beside_a_spoiled_one_are_still_read(at: int) -> None:
    frames = list(FRAMES)
    frames[at] = bytes(len(frames[at]))
    for number in set(range(COUNT)) - {at}:
        start = number * FRAME
        assert b"".join(opener(whole(frames)).open(start, 5)) == PLAIN[start : start + 5]
    with pytest.raises(ContentIsDamaged):
        b"".join(opener(whole(frames)).open(at * FRAME, 5))


@pytest.mark.parametrize("kept", [0, 1, HEADER - 1])
def test_a_cut_header_is_seen(kept: int) -> None:
    assert "has no header" in refused(HEAD[:kept])


HEADERS: dict[str, Callable[[], bytes]] = {
    "another format": lambda: b"CLV2" + HEAD[4:],
    "another object": lambda: HEAD[:8] + OTHER.bytes + HEAD[24:],
    "clear text": lambda: b"ISA*00*          *00*          *"[:HEADER],
}


@pytest.mark.parametrize("head", HEADERS.values(), ids=HEADERS.keys())
def test_a_header_that_is_not_its_own_is_seen(head: Callable[[], bytes]) -> None:
    assert "is not that object" in refused(whole(FRAMES, head()))


def test_another_nonce_in_the_header_is_seen() -> None:
    assert "frame 0 " in refused(whole(FRAMES, HEAD[:24] + bytes(8)))


STRANGERS = {
    "another tenant": replace(KEY, tenant=8),
    "another secret": replace(KEY, secret=bytes(32)),
    "the secret but for a bit": replace(KEY, secret=bytes([1, *range(1, 32)])),
}


@pytest.mark.parametrize("key", STRANGERS.values(), ids=STRANGERS.keys())
def test_a_strangers_key_opens_no_frame(key: TenantKey) -> None:
    for number in range(COUNT):
        with pytest.raises(ContentIsDamaged):
            next(opener(SEALED, key=key).open(number * FRAME, 1))


def test_what_is_stored_as_one_object_is_not_opened_as_another() -> None:
    assert f"what is stored as object {OTHER}" in refused(SEALED, object_id=OTHER)


def test_a_message_says_no_byte_of_the_content() -> None:
    plain = b"NM1*IL*1*PLANTED*TOKEN~"
    sealed = seal_whole(plain, key=KEY, object_id=OBJECT)
    assert "PLANTED" not in refused(sealed[:-1], size=len(plain))


def test_bytes_after_the_last_frame_are_seen() -> None:
    assert f"frame {COUNT - 1} " in refused(SEALED + b"more")


def test_an_empty_object_that_was_filled_is_seen() -> None:
    empty = seal_whole(b"", key=KEY, object_id=OBJECT)
    assert b"".join(opener(empty, size=0).open()) == b""
    assert "another length" in refused(empty, size=1)


def test_two_sealings_share_no_nonce_and_no_ciphertext() -> None:
    again = seal_whole(PLAIN, key=KEY, object_id=OBJECT)
    assert again[24:HEADER] != SEALED[24:HEADER]
    assert again[HEADER : HEADER + 64] != SEALED[HEADER : HEADER + 64]


def test_the_header_tells_format_key_version_and_object() -> None:
    sealer = Sealer(key=replace(KEY, version=3), object_id=OBJECT)
    magic, version, named, _nonce = struct.unpack(">4si16s8s", sealer.header)
    assert (magic, version, named) == (b"CLV1", 3, OBJECT.bytes)

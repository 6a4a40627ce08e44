from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order
from tests.standards.x12.x12_texts import PAYMENT, join, lines

CLEAN = join(lines())
SOURCES = [CLEAN, join(lines(PAYMENT)), CLEAN + join(lines(PAYMENT), end="~\n")]
ALPHABET = b"*:^~\r\n\0ISAGSTEHLNMCLM0123456789 \xe9\xff"


def events(data: bytes) -> list[x12.Event]:
    return list(x12.check([data]))


@given(st.binary(max_size=600))
@settings(max_examples=200, deadline=None)
def test_check_never_raises_on_any_bytes(data: bytes) -> None:
    events(data)


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_check_never_raises_on_any_bytes_behind_a_header(data: bytes) -> None:
    events(CLEAN[:300] + data)


@given(st.integers(0, len(CLEAN)), st.integers(0, 12), st.binary(max_size=12))
@settings(max_examples=400, deadline=None)
def test_check_never_raises_on_a_clean_file_with_bytes_replaced(at: int, gone: int, put: bytes) -> None:
    told = events(CLEAN[:at] + put + CLEAN[at + gone :])
    opened = sum(isinstance(one, x12.SetOpened) for one in told)
    assert opened == sum(isinstance(one, x12.SetClosed) for one in told)


@pytest.mark.parametrize("source", range(len(SOURCES)))
def test_check_tells_of_every_truncation(source: int) -> None:
    data = SOURCES[source]
    for end in range(0, len(data.rstrip()) - 1, 7):
        report = x12.report([data[:end]])
        assert report.accepted is not True or data[:end].endswith(b"IEA*1*000000101~")


@given(st.integers(0, 2), st.lists(st.integers(1, 400), min_size=1, max_size=30))
@settings(max_examples=100, deadline=None)
def test_how_the_input_is_chunked_does_not_matter(source: int, sizes: list[int]) -> None:
    data = SOURCES[source].replace(b"HI*ABK", b"QQ*ABK", 1)
    chunks, at = [], 0
    for size in sizes * (len(data) // sum(sizes) + 1):
        chunks.append(data[at : at + size])
        at += size
    assert list(x12.check(chunks)) == events(data)


def test_byte_by_byte_is_the_same() -> None:
    assert list(x12.check(bytes([one]) for one in CLEAN)) == events(CLEAN)


@pytest.mark.parametrize("seed", range(30))
def test_check_survives_shuffled_segments(seed: int) -> None:
    rng = random.Random(seed)
    segments = lines()
    middle = segments[1:-1]
    rng.shuffle(middle)
    events(join([segments[0], *middle, segments[-1]]))


@pytest.mark.parametrize("seed", range(30))
def test_check_survives_noise_of_x12_characters(seed: int) -> None:
    rng = random.Random(seed)
    noise = bytes(rng.choice(ALPHABET) for _ in range(2000))
    events(CLEAN[:260] + noise + CLEAN[260:])


@pytest.mark.parametrize("seed", range(3))
def test_check_survives_a_large_file_shuffled(seed: int) -> None:
    made = file_837p(Order(seed=seed, claims=60, today=dt.date(2026, 11, 24))).content
    segments = made.decode().replace("\n", "").split("~")
    middle = segments[5:-4]
    random.Random(seed).shuffle(middle)
    report = x12.report([join([*segments[:5], *middle, *segments[-4:-1]])])
    assert report.sets[0].verdict == "rejected"


def test_findings_come_before_the_file_has_ended() -> None:
    consumed: list[int] = []

    def source() -> object:
        for at in range(0, len(big), 1 << 16):
            consumed.append(at)
            yield big[at : at + (1 << 16)]

    body = CLEAN[:-30]
    big = body.replace(b"SBR*P*18", b"SBR*Q*18") + b"N3*X~" * 2_000_000
    told = x12.check(source())  # type: ignore[arg-type]
    next(one for one in told if isinstance(one, x12.UnitDied))
    assert len(consumed) * (1 << 16) < len(big) / 2


def test_a_file_of_garbage_takes_linear_time_and_gives_up_loudly() -> None:
    rng = random.Random(5)
    noise = b"".join(b"N%d*%d~" % (rng.randint(1, 4), rng.randint(0, 99)) for _ in range(30_000))
    report = x12.report([CLEAN.replace(b"HL*1**20*1~", noise)])
    assert report.sets[0].verdict == "rejected"
    assert len(report.findings) < 30_000

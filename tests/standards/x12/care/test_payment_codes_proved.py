"""What is proved quickly of a payment (`PaymentCodes.proves`) is what its explanation would say: nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from clearlane.standards.x12.care.payments import PaymentCodes
from clearlane.standards.x12.check import check
from clearlane.standards.x12.events import Event
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.proof.mutate import mutate
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.x12_texts import PAYMENT, join, lines

CODES = (b"45", b"42", b"17", b"96", b"Z9", b"A1", b"MA01", b"M33", b"N130", b"N9999", b"")
"""Reasons and remarks, in force, ended and invented: each of them stands in the places of all others."""
CODED = {b"CAS": range(2, 20, 3), b"LQ": (2,), b"MOA": range(3, 8), b"MIA": (5, 20, 21, 22, 23)}
AS_A_WHOLE = (
    (rb"(?<=CLP\*)([^*~]*)\*1\*", rb"\1*22*"),
    (rb"(?<=CLP\*)([^*~]*)\*1\*(?=[0-9])", rb"\1*1*-"),
    (rb"DTM\*(?:472|23[23]|15[01])\*[^~]*~\s*", rb""),
    (rb"CAS\*(CO|PR)\*", b"CAS*CO*"),
    (rb"(CAS\*[A-Z]+\*[^*~]*)(\*[^*~]*)(?=~)", rb"\1\2*1*42\2"),
    (rb"\*96\*5\*\*97\*5", b"*96*5**96*5"),
    (rb"(CAS\*[A-Z]+)(\*[^*~]*\*[^*~]*)(?=~)", rb"\1\2*\2"),
)
"""What is put in place of what, in files of which nothing else is changed."""
LINE_OF_ALL = b"CAS*CO*45*10**96*5**97*5\nLQ*HE*N130\nLQ*RX*70"


def coded_anew(segment: bytes, rng: random.Random) -> bytes:
    """A segment with other reasons or remarks, where it holds any."""
    parts = segment.strip().split(b"*")
    for at in CODED.get(parts[0], ()):
        if at < len(parts) and rng.random() < 0.3:
            parts[at] = rng.choice(CODES)
    return b"*".join(parts)


def files(seed: int) -> Iterator[bytes]:
    """A payment with other codes, and the same with a few of its segments changed by chance."""
    rng = random.Random(seed)
    made = from_guide(GuideOrder(kind="835", seed=seed, units=4, density=rng.choice((0.1, 0.4, 0.8))))
    small = join(lines(PAYMENT)).replace(b"CAS*CO*45*20", LINE_OF_ALL.replace(b"\n", b"~"))
    for data in (made, small):
        segments = [coded_anew(one, rng) for one in data.split(b"~")]
        yield b"~".join(segments)
        for _ in range(2):
            yield b"~".join([*segments[:3], *mutate(segments[3:], rng)])
        for old, new in AS_A_WHOLE:
            yield re.sub(old, new, data, count=rng.choice((0, 1, 2)))


def told(data: bytes) -> list[Event]:
    """All that is told of a file."""
    return list(check([data]))


@pytest.mark.parametrize("seed", range(60))
def test_a_payment_that_is_proved_right_would_be_explained_by_nothing(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = list(files(seed))
    proved = [told(one) for one in data]
    monkeypatch.setattr(PaymentCodes, "proves", lambda self, cut, around=None: False)
    assert proved == [told(one) for one in data]


def test_these_files_hold_what_is_right_and_what_is_not() -> None:
    rules = {one.rule for seed in range(8) for data in files(seed) for one in told(data) if isinstance(one, Finding)}
    signs = {"lines.reversal_positive", "lines.payment_negative", "lines.payment_undated"}
    assert {"codes.payment_reason", "codes.payment_remark", *signs, "lines.reason_repeated"} <= rules


def test_a_reversal_is_explained_by_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    data = join(lines(PAYMENT)).replace(b"CLP*A1*1*", b"CLP*A1*22*").replace(b"CAS*CO*45*", b"CAS*CO*Z9*")
    monkeypatch.setattr(PaymentCodes, "proves", lambda self, cut, around=None: False)
    assert not [one for one in told(data) if isinstance(one, Finding) and one.rule == "codes.payment_reason"]

"""The comparison that judges what left is itself judged: it sees each change that may not be, and none that may."""

from __future__ import annotations

import pytest

from tests.proof.closed_list import changes, levels_are_sound, ways

ISA = b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *260302*0930*^*00501*000000001*0*P*:~"
BODY = (
    b"ST*837*0001~BHT*0019*00*77*20260302*0930*CH~HL*4**20*1~PRV*BI*PXC*207Q00000X~HL*9*4*22*0~SBR*P*18~"
    b"NM1*IL*1*DOE*JANE****MI*M1~NM1*PR*2*SOME PLAN*****PI*P1~CLM*C1*100***11:B:1*Y*A*Y*Y~REF*D9*OURS~HI*ABK:J029~"
    b"NM1*PR*2*OTHER*****PI*P2~LX*1~SV1*HC:99213*100*UN*1***1~SVD*P2*10*HC:99213**1~SE*17*0001~"
)
ALLOWED = [
    (b"BHT*0019*00*77", b"BHT*0019*00*78"),
    (b"HL*4**20*1", b"HL*1**20*1"),
    (b"SOME PLAN*****PI*P1", b"ANOTHER NAME*****PI*Q1"),
    (b"OTHER*****PI*P2", b"OTHER*****PI*Q2"),
    (b"SVD*P2", b"SVD*Q2"),
]
FORBIDDEN = [
    (b"CLM*C1", b"CLM*C2"),
    (b"DOE*JANE", b"DOE*JOAN"),
    (b"PXC*207Q00000X", b"PXC*207R00000X"),
    (b"OTHER*****", b"ANOTHER*****"),
    (b"*CH~", b"*RP~"),
    (b"*0019*00*", b"*0019*18*"),
    (b"~LX*1", b"~NTE*ADD*X~LX*1"),
    (b"D9*OURS", b"D9*THEIRS"),
    (b"PI*P1", b"PI*P3"),
    (b"HC:99213*100", b"HC:99213*100.0"),
    (b"11:B:1", b"11:B:7"),
    (b"~HI*ABK:J029", b""),
]
PAYERS = {"P1": "Q1", "P2": "Q2"}


def judged(content: bytes) -> list[str]:
    """What the comparison says of these bytes, over there."""
    named = ISA + content
    (came,), (left,) = ways(ISA + BODY), ways(named)
    return changes(came, left, trace="OURS", payers=PAYERS)


def renamed() -> bytes:
    """The body as it may leave."""
    content = BODY
    for old, new in ALLOWED[2:]:
        content = content.replace(old, new)
    return content


@pytest.mark.parametrize(("old", "new"), ALLOWED[:2])
def test_what_may_change_is_passed_over(old: bytes, new: bytes) -> None:
    assert judged(renamed().replace(old, new)) == []


@pytest.mark.parametrize(("old", "new"), FORBIDDEN)
def test_what_may_not_change_is_seen(old: bytes, new: bytes) -> None:
    assert judged(renamed().replace(old, new) if old in renamed() else BODY.replace(old, new)) != []


def test_other_delimiters_and_line_ends_are_no_change() -> None:
    left = (ISA + renamed()).replace(b"~", b"\x1d\r\n").replace(b"*", b"|").replace(b":", b">")
    (came,), (there,) = ways(ISA + BODY), ways(left)
    assert changes(came, there, trace="OURS", payers=PAYERS) == []


def test_levels_that_do_not_count_from_one_are_unsound() -> None:
    assert not levels_are_sound(ISA + BODY)
    assert levels_are_sound(ISA + BODY.replace(b"HL*4", b"HL*1").replace(b"HL*9*4", b"HL*2*1"))

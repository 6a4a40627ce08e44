"""Claims (`care.claims`): the fast way and the slow one say the same; what is said reaches the 277CA and no 999."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.answer_claims import answer_claims
from clearlane.standards.x12.balance.cut import cut_claim
from clearlane.standards.x12.care.claims import ClaimServices, StayServices
from clearlane.standards.x12.care.patients import NOTHING, Around
from clearlane.standards.x12.check import check
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.generate.stream_837p import stream_837p
from clearlane.standards.x12.tier import Tier
from tests.standards.guides.test_837d_by_hand import TEETH
from tests.standards.guides.test_837i_by_hand import STAY
from tests.standards.x12.x12_texts import CLAIMS, changed, join, lines

AT = dt.datetime(2026, 11, 24, 10, 15, tzinfo=dt.UTC)
CLAIM = re.compile(rb"CLM\*.*?(?=~(?:HL|SE|CLM)\*)", re.DOTALL)
KINDS = {"837p": b"SV1", "837i": b"SV2", "837d": b"SV3"}
CODES = b"E119 E11 E11.9 C7831 M545 M5450 Z9999 W010XXA G63 I10 J029".split()
LINES = b"HC:99213 HC:00790 HC:A0429 HC:A0999 HC:J1885 HC:99213:25 WK:00790 AD:D2391 AD:D4341 AD:D0120 AD:D8080".split()
DAYS = b"20261110 20260930 20261001 20200101 20150930 20270401 20229999".split()


def made(kind: str, seed: int) -> bytes:
    """A file of claims without line ends."""
    if kind == "837p" and seed % 2:
        order = Order(claims=12, seed=seed, claims_per_set=12, today=dt.date(2026, 11, 24), line_end="")
        return b"".join(piece for piece, _ in stream_837p(order))
    density = (0.05, 0.3, 1.0)[seed // 2 % 3]
    return from_guide(GuideOrder(kind=kind, seed=seed, units=3, density=density)).replace(b"\n", b"")


def disturbed(claim: bytes, draw: random.Random) -> bytes:
    """A claim with other codes, lines, places, units or days here and there."""
    changes: tuple[tuple[bytes, list[bytes]], ...] = (
        (rb"(?<=ABK:)[^:*~]*|(?<=ABF:)[^:*~]*", CODES),
        (rb"(?<=SV[13]\*)[^*~]*", LINES),
        (rb"(?<=D8\*)[0-9]{8}", DAYS),
        (rb"(?<=\*)UN(?=\*)", [b"UN", b"MJ"]),
        (rb"(?<=\*)[0-9]{2}(?=:[AB]:)", b"11 21 98 10 32".split()),
    )
    for pattern, values in changes:
        if draw.random() < 0.4:
            claim = b"".join(_swapped(pattern, values, claim, draw))
    return claim


def _swapped(pattern: bytes, values: list[bytes], claim: bytes, draw: random.Random) -> Iterator[bytes]:
    """The claim with some of what the pattern finds replaced."""
    at = 0
    for found in re.finditer(pattern, claim):
        yield claim[at : found.start()]
        yield draw.choice([found[0], *values])
        at = found.end()
    yield claim[at:]


OLD_MEMBER = (1, 0, b"NM1*IL*1*DOE*JANE****MI*123456789A~")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(12))
def test_what_is_proven_has_nothing_to_be_said_of(kind: str, seed: int) -> None:
    judge = (StayServices if kind == "837i" else ClaimServices)(KINDS[kind])
    draw, proven = random.Random(seed), 0
    made_on = draw.choice([b"", b"20261124", b"20261001"])
    for claim in CLAIM.findall(made(kind, seed)):
        for data in (claim + b"~", *(disturbed(claim, draw) + b"~" for _ in range(12))):
            around = (
                draw.choice([b"", b"19800101", b"20260930", b"20261105"]),
                made_on,
                draw.choice([b"", b"P"]),
                None,
                draw.choice([b"", b"NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR~"]),
                draw.choice([*[b""] * 7, b"20261001"]),
                draw.choice([*[None] * 7, OLD_MEMBER]),
            )
            judge.numbers.clear()
            if proves(judge, data, around):
                proven += 1
                judge.numbers.clear()
                assert list(judge.explain([(1, 0, data)], around)) == []
    assert proven or kind != "837p" or seed % 2 == 0


def proves(judge: ClaimServices, data: bytes, around: Around = NOTHING) -> bool:
    """Whether the fast way is sure; where it gives up it is not."""
    try:
        return judge.proves(cut_claim(data.translate(None, b"\r\n"), judge.service), around)
    except (ValueError, LookupError):
        return False


def test_most_professional_claims_are_proven() -> None:
    judge = ClaimServices(b"SV1")
    claims = [one + b"~" for seed in range(1, 9, 2) for one in CLAIM.findall(made("837p", seed))]
    assert sum(proves(judge, one) for one in claims) > 0.9 * len(claims)


@pytest.mark.parametrize("end", ["~", "~\n", "~\r\n"])
@pytest.mark.usefixtures("blocks_at_once")
def test_each_tier_tells_the_same_whatever_the_line_ends(end: str) -> None:
    segments = lines()
    at = segments.index("CLM*A3*60***11:B:1*Y*A*Y*Y")
    claim, tail = segments[at : at + 5], segments[at + 5 :]
    draw = random.Random(5)
    many = [one for _ in range(60) for one in disturbed("~".join(claim).encode(), draw).decode().split("~")]
    data = join([*segments[:at], *many, f"SE*{at + len(many) - 1}*0001", *tail[1:]], end=end)
    slow = list(check([data], tier=Tier.EXPLAIN))
    assert list(check([data])) == slow == list(check([data], tier=Tier.ROW))
    assert list(check([data[n : n + 997] for n in range(0, len(data), 997)])) == slow
    assert len([one for one in slow if isinstance(one, x12.Finding) and one.rule.startswith("codes.")]) > 10


def test_a_claim_with_a_wrong_code_is_sent_back_by_the_277ca() -> None:
    data = changed("HI*ABK:E119", "HI*ABK:E11*ABF:I10")
    report = x12.report([data])
    assert (report.sets[0].verdict, [one.dead for one in report.sets[0].claims]) == ("accepted", [False] * 3)
    acknowledged = x12.acknowledge(report.interchanges[0], control=1, at=AT)
    assert acknowledged is not None
    assert b"IK5*A~" in acknowledged
    written = answer_claims(report.interchanges[0], read=lambda at, length: data[at : at + length], control=1, at=AT)
    assert written is not None
    assert b"STC*A7:255*" in written
    assert b"STC*A7:772*" in written
    assert written.count(b"STC*A1:20*20261124*WQ*") == 2


def test_judging_beyond_the_guide_can_be_left_out() -> None:
    data = changed("HI*ABK:E119", "HI*ABK:E11*ABF:I10")
    assert x12.report([data], beyond_guide=False).findings == ()
    assert len(x12.report([data]).findings) == 1
    off_list = changed("CLM*A1", "CLM*A1*150***98:B:1*Y*A*Y*Y")
    assert [one.rule for one in x12.report([off_list], beyond_guide=False).findings] == ["element.off_list"]


def test_a_claim_with_a_fault_of_its_guide_keeps_its_doubts() -> None:
    data = changed("CLM*A1", "CLM*A1*150***98:B:1*Q*A*Y*Y")
    assert [one.rule for one in x12.report([data]).findings] == ["element.bad_code", "element.off_list"]


@pytest.mark.parametrize("text", [CLAIMS, STAY, TEETH])
@pytest.mark.parametrize("seed", range(8))
def test_no_bytes_make_it_raise(text: str, seed: int) -> None:
    draw = random.Random(seed)
    odd = ["", ":", "::", "^", "\x00", "9" * 30, "ABK", "ABK:", ":E119", "MJ", "\xff", "D8", "20261301", "-"]
    segments = lines(text)
    changed = [
        "*".join(draw.choice(odd) if n and draw.random() < 0.04 else part for n, part in enumerate(one.split("*")))
        if not one.startswith(("ISA", "GS", "ST", "SE", "GE", "IEA", "HL"))
        else one
        for one in segments
    ]
    data = join(changed)
    assert list(check([data])) == list(check([data], tier=Tier.EXPLAIN))

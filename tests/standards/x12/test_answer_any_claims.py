"""A 277CA about any claims at all: however they are broken, as far as they are answered the answer is a valid one."""

from __future__ import annotations

import random
from functools import cache

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.answer_claims import answer_claims
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.proof.mutate import mutate
from clearlane.vocabulary.finding import Finding, Status
from tests.standards.x12.small_files import AT
from tests.standards.x12.x12_texts import changed, counted, join, lines

KINDS = ("837p", "837i", "837d")
COPIED = (b"NM1", b"REF", b"CLM", b"BHT", b"DTP", b"GS")
"""Segments of which something is copied into the answer."""
VALUES = (
    b"", b"1", b" ", b" 1", b"1 ", b"A", b"AB", b"A" * 120, b"A" * 59 + b" B", b"A " * 60, b" " * 60 + b"A",
    b"A" * 49 + b" B", b"A" * 79 + b" B", b"9" * 18, b"9" * 24, b"-" + b"9" * 18, b"123456789012.123456", b"0.000001",
    b"1:A:1", b":A:", b":A:7", b"A:A:A", b"1" * 60 + b":A:1", b"20260230", b"20261101-20261031", b"R\x01\x02", b"^",
)  # fmt: skip
TAKEN_AS_THEY_CAME = {"envelope.gs_value"}
"""Ids of a GS that the standard does not allow go back as they came, so that they reach who sent them."""


@cache
def made(kind: str, seed: int, density: float) -> tuple[bytes, ...]:
    """The segments of a file of four claims."""
    return tuple(from_guide(GuideOrder(kind=kind, seed=seed, units=4, density=density)).split(b"~"))


def broken(kind: str, seed: int) -> bytes:
    """A file of which some values that are copied are others, and a few segments are changed by chance."""
    rng = random.Random(seed)
    segments = list(made(kind, seed % 8, rng.choice((0.0, 0.05, 0.4))))
    header = next(n for n, one in enumerate(segments) if one.strip().startswith(b"HL*"))
    for n, one in enumerate(segments):
        parts = one.split(b"*")
        if parts[0].strip() in COPIED and rng.random() < (0.02 if n < header else 0.15):
            parts[rng.randrange(1, len(parts))] = rng.choice(VALUES)
            segments[n] = b"*".join(parts)
    if rng.random() < 0.5:
        segments[header + 4 : -4] = mutate(segments[header + 4 : -4], rng)
    end = next(n for n in range(len(segments) - 1, 0, -1) if segments[n].strip().startswith(b"SE*"))
    start = next(n for n, one in enumerate(segments) if one.strip().startswith(b"ST*"))
    segments[end] = b"SE*%d*%s" % (end - start + 1, segments[end].split(b"*")[2])
    return b"~".join(segments)


def answers(data: bytes) -> list[bytes]:
    """The 277CAs to a file."""
    told = [
        answer_claims(one, read=lambda at, length: data[at : at + length], control=7, at=AT)
        for one in x12.report([data]).interchanges
    ]
    return [one for one in told if one is not None]


def is_taken_as_it_came(finding: Finding) -> bool:
    """Whether it is a fault of the sender that he gets back: of a text, or a provider's id that is no NPI."""
    is_npi = finding.rule == "element.off_list" and str(finding.place) == "2100C NM109"
    return is_npi or finding.rule in TAKEN_AS_THEY_CAME


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_to_any_claims_is_one_by_our_own_reading(kind: str) -> None:
    answered = [(seed, one) for seed in range(150) for one in answers(broken(kind, seed))]
    assert len(answered) > 40
    for seed, answer in answered:
        found = [one for one in x12.report([answer]).findings if not is_taken_as_it_came(one)]
        assert [(seed, one.rule, str(one.place), one.found) for one in found] == []


def test_a_sum_that_no_amount_can_hold_is_the_highest() -> None:
    data = join(lines())
    for old in (b"CLM*A1*150*", b"CLM*A2*80*"):
        data = data.replace(old, old[:7] + b"9" * 18 + b"*")
    (answer,) = answers(data)
    assert x12.report([answer]).findings == ()
    assert b"~STC*A8:400*20261124*U*999999999999999999~" in answer
    assert b"~AMT*YY*999999999999999999~" in answer


def test_a_sum_with_too_many_digits_loses_its_fraction_before_all_else() -> None:
    data = join(lines())
    for old in (b"CLM*A1*150*", b"CLM*A2*80*"):
        data = data.replace(old, old[:7] + b"999999999999.999999*")
    (answer,) = answers(data)
    assert x12.report([answer]).findings == ()
    assert b"~AMT*YY*1999999999999~" in answer


LONG = "A" * 60
CUT = {
    "a number of a claim longer than a trace": ("CLM*A2", f"CLM*{LONG}*80***11:B:1*Y*A*Y*Y", "TRN*2*" + LONG[:50]),
    "one with blanks before it": ("CLM*A2", "CLM*" + " " * 60 + "A*80***11:B:1*Y*A*Y*Y", "TRN*2*A"),
    "a tax id too short to be one": ("REF*EI", "REF*EI*1", "NM1*85*2*OAK FAMILY CARE*****SV*UNKNOWN"),
    "a longer name": ("NM1*QC", f"NM1*QC*1*{LONG[1:]} OE*TIM", f"NM1*QC*1*{LONG[1:]}*TIM****MI*W2"),
}


@pytest.mark.parametrize("what", CUT)
def test_what_the_answer_cannot_hold_is_cut_or_unknown(what: str) -> None:
    old, new, expected = CUT[what]
    data = changed(old, new).replace(b"*XX*1234567893", b"") if old == "REF*EI" else changed(old, new)
    (answer,) = answers(data)
    assert x12.report([answer]).findings == ()
    assert expected in answer.decode().split("~")


REFERENCES = {
    "a trace longer than a reference": ("CLM*A2", "CLM*A2*80***11:B:1*Y*A*Y*Y\nREF*D9*" + "T" * 51),
    "a bill type of nothing": ("CLM*A2", "CLM*A2*80***:A:*Y*A*Y*Y"),
    "a bill type longer than a reference": ("CLM*A2", "CLM*A2*80***" + "1" * 51 + ":A:1*Y*A*Y*Y"),
}


@pytest.mark.parametrize("what", REFERENCES)
def test_a_number_that_the_answer_cannot_hold_is_left_out(what: str) -> None:
    (answer,) = answers(changed(*REFERENCES[what]))
    assert x12.report([answer]).findings == ()
    assert b"~REF*" not in answer


def beneath_one_subscriber(own: int, claims: int) -> bytes:
    """Many claims beneath a subscriber of many segments, each of which is wrong."""
    segments = lines()
    at = next(n for n, one in enumerate(segments) if one.startswith("CLM*A1"))
    end = next(n for n, one in enumerate(segments) if one.startswith("HL*3"))
    address = next(n for n, one in enumerate(segments) if one.startswith("DMG*"))
    many = [one.replace("CLM*A1*", f"CLM*B{n}*") for n in range(claims) for one in segments[at:end]]
    wrong = ["REF*QQ*1"] * own
    return join(counted([*segments[: address + 1], *wrong, *segments[address + 1 : at], *many, *segments[end:]]))


def test_a_level_is_read_once_however_many_claims_stand_beneath_it() -> None:
    data = beneath_one_subscriber(400, 400)
    (interchange,) = x12.report([data]).interchanges
    lengths: list[int] = []

    def read(at: int, length: int) -> bytes:
        lengths.append(length)
        return data[at : at + length]

    assert answer_claims(interchange, read=read, control=7, at=AT) is not None
    assert sum(lengths) < 4 * len(data)


def test_what_is_wrong_with_a_level_is_summed_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    data = beneath_one_subscriber(400, 400)
    written: list[Status] = []
    say = Status.__str__

    def counted_say(status: Status) -> str:
        written.append(status)
        return say(status)

    monkeypatch.setattr(Status, "__str__", counted_say)
    (answer,) = answers(data)
    assert answer.count(b"~STC*A3:684*") == 400
    assert len(written) < 2000

"""Only what is proven to be no identifier stays: one is put into every place of files of all kinds, and is not left."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.anonymise import anonymise
from clearlane.standards.x12.decide_fate import (
    CONTROL_NUMBERS,
    PAYMENTS,
    decide_fate,
    decide_fates,
)
from clearlane.standards.x12.generate.faults import FAULTS
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide, kinds
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.part_values import Value
from clearlane.standards.x12.read_dictionary import read_dictionary
from tests.standards.x12.x12_texts import changed, join, lines

KEY = b"a key of more than sixteen bytes"
KINDS = [*sorted(kinds()), "faulty"]
MARKS = (b"*:^~", b"|>!\x1d")
LOST = ("\n", "\r\n", "\r", "\x0b", " ", "")
"""What may stand instead of a terminator and the line end behind it."""
BEHIND = (
    "REF*SY*{0}",
    "NM1*QC*1*ROE*TIM****MI*{0}",
    "CLP*{0}*1*10*{0}*10",
    "SV1*HC:99213*10*UN*{0}*1",
    "N1*PE*OAK*FI*{0}",
)
UNKNOWN = ("ZZZ*1*2*3*4*{0}", "XX*{0}*{0}*{0}*{0}*{0}*{0}*{0}", "{0}*{0}*{0}*{0}*{0}")
"""Segments that stand behind a lost terminator; those of an unknown id can be told only by a line end."""
ROUNDS, EVERY = 6, 4
"""So often is a file of each kind filled, with one identifier in every so many segments."""
CLEAN = join(lines())


def told(content: bytes) -> bytes:
    return b"".join(anonymise([content], key=KEY))


def made(kind: str, seed: int) -> bytes:
    if kind == "faulty":
        faults = dict.fromkeys(list(FAULTS)[seed % 5 :: 5], 1)
        return file_837p(Order(seed=seed, claims=12, today=dt.date(2026, 3, 2), faults=faults)).content
    return from_guide(GuideOrder(kind=kind, seed=seed, units=2, density=0.6))


def identifier(rng: random.Random) -> str:
    """An id of letters and digits, a phone number, an SSN, a date or an address of mail, each unlike all others."""
    word = "".join(rng.choices("ABCDEFGHJKLMNPQRSTVWXYZ", k=7))
    day = dt.date(1931, 1, 1) + dt.timedelta(rng.randrange(25_000))
    return rng.choice(
        [f"{word}77", f"3{rng.randrange(10**9):09d}", f"2{rng.randrange(10**9):09d}", f"4{rng.randrange(10**8):08d}",
         f"{day:%Y%m%d}", f"{day:%Y%m%d}1230", f"{word}@OAK.ORG", word]
    )  # fmt: skip


def keeps_numbers(segment: str, n: int) -> bool:
    """Whether numbers of any length stay there: sums of payments, and numbers by which a trailer finds its header."""
    definition = read_dictionary().segments.get(segment)
    part = definition.parts[n - 1].number if definition and n <= len(definition.parts) else ""
    return part in CONTROL_NUMBERS or (part == "782" and segment in PAYMENTS)


def filled(content: bytes, rng: random.Random) -> tuple[bytes, list[tuple[str, str]]]:
    """The file with identifiers in some of its segments, each in one place; what was put where."""
    put: list[tuple[str, str]] = []
    out = []
    for raw in content.decode("latin-1").split("~"):
        texts = raw.strip().split("*")
        if texts[0] not in ("", "ISA") and rng.randrange(EVERY) == 0:
            put.extend(_put(texts, rng))
        out.append("*".join(texts))
    return "~".join(out).encode("latin-1"), put


def _put(texts: list[str], rng: random.Random) -> Iterator[tuple[str, str]]:
    """Put one into a segment: instead of an element, a component or a repetition, behind one, or between two."""
    n = rng.randrange(1, len(texts) + 2)
    secret = identifier(rng)
    texts += [""] * (n + 1 - len(texts))
    parts = texts[n].split(":")
    m = rng.randrange(len(parts) + 1)
    way = rng.choice(["instead", "component", "repetition", "shifted", "beyond"])
    if way == "component":
        parts[m : m + 1] = [secret]
    texts[n] = {"instead": secret, "repetition": f"{texts[n]}^{secret}", "component": ":".join(parts)}.get(
        way, texts[n]
    )
    if way == "shifted":
        texts.insert(n, secret)
    elif way == "beyond":
        texts += [*[""] * 30, secret]
    if not (secret.isdigit() and keeps_numbers(texts[0], n)):
        yield f"{texts[0]}{n:02d} {way}", secret


@pytest.mark.parametrize("kind", KINDS)
def test_no_identifier_is_left_wherever_it_is_put(kind: str) -> None:
    rng = random.Random(f"20261129 {kind}")
    for seed in range(ROUNDS):
        content, put = filled(made(kind, seed), rng)
        after = told(content).decode("latin-1")
        assert [(place, secret) for place, secret in put if secret in after] == []
        assert len(put) > 0


@pytest.mark.parametrize("kind", [*KINDS, "clean"])
def test_no_identifier_is_left_behind_a_terminator_that_was_lost(kind: str) -> None:
    rng, put, out = random.Random(f"20261130 {kind}"), [], []
    content = CLEAN if kind == "clean" else made(kind, 1)
    for raw in content.decode("latin-1").replace("~\n", "~").removesuffix("~").split("~"):
        lost, secret = rng.choice(LOST), identifier(rng)
        behind = rng.choice(BEHIND if lost in ("", " ") else (*BEHIND, *UNKNOWN)).format(secret)
        is_body = raw[:3] not in ("ISA", "GS*", "ST*", "BIN", "BDS")
        put += [(f"{raw}{lost}{behind}", secret)] if is_body else []
        out.append(f"{raw}{lost}{behind}" if is_body else raw)
    after = told("".join(f"{one}~\n" for one in out).encode("latin-1")).decode("latin-1")
    assert [(place, secret) for place, secret in put if secret in after] == []


@pytest.mark.parametrize(
    ("old", "new", "secret"),
    [
        ("SV1*HC:99212", "SV1*HC:99212*80*UN*1***1\nHCP*02*5*3REF*SY*77812", "77812"),
        ("SV1*HC:99212", "SV1*HC:99212*80*UN*1***1\nHCP*02*5*3 REF*SY*77812", "77812"),
        ("SV1*HC:99212", "SV1*HC:99212*80*UN*1***1\nMIA*1REF*EA*77812", "77812"),
        ("SV1*HC:99212", "SV1*HC:99212*80*UN*1***1\nCN1*09REF*5*77812", "77812"),
        ("SV1*HC:99212", "SV1*HC:99212*80*UN*1***1\nHCP*02*5*3'HL*77812", "77812"),
        ("CLM*A2", "CLM**7781264*80***11:B:1*Y*A*Y*Y", "7781264"),
        ("CLM*A2", "CLM*A2*80*7781264***11:B:1*Y*A*Y*Y", "7781264"),
        ("SV1*HC:99212", "SV1*HC99212*7781264*UN*1***1", "7781264"),
        ("HI*ABK:J020", "HI*ABK:J020\nAMT*F5*412345678", "412345678"),
        ("HI*ABK:J020", "HI*ABK:J020\nAMT*F5*20150301", "20150301"),
        ("HI*ABK:J020", "HI*ABK:J020\nHI*BE:80:::412345678", "412345678"),
    ],
)
def test_a_number_is_no_amount_where_it_cannot_be_one(old: str, new: str, secret: str) -> None:
    content = changed(old, new)
    assert secret.encode() in content
    assert secret.encode() not in told(content)


@pytest.mark.parametrize("amount", ["80", "99999999", "1234567.89", "-12345678.00"])
def test_amounts_that_claims_have_stay(amount: str) -> None:
    assert f"SV1*HC:99212*{amount}*UN*1".encode() in told(changed("SV1*HC:99212", f"SV1*HC:99212*{amount}*UN*1***1"))


def test_beside_a_wrong_code_small_numbers_stay_for_their_sums() -> None:
    assert b"**80***" in told(changed("CLM*A2", "CLM**80***98:B:1*Y*A*Y*Y"))
    values = [Value("1032", "Q-Q", None, ""), Value("782", "150", None, ""), Value("782", "7781264", None, "")]
    assert [one.kind for one in decide_fates("CLM", values)] == ["code", "keep", "code"]
    assert [one.kind for one in decide_fates("CLM", values[1:])] == ["keep", "keep"]


def test_a_wrong_code_that_ends_like_an_id_takes_no_other_with_it() -> None:
    values = [Value("1361", "AEQ", None, ""), Value("1358", "I", None, ""), Value("380", "9", None, "")]
    assert [one.kind for one in decide_fates("SV3", values)] == ["code", "keep", "keep"]


@pytest.mark.parametrize("kind", ["837p", "835", "834"])
def test_with_other_delimiters_no_identifier_is_left_either(kind: str) -> None:
    content, put = filled(made(kind, 1), random.Random(1))
    after = told(content.translate(bytes.maketrans(MARKS[0] + MARKS[1], MARKS[1] + MARKS[0]))).decode("latin-1")
    assert [(place, secret) for place, secret in put if secret in after] == []
    assert len(put) > 0


@pytest.mark.parametrize(
    ("old", "new", "secret"),
    [
        ("PER*IC", "PER*IC*NAME*5551239876", "5551239876"),
        ("NM1*QC", "NM1*QC*1*ROE*TIM****MEMBER999", "MEMBER999"),
        ("N4*BOISE", "N4*BOISE*JOHNDOE77*83702", "JOHNDOE77"),
        ("SBR*P", "SBR*P*JOHNDOE77*******JOHNDOE77", "JOHNDOE77"),
        ("DMG*D8", "DMG*D8*20150301*JOHNDOE77", "JOHNDOE77"),
        ("HL*3", "HL*JOHNDOE77*1*22*1", "JOHNDOE77"),
        ("HL*3", "HL*412345678*1*22*1", "412345678"),
        ("DTP*472", "DTP*435**202610011230", "20261001"),
        ("DTP*472", "DTP*472*TM*202610011230", "20261001"),
        ("HI*ABK:J020", "HI*ABK:J020\nDTM*405**20150301", "20150301"),
        ("HI*ABK:J020", "HI*ABK:J020\nLEE*1", "LEE"),
        ("HI*ABK:J020", "HI*ABK:JOHND77", "JOHND77"),
        ("HI*ABK:J020", "HI*ABK:J020\nREF*PXC*JOHNDOE77X", "JOHNDOE77X"),
        ("HI*ABK:J020", "HI*ABK:J020\nBIN*22*JOHNDOE77*OR~JOHNDOE77", "JOHNDOE77"),
        ("HI*ABK:J020", "HI*ABK:J020\nBDS*ASC*9*JOHNDOE77", "JOHNDOE77"),
        ("HI*ABK:J020", "HI*ABK:J020\nBIN*999*JOHNDOE77~JOHNDOE77", "JOHNDOE77"),
        ("PER*IC", "PER*IC*EDI DESK*TE*5551239876JOHN", "JOHN"),
    ],
)  # fmt: skip
def test_an_identifier_in_a_place_of_codes_is_replaced(old: str, new: str, secret: str) -> None:
    content = changed(old, new)
    assert secret.encode() in content
    assert secret.encode() not in told(content)


def test_a_shifted_number_is_the_same_as_in_its_own_place() -> None:
    right, shifted = (told(changed("NM1*QC", f"NM1*QC*1*ROE*TIM****{rest}")) for rest in ("MI*MEMBER999", "MEMBER999"))
    number = right.split(b"NM1*QC*1*")[1].split(b"~")[0].split(b"*")[-1]
    assert number in shifted.split(b"NM1*QC*1*")[1].split(b"~")[0].split(b"*")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("CLM*A2", "CLM*A2*80***98:B:1*Y*A*Y*Y"),
        ("N4*BOISE", "N4*BOISE*ZZ*83702"),
        ("HI*ABK:J020", "HI*ABK:J02X"),
        ("SBR*P", "SBR*Q*18*******CI"),
        ("NM1*QC", "NM1*QC*7*ROE*TIM"),
        ("HI*ABK:J020", "HI*ABK:J020\nZZZ*1"),
    ],
)
def test_a_wrong_code_becomes_another_wrong_one(old: str, new: str) -> None:
    before = changed(old, new)
    after = told(before)
    found, left = ([(one.rule, one.place.segment, one.place.element) for one in x12.report([each]).findings]
                   for each in (before, after))  # fmt: skip
    assert found == left


@pytest.mark.parametrize(
    ("segment", "number", "value", "kind"),
    [
        ("REF", "128", "EI", "keep"),
        ("REF", "128", "QQQ", "code"),
        ("ZZZ", "", "1", "id"),
        ("N4", "156", "ID", "keep"),
        ("N4", "156", "QX", "code"),
        ("CLM", "782", "100.50", "keep"),
        ("CLM", "782", "1234567890123456789", "code"),
        ("AMT", "782", "12345678", "keep"),
        ("AMT", "782", "412345678", "code"),
        ("AMT", "782", "20150301", "code"),
        ("BPR", "782", "412345678.10", "keep"),
        ("GS", "28", "412345678", "keep"),
        ("IEA", "I12", "412345678", "keep"),
        ("SE", "96", "48", "keep"),
        ("SE", "96", "412345678", "code"),
        ("SE", "96", "4812345678901", "code"),
        ("GS", "337", "0930", "clock"),
        ("BHT", "373", "20261124", "date"),
        ("HL", "628", "12", "keep"),
        ("HL", "628", "412345678", "code"),
        ("PWK", "704", "A1", "keep"),
        ("PWK", "704", "LEE", "code"),
        ("IK3", "447", "2010BA", "keep"),
        ("GS", "480", "005010X222A1", "keep"),
        ("GS", "480", "MEMBER999", "code"),
    ],
)
def test_what_no_guide_speaks_of_is_decided_by_its_element(segment: str, number: str, value: str, kind: str) -> None:
    assert decide_fate(segment, number, value, None, "").kind == kind


def test_what_says_whether_there_are_repetitions_says_it_still() -> None:
    old, new = (decide_fate("ISA", "I11", value, None, "").standing for value in ("00200", "00900"))
    assert old("00200") != new("00900")

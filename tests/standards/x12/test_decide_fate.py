"""Only what is proven to be no identifier stays: one is put into every place of files of all kinds, and is not left."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.anonymise import anonymise
from clearlane.standards.x12.decide_fate import decide_fate
from clearlane.standards.x12.generate.faults import FAULTS
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide, kinds
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.read_dictionary import read_dictionary
from tests.standards.x12.x12_texts import changed, join, lines

KEY = b"a key of more than sixteen bytes"
KINDS = [*sorted(kinds()), "faulty"]
MARKS = (b"*:^~", b"|>!\x1d")
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


def takes_numbers(segment: str, n: int, m: int) -> bool:
    """Whether numbers stand there, which are kept for the sake of sums and counts."""
    known = read_dictionary()
    definition = known.segments.get(segment)
    part = definition.parts[n - 1].number if definition and n <= len(definition.parts) else ""
    if part in known.composites:
        parts = known.composites[part].parts
        part = parts[m - 1].number if m <= len(parts) else ""
    element = known.elements.get(part)
    return element is not None and element.type[0] in "NR"


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
    if not (secret.isdigit() and takes_numbers(texts[0], n, m + 1)):
        yield f"{texts[0]}{n:02d} {way}", secret


@pytest.mark.parametrize("kind", KINDS)
def test_no_identifier_is_left_wherever_it_is_put(kind: str) -> None:
    rng = random.Random(f"20261129 {kind}")
    for seed in range(ROUNDS):
        content, put = filled(made(kind, seed), rng)
        after = told(content).decode("latin-1")
        assert [(place, secret) for place, secret in put if secret in after] == []
        assert len(put) > 0


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
        ("SE", "96", "48", "keep"),
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

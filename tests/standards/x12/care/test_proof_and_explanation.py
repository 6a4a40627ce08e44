"""What is proven at a look would have been found clean segment by segment: by any day, place, code and list."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from clearlane.standards import x12
from clearlane.standards.codes.bringing_in.bring_in import bring_in
from clearlane.standards.codes.library import use_folder
from clearlane.standards.x12.care.claims import ClaimServices, StayServices
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.care.service_texts import TEXTS
from tests.standards.x12.x12_texts import counted, join, lines

DAYS = ("20150920", "20151001", "20230901", "20230930", "20231005", "20250930", "20251001", "20261001", "20261110")
"""On both sides of the days on which diagnoses, places of service and the lists that are brought in change."""
PLACES = ("11", "27", "10", "02", "98")
DIAGNOSES = ("ABK:E119", "ABK:I214", "BK:4019", "ABK:U071", "ABK:A000", "ABK:E0836", "ABF:G9331", "ABK:V0001XA")
PROCEDURES = ("99213", "99212", "81002", "80053")
OTHERS = [
    f"SBR*S*18*******CI~OI***Y***Y~NM1*IL*1*DOE*JANE****MI*X1~NM1*PR*2*LAKE*****PI*LAKE~{decided}"
    for decided in ("", "DTP*573*D8*20261115~", "DTP*573*D8*20271115~")
]
"""Another payer, and when he decided."""
TWO = OTHERS[0] + OTHERS[0].replace("SBR*S", "SBR*T")
"""Two of them, of one id."""
Make = Callable[[random.Random], str]


def any_range(chance: random.Random) -> str:
    """Two days, mostly in their order."""
    days = [chance.choice(DAYS) for _ in range(2)]
    return "RD8*" + "-".join(sorted(days) if chance.random() < 0.9 else days)


def any_days(chance: random.Random) -> str:
    """A day of service, or a range of them."""
    return any_range(chance) if chance.random() < 0.3 else f"D8*{chance.choice(DAYS)}"


HABITS: dict[bytes, Make] = {
    rb"(?<=DTP\*472\*)D8\*[0-9]{8}": any_days,
    rb"(?<=DTP\*434\*)RD8\*[0-9]{8}-[0-9]{8}": any_range,
    rb"[0-9]{2}(?=:B:1\*)": lambda chance: chance.choice(PLACES),
    rb"(?<=\*UN\*1\*)(?=\*\*1)": lambda chance: chance.choice(("", *PLACES)),
    rb"(?<=HI\*)ABK:[A-Z0-9]+": lambda chance: chance.choice(DIAGNOSES),
    rb"(?<=HC:)[0-9]{5}": lambda chance: chance.choice(PROCEDURES),
    rb"(?<=HC:[0-9]{5})(?=\*)": lambda chance: chance.choice(("", ":25", ":25:59", ":25:25")),
    rb"(?<=DMG\*D8\*)[0-9]{8}": lambda chance: chance.choice(("19000101", "20271111", *["19700101"] * 20)),
    rb"(?<=~CLM\*)[A-Z0-9]+": lambda chance: f"A{chance.randrange(99)}",
    rb"(?<=~)(?=LX\*1~)": lambda chance: chance.choice(("", *OTHERS, TWO)),
    rb"(?<=SBR\*P\*18\*{7})CI(?=~)": lambda chance: chance.choice(("CI", "MB", "MA\nPAT*****D8*20251001")).replace(
        "\n", "~"
    ),
    rb"(?<=PAT\*19)(?=~)": lambda chance: chance.choice(("", "****D8*" + chance.choice(DAYS))),
    rb"(?<=\*MI\*)W1(?=~)": lambda chance: chance.choice(("W1", "123456789A", "1EG4TE5MK73")),
    rb"(?<=\*PI\*)HARBOR(?=~)": lambda chance: chance.choice(("HARBOR", "LAKE")),
}
"""What is put in place of what, each now and then."""


def altered(kind: str, seed: int) -> bytes:
    """A clean file with other days, places and codes here and there."""
    chance, data = random.Random(seed), join(lines(TEXTS[kind]))
    for pattern, make in HABITS.items():
        often = chance.random() ** 3
        for found in reversed(list(re.finditer(pattern, data))):
            if chance.random() < often:
                data = data[: found.start()] + make(chance).encode() + data[found.end() :]
    if kind == "P" and chance.random() < 0.3:
        data = data.replace(b"~HI*ABK", b"~REF*X4*" + chance.choice((b"05D0123456", b"05D")) + b"~HI*ABK", 1)
    if kind != "D" and chance.random() < 0.3:
        referral = chance.choice((b"Y*AV", b"Y*AV*AV", b"N*NU", b"N*ST"))
        data = re.sub(rb"(?=~HI\*ABK)", b"~CRC*ZZ*" + referral, data, count=1)
    if kind == "I" and chance.random() < 0.3:
        data = data.replace(b"~LX*1~", b"~HI*BI:70:%s~LX*1~" % any_range(chance).replace("*", ":").encode(), 1)
    if kind == "P" and chance.random() < 0.3:
        data = re.sub(rb"(?=~REF\*X4|~HI\*ABK)", b"~DTP*431*D8*%s" % chance.choice(DAYS).encode(), data, count=1)
    return recounted(data)


def recounted(data: bytes) -> bytes:
    """The same with SE01 made right."""
    return join(counted(data.decode().split("~")[:-1]))


@pytest.fixture(params=["shipped", "brought in"])
def lists(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """The lists that are shipped; and with them two editions of procedures."""
    use_folder(tmp_path)
    try:
        for first, codes in ((date(2023, 1, 1), PROCEDURES[:2]), (date(2025, 10, 1), PROCEDURES[1:])):
            if request.param == "brought in":
                file = tmp_path / "list.csv"
                file.write_text("\n".join(("Code", *codes)))
                bring_in(kind="cpt", file=file, into=tmp_path, first=first)
        use_folder(tmp_path)
        yield
    finally:
        use_folder(None)


def told(data: bytes) -> list[Finding]:
    """All findings of a file."""
    return list(x12.report([data]).findings)


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("kind", ["P", "I", "D"])
def test_a_claim_that_is_proven_would_have_been_found_clean(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [altered(kind, seed) for seed in range(400)]
    fast = [told(data) for data in files]
    for judges in (ClaimServices, StayServices):
        monkeypatch.setattr(judges, "proves", lambda *_: False)
    assert fast == [told(data) for data in files]
    clean = sum(not findings for findings in fast)
    assert 2 < clean < 398


@pytest.mark.parametrize("kind", ["P", "I", "D"])
def test_separators_at_the_end_of_segments_change_nothing_else(kind: str) -> None:
    for seed in range(60):
        data = altered(kind, seed)
        start, end = data.index(b"CLM*"), data.index(b"~SE*")
        ended = data[:start] + re.sub(rb"(?<=[^*])~", b"*~", data[start:end]) + data[end:]
        plain, more = ([(one.rule, str(one.place), one.found) for one in told(each)] for each in (data, ended))
        assert [one for one in more if one[0] != "element.trailing_separators"] == plain

"""Days of a claim (`care.days`) against birth and the day of the file, each way to be wrong and its near miss."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.balance.cut import cut_claim
from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.days import KnownDays, are_turned, is_statement_timely
from clearlane.standards.x12.care.patients import NOTHING, Patients
from tests.standards.guides.test_837d_by_hand import TEETH
from tests.standards.x12.care.service_texts import Row, beyond, told, told_of
from tests.standards.x12.x12_texts import CLAIMS, changed, counted, join, lines

DAY, BIRTH, FIRST = "DTP*472*D8*20261110", "DMG*D8*19800229*F", "2400 DTP03"
PROFESSIONAL: list[Row] = [
    (DAY, "DTP*472*D8*20261124", ""),
    (DAY, "DTP*472*D8*20261125", f"{FIRST} future 2026-11-25"),
    (DAY, "DTP*472*RD8*20261110-20261124", ""),
    (DAY, "DTP*472*RD8*20261110-20261125", f"{FIRST} future_end 2026-11-25"),
    (DAY, "DTP*472*RD8*20261125-20261126", f"{FIRST} future 2026-11-25"),
    (BIRTH, "DMG*D8*20261110*F", ""),
    (BIRTH, "DMG*D8*20261111*F", f"{FIRST} before_birth 2026-11-10"),
    (BIRTH, "DMG*D8*20261124*F", f"{FIRST} before_birth 2026-11-10"),
    (BIRTH, "DMG*D8*20261125*F", "2010BA DMG02 born_later 2026-11-25"),
    ("DMG*D8*20150301", "DMG*D8*20270301*M", "2010CA DMG02 born_later 2027-03-01"),
    (BIRTH, "DMG*D8*19061124*F", ""),
    (BIRTH, "DMG*D8*19061123*F", "2010BA DMG02 too_old 1906-11-23"),
    ("DMG*D8*20150301", "DMG*D8*20261111*M", ""),
    ("DMG*D8*20150301", "DMG*D8*20261112*M", f"{FIRST} before_birth 2026-11-11"),
    (DAY, "PWK*B4*AA\nDTP*472*D8*20261125", f"{FIRST} future 2026-11-25"),
]
STATEMENT = "DTP*434*RD8*20261101"
INSTITUTIONAL = [
    ("DTP*434*RD8*20261125-20261126", "2300 DTP03 future_statement 2026-11-25"),
    ("DTP*434*RD8*20261101-20261125", "2300 DTP03 future_end 2026-11-25"),
    ("DTP*434*RD8*19390101-19390102", "2300 DTP03 before_birth 1939-01-02"),
]
DENTAL: list[Row] = [
    ("DTP*472*D8*20261110", "DTP*472*D8*20261125", "2300 DTP03 future 2026-11-25"),
    ("DMG*D8*19800229", "DMG*D8*20261111*F", "2300 DTP03 before_birth 2026-11-10"),
]


@pytest.mark.parametrize("row", PROFESSIONAL, ids=[row[1] for row in PROFESSIONAL])
def test_the_days_of_a_professional_claim_are_judged(row: Row) -> None:
    assert told_of("P", row) == row[2]


@pytest.mark.parametrize(("new", "expected"), INSTITUTIONAL)
def test_of_an_institutional_claim_the_statement_is_judged(new: str, expected: str) -> None:
    assert expected in told_of("I", (STATEMENT, new, expected))


@pytest.mark.parametrize("row", DENTAL, ids=[row[1] for row in DENTAL])
def test_the_days_of_a_dental_claim_are_judged(row: Row) -> None:
    assert told_of("D", row) == row[2]


def test_a_predetermination_is_judged_by_the_day_of_the_file() -> None:
    assert "born_later" not in told(changed(BIRTH, "DMG*D8*20261124*F", TEETH))
    assert told(changed(BIRTH, "DMG*D8*20261125*F", TEETH)) == "2010BA DMG02 born_later 2026-11-25"


def test_who_was_born_after_the_file_is_told_once_for_all_his_claims() -> None:
    (found,) = beyond(changed("DMG*D8*20150301", "DMG*D8*20270301*M"))
    assert (str(found.status), found.unit, found.found) == ("A7:158:QC", "patient", "2027-03-01")
    assert found.expected == "2026-11-24 or earlier"
    (old,) = beyond(changed(BIRTH, "DMG*D8*18500301*F"))
    assert (str(old.status), old.unit, old.expected) == ("A7:158:QC", "subscriber", "1906-11-24 or later")


@pytest.mark.usefixtures("blocks_at_once")
@pytest.mark.parametrize(("born", "rule"), [("20270101", "lines.born_later"), ("18991231", "lines.too_old")])
def test_births_that_cannot_be_are_seen_also_where_levels_are_taken_at_once(born: str, rule: str) -> None:
    level = CLAIMS[CLAIMS.index("HL*2*1*22*0") : CLAIMS.index("HL*3*1")]
    many = "".join(
        level.replace("HL*2", f"HL*{n + 2}")
        .replace("CLM*A1", f"CLM*A{n}")
        .replace("19800229", born if n % 7 == 3 else "19800229")
        for n in range(60)
    )
    text = CLAIMS[: CLAIMS.index("HL*2*1*22*0")] + many + CLAIMS[CLAIMS.index("SE*48") :]
    assert [one.rule for one in beyond(join(counted(lines(text))))] == [rule] * 9


def test_a_claim_that_lives_in_the_future_is_sent_back_with_the_statuses_of_the_trade() -> None:
    (found,) = beyond(changed(DAY, "DTP*472*D8*20261125"))
    assert [str(one) for one in (found.status, *found.also)] == ["A7:187", "A7:510"]
    (early,) = beyond(changed(BIRTH, "DMG*D8*20261111*F"))
    assert (str(early.status), early.unit, early.answer) == ("A7:158:QC", "claim", ())


def test_a_file_that_does_not_say_its_day_is_judged_by_birth_alone() -> None:
    late = join(lines()).replace(b"20261110", b"20301110").replace(b"*BATCH1*20261124*", b"*BATCH1*20261399*")
    assert "future" not in "".join(one.rule for one in checked(late))


def checked(data: bytes) -> list[x12.Finding]:
    return list(x12.report([data]).findings)


@pytest.mark.usefixtures("blocks_at_once")
def test_each_patient_has_a_birth_of_his_own_also_where_levels_are_taken_at_once() -> None:
    level = CLAIMS[CLAIMS.index("HL*2*1*22*0") : CLAIMS.index("HL*3*1")]
    many = []
    for n in range(60):
        born = "20261111" if n % 7 == 3 else "19800229"
        many.append(level.replace("HL*2", f"HL*{n + 2}").replace("CLM*A1", f"CLM*A{n}").replace("19800229", born))
    text = CLAIMS[: CLAIMS.index("HL*2*1*22*0")] + "".join(many) + CLAIMS[CLAIMS.index("SE*48") :]
    segments = lines(text)
    start = next(n for n, one in enumerate(segments) if one.startswith("ST*"))
    data = join([f"SE*{n - start + 1}*0001" if one.startswith("SE*") else one for n, one in enumerate(segments)])
    assert [one.rule for one in beyond(data)] == ["lines.before_birth"] * len([n for n in range(60) if n % 7 == 3])


def test_a_new_level_forgets_the_birth_of_the_one_before() -> None:
    patients = Patients()
    patients.row(Spot(3, 0, b"BHT*0019*00*A*20261124*0930*CH".split(b"*")))
    patients.row(Spot(9, 0, b"DMG*D8*20150301*M".split(b"*")))
    assert patients.around[:2] == (b"20150301", b"20261124")
    patients.row(Spot(10, 0, b"HL*4*1*22*0".split(b"*")))
    assert patients.around[:2] == (b"", b"20261124")
    patients.pass_by(20, 0, b"HL*5*1*22*0~NM1*IL*1~DMG*D8*20010101*F~")
    assert patients.around[0] == b"20010101"
    patients.pass_by(20, 0, b"NM1*PR*2*A~")
    assert patients.around[0] == b"20010101"
    patients.pass_by(20, 0, b"HL*6*1*22*1~NM1*IL*1~")
    assert patients.around[0] == b""


CLAIM = b"CLM*A~HI*ABK:X~LX*1~SV1*HC:99213*1*UN*1***1~DTP*472*D8*20261110~"


@pytest.mark.parametrize(
    ("day", "born", "made", "proven"),
    [
        (b"D8*20261110", b"", b"", True),
        (b"D8*20261110", b"20261110", b"20261110", True),
        (b"D8*20261110", b"20261111", b"", False),
        (b"D8*20261110", b"", b"20261109", False),
        (b"RD8*20261109-20261110", b"20261110", b"20261110", True),
        (b"RD8*20261109-20261110", b"", b"20261109", False),
        (b"RD8*20261110-20261109", b"", b"", False),
        (b"D8*2026111", b"", b"", False),
    ],
)
def test_days_are_proven_the_first_time_and_the_second(day: bytes, born: bytes, made: bytes, proven: bool) -> None:
    cut, known = cut_claim(CLAIM.replace(b"D8*20261110", day), b"SV1"), KnownDays()
    assert [known.prove(cut.service_days, (born, made, *NOTHING[2:])) for _ in range(2)] == [proven] * 2
    assert known.prove(cut.service_days, (b"20270101", made, *NOTHING[2:])) is False


@pytest.mark.parametrize(("first", "proven"), [(b"20260101", True), (b"20260103", False)])
def test_a_range_that_is_turned_round_is_seen_wherever_it_stands(first: bytes, proven: bool) -> None:
    range = b"DTP*472*RD8*" + first + b"-20260102~"
    of_claim = b"CLM*A~" + range + b"HI*ABK:X~LX*1~SV3*AD:D0120*1~DTP*472*D8*20260103~"
    of_line = CLAIM.replace(b"DTP*472*D8*20261110~", b"SV5*A~" + range)
    assert are_turned(of_claim) is not proven
    for cut in (cut_claim(of_claim, b"SV3"), cut_claim(of_line, b"SV1")):
        assert KnownDays().prove(cut.service_days, NOTHING) is proven


def test_a_statement_is_proven_by_its_last_day() -> None:
    assert is_statement_timely(b"20261105", (b"19400229", b"20261105", *NOTHING[2:]))
    assert is_statement_timely(b"20261105", NOTHING)
    assert not is_statement_timely(b"20261105", (b"20261106", b"", *NOTHING[2:]))
    assert not is_statement_timely(b"20261105", (b"", b"20261104", *NOTHING[2:]))

"""Places of service, procedures with their modifiers and reasons of other payers (`care.procedures`), by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from clearlane.standards import x12
from clearlane.standards.codes.bringing_in.bring_in import bring_in
from clearlane.standards.codes.library import use_folder
from clearlane.vocabulary.finding import Disposition, Status
from tests.standards.guides.test_837d_by_hand import TEETH
from tests.standards.x12.care.service_texts import TEXTS, Row, beyond, told, told_of
from tests.standards.x12.x12_texts import changed, join, lines

CLM, LINE = "CLM*A1*150***{}:B:1*Y*A*Y*Y", "SV1*HC:81002*50*UN*1*{}**1"
PLACES: list[Row] = [
    ("CLM*A1", CLM.format("11"), ""),
    ("CLM*A1", CLM.format("98"), "2300 CLM05-1 place_of_service 98"),
    ("CLM*A1", CLM.format("27"), ""),
    ("SV1*HC:81002", LINE.format("22"), ""),
    ("SV1*HC:81002", LINE.format("00"), "2400 SV105 place_of_service 00"),
]
OTHER = "SBR*S*18*******CI\nCAS*CO*{}*20\nAMT*D*130\nOI***Y***Y\nNM1*IL*1*DOE*JANE****MI*X1\nNM1*PR*2*LAKE*****PI*LAKE"
RENDERING = "NM1*82*1*HART*ANN****XX*1245319599"


@pytest.mark.parametrize("row", PLACES)
def test_a_place_of_service_stands_on_the_list_of_the_day(row: Row) -> None:
    assert told_of("P", row) == row[2]


@pytest.mark.parametrize(
    ("day", "code", "expected"),
    [
        ("20211231", "10", "2300 CLM05-1 place_of_service 10"),
        ("20220101", "10", ""),
        ("20161231", "02", "2300 CLM05-1 place_of_service 02"),
        ("20170101", "02", ""),
    ],
)
def test_a_place_counts_from_its_first_day(day: str, code: str, expected: str) -> None:
    assert told(changed("CLM*A1", CLM.format(code)).replace(b"20261110", day.encode())) == expected


def test_a_dental_place_is_judged_too_and_a_type_of_bill_is_none() -> None:
    assert told(changed("CLM*T1", "CLM*T1*1150***97:B:1*Y*A*Y*Y", TEETH)) == "2300 CLM05-1 place_of_service 97"
    line = changed("SV3*AD:D2392", "SV3*AD:D2392*150*97***1*****1", TEETH)
    assert told(line) == "2400 SV303 place_of_service 97"


def test_a_place_is_told_once_and_has_its_status() -> None:
    (found,) = beyond(changed("CLM*A1", CLM.format("98")))
    assert (found.rule, found.status, found.disposition) == (
        "codes.place_of_service",
        Status("A7", "249"),
        Disposition.REJECT,
    )


EARLY = "2330B DTP03 decision_early {}"


def paid(reason: str, *, decided: str = "\nDTP*573*D8*{}", day: str = "20261115") -> bytes:
    """The first claim with another payer that adjusted it for a reason, on a day."""
    return changed(RENDERING, f"{RENDERING}\n{OTHER.format(reason)}{decided.format(day)}")


@pytest.mark.parametrize(
    ("reason", "day", "expected"),
    [
        ("45", "20261115", ""),
        ("45", "20050101", EARLY.format("2005-01-01")),
        ("42", "20261115", "2320 CAS02 adjustment_reason 42"),
        ("42", "20050101", EARLY.format("2005-01-01")),
        ("251", "20120101", f"2320 CAS02 adjustment_reason 251; {EARLY.format('2012-01-01')}"),
        ("251", "20261115", ""),
        ("399", "20261115", ""),
        ("Z9", "20261115", "2320 CAS02 adjustment_reason Z9"),
        ("45*10**42", "20261115", "2320 CAS05 adjustment_reason 42"),
    ],
)
def test_a_reason_of_another_payer_is_one_of_the_day_on_which_he_decided(reason: str, day: str, expected: str) -> None:
    data = paid(reason, day=day)
    data = data.replace(b"*42*20~", b"*42*10~") if "**" in reason else data
    assert told(data) == expected
    reasons = [one for one in beyond(data) if one.rule == "codes.adjustment_reason"]
    assert all(one.status == Status("A7", "521") for one in reasons)


def test_a_decision_without_its_day_is_only_doubted() -> None:
    data = paid("Z9", decided="")
    assert [(one.rule, str(one.place)) for one in x12.report([data]).findings] == [("element.off_list", "2320 CAS02")]
    assert x12.report([paid("42", decided="")]).findings == ()


def test_a_reason_of_a_line_is_judged_with_its_line() -> None:
    line = "REF*6R*L1\nSVD*LAKE*80*HC:99213**1\nCAS*CO*{}*20\nDTP*573*D8*20261115"
    cover = OTHER.replace("CAS*CO*{}*20\n", "")
    data = changed(RENDERING, f"{RENDERING}\n{cover}")
    for reason, expected in (("45", ""), ("42", "2430 CAS02 adjustment_reason 42")):
        text = data.decode().replace("REF*6R*L1", line.format(reason).replace("\n", "~"))
        segments = text.split("~")[:-1]
        assert told(join(recounted(segments))) == expected


def recounted(segments: list[str]) -> list[str]:
    """The same with SE01 made right."""
    start = next(n for n, one in enumerate(segments) if one.startswith("ST*"))
    return [f"SE*{n - start + 1}*0001" if one.startswith("SE*") else one for n, one in enumerate(segments)]


MODIFIED: list[tuple[str, Row]] = [
    ("P", ("SV1*HC:81002", "SV1*HC:81002:25:59*50*UN*1***1", "")),
    ("P", ("SV1*HC:81002", "SV1*HC:81002:25:25*50*UN*1***1", "2400 SV101-4 modifier_repeated 25")),
    ("P", ("SV1*HC:81002", "SV1*HC:81002:25:59:RT:25*50*UN*1***1", "2400 SV101-6 modifier_repeated 25")),
    ("D", ("SV3*AD:D2740", "SV3*AD:D2740:RT:RT*1000***R*1", "2400 SV301-4 modifier_repeated RT")),
]


@pytest.mark.parametrize(("kind", "row"), MODIFIED)
def test_a_modifier_stands_once_with_its_procedure(kind: str, row: Row) -> None:
    assert row[2] in told_of(kind, row)
    assert bool(row[2]) == ("modifier_repeated" in told_of(kind, row))


WRITTEN = [
    ("P", "SV1*HC:99213", "SV1*HC:{}*100*UN*1***1:2", ("99213", "0001F", "0042T", "0001U", "J1885", "W9881")),
    ("I", "SV2*0450", "SV2*0450*HC:{}*700*UN*1", ("99285", "0202U", "G0378")),
    ("D", "SV3*AD:D2740", "SV3*AD:{}*1000***R*1", ("D2740", "D9999")),
]
UNWRITTEN = {
    "P": ("9921", "992133", "99213A", "J18855", "j1885", "JJ885", "9921Z"),
    "I": ("0450", "9928", "X"),
    "D": ("2740", "D274", "D27400", "99213"),
}


@pytest.mark.parametrize(("kind", "old", "new", "codes"), WRITTEN)
def test_a_procedure_is_written_as_its_list_has_them_also_where_none_was_brought_in(
    kind: str, old: str, new: str, codes: tuple[str, ...]
) -> None:
    for code in codes:
        assert "procedure_written" not in told(changed(old, new.format(code), TEXTS[kind]))
    for code in UNWRITTEN[kind]:
        assert f"-2 procedure_written {code}" in told(changed(old, new.format(code), TEXTS[kind]))


def test_codes_of_other_lists_are_not_judged_by_how_they_are_written() -> None:
    assert told(changed("SV1*HC:99213", "SV1*WK:ABC*100*UN*1***1:2")) == ""


@pytest.fixture
def brought(tmp_path: Path) -> Iterator[Path]:
    """Lists of procedures and modifiers, of this year; the guide was read before them."""
    assert beyond(join(lines())) == []
    lists = {"cpt": "Code 99213 99212 99211", "hcpcs": "HCPC J1885 A0429", "modifier": "Code 25 59"}
    use_folder(tmp_path)
    try:
        for kind, codes in lists.items():
            head, *rest = codes.split()
            file = tmp_path / "list.csv"
            further = (",ADD DT,TERM DT", ",20000101,") if kind == "hcpcs" else ("", "")
            file.write_text("\n".join([head + further[0], *(one + further[1] for one in rest)]))
            bring_in(kind=kind, file=file, into=tmp_path, first=date(2026, 1, 1))
        use_folder(tmp_path)
        yield tmp_path
    finally:
        use_folder(None)


@pytest.mark.usefixtures("brought")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("SV1*HC:99213*50*UN*1***1", ""),
        ("SV1*HC:99213:25*50*UN*1***1", ""),
        ("SV1*HC:81002*50*UN*1***1", "2400 SV101-2 procedure 81002"),
        ("SV1*HC:J1886*50*UN*1***1", "2400 SV101-2 procedure J1886"),
        ("SV1*HC:J1885*50*UN*1***1", ""),
        ("SV1*HC:99213:25:GT*50*UN*1***1", "2400 SV101-4 modifier GT"),
        ("SV1*WK:81002*50*UN*1***1", ""),
    ],
)
def test_lists_that_were_brought_in_judge_procedures_and_modifiers(line: str, expected: str) -> None:
    assert told_of("P", ("SV1*HC:81002", line, expected)) == expected


@pytest.mark.usefixtures("brought")
def test_a_day_before_the_list_is_left_to_the_payer() -> None:
    data = changed("SV1*HC:81002", "SV1*HC:80050*50*UN*1***1").replace(b"20261110", b"20251231")
    assert [one for one in told(data).split("; ") if "80050" in one] == []


def test_without_lists_no_procedure_is_judged() -> None:
    assert told_of("P", ("SV1*HC:81002", "SV1*HC:J9999:ZZ*50*UN*1***1", "")) == ""
    assert lines()

"""Teeth, areas of the mouth and braces of a dental claim (`care.dental`), each rule with its near miss."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.care.dental import is_plain
from clearlane.vocabulary.finding import Severity
from tests.standards.guides.test_837d_by_hand import TEETH
from tests.standards.x12.care.service_texts import Row, beyond, told_of
from tests.standards.x12.x12_texts import changed

FILLING, TOOTH, CROWN = "SV3*AD:D2392", "TOO*JP*14*M:O", "TOO*JP*3"
SCALING, BRACES, MONTHS = "SV3*AD:D4341", "SV3*AD:D8080", "DN1*24*23"
ROWS: list[Row] = [
    (TOOTH, "", "2400 SV301 tooth D2392"),
    (CROWN, "", "2400 SV301 tooth D2740"),
    (TOOTH, "TOO*JP*14*M", "2400 TOO03 tooth_surface D2392"),
    (TOOTH, "TOO*JP*14*M:O:D", "2400 TOO03 tooth_surface D2392"),
    (TOOTH, "TOO*JP*14", "2400 TOO03 tooth_surface D2392"),
    (TOOTH, "TOO*JP*14*M:O\nTOO*JP*15*O:D", ""),
    (TOOTH, "TOO*JP*14*M:O\nTOO*JP*15*O", "2400 TOO03 tooth_surface D2392"),
    (FILLING, "SV3*AD:D2394*150****1*****1\nTOO*JP*15*M:O:D:B:L", "2400 TOO03 tooth_surface D2394"),
    (FILLING, "SV3*AD:D0220*150****1*****1", ""),
    (SCALING, "SV3*AD:D4341*90****1", "2400 SV304 oral_cavity D4341"),
    (SCALING, "SV3*AD:D4341*90****1\nTOO*JP*3", ""),
    (SCALING, "SV3*AD:D4341*90**10:20**1", ""),
    (SCALING, "SV3*AD:D4355*90****1", ""),
    (SCALING, "SV3*AD:D7140*90****1", "2400 SV301 tooth D7140"),
    (SCALING, "SV3*AD:D7140*90****1\nTOO*JP*3", ""),
    (SCALING, "SV3*AD:D7310*90**10**1", ""),
    (SCALING, "SV3*AD:D3330*90****1\nTOO*JP*3", ""),
    (SCALING, "SV3*AD:D3330*90****1", "2400 SV301 tooth D3330"),
    ("DN2*1*M", "DN2*14*M****JP", "2400 TOO02 missing_tooth 14"),
    ("DN2*1*M", "DN2*3*M****JP", "2400 TOO02 missing_tooth 3"),
    ("DN2*1*M", "DN2*14*E****JP", ""),
    (MONTHS, "", "2400 SV301 orthodontics D8080"),
    (MONTHS, "DN1*24*25", "2300 DN102 orthodontic_months 25"),
    (MONTHS, "DN1*24*24", ""),
    (MONTHS, "DN1*24", ""),
    (MONTHS, "DN1****Y", ""),
    (BRACES, "SV3*AD:D8670*4500****1", ""),
]


@pytest.mark.parametrize("row", ROWS)
def test_each_service_of_a_dentist_says_what_it_must(row: Row) -> None:
    assert told_of("D", row) == row[2]


def test_what_is_replaced_may_be_missing() -> None:
    data = changed("SV3*AD:D2740", "SV3*AD:D6740*1000***R*1", TEETH).replace(b"DN2*1*M", b"DN2*3*M")
    assert beyond(data) == []


def test_a_filling_of_four_surfaces_may_name_five() -> None:
    data = changed(FILLING, "SV3*AD:D2394*150****1*****1", TEETH).replace(b"TOO*JP*14*M:O~", b"TOO*JP*14*M:O:D:B:L~")
    assert beyond(data) == []
    (found,) = beyond(data.replace(b":D:B:L~", b":D~"))
    assert (found.expected, found.severity) == ("4 or more", Severity.WARNING)


@pytest.mark.parametrize(
    "code", [b"D0120", b"D1110", b"D0274", b"D4355", b"D5110", b"D6010", b"D9230", b"D7310", b"D2999"]
)
def test_most_procedures_need_no_tooth(code: bytes) -> None:
    assert is_plain(code)


@pytest.mark.parametrize("code", [b"D2140", b"D2750", b"D3310", b"D7111", b"D7250", b"D4341", b"D4260", b"D8080"])
def test_some_procedures_need_more(code: bytes) -> None:
    assert not is_plain(code)

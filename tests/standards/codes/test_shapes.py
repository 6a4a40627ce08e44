from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.codes.library import need_set
from clearlane.standards.codes.shapes import SHAPES, has_shape

SHARED = ("hcpcs", "cpt", "cdt")
FITS = {
    "hcpcs": ("A0428 G0463 J1100 Q9967 V5010", "D0120 W1234 99213 J110 J11000 j1100"),
    "cpt": ("99213 0042T 1036F 0001U 0002M 0001A", "D0120 J1100 9921 992133 0042X"),
    "cdt": ("D0120 D9999", "D012 D01200 0120D J1100"),
    "modifier": ("25 LT TC 1P", "2 255 lt"),
    "icd10pcs": ("0DTJ4ZZ XW033E5 10D00Z0", "0DTJ4ZO 0DTJ4Z 0DTJ4ZZZ ADTJ4ZZ"),
    "icd10cm": ("I10 E119 S93401A U071 Z3A08 QA00159", "I1 E11.9 S93401AA 1234 i10"),
    "revenue": ("0001 0450 9999", "450 45000 A450"),
    "bill_type": ("11 13 83", "111 1 01 91 1A"),
    "drg": ("001 470 999", "1 47 4700"),
    "taxonomy": ("207Q00000X", "207Q00000Y 207Q0000X"),
}


@pytest.mark.parametrize("name", FITS)
def test_a_shape_takes_these_and_not_those(name: str) -> None:
    right, wrong = FITS[name]
    assert [code for code in right.split() if not has_shape(name, code)] == []
    assert [code for code in wrong.split() if has_shape(name, code)] == []


@pytest.mark.parametrize("name", SHAPES)
def test_no_shape_takes_nothing_at_all_or_what_a_delimiter_would_part(name: str) -> None:
    assert [text for text in ("", "*", "A:B", "A^B", "0450~", " 0450", "0450\n") if has_shape(name, text)] == []
    assert re.compile(SHAPES[name]).groups == 0


@given(st.from_regex(r"[0-9A-Z][0-9]{3}[0-9A-Z]", fullmatch=True))
def test_no_procedure_has_two_shapes(code: str) -> None:
    assert sum(has_shape(name, code) for name in SHARED) <= 1


def test_a_list_without_a_shape_takes_anything() -> None:
    assert has_shape("castles", "anything")


def test_every_inpatient_procedure_has_its_shape() -> None:
    assert [code for code in need_set("icd10pcs").ever if not has_shape("icd10pcs", code)] == []

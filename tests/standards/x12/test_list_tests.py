"""What a guide's `:list` asks of the code sets: known without a day, licensed lists only where they were brought in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.codes.bringing_in.bring_in import bring_in
from clearlane.standards.codes.kinds import KINDS
from clearlane.standards.codes.library import need_set, use_folder
from clearlane.standards.codes.shapes import SHAPES
from clearlane.standards.x12.fields import Field, make_fields, shape_of
from clearlane.standards.x12.list_tests import JOINED, NAMES, find_test
from clearlane.standards.x12.parse_guide import parse_guide
from clearlane.standards.x12.read_dictionary import read_dictionary


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of its own for lists that are brought in."""
    use_folder(tmp_path)
    yield tmp_path
    use_folder(None)


def brought(folder: Path, kind: str, *codes: str) -> None:
    """Bring in a list of these codes."""
    file = folder / "list.csv"
    file.write_text("\n".join(["Code", *codes]))
    bring_in(kind=kind, file=file, into=folder, first=date(2026, 1, 1))


LISTS = {
    "state": ("ID CA NY TX DC PR ON QC", "XX ZZ id A USA"),
    "country": ("US CA MX FR DE", "XX USA us"),
    "currency": ("USD CAD EUR", "US usd XXZ"),
    "pos": ("11 12 21 22 23 31 81 99", "00 1 88 AA"),
    "frequency": ("1 7 8", "A1 10"),
    "carc": ("1 2 3 16 45 97 253 305 A1 B7 P1 306 P33", "4S 0 25A A9 Z1 999"),
    "rarc": ("M1 M51 MA01 MA130 N1 N130 N702 N916 N917", "M0 MA0 N0 X1 45 n1"),
    "remark": ("M1 N130 N999 70 ZZ", "M999 MA999"),
    "status_category": ("A1 A3 A7 F1 F2 P1 R17 E4 DR01", "A9 B1 Q1 7"),
    "status_code": ("0 20 21 164 255 771 772", "13A A7 9999"),
    "service_type": ("1 30 35 98 AL MH UC E36 E37", "0 1000 a1"),
    "aaa_reject": ("42 43 72 75 T4", "1 100"),
    "aaa_follow_up": ("C N R S W X Y P", "A CC"),
    "adjustment_group": ("CO CR OA PI PR", "XX C"),
    "claim_filing": ("12 16 CI MB MC BL HM", "09 XX"),
    "relationship": ("01 18 19 G8", "1 00 99"),
    "unit": ("UN MJ DA F2 GR ME ML VS WK", "XX un"),
    "icd10pcs": ("0DTJ4ZZ 10D00Z0 0016070", "0DTJ4ZI 0DTJ4Z E119"),
    "icd10cm": ("E119 J45909 R51 C7831", "E11 Z9999 e119"),
    "taxonomy": ("207Q00000X 363L00000X", "207Q00000 X207Q00000"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_knows_these_codes_and_not_those(name: str) -> None:
    test = find_test(name)
    assert test is not None
    inside, outside = LISTS[name]
    assert [code for code in inside.split() if not test(code.encode())] == []
    assert [code for code in outside.split() if test(code.encode())] == []


@pytest.mark.parametrize("name", ["castles", "diagnosis", "npi", "ncci_ptp", "condition", "hcpcs", ""])
def test_what_is_no_list_here_has_no_test(name: str) -> None:
    assert find_test(name) is None


@pytest.mark.parametrize("name", sorted(LISTS))
@given(value=st.binary(max_size=6))
def test_no_bytes_make_a_test_raise(name: str, value: bytes) -> None:
    test = find_test(name)
    assert test is not None
    assert test(value) in (True, False)


@pytest.mark.parametrize("name", [name for name in KINDS if KINDS[name].shipped])
def test_every_code_that_ever_stood_passes(name: str) -> None:
    test = find_test(name)
    assert test is not None
    assert [code for code in sorted(need_set(name).ever)[:2000] if not test(code.encode())] == []


def test_procedures_are_not_judged_before_a_list_was_brought_in(folder: Path) -> None:
    assert find_test("procedure") is None


def test_each_procedure_is_judged_by_the_list_whose_shape_it_has(folder: Path) -> None:
    brought(folder, "cpt", "99213", "0042T")
    test = find_test("procedure")
    assert test is not None
    assert [code for code in ("99213", "0042T", "J1100", "D0120", "XYZ") if not test(code.encode())] == []
    assert not test(b"99999")
    brought(folder, "cdt", "D0120")
    test = find_test("procedure")
    assert test is not None
    assert test(b"D0120")
    assert not test(b"D9999")


def field_of(list_name: str) -> Field:
    """The first component of an HI with this list."""
    guide = parse_guide(
        f"guide 005010X999\n\nST  R  1  Set\n  0100 HI  R  1  Codes  01(01=BG 02:{list_name})\n", file="x"
    )
    (row,) = [row for row in guide.root.rows() if row.id == "HI"]
    composite = make_fields(row, read_dictionary())[0]
    assert composite is not None
    assert composite.parts is not None
    field = composite.parts[1]
    assert field is not None
    assert field.test is not None
    return field


@pytest.mark.parametrize("name", ["condition", "occurrence", "value_code", "revenue", "patient_status"])
def test_a_list_that_was_brought_in_takes_the_place_of_its_shape(folder: Path, name: str) -> None:
    code, other = {"revenue": ("0450", "0451")}.get(name, ("01", "99"))
    by_shape = field_of(name)
    assert shape_of(by_shape) == SHAPES[name]
    assert by_shape.test is not None
    assert by_shape.test(other.encode())
    brought(folder, name, code)
    by_list = field_of(name)
    assert shape_of(by_list) is None, "a block may not be taken by the shape alone"
    assert by_list.test is not None
    assert (by_list.test(code.encode()), by_list.test(other.encode())) == (True, False)


@pytest.mark.parametrize("name", ["carc", "status_code", "state", "pos"])
def test_a_shipped_list_is_asked_and_not_its_shape(name: str) -> None:
    assert shape_of(field_of(name)) is None


def test_every_name_leads_to_a_kind() -> None:
    assert set(NAMES.values()) <= KINDS.keys()
    assert {one for parts in JOINED.values() for one in parts} <= KINDS.keys()

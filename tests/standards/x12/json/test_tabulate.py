"""Rows of claims, lines and adjustments as they are read, each with the place it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.proof.full_set import VERSIONS, full_set, interchange
from clearlane.standards.x12.table_columns import TABLES
from clearlane.standards.x12.tabulate_claims import MOST_HELD, ClaimTables, Texts
from tests.standards.x12.x12_texts import CLAIMS, PAYMENT, changed, join, lines

SUBMITTED, PAID = join(lines(CLAIMS)), join(lines(PAYMENT))
OTHER_COVERAGE = """SBR*S*18*******CI
CAS*PR*1*10**2*5*1
AMT*D*40
OI***Y***Y
NM1*IL*1*DOE*JANE****MI*W9
NM1*PR*2*OTHER PLAN*****PI*OTHER"""


def rows(data: bytes, table: str) -> list[dict[str, Any]]:
    return [row for one, row in x12.tabulate([data], file="f") if one == table]


def filled(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def test_a_submitted_claim_has_all_that_stands_above_it() -> None:
    first, second, third = rows(SUBMITTED, "claims")
    assert [first["patient_control_number"], first["total_charge"]] == ["A1", Decimal(150)]
    assert (first["billing_provider_npi"], first["billing_provider_tax_id"]) == ("1234567893", "123456789")
    assert (first["payer_name"], first["payer_id"]) == ("HARBOR MUTUAL", "HARBOR")
    assert (first["principal_diagnosis"], first["diagnoses"]) == ("E119", ["E119", "I10"])
    assert first["rendering_provider_npi"] == "1245319599"
    assert (second["rendering_provider_npi"], second["diagnoses"]) == (None, ["J020"])
    assert (third["patient_control_number"], third["patient_first_name"]) == ("A3", "TIM")


def test_a_patient_who_is_the_subscriber_stands_in_both_places() -> None:
    first, second, _ = rows(SUBMITTED, "claims")
    assert (first["patient_first_name"], first["patient_birth_date"]) == ("JANE", date(1980, 2, 29))
    assert (second["subscriber_first_name"], second["patient_first_name"]) == ("MARK", "TIM")
    assert (second["patient_relationship"], second["patient_birth_date"]) == ("19", date(2015, 3, 1))


def test_a_row_says_where_it_comes_from() -> None:
    for table in ("claims", "lines"):
        for row in rows(SUBMITTED, table):
            begins = SUBMITTED[row["offset"] : row["offset"] + 3]
            assert begins == (b"CLM" if table == "claims" else b"LX*")
            assert SUBMITTED[: row["offset"]].count(b"~") - 1 == row["segment"]
            assert (row["file"], row["set_id"], row["version"]) == ("f", "837", "005010X222A1")
            assert (row["interchange_control"], row["group_control"], row["set_control"]) == (
                "000000101", "101", "0001",
            )  # fmt: skip


def test_a_line_has_its_procedure_and_belongs_to_its_claim() -> None:
    first, second, *_ = rows(SUBMITTED, "lines")
    claim = rows(SUBMITTED, "claims")[0]
    assert first["claim_offset"] == second["claim_offset"] == claim["offset"]
    assert (first["procedure_code"], first["charge"], first["units"]) == ("99213", Decimal(100), Decimal(1))
    assert (first["diagnosis_pointers"], first["line_control_number"]) == (["1", "2"], "L1")
    assert (first["service_from"], first["service_to"]) == (date(2026, 11, 10), date(2026, 11, 10))
    assert (second["line_number"], second["modifiers"]) == (2, None)


def test_a_paid_claim_has_its_payment() -> None:
    (claim,) = rows(PAID, "claims")
    assert (claim["total_charge"], claim["paid_amount"], claim["patient_responsibility"]) == (150, 120, 10)
    assert (claim["payment_number"], claim["payment_date"]) == ("EFT1", date(2026, 11, 24))
    assert (claim["payer_name"], claim["subscriber_id"], claim["service_from"]) == (
        "HARBOR MUTUAL", "W1", date(2026, 11, 10),
    )  # fmt: skip
    assert [(row["procedure_code"], row["paid_amount"]) for row in rows(PAID, "lines")] == [
        ("99213", 80),
        ("81002", 50),
    ]


def test_adjustments_belong_to_their_claim_or_line() -> None:
    one, other = rows(PAID, "adjustments")
    (claim,), (line, _) = rows(PAID, "claims"), rows(PAID, "lines")
    assert (one["level"], one["claim_offset"], one["line_offset"]) == ("claim", claim["offset"], None)
    assert (other["level"], other["line_offset"]) == ("line", line["offset"])
    assert (other["group_code"], other["reason_code"], other["amount"]) == ("CO", "45", 20)


def test_a_provider_adjustment_has_a_row_for_each_amount() -> None:
    data = changed("SE*20", "PLB*1234567893*20261231*WO:A1*-5*L6:I9*1.25\nSE*21*0001", PAYMENT)
    found = [filled(row) for row in rows(data, "adjustments") if row["level"] == "provider"]
    assert [(row["reason_code"], row["reference"], row["amount"]) for row in found] == [
        ("WO", "A1", Decimal(-5)), ("L6", "I9", Decimal("1.25")),
    ]  # fmt: skip
    assert {row["provider_id"] for row in found} == {"1234567893"}
    assert "claim_offset" not in found[0]


def test_what_another_payer_adjusted_carries_the_name_of_that_payer() -> None:
    data = changed("NM1*82", "NM1*82*1*HART*ANN****XX*1245319599\n" + OTHER_COVERAGE)
    found = rows(data, "adjustments")
    assert [(row["payer_id"], row["reason_code"], row["amount"], row["quantity"]) for row in found] == [
        ("OTHER", "1", 10, None), ("OTHER", "2", 5, 1),
    ]  # fmt: skip


def test_adjustments_whose_payer_never_comes_are_given_without() -> None:
    cas = "\n".join(["CAS*PR*1*10"] * (MOST_HELD + 1))
    data = changed("NM1*82", "SBR*S*18*******CI\n" + cas)
    found = rows(data, "adjustments")
    assert len(found) == MOST_HELD + 1
    assert {row["payer_id"] for row in found} == {None}


def test_a_line_adjudication_carries_its_payer() -> None:
    data = changed("DTP*472", "DTP*472*D8*20261110\nSVD*OTHER*60*HC:99213**1\nCAS*CO*45*40\nDTP*573*D8*20261101")
    (row,) = rows(data, "adjustments")
    assert (row["level"], row["payer_id"], row["amount"]) == ("line", "OTHER", 40)


def test_what_cannot_be_read_is_empty_and_said() -> None:
    data = SUBMITTED.replace(b"CLM*A1*150", b"CLM*A1*1,50").replace(b"D8*19800229", b"D8*19800230")
    first = rows(data, "claims")[0]
    assert (first["total_charge"], first["subscriber_birth_date"]) == (None, None)
    assert first["unreadable"] == ["subscriber_birth_date=19800230", "total_charge=1,50"]


def test_other_sets_and_sets_without_a_guide_are_told_by_segment() -> None:
    data = SUBMITTED.replace(b"005010X222A1", b"004010X098A1")
    found = rows(data, "segments")
    assert len(found) == 48
    assert (found[0]["id"], found[0]["elements"], found[0]["loop"]) == ("ST", ["837", "0001", "004010X098A1"], None)
    text = interchange(full_set("999.txt"), "999.txt")
    named = rows(text, "segments")
    assert all(row["name"] for row in named)
    assert rows(text, "claims") == []


@pytest.mark.parametrize("name", sorted(VERSIONS))
def test_every_row_has_every_column(name: str) -> None:
    for table, row in x12.tabulate([interchange(full_set(name), name)]):
        assert list(row) == [column.name for column in TABLES[table]]


@pytest.mark.parametrize("name", [name for name in sorted(VERSIONS) if name.startswith(("835", "837"))])
def test_a_whole_set_has_claims_lines_and_adjustments(name: str) -> None:
    found = {table for table, _ in x12.tabulate([interchange(full_set(name), name)])}
    assert found == {"claims", "lines", "adjustments"}


def test_other_delimiters_give_the_same_rows() -> None:
    other = SUBMITTED.translate(bytes.maketrans(b"*:~^", b"|>\n!"))
    assert rows(other, "claims") == rows(SUBMITTED, "claims")
    assert rows(other, "lines") == rows(SUBMITTED, "lines")


def test_a_file_that_breaks_off_gives_what_was_read() -> None:
    found = rows(SUBMITTED[: SUBMITTED.index(b"DTP*472")], "claims")
    assert [row["patient_control_number"] for row in found] == ["A1"]


def test_rows_come_while_the_file_is_read() -> None:
    given_out = 0

    def endless() -> Iterator[bytes]:
        nonlocal given_out
        yield SUBMITTED[: SUBMITTED.index(b"CLM*A1")]
        for _ in range(1000):
            given_out += 1
            yield b"CLM*A1*150***11:B:1*Y*A*Y*Y~HI*ABK:E119~LX*1~SV1*HC:99213*100*UN*1***1~DTP*472*D8*20261110~" * 200

    found = x12.tabulate(endless())
    for _ in range(100):
        next(found)
    assert given_out < 100


def test_lines_add_up_to_their_claims_in_a_generated_file() -> None:
    file = file_837p(Order(seed=3, claims=40, today=date(2026, 11, 24)))
    charged: dict[int, Decimal] = {}
    for line in rows(file.content, "lines"):
        charged[line["claim_offset"]] = charged.get(line["claim_offset"], Decimal(0)) + line["charge"]
    found = rows(file.content, "claims")
    assert len(found) == 40
    assert charged == {row["offset"]: row["total_charge"] for row in found}


def test_every_public_sample_is_tabulated(samples: Path) -> None:
    files = sorted(one for one in samples.rglob("*") if one.is_file())
    tables = {table for file in files for table, _ in x12.tabulate([file.read_bytes()], file=file.name)}
    assert tables == set(TABLES)


@given(st.data())
def test_no_bytes_make_it_raise(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from([SUBMITTED, PAID, changed("NM1*82", OTHER_COVERAGE)]))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(base)))
        put = data.draw(
            st.one_of(st.binary(max_size=8), st.sampled_from([b"~LX*1~", b"~CAS*~", b"~HL*", b"~PLB~", b"~SE~"]))
        )
        base = base[:at] + put + base[at + data.draw(st.sampled_from([0, 1, 60])) :]
    for table, row in x12.tabulate([base]):
        assert len(row) == len(TABLES[table])


def test_elements_that_are_not_there_are_empty_texts() -> None:
    from clearlane.standards.x12.place_file import place_file

    placed = next(one for one in place_file([SUBMITTED]) if one.piece.data.startswith(b"CLM"))
    texts = Texts(placed, x12.Delimiters())
    assert (texts.at(1), texts.at(5, 2), texts.at(5, 9), texts.at(3), texts.at(99), texts.at(99, 1)) == (
        "A1", "B", "", "", "", "",
    )  # fmt: skip
    assert list(ClaimTables({}, "").end()) == []


INSTITUTIONAL = """
GS*HC*SUBMITTER*CLEARLANE*20261124*0930*101*X*005010X223A3
ST*837*0001*005010X223A3
BHT*0019*00*BATCH1*20261124*0930*CH
HL*1**20*1
NM1*85*2*OAK HOSPITAL*****XX*1234567893
HL*2*1*22*0
SBR*P*18*******MA
NM1*IL*1*DOE*JANE****MI*W1
NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR
CLM*A1*1500***11:A:1**A*Y*Y
DTP*434*RD8*20261101-20261105
DTP*435*DT*202611011200
HI*ABK:I214:::::::Y
HI*DR:247
LX*1
SV2*0120**1500*DA*4
SE*15*0001
GE*1*101
IEA*1*000000101
"""
DENTAL = """
GS*HC*SUBMITTER*CLEARLANE*20261124*0930*101*X*005010X224A3
ST*837*0001*005010X224A3
BHT*0019*00*BATCH1*20261124*0930*CH
HL*1**20*1
NM1*85*2*OAK DENTAL*****XX*1234567893
HL*2*1*22*0
SBR*P*18*******CI
NM1*IL*1*DOE*JANE****MI*W1
NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR
CLM*A1*200***11:B:1*Y*A*Y*Y
DTP*472*D8*20261110
LX*1
SV3*AD:D2391*200****1
TOO*JP*12*L:O
TOO*JP*13
SE*15*0001
GE*1*101
IEA*1*000000101
"""


def test_a_hospital_stay_has_its_days_its_group_and_its_revenue_code() -> None:
    data = join(lines(INSTITUTIONAL))
    ((claim,), (line,)) = rows(data, "claims"), rows(data, "lines")
    assert (claim["service_from"], claim["service_to"]) == (date(2026, 11, 1), date(2026, 11, 5))
    assert (claim["principal_diagnosis"], claim["drg"], claim["facility_qualifier"]) == ("I214", "247", "A")
    assert (claim["admission_date"], claim["admitted_at"]) == (date(2026, 11, 1), "202611011200")
    assert (line["revenue_code"], line["charge"], line["units"], line["procedure_code"]) == ("0120", 1500, 4, None)


def test_a_dental_line_has_its_teeth() -> None:
    data = join(lines(DENTAL))
    ((claim,), (line,)) = rows(data, "claims"), rows(data, "lines")
    assert (line["procedure_code"], line["procedure_qualifier"], line["teeth"]) == ("D2391", "AD", ["12", "13"])
    assert (claim["service_from"], claim["billing_provider_npi"]) == (date(2026, 11, 10), "1234567893")

"""One CLP of an 835 with what belongs to it: every element at its place, nothing of the lines in the head."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.remits.read_claim import read_claim
from clearlane.exchange.remits.read_parts import UnreadableRemittance
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.period import Period
from clearlane.vocabulary.remittance import RemittanceClaim, RemittanceLine
from clearlane.vocabulary.submitted_claim import SegmentText

CLP = "CLP*ACCT7*1*225*140.5*20*12*ICN9*11*1"
OFFICE_VISIT = """
CLP*ACCT7*2*225*140.5*20*MB*ICN9*22*7
CAS*CO*45*10
CAS*OA*23*54.5
NM1*QC*1*RIVERA*ANA*M***MI*PATIENT1
NM1*IL*1*RIVERA*LUIS****MI*INSURED1
NM1*74*1*RIVERA*ANNA****C*CORRECTED1
NM1*82*1*CHO*MIN****XX*1245319599
NM1*TT*2*SECOND HEALTH*****PI*SEC01
MIA*0****MA01***************N1*N2*N3*N4
MOA***MA18*N700
REF*EA*MEDICALRECORD
REF*F8*ICN8
DTM*232*20260601
DTM*233*20260603
DTM*050*20260610
AMT*AU*215
AMT*I*1.25
SVC*HC:99213:25:59*150*100.5**1*HC:99214*2
DTM*472*20260601
CAS*CO*45*29.5
CAS*PR*2*20
REF*6R*L1
REF*LU*11
AMT*B6*120.5
LQ*HE*N130
LQ*RX*88
LQ*HE*M15
SVC*HC:85025*75*40*0300*1.5
DTM*150*20260601
DTM*151*20260602
CAS*CO*97*35**253*0
"""


def block(text: str) -> list[SegmentText]:
    """The segments of a text, numbered from 10, a hundred bytes each."""
    rows = text.strip().split("\n")
    return [SegmentText("", n, n * 100, tuple(row.split("*"))) for n, row in enumerate(rows, start=10)]


def read(text: str, component: str = ":") -> RemittanceClaim:
    """The claim of a text."""
    return read_claim(block(text), component=component)


def parts(claim: RemittanceClaim) -> list[RemittanceClaim | RemittanceLine]:
    """The claim and its lines."""
    return [claim, *claim.lines]


HEAD: dict[str, Any] = {
    "patient_control_number": "ACCT7",
    "status": "2",
    "charge": Money.read("225"),
    "paid": Money.read("140.50"),
    "patient_responsibility": Money.read("20"),
    "filing": "MB",
    "payer_control_number": "ICN9",
    "facility": "22",
    "frequency": "7",
    "patient_last": "RIVERA",
    "patient_first": "ANA",
    "member_id": "INSURED1",
    "corrected_member_id": "CORRECTED1",
    "rendering_npi": "1245319599",
    "crossover": ("SECOND HEALTH", "SEC01"),
    "service": Period.inclusive(date(2026, 6, 1), date(2026, 6, 3)),
    "received_date": date(2026, 6, 10),
    "amounts": (("AU", Money.read("215")), ("I", Money.read("1.25"))),
    "ids": (("EA", "MEDICALRECORD"), ("F8", "ICN8")),
    "remarks": ("MA01", "N1", "N2", "N3", "N4", "MA18", "N700"),
}
FIRST: dict[str, Any] = {
    "qualifier": "HC",
    "procedure": "99213",
    "modifiers": ("25", "59"),
    "charge": Money.read("150"),
    "paid": Money.read("100.50"),
    "revenue_code": "",
    "quantity": Decimal(1),
    "submitted_procedure": "99214",
    "submitted_quantity": Decimal(2),
    "service": Period.inclusive(date(2026, 6, 1), date(2026, 6, 1)),
    "control": "L1",
    "ids": (("6R", "L1"), ("LU", "11")),
    "amounts": (("B6", Money.read("120.5")),),
    "remarks": ("N130", "M15"),
}
SECOND: dict[str, Any] = {
    "procedure": "85025",
    "modifiers": (),
    "charge": Money.read("75"),
    "paid": Money.read("40"),
    "revenue_code": "0300",
    "quantity": Decimal("1.5"),
    "submitted_procedure": "",
    "submitted_quantity": None,
    "service": Period.inclusive(date(2026, 6, 1), date(2026, 6, 2)),
    "control": "",
    "ids": (),
    "amounts": (),
    "remarks": (),
}


@pytest.mark.parametrize("name", HEAD)
def test_a_claim_has_each_element_at_its_place(name: str) -> None:
    assert getattr(read(OFFICE_VISIT), name) == HEAD[name]


@pytest.mark.parametrize(
    ("seq", "name", "value"), [(n, name, value) for n, one in enumerate((FIRST, SECOND)) for name, value in one.items()]
)
def test_a_line_has_each_element_at_its_place(seq: int, name: str, value: object) -> None:
    assert getattr(read(OFFICE_VISIT).lines[seq], name) == value


def test_adjustments_stand_where_they_were_made() -> None:
    claim = read(OFFICE_VISIT)
    told = [[(one.group, one.reason, one.amount.cents) for one in each.adjustments] for each in parts(claim)]
    assert told == [
        [("CO", "45", 1000), ("OA", "23", 5450)],
        [("CO", "45", 2950), ("PR", "2", 2000)],
        [("CO", "97", 3500), ("CO", "253", 0)],
    ]


def test_the_places_are_those_of_clp_and_svc() -> None:
    claim = read(OFFICE_VISIT)
    told = [(each.place.segment_id, each.place.segment, each.place.offset) for each in parts(claim)]
    assert told == [("CLP", 10, 1000), ("SVC", 27, 2700), ("SVC", 37, 3700)]


def test_a_claim_that_says_little_is_read_all_the_same() -> None:
    claim = read("CLP*A*4*100*0")
    assert (claim.charge.cents, claim.paid.cents, claim.patient_responsibility.cents) == (10_000, 0, 0)
    assert (claim.lines, claim.adjustments, claim.service, claim.received_date) == ((), (), None, None)
    assert (claim.member_id, claim.crossover, claim.payer_control_number) == ("", ("", ""), "")


NUMBERS_OF_MEMBERS = [
    (["NM1*QC*1*ROE*TIM****MI*P1"], "P1"),
    (["NM1*QC*1*ROE*TIM****MI*P1", "NM1*IL*1*ROE*MARK****MI*S1"], "S1"),
    (["NM1*IL*1*ROE*MARK****MI*S1", "NM1*QC*1*ROE*TIM****MI*P1"], "S1"),
    (["NM1*QC*1*ROE*TIM****MI*P1", "NM1*IL*1*ROE*MARK"], "P1"),
    (["NM1*QC*1*ROE*TIM", "NM1*74*1*ROE*TIM****C*C1"], ""),
    ([], ""),
]


@pytest.mark.parametrize(("people", "member"), NUMBERS_OF_MEMBERS)
def test_the_member_is_the_insured_and_else_the_patient(people: list[str], member: str) -> None:
    assert read("\n".join([CLP, *people])).member_id == member


RENDERING = [
    ("NM1*82*1*CHO*MIN****XX*1245319599", "1245319599"),
    ("NM1*82*1*CHO*MIN****MC*1245319599", ""),
    ("NM1*82*1*CHO*MIN****FI*123456789", ""),
    ("NM1*82*1*CHO*MIN", ""),
    ("NM1*85*1*CHO*MIN****XX*1245319599", ""),
]


@pytest.mark.parametrize(("segment", "npi"), RENDERING)
def test_only_what_is_said_to_be_an_npi_is_one(segment: str, npi: str) -> None:
    assert read(f"{CLP}\n{segment}").rendering_npi == npi


DAYS_OF_THE_CLAIM = [
    (["DTM*232*20260601"], ("2026-06-01", "2026-06-01")),
    (["DTM*233*20260603"], ("2026-06-03", "2026-06-03")),
    (["DTM*232*20260601", "DTM*233*20260603"], ("2026-06-01", "2026-06-03")),
    (["DTM*233*20260603", "DTM*232*20260601"], ("2026-06-01", "2026-06-03")),
    (["DTM*232*20260603", "DTM*233*20260601"], None),
    (["DTM*472*20260601"], None),
    (["DTM*036*20260601", "DTM*050*20260602"], None),
    (["DTM*232*2026-06-01"], None),
]


@pytest.mark.parametrize(("dates", "days"), DAYS_OF_THE_CLAIM)
def test_the_days_of_a_claim_are_its_own_statement_dates(dates: list[str], days: tuple[str, str] | None) -> None:
    found = read("\n".join([CLP, *dates])).service
    assert (None if found is None else (str(found.first), str(found.last))) == days


def test_what_stands_in_a_line_is_not_the_claims() -> None:
    claim = read(f"{CLP}\nSVC*HC:1*225*140.5\nDTM*232*20260601\nREF*EA*X\nAMT*AU*5\nCAS*CO*45*84.5\nNM1*QC*1*ROE")
    assert (claim.service, claim.ids, claim.amounts, claim.adjustments) == (None, (), (), ())
    assert claim.patient_last == ""


PROCEDURES = [
    ("HC:99213", ":", ("HC", "99213", ())),
    ("HC:99213:25", ":", ("HC", "99213", ("25",))),
    ("HC:99213:25:59:LT:RT", ":", ("HC", "99213", ("25", "59", "LT", "RT"))),
    ("HC:99213:25:59:LT:RT:OFFICE VISIT", ":", ("HC", "99213", ("25", "59", "LT", "RT"))),
    ("HC:99213::59", ":", ("HC", "99213", ("59",))),
    ("HC>99213>25", ">", ("HC", "99213", ("25",))),
    ("HC:99213", ">", ("HC:99213", "", ())),
    ("NU:0300", ":", ("NU", "0300", ())),
    ("99213", ":", ("99213", "", ())),
    ("", ":", ("", "", ())),
]


@pytest.mark.parametrize(("sent", "component", "parts"), PROCEDURES)
def test_a_procedure_is_taken_apart_by_the_senders_own_mark(
    sent: str, component: str, parts: tuple[str, str, tuple[str, ...]]
) -> None:
    (line,) = read(f"{CLP}\nSVC*{sent}*225*140.5", component).lines
    assert (line.qualifier, line.procedure, line.modifiers) == parts


NO_AMOUNTS = [
    ("CLP*A*1*two*1", "CLP03 in segment 10"),
    ("CLP*A*1*2*one", "CLP04 in segment 10"),
    ("CLP*A*1*2*1*x", "CLP05 in segment 10"),
    (f"{CLP}\nAMT*AU*x", "AMT02 in segment 11"),
    (f"{CLP}\nCAS*CO*45*x", "CAS03 in segment 11"),
    (f"{CLP}\nSVC*HC:1*x*1", "SVC02 in segment 11"),
    (f"{CLP}\nSVC*HC:1*1*x", "SVC03 in segment 11"),
    (f"{CLP}\nSVC*HC:1*1*1**x", "SVC05 in segment 11"),
    (f"{CLP}\nSVC*HC:1*1*1****x", "SVC07 in segment 11"),
    (f"{CLP}\nSVC*HC:1*1*1\nCAS*PR*2*x", "CAS03 in segment 12"),
]


@pytest.mark.parametrize(("text", "where"), NO_AMOUNTS)
def test_an_amount_that_is_none_is_refused_with_its_place(text: str, where: str) -> None:
    with pytest.raises(UnreadableRemittance, match=where):
        read(text)


REMARKS = [
    ("MIA*0", ()),
    ("MIA*0****N1", ("N1",)),
    ("MIA*0*1*2*3**5", ()),
    ("MIA*0***************************N9", ()),
    ("MOA*1*2", ()),
    ("MOA***N1*N2*N3*N4*N5", ("N1", "N2", "N3", "N4", "N5")),
    ("MOA***N1**N3", ("N1", "N3")),
    ("MOA***N1*N2*N3*N4*N5*77*88", ("N1", "N2", "N3", "N4", "N5")),
    ("MOA***M1\nMIA*0****A1", ("A1", "M1")),
]


@pytest.mark.parametrize(("segments", "codes"), REMARKS)
def test_remarks_are_the_codes_and_not_the_amounts_beside_them(segments: str, codes: tuple[str, ...]) -> None:
    assert read(f"{CLP}\n{segments}").remarks == codes


CENTS = st.integers(0, 10**9)


@given(st.lists(st.tuples(CENTS, CENTS, st.lists(CENTS, max_size=3)), max_size=5))
def test_no_cent_of_any_line_is_lost_or_moved(lines: list[tuple[int, int, list[int]]]) -> None:
    rows = [CLP]
    for charge, paid, taken in lines:
        rows.append(f"SVC*HC:99213*{Money.from_cents(charge).x12()}*{Money.from_cents(paid).x12()}")
        rows += [f"CAS*CO*45*{Money.from_cents(cents).x12()}" for cents in taken]
    found = read("\n".join(rows)).lines
    told = [(one.charge.cents, one.paid.cents, [cas.amount.cents for cas in one.adjustments]) for one in found]
    assert told == lines

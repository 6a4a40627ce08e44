"""An 835 is read whole, with exact money."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from clearlane.exchange.remits.balance import balance
from clearlane.exchange.remits.read_parts import UnreadableRemittance
from clearlane.exchange.remits.read_remittance import claim_blocks, read_remittance
from clearlane.exchange.remits.write_body import write_body
from clearlane.exchange.responses.split import split
from clearlane.standards.x12 import Delimiters
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.period import Period
from clearlane.vocabulary.remittance import Remittance

TEXT = """ST*835*0001
BPR*I*145.5*C*ACH*CCP*01*111000025*DA*123*1999999999**01*111000025*DA*321*20261123
TRN*1*EFT900*1999999999
REF*EV*HOLDER
DTM*405*20261122
N1*PR*MEADOW LAKE ASSURANCE*XV*88888
N3*1 LAKE
N4*AUSTIN*TX*78701
REF*2U*MEADOW
PER*BL*HELP*TE*5555550100
N1*PE*CEDAR HOLLOW*XX*1412892519
REF*TJ*746482691
LX*1
TS3*1412892519*11*20261231*2*300
CLP*C1*1*200*150.5*20*12*ICN1*11*1
CAS*CO*45*9.5
CAS*PR*1*20**2*10*1
NM1*QC*1*ABBOTT*CLARA****MI*M1
NM1*74*1*ABBOTT*CLARA****C*M2
NM1*82*1*HALE*TESS****XX*1888265802
NM1*TT*2*NEXT PLAN*****PI*NEXT
MOA***MA01*MA07
REF*1L*GROUP9
DTM*232*20260901
DTM*233*20260903
DTM*050*20260910
AMT*AU*180
SVC*HC:99213:25:59*120*110.5**1
DTM*472*20260901
CAS*CO*45*9.5
REF*6R*L1
AMT*B6*110.5
LQ*HE*N130
SVC*HC:81002*80*80**2*HC:81003*3
DTM*150*20260902
DTM*151*20260903
LX*2
CLP*C2*4*100*0**12*ICN2
CAS*CO*29*100
PLB*1412892519*20261231*WO:OLD1*10*L6:INT*-5
SE*39*0001
"""


def _read(text: str = TEXT) -> Remittance:
    content = ("~".join(text.split("\n")[:-1]) + "~").encode()
    return read_remittance(split(content, delimiters=Delimiters()))


def test_read_gives_the_payment() -> None:
    said = _read()
    assert (said.trace, said.payer_id, said.amount, said.sign) == ("EFT900", "1999999999", Money.read("145.50"), "C")
    assert (said.method, said.handling, said.date) == ("ACH", "I", dt.date(2026, 11, 23))
    assert (said.production_date, said.receiver_id, said.control) == (dt.date(2026, 11, 22), "HOLDER", "0001")


def test_read_gives_payer_and_payee() -> None:
    said = _read()
    assert (said.payer_name, said.payer_ids) == ("MEADOW LAKE ASSURANCE", (("XV", "88888"), ("2U", "MEADOW")))
    assert (said.payee_name, said.payee_npi, said.payee_tin) == ("CEDAR HOLLOW", "1412892519", "746482691")


def test_a_payee_by_tax_id_has_it_from_its_name() -> None:
    said = _read(TEXT.replace("*XX*1412892519\nREF*TJ*746482691", "*FI*746482691\nREF*HPI*1412892519"))
    assert (said.payee_npi, said.payee_tin) == ("1412892519", "746482691")


def test_read_gives_the_claims() -> None:
    first, second = _read().claims
    assert (first.patient_control_number, first.status, first.charge.cents, first.paid.cents) == (
        "C1",
        "1",
        20000,
        15050,
    )
    assert (first.patient_responsibility, first.payer_control_number, first.facility) == (
        Money.read("20"),
        "ICN1",
        "11",
    )
    assert (second.patient_control_number, second.status, second.payer_control_number) == ("C2", "4", "ICN2")


def test_read_gives_every_triple_of_a_cas() -> None:
    adjustments = _read().claims[0].adjustments
    assert [(one.group, one.reason, one.amount.cents) for one in adjustments] == [
        ("CO", "45", 950), ("PR", "1", 2000), ("PR", "2", 1000),
    ]  # fmt: skip
    assert adjustments[2].quantity == Decimal(1)


def test_read_gives_people_ids_dates_and_remarks() -> None:
    claim = _read().claims[0]
    assert (claim.patient_last, claim.patient_first, claim.member_id) == ("ABBOTT", "CLARA", "M1")
    assert (claim.corrected_member_id, claim.rendering_npi, claim.crossover) == (
        "M2",
        "1888265802",
        ("NEXT PLAN", "NEXT"),
    )
    assert claim.service == Period.inclusive(dt.date(2026, 9, 1), dt.date(2026, 9, 3))
    assert (claim.received_date, claim.remarks, claim.ids) == (
        dt.date(2026, 9, 10),
        ("MA01", "MA07"),
        (("1L", "GROUP9"),),
    )


def test_read_gives_the_lines() -> None:
    first, second = _read().claims[0].lines
    assert (first.procedure, first.modifiers, first.control, first.remarks) == ("99213", ("25", "59"), "L1", ("N130",))
    assert (first.charge.cents, first.paid.cents, first.amounts) == (12000, 11050, (("B6", Money.read("110.5")),))
    assert (second.submitted_procedure, second.submitted_quantity, second.quantity) == ("81003", Decimal(3), Decimal(2))
    assert second.service == Period.inclusive(dt.date(2026, 9, 2), dt.date(2026, 9, 3))


def test_read_gives_each_provider_adjustment() -> None:
    adjustments = _read().provider_adjustments
    assert [(one.reason, one.reference, one.amount.cents) for one in adjustments] == [
        ("WO", "OLD1", 1000),
        ("L6", "INT", -500),
    ]


def test_a_block_ends_where_the_next_header_begins() -> None:
    content = ("~".join(TEXT.split("\n")[:-1]) + "~").encode()
    _, first, second = claim_blocks(split(content, delimiters=Delimiters()))
    assert (first[0].element(1), first[-1].id) == ("C1", "DTM")
    assert [segment.id for segment in second] == ["CLP", "CAS"]


def test_places_point_into_the_file() -> None:
    claim = _read().claims[1]
    content = ("~".join(TEXT.split("\n")[:-1]) + "~").encode()
    assert content[claim.place.offset :].startswith(b"CLP*C2*")
    assert claim.place.segment == 38


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("*145.5*C*", "*145,5*C*", "BPR02 in segment 2"),
        ("*145.5*C*", "*145.5*X*", "BPR03 in segment 2 is neither C nor D"),
        ("TRN*1*EFT900*1999999999\n", "", "there is no TRN"),
        ("CLP*C1*1*200*", "CLP*C1*1*200.001*", "CLP03 in segment 15"),
        ("CAS*CO*29*100", "CAS*CO**100", "CAS in segment 39"),
        ("N1*PE*CEDAR HOLLOW*XX*1412892519", "N1*XX*CEDAR", "there is no N1\\*PE"),
        ("**2*HC:81003*3", "**X*HC:81003*3", "SVC05 in segment 34: not a quantity"),
    ],
)
def test_read_refuses_what_is_no_payment_and_says_where(old: str, new: str, message: str) -> None:
    assert old in TEXT
    with pytest.raises(UnreadableRemittance, match=message):
        _read(TEXT.replace(old, new))


def test_the_message_of_a_refusal_holds_no_value() -> None:
    with pytest.raises(UnreadableRemittance) as refused:
        _read(TEXT.replace("CLP*C1*1*200*", "CLP*C1*1*SECRET*"))
    assert "SECRET" not in str(refused.value)


def test_a_wrong_date_is_none() -> None:
    assert _read(TEXT.replace("DTM*232*20260901\nDTM*233*20260903", "DTM*232*20261399")).claims[0].service is None


def test_what_was_read_is_judged_as_it_stands() -> None:
    assert [finding.rule for finding in balance(_read())] == ["balance_claim"]


def test_the_body_keeps_money_in_cents() -> None:
    body = json.loads(write_body(_read().claims[0]))
    assert body["adjustments"][0] == ["CO", "45", 950, ""]
    assert body["lines"][0]["charge"] == 12000
    assert body["lines"][1]["paid"] == 8000
    assert "adjustments" not in body["lines"][1]
    assert body["patient"] == ["ABBOTT", "CLARA"]

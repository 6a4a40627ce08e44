from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from clearlane.exchange.edits.cases.build import build
from clearlane.exchange.edits.type_claim import type_claim
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition, Finding, Place
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.period import Period
from clearlane.vocabulary.submitted_claim import SegmentText, SubmittedClaim


def typed(*changes: str, usage: str = "P") -> Claim:
    claim = type_claim(submitted=build(changes=changes, usage=usage))
    assert isinstance(claim, Claim)
    return claim


def faults(*changes: str) -> tuple[Finding, ...]:
    found = type_claim(submitted=build(changes=changes))
    assert isinstance(found, tuple)
    assert all(fault.disposition is Disposition.REJECT and fault.rule == "type_claim" for fault in found)
    return found


def test_type_claim_reads_the_head_of_the_claim() -> None:
    claim = typed()
    assert (claim.patient_control_number, claim.total_charge) == ("ACCT1001", Money.read("225"))
    assert (claim.place_of_service, claim.frequency) == ("11", "1")
    assert (claim.responsibility, claim.relationship, claim.filing) == ("P", "18", "CI")
    assert (claim.transaction_type, claim.usage, claim.version) == ("CH", "P", "005010X222A1")
    assert claim.place == Place(17 * 40, 17, "CLM", "2300")
    assert claim.source == build()


def test_type_claim_reads_who_bills() -> None:
    billing = typed().billing
    assert (billing.npi, billing.tin, billing.tin_type) == ("1234567893", "123456789", "EI")
    assert (billing.last_name, billing.is_person, billing.entity) == ("LAKESIDE CLINIC", False, "85")


def test_type_claim_finds_the_payers_number_of_the_billing_provider_beside_the_payer() -> None:
    claim = typed("2010AA REF*0B*LIC1", "2010BB REF*G2*MILES77")
    assert claim.billing.legacy_ids == (("0B", "LIC1"), ("G2", "MILES77"))


def test_type_claim_reads_a_social_security_number_as_tax_id() -> None:
    claim = typed("- 2010AA REF*EI", "2010AA REF*SY*900112222")
    assert (claim.billing.tin, claim.billing.tin_type) == ("900112222", "SY")


def test_type_claim_takes_no_old_number_for_an_npi() -> None:
    assert typed("2010AA NM1*85*2*LAKESIDE*****24*123456789").billing.npi == ""


def test_type_claim_makes_a_billing_provider_even_where_none_was_sent() -> None:
    billing = typed("- 2010AA NM1*85", "- 2010AA REF*EI").billing
    assert (billing.npi, billing.tin, billing.place) == ("", "", Place(segment_id="NM1", loop="2010AA"))


def test_type_claim_reads_the_other_providers_with_their_numbers() -> None:
    claim = typed(
        "2310A NM1*DN*1*LEE*JO****XX*1467560003",
        "2310A REF*G2*R1",
        "2310C NM1*77*2*LAKESIDE EAST*****XX*2222222228",
        "2310E NM1*PW*2",
        "2310E REF*LU*NOT A PROVIDER",
    )
    shown = [(provider.entity, provider.npi, provider.legacy_ids) for provider in claim.other_providers]
    assert shown == [("DN", "1467560003", (("G2", "R1"),)), ("82", "1245319599", ()), ("77", "2222222228", ())]


def test_type_claim_reads_the_rendering_provider_of_a_line() -> None:
    sent = build()
    line = SegmentText("2420A", 90, 3600, ("NM1", "82", "1", "LEE", "JO", "", "", "", "XX", "1467560003"))
    claim = type_claim(submitted=SubmittedClaim((*sent.segments, line)))
    assert isinstance(claim, Claim)
    assert [provider.npi for provider in claim.other_providers] == ["1245319599", "1467560003"]
    assert claim.other_providers[1].place == Place(3600, 90, "NM1", "2420A")


def test_type_claim_takes_the_subscriber_as_patient_where_no_other_is_sent() -> None:
    claim = typed()
    assert claim.patient == claim.subscriber
    assert (claim.patient.last_name, claim.patient.first_name, claim.patient.middle_name) == ("RIVERA", "ANA", "M")
    assert (claim.patient.member_id, claim.patient.birth_date, claim.patient.gender) == (
        "MEM123456", date(1980, 4, 12), "F",
    )  # fmt: skip


def test_type_claim_reads_a_patient_who_is_not_the_subscriber() -> None:
    claim = typed("2000C PAT*19", "2010CA NM1*QC*1*RIVERA*LUZ***JR", "2010CA DMG*D8*20150102*M")
    assert (claim.patient.first_name, claim.patient.suffix) == ("LUZ", "JR")
    assert (claim.patient.member_id, claim.patient.birth_date, claim.patient.gender) == (
        "MEM123456", date(2015, 1, 2), "M",
    )  # fmt: skip
    assert (claim.relationship, claim.subscriber.first_name) == ("19", "ANA")


@pytest.mark.parametrize("text", ["19801301", "1980", "0000AAAA", "19800230"])
def test_type_claim_leaves_a_birth_date_that_is_none_to_its_rule(text: str) -> None:
    assert typed(f"2010BA DMG*D8*{text}*F").patient.birth_date is None


def test_type_claim_reads_payer_and_numbers() -> None:
    claim = typed("2300 REF*F8*ICN77", "2300 REF*D9*TRACE1")
    assert (claim.payer.name, claim.payer.qualifier, claim.payer.id) == ("PRAIRIE HEALTH", "PI", "PRAIR")
    assert (claim.payer_control_number, claim.sender_trace) == ("ICN77", "TRACE1")


def test_type_claim_reads_diagnoses_and_leaves_other_codes() -> None:
    claim = typed("2300 HI*ABK:J45909*ABF:I10*BG:25*ABF:E119")
    assert [diagnosis.code for diagnosis in claim.diagnoses] == ["J45909", "I10", "E119"]
    assert claim.diagnoses[2].place == Place(18 * 40, 18, "HI", "2300", 4, 2)


def test_type_claim_reads_the_hospital_stay() -> None:
    claim = typed("2300 DTP*435*D8*20260520", "2300 DTP*096*D8*20260530")
    assert (claim.admission_date, claim.discharge_date) == (date(2026, 5, 20), date(2026, 5, 30))


def test_type_claim_reads_a_line() -> None:
    line = typed("2400 SV1*HC:99213:25::57*150.50*UN*1.5*21**1:3", "2400 REF*6R*L1").lines[0]
    assert (line.number, line.qualifier, line.procedure, line.modifiers) == ("1", "HC", "99213", ("25", "57"))
    assert (line.charge, line.unit, line.quantity) == (Money.read("150.5"), "UN", Decimal("1.5"))
    assert (line.place_of_service, line.pointers, line.control) == ("21", ("1", "3"), "L1")
    assert line.service == Period.inclusive(date(2026, 6, 1), date(2026, 6, 1))
    assert line.place == Place(21 * 40, 21, "SV1", "2400")


def test_type_claim_reads_a_range_of_days() -> None:
    line = typed("2400 DTP*472*RD8*20260601-20260603").lines[0]
    assert line.service == Period.inclusive(date(2026, 6, 1), date(2026, 6, 3))


@pytest.mark.parametrize(
    "dated",
    [
        "D8*20260231",
        "D8*",
        "D8*2026061",
        "D8*20260601-20260602",
        "RD8*20260601",
        "D8*99991231",
        "RD8*20260603-20260601",
        "D8*2026060\u0661",
    ],
)
def test_type_claim_keeps_the_text_of_a_date_that_is_none(dated: str) -> None:
    line = typed(f"2400 DTP*472*{dated}").lines[0]
    assert line.service is None
    assert line.service_text == dated.partition("*")[2]


def test_type_claim_takes_a_missing_quantity_for_none() -> None:
    assert typed("2400 SV1*HC:99213*150*UN").lines[0].quantity == Decimal(0)


@pytest.mark.parametrize("charge", ["", "ten", "1.001", "1e2", "NaN", "1,50"])
def test_type_claim_refuses_a_charge_that_is_no_money(charge: str) -> None:
    (fault,) = faults(f"2400 SV1*HC:99213*{charge}*UN*1***1")
    assert str(fault.status) == "A7:178"
    assert str(fault.place) == "2400 SV102"


def test_type_claim_refuses_a_total_that_is_no_money() -> None:
    (fault,) = faults("2300 CLM*ACCT1001*abc***11:B:1")
    assert (str(fault.place), fault.found) == ("2300 CLM02", "abc")


def test_type_claim_refuses_a_quantity_that_is_no_number() -> None:
    (fault,) = faults("2400 SV1*HC:99213*150*UN*many***1")
    assert (str(fault.status), str(fault.place)) == ("A7:476", "2400 SV104")


def test_type_claim_tells_all_faults_at_once() -> None:
    assert len(faults("2300 CLM*ACCT1001*x***11:B:1", "2400 SV1*HC:99213*y*UN*z***1")) == 3


def test_type_claim_refuses_a_line_without_sv1() -> None:
    (fault,) = faults("- 2400 SV1")
    assert fault.what == "The service line has no SV1 segment."


def test_type_claim_refuses_a_claim_without_lines_or_clm() -> None:
    sent = build().segments
    without_lines = type_claim(submitted=SubmittedClaim(tuple(one for one in sent if one.loop != "2400")))
    without_head = type_claim(submitted=SubmittedClaim(tuple(one for one in sent if one.loop != "2300")))
    assert isinstance(without_lines, tuple)
    assert isinstance(without_head, tuple)
    assert without_lines[0].what == "The claim has no service line."
    assert without_head[0].what == "The claim has no CLM segment."


def test_type_claim_splits_at_the_files_own_component_separator() -> None:
    segments = tuple(
        SegmentText(one.loop, one.number, one.offset, tuple(text.replace(":", ">") for text in one.elements))
        for one in build().segments
    )
    claim = type_claim(submitted=SubmittedClaim(segments, component=">"))
    assert isinstance(claim, Claim)
    assert (claim.place_of_service, claim.lines[0].procedure, claim.diagnoses[0].code) == ("11", "99213", "J45909")

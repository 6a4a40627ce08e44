"""Doubts of a guide that are none in a claim (`care.doubts`): NPI, taxonomy and postal code, wherever they stand."""

from __future__ import annotations

import datetime as dt

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.answer_claims import answer_claims
from clearlane.standards.x12.care.doubts import sharpen
from clearlane.standards.x12.check import check
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Disposition, Finding, Place, Severity
from tests.standards.x12.care.service_texts import Row, beyond, told_of
from tests.standards.x12.x12_texts import CLAIMS, PAYMENT, changed, join, lines

AT = dt.datetime(2026, 11, 24, 10, 15, tzinfo=dt.UTC)
BILLING, RENDERING = "NM1*85*2*OAK FAMILY CARE*****XX*", "NM1*82*1*HART*ANN****XX*"
TAX, LIVES, SITE = "REF*EI*123456789", "N4*BOISE*ID*83702", "N4*BOISE*ID*837020001"
SITS = "2010AA N403 postal_code"
PROFESSIONAL: list[Row] = [
    (BILLING, f"{BILLING}1234567893", ""),
    (BILLING, f"{BILLING}1234567890", "2010AA NM109 npi 1234567890"),
    (BILLING, f"{BILLING}3234567893", "2010AA NM109 npi 3234567893"),
    (RENDERING, f"{RENDERING}1245319598", "2310B NM109 npi 1245319598"),
    ("NM1*85", "PRV*BI*PXC*207Q00000X\nNM1*85*2*OAK FAMILY CARE*****XX*1234567893", ""),
    (RENDERING, f"{RENDERING}1245319599\nPRV*PE*PXC*207Q00000X", ""),
    (RENDERING, f"{RENDERING}1245319599\nPRV*PE*PXC*207Q00000Y", "2310B PRV03 taxonomy 207Q00000Y"),
    (RENDERING, f"{RENDERING}1245319599\nPRV*PE*PXC*207Q0000X", "2310B PRV03 taxonomy 207Q0000X"),
    (SITE, "N4*BOISE*ID*8370", f"{SITS} 8370"),
    (SITE, "N4*BOISE*ID*83702-0001", f"{SITS} 83702-0001"),
    (SITE, "N4*BOISE*ID*K1A0B1", f"{SITS} K1A0B1"),
    (SITE, "N4*BOISE*ID*837020001*US", ""),
    (SITE, "N4*BOISE*ID*8370*US", f"{SITS} 8370"),
    (SITE, "N4*OTTAWA*ON*K1A0B1*CA", ""),
    (SITE, "N4*OTTAWA*ON*K1A 0B1*CA", ""),
    (SITE, "N4*OTTAWA*ON*837020001*CA", f"{SITS} 837020001"),
    (SITE, "N4*OTTAWA*ON*K1AB01*CA", f"{SITS} K1AB01"),
    (SITE, "N4*BOISE*XX*837020001", "2010AA N402 state XX"),
    (SITE, "N4*OTTAWA*XX*K1A0B1*CA", "2010AA N402 state XX"),
    (TAX, "REF*EI*999999999", "2010AA REF02 tax_id 999999999"),
    (TAX, "REF*SY*000000000", "2010AA REF02 tax_id 000000000"),
    (TAX, "REF*SY*999999998", ""),
]


@pytest.mark.parametrize("row", PROFESSIONAL, ids=[row[1] for row in PROFESSIONAL])
def test_what_cannot_be_right_is_told_where_it_stands(row: Row) -> None:
    assert told_of("P", row) == row[2]


def test_five_digits_of_who_bills_are_only_doubted_and_those_of_a_patient_are_right() -> None:
    data = changed(SITE, "N4*BOISE*ID*83702")
    assert list(check([data])) == list(check([data], tier=Tier.EXPLAIN))
    (found,) = x12.report([data]).findings
    assert (found.rule, str(found.place), found.severity) == ("element.off_list", "2010AA N403", Severity.WARNING)


def test_a_post_code_of_another_country_is_not_judged() -> None:
    data = changed(SITE, "N4*PARIS**75008*FR")
    assert x12.report([data]).findings == ()


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (TAX, "REF*EI*12-3456789", "2010AA REF02"),
        (TAX, "REF*EI*12345678", "2010AA REF02"),
        ("N3*12 ELM", "N3*PO BOX 12", "2010AA N301"),
        ("N3*12 ELM", "N3*12 ELM ST*P.O. Box 7", "2010AA N302"),
        ("N3*12 ELM", "N3*P O BOX 12", "2010AA N301"),
        ("N3*12 ELM", "N3*POST OFFICE BOX 12", "2010AA N301"),
        ("N3*12 ELM", "N3*LOCKBOX 12", "2010AA N301"),
        ("N3*12 ELM", "N3*12 DEPOBOX WAY", ""),
        ("N3*12 ELM", "N3*12 BOXWOOD LN", ""),
        ("N3*12 ELM", "N3*3 PO BOXER ST", ""),
        ("PER*IC", "PER*IC*EDI DESK*TE*800-555-0100", "1000A PER04"),
        ("PER*IC", "PER*IC*EDI DESK*TE*5550100", "1000A PER04"),
        ("PER*IC", "PER*IC*EDI DESK*EM*A@B.COM*FX*555-0100", "1000A PER06"),
        ("PER*IC", "PER*IC*EDI DESK*EM*A@B.COM*TE*8005550100*EX*12", ""),
    ],
)
def test_what_some_payers_take_is_only_doubted(old: str, new: str, where: str) -> None:
    data = changed(old, new)
    found = list(check([data], tier=Tier.EXPLAIN))
    assert list(check([data])) == found == list(check([data], tier=Tier.ROW))
    told = [one for one in found if isinstance(one, Finding)]
    assert [(one.rule, str(one.place), one.severity) for one in told] == (
        [("element.off_list", where, Severity.WARNING)] if where else []
    )


def test_the_state_of_another_country_is_not_asked_for_its_list() -> None:
    found = x12.report([changed(SITE, "N4*MONTERREY*XX*64000*MX")]).findings
    assert [(one.rule, str(one.place)) for one in found] == [("element.not_otherwise", "2010AA N402")]


def test_a_tax_id_of_somebody_else_and_a_state_of_something_else_stay_doubts() -> None:
    other = doubt("000000000", "2010BA")
    assert sharpen(other, "tin", "subscriber", "IL") is other


@pytest.mark.parametrize(
    ("old", "new", "status", "unit"),
    [
        (BILLING, f"{BILLING}1234567890", "A7:562:85", "provider"),
        (RENDERING, f"{RENDERING}1245319598", "A7:562:82", "claim"),
        (SITE, "N4*BOISE*ID*8370", "A7:500:85", "provider"),
        (LIVES, "N4*BOISE*ID*8370", "A7:500:IL", "subscriber"),
        (LIVES, "N4*BOISE*XX*83702", "A7:501:IL", "subscriber"),
        (TAX, "REF*EI*000000000", "A7:128:85", "provider"),
    ],
)
def test_its_status_says_whose_it_is_and_its_level_is_sent_back(old: str, new: str, status: str, unit: str) -> None:
    at = lines().index(LIVES) if old == LIVES else next(n for n, one in enumerate(lines()) if one.startswith(old))
    segments = lines()
    data = join([*segments[:at], new, *segments[at + 1 :]])
    (found,) = beyond(data)
    assert (str(found.status), found.unit, found.level, found.answer) == (status, unit, 5, ())
    assert (found.severity, found.disposition) == (Severity.ERROR, Disposition.REJECT)
    report = x12.report([data])
    acknowledged = x12.acknowledge(report.interchanges[0], control=1, at=AT)
    assert acknowledged is not None
    assert b"IK5*A~" in acknowledged
    answer = answer_claims(report.interchanges[0], read=lambda at, length: data[at : at + length], control=1, at=AT)
    assert answer is not None
    assert answer.count(f"STC*{status}*".encode()) == (3 if unit == "provider" else 1)


def test_the_entity_of_a_level_without_a_name_is_who_bills() -> None:
    billing = "PRV*BI*PXC*207Q00000Y\nNM1*85*2*OAK FAMILY CARE*****XX*1234567893"
    segments = lines()
    at = next(n for n, one in enumerate(segments) if one.startswith("NM1*85"))
    data = join([*segments[:at], *billing.split("\n"), *segments[at + 1 :]]).replace(b"SE*48*", b"SE*49*")
    (found,) = beyond(data)
    assert (str(found.place), str(found.status)) == ("2000A PRV03", "A7:145:85")


@pytest.mark.parametrize(("party", "loop", "status"), [("PW", "2310E", "A7:266"), ("45", "2310F", "A7:266")])
def test_an_address_of_an_ambulance_is_part_of_its_trip(party: str, loop: str, status: str) -> None:
    assert str(sharpen(doubt("8370", loop), "zip", "claim", party).status) == status


@pytest.mark.parametrize(
    ("party", "loop", "status"),
    [
        ("ZZ", "2310C", "A7:562"),
        ("DD", "2310D", "A7:562"),
        ("IL", "2330A", "A7:562:GB"),
        ("", "2000A", "A7:562:85"),
        ("", "", "A7:562"),
    ],
)
def test_who_is_no_entity_of_a_status_is_not_named(party: str, loop: str, status: str) -> None:
    assert str(sharpen(doubt("1", loop), "npi", "claim", party).status) == status


def doubt(value: str, loop: str) -> Finding:
    """The warning of a guide."""
    place = Place(1, 2, "NM1", loop, 9)
    return Finding(
        "element.off_list", 5, Severity.WARNING, Disposition.WARN, place, "a", "b", "c", "d", value, "an NPI"
    )


def test_a_taxonomy_that_only_a_list_lacks_stays_a_doubt() -> None:
    plain = doubt("207Q00000X", "2310B")
    assert sharpen(plain, "taxonomy", "claim", "82") is plain
    assert sharpen(plain, "state", "claim", "82") is plain


def test_what_a_payer_writes_is_only_doubted() -> None:
    findings = x12.report([changed("N1*PE", "N1*PE*OAK FAMILY CARE*XX*1234567890", PAYMENT)]).findings
    assert [(str(one.place), one.severity) for one in findings] == [("1000B N104", Severity.WARNING)]
    address = x12.report([changed("N4*BOISE", "N4*BOISE*ID*8370", PAYMENT)]).findings
    assert [(one.rule, str(one.place)) for one in address] == [("element.off_list", "1000A N403")]


@pytest.mark.usefixtures("blocks_at_once")
@pytest.mark.parametrize("lives", [LIVES, "N4*BOISE*ID*8370", "N4*OTTAWA*ON*83702*CA", "N4*OTTAWA*ON*K1A0B1*CA"])
def test_each_tier_tells_the_same_of_addresses(lives: str) -> None:
    level = CLAIMS[CLAIMS.index("HL*2*1*22*0") : CLAIMS.index("HL*3*1")]
    many = [
        level.replace("HL*2", f"HL*{n + 2}")
        .replace("CLM*A1", f"CLM*A{n}")
        .replace(LIVES, lives if n % 5 == 4 else LIVES)
        for n in range(60)
    ]
    text = CLAIMS[: CLAIMS.index("HL*2*1*22*0")] + "".join(many) + CLAIMS[CLAIMS.index("SE*48") :]
    segments = lines(text)
    start = next(n for n, one in enumerate(segments) if one.startswith("ST*"))
    data = join([f"SE*{n - start + 1}*0001" if one.startswith("SE*") else one for n, one in enumerate(segments)])
    slow = list(check([data], tier=Tier.EXPLAIN))
    assert list(check([data])) == slow == list(check([data], tier=Tier.ROW))
    wrong = 12 if lives in ("N4*BOISE*ID*8370", "N4*OTTAWA*ON*83702*CA") else 0
    assert len([one for one in slow if isinstance(one, x12.Finding)]) == wrong

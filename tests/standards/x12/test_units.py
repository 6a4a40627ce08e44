"""The unit of rejection is the smallest loop that holds the error."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from tests.standards.x12.x12_texts import changed, check, errors, join, lines

CLEAN = join(lines())
UNITS = {
    "a line": (CLEAN.replace(b"SV1*HC:99213*100", b"SV1*HC:99213*1OO"), "claim", "partly", {"A1"}),
    "a claim": (CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O"), "claim", "partly", {"A2"}),
    "a patient": (CLEAN.replace(b"NM1*QC*1*ROE*TIM", b"NM1*QC*7*ROE*TIM"), "patient", "partly", {"A2", "A3"}),
    "a subscriber": (CLEAN.replace(b"SBR*P*18", b"SBR*Q*18"), "subscriber", "partly", {"A1"}),
    "a provider": (CLEAN.replace(b"REF*EI*123456789", b"REF*QQ*1"), "provider", "rejected", {"A1", "A2", "A3"}),
    "the header": (CLEAN.replace(b"BHT*0019*00", b"BHT*0019*99"), "set", "rejected", {"A1", "A2", "A3"}),
    "the tree": (CLEAN.replace(b"HL*3*1*22*1", b"HL*3*9*22*1"), "set", "rejected", {"A1", "A2", "A3"}),
    "the trailer": (CLEAN.replace(b"SE*48", b"SE*47"), "set", "rejected", {"A1", "A2", "A3"}),
    "what came after the claim": (
        CLEAN.replace(b"REF*EI*123456789~", b"").replace(b"SE*48", b"SE*47"),
        "provider",
        "rejected",
        {"A1", "A2", "A3"},
    ),
}


@pytest.mark.parametrize("where", UNITS)
def test_a_fault_kills_the_smallest_unit_around_it(where: str) -> None:
    data, unit, verdict, dead = UNITS[where]
    (fault,) = errors(data)
    one = check(data).sets[0]
    assert (fault.unit, one.verdict) == (unit, verdict)
    assert {claim.patient_control_number for claim in one.claims if claim.dead} == dead


def test_a_group_and_an_interchange_are_units_too() -> None:
    (group,) = errors(CLEAN.replace(b"GE*1*101", b"GE*1*999"))
    (interchange,) = errors(CLEAN.replace(b"IEA*1*000000101", b"IEA*1*000000999"))
    assert (group.unit, interchange.unit) == ("group", "interchange")


def test_a_clean_set_lives_beside_one_that_is_rejected() -> None:
    body = lines()
    second = [one.replace("837*0001", "837*0002").replace("*0001", "*0002") for one in body[2:-2]]
    broken = [one.replace("BHT*0019*00", "BHT*0019*99") for one in second]
    report = check(join([*body[:-2], *broken, "GE*2*101", body[-1]]))
    assert [one.verdict for one in report.sets] == ["accepted", "rejected"]


def test_a_late_fault_of_a_subscriber_kills_the_claim_before_it() -> None:
    text = CLEAN.replace(b"HL*3*1*22*1~", b"REF*SY*123456789~REF*SY*987654321~HL*3*1*22*1~").replace(b"SE*48", b"SE*50")
    claims = check(text).sets[0].claims
    assert claims[0].dead
    assert not claims[1].dead


def test_spans_cut_the_file_into_claims_and_the_levels_above() -> None:
    one = check(CLEAN).sets[0].claims[0]
    assert one.provider is not None
    assert one.subscriber is not None
    assert one.patient is None
    claim = CLEAN[one.offset : one.offset + one.length]
    assert claim.startswith(b"CLM*A1*")
    assert claim.endswith(b"LX*2~SV1*HC:81002*50*UN*1***1~DTP*472*D8*20261110~")
    provider = CLEAN[one.provider.offset : one.provider.offset + one.provider.length]
    assert provider.startswith(b"HL*1**20*1~")
    assert provider.endswith(b"REF*EI*123456789~")
    subscriber = CLEAN[one.subscriber.offset : one.subscriber.offset + one.subscriber.length]
    assert subscriber.startswith(b"HL*2*1*22*0~")
    assert subscriber.endswith(b"PI*HARBOR~")


def test_spans_count_segments_from_the_header() -> None:
    segments = lines()[2:]
    for claim in check(CLEAN).sets[0].claims:
        assert segments[claim.first_segment - 1].startswith("CLM*" + claim.patient_control_number)
        assert claim.last_segment > claim.first_segment


def test_a_patient_has_a_span_of_its_own() -> None:
    claims = check(CLEAN).sets[0].claims
    assert [claim.patient_control_number for claim in claims] == ["A1", "A2", "A3"]
    assert claims[1].patient == claims[2].patient
    assert claims[1].patient is not None
    assert CLEAN[claims[1].patient.offset :].startswith(b"HL*4*3*23*0")


def test_offsets_hold_with_line_ends() -> None:
    data = join(lines(), end="~\r\n")
    for claim in check(data).sets[0].claims:
        assert data[claim.offset :].startswith(b"CLM*")


def test_a_thousand_claims_of_which_three_are_bad_leave_the_others_alive() -> None:
    head = lines()[: lines().index("CLM*A1*150***11:B:1*Y*A*Y*Y")]
    claim = lines()[lines().index("CLM*A1*150***11:B:1*Y*A*Y*Y") : lines().index("HL*3*1*22*1")]
    segments = list(head)
    for number in range(90):
        bad = number in (7, 50, 88)
        segments += [
            one.replace("*A1*", f"*C{number}*").replace("ABK:E119", "QQQ:E119" if bad else "ABK:E119") for one in claim
        ]
    count = len(segments) - 2 + 1
    report = check(join([*segments, f"SE*{count}*0001", "GE*1*101", "IEA*1*000000101"]))
    assert report.sets[0].verdict == "partly"
    assert [one.patient_control_number for one in report.sets[0].claims if one.dead] == ["C7", "C50", "C88"]


def test_each_finding_tells_its_offset_and_number() -> None:
    data = changed("HI*ABK:E119", "HI*ABK:E119\nZZZ*1")
    (found,) = errors(data)
    assert found.place.offset == data.index(b"ZZZ*1")
    assert lines()[2:][found.place.segment - 2] == "HI*ABK:E119*ABF:I10" if found.place.segment else False
    assert x12.decode(data[found.place.offset :][:3]) == found.place.segment_id

"""The shapes of what a payer writes, segment by segment."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane_sandbox.adjudicate import Adjustment
from clearlane_sandbox.answers.envelope import Identity, dollars, envelope, name, reply_identity
from clearlane_sandbox.answers.write_277ca import ClaimStatus, Style, write_277ca
from clearlane_sandbox.answers.write_835 import Payment, ProviderAdjustment, adjustment_segments, write_835
from clearlane_sandbox.answers.write_999 import write_999
from clearlane_sandbox.answers.write_ta1 import write_ta1
from clearlane_sandbox.profile import Status
from clearlane_sandbox.submission import Claim, Group, Interchange, Line, Member, Provider, Set
from tests.sandbox.conftest import NOON
from tests.sandbox.eyes import read_payments, segments
from tests.sandbox.people import CLINIC, make_claim, make_profile, make_verdict

WHO = Identity("ZZ", "PAYER", "30", "CLEARLANE", "PAYERGS", "CLEARGS", "P")
A2 = Status("A2", "20", "PR")


def ack(*claims: Claim, style: Style | None = None, status: Status = A2) -> list[list[str]]:
    part = Set("0001", "005010X222A1", "REFERENCE", "SUBMITTER", "SUB1", claims=list(claims))
    parts = [(part, [ClaimStatus(claim, status, "1K1") for claim in claims])]
    profile = make_profile()
    content = write_277ca(identity=WHO, control=3, at=NOON, profile=profile, parts=parts, style=style or Style())
    return segments(content)


def remit(payment: Payment) -> list[list[str]]:
    return segments(write_835(identity=WHO, control=3, at=NOON, profile=make_profile(), payments=[payment]))


def payment(*cents: int, payee: Provider = CLINIC, **changes: object) -> Payment:
    one = Payment("TRACE1", "TESTPAY", "TEST PAYER", payee, (make_verdict(*cents),))
    return replace(one, **changes)  # type: ignore[arg-type]


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_dollars_is_the_amount_without_idle_zeros(cents: int) -> None:
    text = dollars(cents)
    assert Decimal(text) * 100 == cents
    assert not text.endswith(".")
    assert "." not in text or not text.endswith("0")


def test_an_envelope_has_106_bytes_of_isa_and_right_counts() -> None:
    sets = [["ST*835*0001", "BPR*I"], ["ST*835*0002"]]
    content = envelope(identity=WHO, control=7, at=NOON, functional="HP", version="005010X221A1", sets=sets)
    assert content[105:106] == b"~"
    found = segments(content)
    assert found[0][13] == "000000007"
    assert found[1][1:4] == ["HP", "PAYERGS", "CLEARGS"]
    assert [segment for segment in found if segment[0] == "SE"] == [["SE", "3", "0001"], ["SE", "2", "0002"]]
    assert found[-2:] == [["GE", "2", "7"], ["IEA", "1", "000000007"]]


def test_an_id_that_is_too_long_does_not_shift_the_isa() -> None:
    who = replace(WHO, receiver="A" * 40)
    assert write_ta1(identity=who, control=1, at=NOON, about=made_interchange(), code="A", note="000")[105:106] == b"~"


def made_interchange(*groups: Group) -> Interchange:
    isa = "ISA,00,,00,,ZZ,US,30,THEM,260302,0930,^,00501,000000009,1,T,:".split(",")
    return Interchange(isa, list(groups))


def test_reply_identity_turns_sender_and_receiver_round() -> None:
    group = Group("HC", "US-GS", "THEM-GS", "1", "005010X222A1")
    who = reply_identity(to=made_interchange(group))
    assert who == Identity("30", "THEM", "ZZ", "US", "THEM-GS", "US-GS", "T")
    assert reply_identity(to=made_interchange()).group_sender == "THEM"


def test_a_ta1_repeats_number_day_and_time() -> None:
    about = made_interchange()
    found = segments(write_ta1(identity=WHO, control=4, at=NOON, about=about, code="R", note="021"))
    assert found[1] == ["TA1", "000000009", "260302", "0930", "R", "021"]
    assert found[2] == ["IEA", "0", "000000004"]


@pytest.mark.parametrize(
    ("role", "person", "first", "id", "wanted"),
    [
        ("QC", True, "ANN", "W1", "NM1*QC*1*DOE*ANN****MI*W1"), ("QC", True, "ANN", "", "NM1*QC*1*DOE*ANN"),
        ("85", False, "IGNORED", "W1", "NM1*85*2*DOE*****MI*W1"), ("QC", True, "", "", "NM1*QC*1*DOE"),
    ],
)  # fmt: skip
def test_name_has_no_idle_separators(role: str, person: bool, first: str, id: str, wanted: str) -> None:
    assert name(role, person=person, last="DOE", first=first, qualifier="MI", id=id) == wanted


def test_a_999_counts_each_group_by_itself() -> None:
    good, bad = Set("0001", "V"), Set("0002", "V", problem="4")
    groups = [Group("HC", "A", "B", "1", "V", [good, bad]), Group("HC", "A", "B", "2", "V", [good], problem="2")]
    found = segments(write_999(identity=WHO, control=1, at=NOON, groups=groups))
    assert [s for s in found if s[0] == "AK9"] == [["AK9", "P", "2", "2", "1"], ["AK9", "R", "1", "1", "0", "2"]]
    assert [s for s in found if s[0] == "IK5"] == [["IK5", "A"], ["IK5", "R", "4"]]
    assert [s for s in found if s[0] == "AK2"] == [["AK2", "837", "0001", "V"], ["AK2", "837", "0002", "V"]]


def test_a_277ca_numbers_its_levels_without_a_gap() -> None:
    other = Provider("XX", "1999999992", "987654321", True, "SOLO", "SUE")
    found = ack(make_claim(100), make_claim(200, provider=other), make_claim(300))
    levels = [segment for segment in found if segment[0] == "HL"]
    assert [segment[1] for segment in levels] == [str(number) for number in range(1, len(levels) + 1)]
    assert [(segment[2], segment[3]) for segment in levels] == [
        ("", "20"), ("1", "21"), ("2", "19"), ("3", "PT"), ("3", "PT"), ("2", "19"), ("6", "PT"),
    ]  # fmt: skip


def test_a_277ca_names_a_person_who_bills() -> None:
    found = ack(make_claim(200, provider=Provider("XX", "1999999992", "987654321", True, "SOLO", "SUE")))
    assert ["NM1", "85", "1", "SOLO", "SUE", "", "", "", "XX", "1999999992"] in found


def test_a_277ca_names_a_provider_without_npi_by_tax_id() -> None:
    found = ack(make_claim(200, provider=Provider("", "", "987654321", False, "TAXI")))
    assert ["NM1", "85", "2", "TAXI", "", "", "", "", "FI", "987654321"] in found


def test_a_277ca_tells_a_range_of_days() -> None:
    long = make_claim(100, 200)
    long.lines[1] = Line("HC:99213", 200, "1", "20260107", "20260109")
    assert ["DTP", "472", "RD8", "20260105-20260109"] in ack(long)


def test_a_277ca_rejects_with_u_and_counts_the_rejected() -> None:
    found = ack(make_claim(100), make_claim(200), status=Status("A7", "562", "85"))
    assert ["STC", "A7:562:85", "20260302", "U", "1"] in found
    assert ["QTY", "AA", "2"] in found
    assert ["AMT", "YY", "3"] in found
    assert not [segment for segment in found if segment[:2] == ["QTY", "90"]]


def test_a_277ca_at_2200b_has_no_level_below() -> None:
    found = ack(make_claim(100), style=Style(level="2200B"), status=Status("A3", "23"))
    assert [segment[1:] for segment in found if segment[0] == "HL"] == [["1", "", "20", "1"], ["2", "1", "21", "0"]]
    assert ["STC", "A3:23", "20260302", "U", "1"] in found


def test_an_835_pays_by_ach_and_says_from_whom_to_whom() -> None:
    found = remit(payment(1000))
    assert found[3][:6] == ["BPR", "I", "8", "C", "ACH", "CCP"]
    assert found[3][16] == "20260302"
    assert found[4] == ["TRN", "1", "TRACE1", "1861230000"]
    assert ["N1", "PR", "TEST PAYER", "XV", "TESTPAY"] in found
    assert ["N1", "PE", "CLINIC", "XX", "1234567893"] in found
    assert ["REF", "TJ", "123456789"] in found


def test_an_835_of_nothing_is_a_notice() -> None:
    found = remit(payment(0))
    assert found[3][:5] == ["BPR", "H", "0", "C", "NON"]
    assert found[3][16] == "20260302"


def test_an_835_pays_a_payee_without_npi_by_tax_id() -> None:
    found = remit(payment(1000, payee=Provider("", "", "987654321", False, "TAXI")))
    assert ["N1", "PE", "TAXI", "FI", "987654321"] in found
    assert not [segment for segment in found if segment[:2] == ["REF", "TJ"]]


def test_an_835_tells_the_adjustments_of_the_provider() -> None:
    adjustments = (ProviderAdjustment("WO", "X1", 150), ProviderAdjustment("L6", "X2", -50))
    found = remit(payment(1000, adjustments=adjustments))
    assert [segment for segment in found if segment[0] == "PLB"] == [
        ["PLB", "1234567893", "20261231", "WO:X1", "1.5"],
        ["PLB", "1234567893", "20261231", "L6:X2", "-0.5"],
    ]
    assert found[3][2] == "7"


def test_an_835_names_the_subscriber_of_a_dependent() -> None:
    verdict = make_verdict(1000)
    verdict.claim.patient = Member("DOE", "BEN", "W1")
    found = remit(payment(1000, verdicts=(verdict,)))
    assert [segment[1:5] for segment in found if segment[0] == "NM1"] == [
        ["QC", "1", "DOE", "BEN"],
        ["IL", "1", "DOE", "ANN"],
    ]


def test_an_835_tells_the_days_of_a_line() -> None:
    verdict = make_verdict(1000, 500)
    verdict.lines[1].line.end = "20260109"
    found = remit(payment(1000, verdicts=(verdict,)))
    assert [segment[1:] for segment in found if segment[0] == "DTM"][-3:] == [
        ["472", "20260105"],
        ["150", "20260105"],
        ["151", "20260109"],
    ]


def test_adjustments_go_by_group_six_to_a_segment() -> None:
    many = [Adjustment("CO", str(reason), reason) for reason in range(1, 8)] + [Adjustment("PR", "1", 100)]
    found = adjustment_segments(many)
    assert [segment.split("*")[1] for segment in found] == ["CO", "CO", "PR"]
    assert found[0].split("*")[2::3] == ["1", "2", "3", "4", "5", "6"]
    assert found[1:] == ["CAS*CO*7*0.07", "CAS*PR*1*1"]


def test_the_eyes_of_these_tests_see_what_does_not_balance() -> None:
    good = write_835(identity=WHO, control=3, at=NOON, profile=make_profile(), payments=[payment(1000, 500)])
    assert read_payments(good)[0].off == []
    for wrong in ((b"BPR*I*12*", b"BPR*I*13*"), (b"*10*8**1", b"*10*9**1"), (b"CAS*CO*45*2~", b"CAS*CO*45*3~")):
        assert wrong[0] in good
        assert read_payments(good.replace(*wrong))[0].off

"""The bench's payer reads a file in one pass: what it takes from each segment, and what it leaves alone."""

from __future__ import annotations

import pytest

from clearlane_sandbox.bench import Clerk, Found, Scan, by_payee, judge_bench, provider_277ca
from clearlane_sandbox.read_profile import read_profile
from clearlane_sandbox.submission import Provider
from tests.sandbox.conftest import NOON
from tests.sandbox.counters import Counters

ISA = "ISA*00*          *00*          *ZZ*US             *ZZ*THEM           *260105*1200*^*00501*000000077*0*P*:"
HEAD = (ISA, "GS*HC*US*THEM*20260105*1200*77*X*005010X222A1")
SET = ("ST*837*0001*005010X222A1", "BHT*0019*00*REF77*20260105*1200*CH")
BILLING = ("HL*1**20*1", "NM1*85*2*ELM CLINIC*****XX*1234567893", "REF*EI*861234501")
MEMBER = ("HL*2*1*22*0", "NM1*IL*1*DOE*ANN****MI*W1", "NM1*PR*2*BENCH ONE*****PI*BENCH1")
CLAIM = ("CLM*A1*100.50***11:B:1*Y*A*Y*Y", "REF*D9*T1")
LINE = ("LX*1", "SV1*HC:99213:25*100.50*UN*1***1", "DTP*472*D8*20260105", "REF*6R*L1")
END = ("SE*9*0001", "GE*1*77", "IEA*1*000000077")


def scan(*segments: str, line_end: str = "") -> Scan:
    return Scan("".join(f"{segment}~{line_end}" for segment in segments))


def whole(*more: str) -> Scan:
    """One claim, with further segments of its own."""
    return scan(*HEAD, *SET, *BILLING, *MEMBER, *CLAIM, *LINE, *more, *END)


def only(found: Scan) -> Found:
    ((_, claims),) = found.parts
    (claim,) = claims
    return claim


@pytest.mark.parametrize("line_end", ["", "\n", "\r\n"])
def test_a_claim_is_read_whatever_ends_a_line(line_end: str) -> None:
    claim = only(scan(*HEAD, *SET, *BILLING, *MEMBER, *CLAIM, *LINE, *END, line_end=line_end))
    assert (claim.number, claim.charge, claim.cents, claim.place) == ("A1", "100.50", 10_050, "11")
    assert (claim.patient, claim.payer, claim.trace) == ("NM1*QC*1*DOE*ANN****MI*W1", "BENCH1", "T1")
    assert claim.provider == Provider("XX", "1234567893", "861234501", False, "ELM CLINIC")
    assert claim.days == {"20260105"}
    assert claim.lines == ["SVC*HC:99213:25*100.50*100.50**1", "DTM*472*20260105", "REF*6R*L1"]


def test_the_envelope_is_kept_for_the_answers() -> None:
    found = whole()
    assert (found.interchange.control, found.interchange.usage) == ("000000077", "P")
    (group,) = found.interchange.groups
    assert (group.functional, group.sender, group.receiver, group.control) == ("HC", "US", "THEM", "77")
    assert group.version == "005010X222A1"
    ((part, _),) = found.parts
    assert (part.control, part.version, part.reference) == ("0001", "005010X222A1", "REF77")


def test_the_submitter_is_read_above_the_claims() -> None:
    found = scan(*HEAD, *SET, "NM1*41*2*HOUSE*****46*CLEARLANE", *BILLING, *MEMBER, *CLAIM, *END)
    ((part, _),) = found.parts
    assert (part.submitter, part.submitter_id, part.submitter_person) == ("HOUSE", "CLEARLANE", False)
    found = scan(*HEAD, *SET, "NM1*41*1*DOE*ANN****46*X1", *END)
    assert found.parts[0][0].submitter_person is True


# Segments inside of a claim that say nothing about who bills and whom.
INSIDE = [
    "NM1*85*2*OTHER*****XX*1992999825",
    "NM1*82*1*ROE*BEN****XX*1992999825",
    "NM1*PR*2*OTHER*****PI*OTHER",
    "NM1*IL*1*ROE*EVA****MI*W9",
    "REF*EI*999999999",
    "REF*G1*AUTH",
    "DTP*435*D8*20260101",
    "HI*ABK:I10",
    "N3*1 STREET",
    "",
]


@pytest.mark.parametrize("segment", INSIDE)
def test_what_stands_inside_of_a_claim_changes_nothing_above_it(segment: str) -> None:
    assert only(whole(segment)) == only(whole())


# The dates of a line; the days of the claim, and what the payment says of them.
DATES = [
    ("DTP*472*D8*20260105", {"20260105"}, "DTM*472*20260105"),
    ("DTP*472*RD8*20260105-20260107", {"20260105", "20260107"}, "DTM*150*20260105~\nDTM*151*20260107"),
    ("DTP*472*RD8*20260105-20260105", {"20260105"}, "DTM*150*20260105~\nDTM*151*20260105"),
]


@pytest.mark.parametrize(("date", "days", "told"), DATES)
def test_days_of_a_line_are_told_as_they_stood(date: str, days: set[str], told: str) -> None:
    claim = only(scan(*HEAD, *SET, *BILLING, *MEMBER, *CLAIM, "LX*1", "SV1*HC:99213*1*UN*1", date, *END))
    assert (claim.days, claim.lines[-1]) == (days, told)


def test_a_tax_id_may_be_a_persons_and_the_first_one_counts() -> None:
    billing = ("HL*1**20*1", "NM1*85*1*ROE*BEN****XX*1234567893", "REF*SY*123456789", "REF*EI*861234501")
    claim = only(scan(*HEAD, *SET, *billing, *MEMBER, *CLAIM, *END))
    assert claim.provider == Provider("XX", "1234567893", "123456789", True, "ROE", "BEN")


def test_a_dependent_goes_by_the_member_and_the_next_member_by_himself() -> None:
    dependent = ("HL*3*2*23*0", "NM1*QC*1*DOE*TIM", "CLM*A2*5***11:B:1", "HL*4*1*22*0", "NM1*IL*1*POE*EVA****MI*W2")
    found = scan(*HEAD, *SET, *BILLING, *MEMBER, *CLAIM, *dependent, "CLM*A3*6***12:B:1", *END)
    ((_, claims),) = found.parts
    assert [(claim.number, claim.patient) for claim in claims] == [
        ("A1", "NM1*QC*1*DOE*ANN****MI*W1"),
        ("A2", "NM1*QC*1*DOE*TIM****MI*W1"),
        ("A3", "NM1*QC*1*POE*EVA****MI*W2"),
    ]


def test_a_second_set_has_claims_of_its_own() -> None:
    second = ("ST*837*0002*005010X222A1", "BHT*0019*00*REF78*20260105*1200*CH")
    found = scan(*HEAD, *SET, *BILLING, *MEMBER, *CLAIM, END[0], *second, *BILLING, *MEMBER, "CLM*B1*7***11:B:1", *END)
    assert [(part.control, [claim.number for claim in claims]) for part, claims in found.parts] == [
        ("0001", ["A1"]), ("0002", ["B1"]),
    ]  # fmt: skip


def claim(number: str, cents: int, npi: str = "1", tin: str = "2") -> Found:
    return Found(number, str(cents), cents, "11", Provider("XX", npi, tin, False, "C"), "NM1*QC*1*D", "P")


def test_a_payee_is_an_npi_with_a_tax_id_in_the_order_of_its_first_claim() -> None:
    claims = [claim("A", 1, "9"), claim("B", 2, "1"), claim("C", 3, "9"), claim("D", 4, "9", "3")]
    assert {payee: [one.number for one in group] for payee, group in by_payee(claims).items()} == {
        ("9", "2"): ["A", "C"], ("1", "2"): ["B"], ("9", "3"): ["D"],
    }  # fmt: skip
    assert [*by_payee(claims)] == [("9", "2"), ("1", "2"), ("9", "3")]


def test_a_provider_is_told_the_number_and_the_sum_of_its_claims() -> None:
    told = provider_277ca(3, [claim("A", 10_050), claim("B", 4_950)])
    assert (told[0], told[3], told[4], told[5]) == ("HL*3*2*19*1", "STC*A1:19:PR**WQ*150", "QTY*QA*2", "AMT*YU*150")


PROFILE = read_profile("payer BENCHX\nname BENCH X\ntax_id 861230000\nlogin bench x\nbench yes")


@pytest.mark.parametrize("content", [b"", b"hello", b"ISA*short~", ISA.replace("*^*", "*:*").encode() + b"~"])
def test_what_is_no_interchange_is_answered_by_nobody(content: bytes) -> None:
    judged = judge_bench(data=content, profile=PROFILE, numbers=Counters(), batch=1, at=NOON)
    assert (judged.outcome, judged.answers, judged.claims) == ("unreadable", [], [])


def test_the_payers_own_number_of_a_claim_is_of_its_batch_and_its_trace() -> None:
    clerk = Clerk(whole(), PROFILE, Counters(), 42, NOON)
    assert "REF*1K*BEN000042T1" in clerk.claim_277ca(4, 3, only(whole()))
    untraced = claim("A9", 5)
    assert "REF*1K*BEN000042A9" in clerk.claim_277ca(4, 3, untraced)
    assert not any(segment.startswith("REF*D9") for segment in clerk.claim_277ca(4, 3, untraced))


def test_answers_are_numbered_one_after_the_other() -> None:
    content = "".join(f"{s}~" for s in (*HEAD, *SET, *BILLING, *MEMBER, *CLAIM, *LINE, *END)).encode()
    numbers = Counters()
    names = [
        [
            answer.name
            for answer in judge_bench(data=content, profile=PROFILE, numbers=numbers, batch=n, at=NOON).answers
        ]
        for n in (1, 2)
    ]
    assert names == [
        ["BENCH_000001.999", "BENCH_000002.277ca", "BENCH_000003.835"],
        ["BENCH_000004.999", "BENCH_000005.277ca", "BENCH_000006.835"],
    ]

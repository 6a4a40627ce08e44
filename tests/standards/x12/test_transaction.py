"""One ST..SE: which control numbers agree, which guide reads it, and what its verdict sums up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.tier import Tier
from clearlane.standards.x12.transaction import same_number
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.x12_texts import PAYMENT, check, errors, join, lines

CLEAN = join(lines())

SAME = [("1", "1"), ("1", "0001"), ("000", "0"), ("48", "048"), ("AB1", "AB1"), ("1 ", "1 ")]
DIFFERENT = [
    ("1", "2"),
    ("1", ""),
    ("", ""),
    ("1", "1 "),
    ("A1", "A01"),
    ("1", "\u0661"),
    ("\u00b2", "2"),
    ("-1", "-01"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_numbers_agree_whatever_their_zeros(one: str, other: str) -> None:
    assert same_number(one, other)
    assert same_number(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_texts_agree_only_when_equal_and_there(one: str, other: str) -> None:
    assert not same_number(one, other)
    assert not same_number(other, one)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 6), st.integers(0, 6))
@settings(deadline=None)
def test_two_numbers_agree_exactly_when_their_values_do(one: int, other: int, left: int, right: int) -> None:
    assert same_number("0" * left + str(one), "0" * right + str(other)) == (one == other)


@given(st.text(max_size=8), st.text(max_size=8))
@settings(deadline=None)
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert same_number(one, other) == same_number(other, one)


def test_a_number_of_thousands_of_digits_costs_nothing() -> None:
    assert same_number("1" * 50_000, "1" * 50_000)
    assert not same_number("1" * 50_000, "1" * 49_999)


VERDICTS = {
    "clean": (b"", b"", "accepted"),
    "a warning": (b"PAT*19~", b"PAT*19*~", "accepted"),
    "one claim dead": (b"CLM*A2*80", b"CLM*A2*8O", "partly"),
    "a patient dead": (b"QC*1*ROE", b"QC*9*ROE", "partly"),
    "each claim dead": (b":B:1*", b":B:1:1*", "rejected"),
    "the provider dead": (b"REF*EI*123456789", b"REF*EI*12345678*9", "rejected"),
    "the set dead": (b"BHT*0019", b"BHT*0020", "rejected"),
    "an odd header": (b"ST*837*", b"ST*835*", "rejected"),
}


@pytest.mark.parametrize("what", VERDICTS)
def test_the_verdict_sums_up_what_lives(what: str) -> None:
    old, new, verdict = VERDICTS[what]
    assert check(CLEAN.replace(old, new)).sets[0].verdict == verdict


def test_a_late_fault_of_a_subscriber_takes_back_the_claim_that_had_ended_alive() -> None:
    dead = CLEAN.replace(b"CLM*A1*150", b"CLM*A1*15O")
    assert check(dead).sets[0].verdict == "partly"
    (one,) = check(dead.replace(b"SE*48*", b"PAT*19~SE*49*")).sets
    assert [claim.dead for claim in one.claims] == [True, True, True]
    assert one.verdict == "rejected"


def test_a_late_fault_of_one_subscriber_leaves_the_others_alive() -> None:
    late = b"REF*SY*123456789~REF*SY*987654321~HL*3*1*22*1~"
    (one,) = check(CLEAN.replace(b"HL*3*1*22*1~", late).replace(b"SE*48", b"SE*50")).sets
    assert [claim.dead for claim in one.claims] == [True, False, False]
    assert one.verdict == "partly"


def test_a_set_of_a_version_without_a_guide_is_unsupported() -> None:
    report = check(CLEAN.replace(b"005010X222A1", b"005010X223"))
    assert [one.verdict for one in report.sets] == ["unsupported"]
    assert report.accepted is None


def test_a_set_without_a_guide_is_still_counted_and_named() -> None:
    (one,) = check(CLEAN.replace(b"005010X222A1", b"005010X223")).sets
    assert (one.set_id, one.control, one.version, one.segments) == ("837", "0001", "005010X223", 48)


def test_a_set_without_its_trailer_is_rejected_with_all_its_claims() -> None:
    (one,) = check(CLEAN.replace(b"SE*48*0001~", b"")).sets
    assert one.verdict == "rejected"
    assert [claim.dead for claim in one.claims] == [True] * len(one.claims)
    assert len(one.claims) >= 2


@pytest.mark.parametrize("count", ["48", "048", "0048"])
def test_a_segment_count_may_have_zeros_before_it(count: str) -> None:
    assert errors(CLEAN.replace(b"SE*48*", f"SE*{count}*".encode())) == []


@pytest.mark.parametrize("count", ["47", "49", "0", "", "4B", "-48", "99999999999"])
def test_a_segment_count_that_is_wrong_is_told_once(count: str) -> None:
    told = errors(CLEAN.replace(b"SE*48*", f"SE*{count}*".encode()))
    assert [(one.place.segment_id, one.place.element) for one in told] == [("SE", 1)]
    assert told[0].rule == {"": "element.missing", "4B": "element.not_whole", "99999999999": "element.too_long"}.get(
        count, "envelope.se_count"
    )


def test_a_control_number_that_is_too_short_is_told_once_where_it_is_the_same_number() -> None:
    assert [one.rule for one in errors(CLEAN.replace(b"SE*48*0001", b"SE*48*1"))] == ["element.too_short"]
    told = [one.rule for one in errors(CLEAN.replace(b"SE*48*0001", b"SE*48*2"))]
    assert told == ["element.too_short", "envelope.se_control"]


def test_control_numbers_of_a_set_must_be_the_same_text() -> None:
    (found,) = errors(CLEAN.replace(b"SE*48*0001", b"SE*48*00001"))
    assert (found.rule, found.found, found.expected) == ("envelope.se_control", "00001", "0001")


@pytest.mark.parametrize("version", ["005010X222A1", "005010X222A2"])
def test_the_version_of_a_set_is_its_own(version: str) -> None:
    report = check(CLEAN.replace(b"005010X222A1", version.encode()))
    assert report.accepted is True
    assert report.sets[0].version == version


def test_a_payment_takes_its_version_from_the_group() -> None:
    (one,) = check(join(lines(PAYMENT))).sets
    assert (one.version, one.verdict) == ("005010X221A1", "accepted")


def test_a_set_reaches_from_its_st_to_behind_its_se() -> None:
    data = join(lines(), end="~\r\n")
    (one,) = check(data).sets
    text = data[one.offset : one.offset + one.length]
    assert text.startswith(b"ST*837*0001")
    assert text.endswith(b"SE*48*0001~")
    assert one.segments == sum(1 for _ in x12.segments(text, x12.Delimiters()))


MISNAMED = {
    "an institutional ST03 of professional claims": ("837p", "005010X222A1", "005010X223A2"),
    "a professional ST03 of institutional claims": ("837i", "005010X223A2", "005010X222A1"),
    "a dental ST03 of professional claims": ("837p", "005010X222A1", "005010X224A2"),
    "another erratum": ("837p", "005010X222A1", "005010X222A2"),
    "a status answer as a claim acknowledgment": ("277", "005010X212", "005010X214"),
    "a request of reviews as an inquiry": ("278_request", "005010X217", "005010X215"),
}


@pytest.mark.parametrize("what", MISNAMED)
@pytest.mark.parametrize("seed", range(3))
def test_a_wrong_st03_is_one_finding_and_the_guide_is_that_of_gs08(what: str, seed: int) -> None:
    kind, version, other = MISNAMED[what]
    content = from_guide(GuideOrder(kind=kind, seed=seed, units=3))
    head = f"*0001*{version}~".encode()
    assert head in content
    (one,) = x12.report([content.replace(head, f"*0001*{other}~".encode(), 1)]).sets
    assert [(found.rule, str(found.place)) for found in one.findings] == [("envelope.st_version", "ST03")]
    assert one.verdict == "rejected"


@pytest.mark.parametrize("what", [what for what in MISNAMED if MISNAMED[what][0] != "278_request"])
@pytest.mark.parametrize("tier", list(Tier))
def test_a_wrong_gs08_is_one_finding_and_the_guide_is_that_of_st03(what: str, tier: Tier) -> None:
    kind, version, other = MISNAMED[what]
    content = from_guide(GuideOrder(kind=kind, seed=1, units=3))
    assert content.count(f"*X*{version}~".encode()) == 1
    wrong = content.replace(f"*X*{version}~".encode(), f"*X*{other}~".encode())
    told = [one for one in x12.check([wrong], tier=tier) if isinstance(one, Finding)]
    assert [(found.rule, str(found.place)) for found in told if found.unit == "set"] == [
        ("envelope.st_version", "ST03")
    ]
    assert len(told) == 1


def test_a_set_that_breaks_off_between_two_guides_is_told_what_is_wrong_so_far() -> None:
    broken = CLEAN.replace(b"0001*005010X222A1", b"0001*005010X223A2").replace(b"HL*1**20*1", b"HL*1**20*9")
    told = [found.rule for found in x12.report([broken[: broken.index(b"CLM*")]]).findings]
    assert told == ["envelope.st_version", "element.bad_code", "envelope.cut_off"]


def test_a_wrong_st03_hides_no_other_fault_of_the_set() -> None:
    broken = CLEAN.replace(b"0001*005010X222A1", b"0001*005010X223A2").replace(b"CLM*A2*80", b"CLM*A2*8O")
    (one,) = x12.report([broken]).sets
    assert [found.rule for found in one.findings] == ["envelope.st_version", "element.not_a_number"]

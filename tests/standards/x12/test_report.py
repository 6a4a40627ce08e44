"""The report is what the events tell, gathered: the same findings, spans and verdicts, each in its place."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.events import ClaimSeen, SetClosed, UnitDied
from clearlane.vocabulary.finding import Disposition, Finding
from tests.standards.x12.small_files import FILES
from tests.standards.x12.test_any_answer import spoiled
from tests.standards.x12.x12_texts import PAYMENT, check, errors, join, lines

CLEAN = join(lines())
AT = datetime(2026, 11, 24, tzinfo=UTC)
OUTSIDE = ("envelope.garbage", "envelope.no_isa", "envelope.unreadable_isa", "envelope.byte_order_mark")
"""What is told of bytes that belong to no interchange."""


def everything(report: x12.Report) -> list[Finding]:
    """The findings of every interchange, group and set."""
    found: list[Finding] = []
    for interchange in report.interchanges:
        found += interchange.findings
        for group in interchange.groups:
            found += group.findings
            for one in group.sets:
                found += one.findings
    return found


@pytest.mark.parametrize("seed", range(60))
def test_each_finding_is_told_once_in_its_place(seed: int) -> None:
    report = check(spoiled(seed))
    within = [one for one in report.findings if one.rule not in OUTSIDE]
    assert sorted(map(repr, everything(report))) == sorted(map(repr, within))


@pytest.mark.parametrize("seed", range(60))
def test_a_finding_of_a_set_lies_between_its_st_and_its_se(seed: int) -> None:
    for one in check(spoiled(seed)).sets:
        end = one.offset + one.length
        assert all(one.offset <= (each.place.offset or 0) <= end for each in one.findings)


@pytest.mark.parametrize("seed", range(60))
def test_claims_lie_in_their_set_one_behind_the_other(seed: int) -> None:
    for one in check(spoiled(seed)).sets:
        at = one.offset
        for claim in one.claims:
            assert at <= claim.offset
            at = claim.offset + claim.length
            assert claim.first_segment <= claim.last_segment
        assert at <= one.offset + one.length


@pytest.mark.parametrize("seed", range(60))
def test_no_finding_is_told_twice_of_one_element(seed: int) -> None:
    told = [
        (one.rule, one.place.segment, one.place.segment_id, one.place.element, one.place.component, one.place.repeat)
        for one in check(spoiled(seed)).findings
        if one.rule.startswith("element.")
    ]
    assert len(told) == len(set(told))


@pytest.mark.parametrize("seed", range(60))
def test_a_claim_is_dead_exactly_where_something_around_it_died(seed: int) -> None:
    for one in check(spoiled(seed)).sets:
        killed = {each.unit for each in one.findings if each.disposition is Disposition.REJECT}
        if one.verdict == "rejected":
            assert all(claim.dead for claim in one.claims)
        elif not killed:
            assert not any(claim.dead for claim in one.claims)


def test_events_and_report_agree_on_what_lives() -> None:
    data = CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O")
    events = list(x12.check([data]))
    (closed,) = [one for one in events if isinstance(one, SetClosed)]
    died = {(one.unit, one.first_segment) for one in events if isinstance(one, UnitDied)}
    seen = [one.span for one in events if isinstance(one, ClaimSeen)]
    (one,) = check(data).sets
    assert (closed.verdict, closed.segments) == (one.verdict, one.segments)
    assert [claim.dead for claim in one.claims] == [
        any((unit, span.first_segment) in died for unit in ("claim",)) for span in seen
    ]


ACCEPTED = {
    "a clean file": (CLEAN, True),
    "a warning": (CLEAN.replace(b"PAT*19~", b"PAT*19*~"), True),
    "a dead claim": (CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O"), False),
    "a dead set": (CLEAN.replace(b"BHT*0019", b"BHT*0020"), False),
    "a version without a guide": (CLEAN.replace(b"005010X222A1", b"005010X223"), None),
    "nothing": (b"", None),
    "no X12": (b"Dear all, please find attached", None),
    "blanks": (b" \r\n\r\n ", None),
    "a TA1": (FILES["TA1"], True),
    "a payment": (join(lines(PAYMENT)), True),
    "two files, one bad": (CLEAN + CLEAN.replace(b"000000101", b"000000102").replace(b"IEA*1*", b"IEA*2*"), False),
    "a supported and an unsupported": (
        CLEAN + CLEAN.replace(b"000000101", b"000000102").replace(b"005010X222A1", b"005010X223"),
        None,
    ),
}


@pytest.mark.parametrize("what", ACCEPTED)
def test_a_file_is_accepted_refused_or_cannot_be_judged(what: str) -> None:
    data, accepted = ACCEPTED[what]
    assert check(data).accepted is accepted


def test_an_interchange_reports_its_envelope() -> None:
    (one,) = check(CLEAN).interchanges
    assert (one.sender, one.receiver, one.control, one.usage) == ("SUBMITTER", "CLEARLANE", "000000101", "P")
    assert (one.ack_requested, one.offset, one.length) == (False, 0, len(CLEAN))
    assert one.isa == CLEAN[:106]
    assert len(one.elements) == 16


def test_a_group_reports_its_header() -> None:
    (group,) = check(CLEAN).interchanges[0].groups
    assert (group.functional_id, group.sender, group.receiver) == ("HC", "SUBMITTER", "CLEARLANE")
    assert (group.date, group.time, group.control, group.version) == ("20261124", "0930", "101", "005010X222A1")
    assert (group.sets_included, group.offset) == (1, 106)
    assert CLEAN[group.offset : group.offset + group.length].endswith(b"GE*1*101~")


@pytest.mark.parametrize("cut", ["GS", "GS*HC", "GS*HC*A*B*20261124"])
def test_a_group_with_a_short_header_has_empty_values(cut: str) -> None:
    text = CLEAN.decode()
    data = (text[:106] + cut + text[text.index("~ST*") :]).encode()
    (group,) = check(data).interchanges[0].groups
    given = cut.split("*")[1:] + [""] * 8
    assert (group.functional_id, group.sender, group.receiver, group.date) == tuple(given[:4])
    assert group.version == ""


@pytest.mark.parametrize("seed", range(10))
def test_reading_twice_tells_the_same(seed: int) -> None:
    data = spoiled(seed)
    assert check(data) == check(data)


@pytest.mark.parametrize("seed", range(10))
def test_one_files_faults_do_not_reach_into_the_next(seed: int) -> None:
    """What a walk remembers of one set (proven values, repairs) never changes what it says of another."""
    order = list(range(12))
    random.Random(seed).shuffle(order)
    apart = {each: errors(spoiled(each)) for each in order}
    assert {each: errors(spoiled(each)) for each in sorted(order)} == apart


def test_without_claims_all_else_is_told() -> None:
    whole, without = x12.report([CLEAN]), x12.report([CLEAN], claims=x12.KeptClaims.NONE)
    assert any(one.claims for one in whole.sets)
    assert not any(one.claims for one in without.sets)
    assert (without.findings, without.accepted) == (whole.findings, whole.accepted)
    assert [one.verdict for one in without.sets] == [one.verdict for one in whole.sets]


@pytest.mark.parametrize("seed", range(60))
def test_claims_in_which_a_finding_stands_are_enough_for_a_999(seed: int) -> None:
    data = spoiled(seed) if seed else CLEAN
    whole, fewer = x12.report([data]), x12.report([data], claims=x12.KeptClaims.FAULTY)
    assert (fewer.findings, fewer.accepted) == (whole.findings, whole.accepted)
    assert seed or not any(one.claims for one in fewer.sets)
    for all_claims, faulty in zip(whole.interchanges, fewer.interchanges, strict=True):
        answer = x12.acknowledge(all_claims, control=1, at=AT)
        assert answer == x12.acknowledge(faulty, control=1, at=AT)

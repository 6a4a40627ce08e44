"""What is kept of the findings of an interchange, however wrong it is."""

from __future__ import annotations

import datetime as dt
import json

from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.interchanges.choose_findings import MOST, choose_findings
from clearlane.exchange.interchanges.report_text import from_text, to_text
from clearlane.standards import x12
from clearlane.vocabulary.finding import Disposition, Finding, Place, Severity

AT = dt.datetime(2026, 11, 23, 15, 30, tzinfo=dt.UTC)
ISA = "ISA*00*          *00*          *ZZ*ELMSTREET      *ZZ*CLEARLANE      *260302*0930*^*00501*000000001*0*P*:~"


def warning(n: int) -> Finding:
    return Finding("w", 1, Severity.WARNING, Disposition.WARN, Place(n), f"finding {n}", "", "")


def error(n: int, code: str) -> Finding:
    answer = (("IK403", code),)
    return Finding("e", 1, Severity.ERROR, Disposition.REJECT, Place(n), f"{n}", "", "", unit="claim", answer=answer)


def parts(*counts: int) -> list[list[Finding]]:
    return [[warning(n) for n in range(count)] for count in counts]


WRONG = "ZZ*" + "1" * 160 + "~"
"""A segment that nobody knows, long enough that a set of nothing else is not given up."""


def hostile(sets: int = 1, segments: int = 3000) -> bytes:
    """Sets that are wrong at every segment."""
    body = "".join(
        f"ST*837*{n:04d}*005010X222A1~" + WRONG * segments + f"SE*{segments + 2}*{n:04d}~" for n in range(1, sets + 1)
    )
    group = "GS*HC*ELMSTREET*CLEARLANE*20260302*0930*1*X*005010X222A1~"
    return f"{ISA}{group}{body}GE*{sets}*1~IEA*1*000000001~".encode()


@given(st.lists(st.integers(0, 60), max_size=12), st.integers(0, 100))
def test_no_more_are_kept_than_may_and_none_is_left_out_without_need(counts: list[int], most: int) -> None:
    kept = [len(part) for part in choose_findings(parts(*counts), most=most)]
    assert sum(kept) == min(most, sum(counts))
    assert all(k <= count for k, count in zip(kept, counts, strict=True))


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12), st.integers(0, 100))
def test_who_is_cut_keeps_as_much_as_anybody(counts: list[int], most: int) -> None:
    kept = [len(part) for part in choose_findings(parts(*counts), most=most)]
    cut = [k for k, count in zip(kept, counts, strict=True) if k < count]
    assert all(max(kept) - one <= 1 for one in cut)


def test_small_parts_stay_whole_beside_a_large_one() -> None:
    assert [len(part) for part in choose_findings(parts(2, 1000, 3), most=20)] == [2, 15, 3]


def test_each_kind_of_answer_is_kept_and_rejections_come_before_warnings() -> None:
    found = [*(warning(n) for n in range(50)), *(error(n, "7") for n in range(50, 90)), error(90, "8")]
    (kept,) = choose_findings([found], most=5)
    assert [one.place.offset for one in kept if one.disposition is Disposition.REJECT] == [50, 51, 52, 53, 90]


def test_what_is_kept_stands_in_the_order_of_the_file() -> None:
    (kept,) = choose_findings([[error(n, str(n % 7)) for n in range(100)]], most=10)
    offsets = [one.place.offset or 0 for one in kept]
    assert offsets == sorted(offsets)


def test_a_report_that_is_small_enough_is_kept_whole() -> None:
    (one,) = x12.report([hostile(segments=5)]).interchanges
    assert from_text(to_text(one)).groups[0].sets[0].findings == one.groups[0].sets[0].findings
    assert '"more": 0' in to_text(one)


def test_the_report_of_a_hostile_file_is_bounded_and_answered_as_the_whole_one_would_be() -> None:
    (one,) = x12.report([hostile(segments=30_000)]).interchanges
    count = sum(len(each.findings) for each in one.groups[0].sets)
    assert count > MOST
    text = to_text(one)
    (kept,) = json.loads(text)["groups"][0]["sets"]
    assert (len(kept["findings"]), kept["more"]) == (MOST, count - MOST)
    assert len(text) < 20_000_000
    whole, bounded = (x12.acknowledge(each, control=1, at=AT) for each in (one, from_text(text)))
    assert whole == bounded


def test_each_set_of_a_hostile_file_is_answered_with_some_of_its_errors() -> None:
    (one,) = x12.report([hostile(sets=30, segments=1500)]).interchanges
    answer = x12.acknowledge(from_text(to_text(one)), control=1, at=AT)
    assert answer is not None
    assert all(part.count(b"IK3*ZZ") > 500 and b"IK5*R*" in part for part in answer.split(b"AK2*")[1:])

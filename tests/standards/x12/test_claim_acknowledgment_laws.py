"""Whatever a 277CA tells, of any kind of status and any shape of providers, claims and lines, our guide takes it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.claim_acknowledgment import (
    VERSION,
    Acknowledgment277,
    Claim277,
    Line277,
    Name277,
    Provider277,
    StatusText,
    Total277,
    write_277ca,
)
from tests.standards.x12.small_files import AT, WHO, answer_277ca, status

NAMES = st.text("ABCDEFGH", min_size=1, max_size=12)
IDS = st.from_regex(r"[A-Z0-9]{2,20}", fullmatch=True)
MONEY = st.integers(0, 10**7).map(lambda cents: f"{cents / 100:.2f}".rstrip("0").rstrip("."))
DAYS = st.one_of(
    st.just(("", "")),
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)).map(lambda day: ("D8", f"{day:%Y%m%d}")),
    st.just(("RD8", "20261101-20261110")),
)
CATEGORIES = st.sampled_from(["A0", "A1", "A2", "A3", "A6", "A7", "A8"])
CLAIM_ENTITIES = st.sampled_from(["", "85", "IL", "PR", "QC", "82", "77"])


@st.composite
def statuses(draw: st.DrawFn, *, of_line: bool = False) -> StatusText:
    """One STC; of a line it has no amount and rejects."""
    code = (draw(CATEGORIES), draw(st.sampled_from(["20", "24", "164", "187", "400", "562"])), draw(CLAIM_ENTITIES))
    action, amount = ("U", "") if of_line else (draw(st.sampled_from(["WQ", "U"])), draw(MONEY))
    return (tuple(part for part in code if part), "" if of_line else "20261124", action, amount)


@st.composite
def lines(draw: st.DrawFn) -> Line277:
    return Line277(
        ("HC", draw(st.sampled_from(["99213", "J1885", "0001F"])), *draw(st.lists(st.just("25"), max_size=2))),
        draw(MONEY),
        draw(st.sampled_from(["", "1", "2.5"])),
        tuple(draw(st.lists(statuses(of_line=True), min_size=1, max_size=2))),
        draw(st.one_of(st.just(""), IDS)),
        draw(DAYS),
    )


@st.composite
def claims(draw: st.DrawFn) -> Claim277:
    patient = Name277("QC", draw(NAMES), draw(NAMES), is_person=True, qualifier="MI", id=draw(IDS))
    references = draw(st.sampled_from([(), (("1K", "P1"),), (("D9", "T1"),), (("1K", "P1"), ("D9", "T1"))]))
    days = draw(DAYS)
    many = tuple(draw(st.lists(statuses(), min_size=1, max_size=3)))
    return Claim277(patient, draw(IDS), many, references, days, tuple(draw(st.lists(lines(), max_size=2))))


@st.composite
def providers(draw: st.DrawFn) -> Provider277:
    found = tuple(draw(st.lists(claims(), max_size=3)))
    name = Name277("85", draw(NAMES), qualifier="XX", id="1234567893")
    own = draw(st.sampled_from([(), ((("A1", "19", "PR"), "", "WQ", "10"),)]))
    return Provider277(name, Total277(len(found), 0, "10", "0"), found, draw(IDS), own)


@st.composite
def acknowledgments(draw: st.DrawFn) -> Acknowledgment277:
    return Acknowledgment277(
        reference=draw(IDS),
        at=AT,
        source=Name277("PR", draw(NAMES), qualifier="PI", id=draw(IDS)),
        source_trace=draw(IDS),
        received="20261124",
        processed="20261124",
        receiver=Name277("41", draw(NAMES), qualifier="46", id=draw(IDS)),
        receiver_trace=draw(IDS),
        statuses=(status("A1:19:PR"),),
        total=Total277(draw(st.integers(0, 3)), draw(st.integers(0, 3)), "10", "5"),
        providers=tuple(draw(st.lists(providers(), max_size=3))),
    )


@given(st.lists(acknowledgments(), min_size=1, max_size=2))
@settings(max_examples=30, deadline=None)
def test_any_claim_acknowledgment_is_one_by_our_own_reading(sets: list[Acknowledgment277]) -> None:
    report = x12.report([write_277ca(sets, identity=WHO, control=7, usage="P", at=AT)])
    of_form = [one.rule for one in report.findings if not one.rule.startswith("consistency.")]
    assert (report.accepted, of_form) == (True, [])  # what is drawn contradicts itself, and is only doubted
    assert len(report.sets) == len(sets)


@given(acknowledgments())
@settings(max_examples=20, deadline=None)
def test_each_claim_is_told_once_with_its_trace(one: Acknowledgment277) -> None:
    data = write_277ca([one], identity=WHO, control=7, usage="P", at=AT)
    (read,) = x12.report([data]).sets
    text = data[read.offset : read.offset + read.length]
    tree = x12.parse_set(text, delimiters=x12.Delimiters(), version=VERSION)
    receiver = tree.children[0].all("2000B")[0]
    told = [
        [each.all("2200D")[0].segments[0].element(2) for each in provider.all("2000D")]
        for provider in receiver.all("2000C")
    ]
    assert told == [[claim.trace for claim in provider.claims] for provider in one.providers]


STATUSES = {
    "accepted": "A2:20:PR",
    "received": "A1:19:PR",
    "forwarded": "A0:16:PR",
    "returned": "A3:24:85",
    "missing information": "A6:562:85",
    "invalid information": "A7:164:IL",
    "inconsistent": "A8:400",
    "inconsistent, of an entity": "A8:187:QC",
}


@pytest.mark.parametrize("what", STATUSES)
def test_each_kind_of_status_is_valid(what: str) -> None:
    action = "WQ" if STATUSES[what] < "A3" else "U"
    assert x12.report([answer_277ca(status(STATUSES[what], action=action))]).findings == ()


@pytest.mark.parametrize("count", range(1, 4))
def test_further_statuses_stand_behind_the_first(count: int) -> None:
    further = [("A7", "500", "85"), ("A7", "187")][: count - 1]
    said: StatusText = (("A7", "562", "85"), "20261124", "U", "100", *([""] * 5 if further else []), *further)
    data = answer_277ca(said)
    assert x12.report([data]).findings == ()
    (segment,) = [one for one in data.decode().split("~") if one.startswith("STC*A7:562:85")]
    assert segment.split("*")[10:] == [":".join(one) for one in further]


@pytest.mark.parametrize("field", ["*", ":", "~", "^", "\n"])
def test_a_value_that_would_break_it_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match="delimiter"):
        answer_277ca((("A7", f"5{field}0"), "20261124", "U", "100"))

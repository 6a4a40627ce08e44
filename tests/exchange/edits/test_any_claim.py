"""Whatever stands in a claim, the judge says something of it: no rule of ours breaks."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.exchange.edits.cases.build import build
from clearlane.exchange.edits.cases.give import give
from clearlane.exchange.edits.fingerprint import fingerprint
from clearlane.exchange.edits.judge import judge
from clearlane.exchange.edits.type_claim import type_claim
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition, Finding
from clearlane.vocabulary.submitted_claim import SegmentText, SubmittedClaim

TYPICAL = build(changes=["2300 DTP*435*D8*20260520", "2300 REF*F8*ICN77", "2010BB REF*G2*MILES77"])
CLAIM = type_claim(submitted=TYPICAL)
assert isinstance(CLAIM, Claim)
FACTS = replace(give(given=(), claim=CLAIM), earlier={fingerprint(claim=CLAIM): ()})
TEXTS = st.one_of(
    st.text(st.characters(max_codepoint=255), max_size=12),
    st.sampled_from(
        ["", "0", "-1", "1e9", "NaN", "00000000", "99991231", "20260101-99991231", "7", "RD8", ":::", "^", "XX"]
    ),
    st.from_regex(r"[0-9]{1,20}", fullmatch=True),
)


@st.composite
def mutilated(draw: st.DrawFn) -> SubmittedClaim:
    """The typical claim with some elements replaced, cut off or added, and some segments lost or doubled."""
    segments = list(TYPICAL.segments)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(segments) - 1))
        elements = list(segments[at].elements)
        n = draw(st.integers(1, 14))
        elements += [""] * (n + 1 - len(elements))
        elements[n] = draw(TEXTS)
        cut = draw(st.integers(1, len(elements)))
        segments[at] = segments[at]._replace(elements=tuple(elements[: max(cut, n + 1)]))
    lost = draw(st.sets(st.integers(0, len(segments) - 1), max_size=3))
    doubled = draw(st.lists(st.sampled_from(segments), max_size=3))
    return SubmittedClaim((*(one for n, one in enumerate(segments) if n not in lost), *doubled))


@settings(max_examples=400, deadline=None)
@given(mutilated())
def test_judge_breaks_over_no_claim(submitted: SubmittedClaim) -> None:
    verdict = judge(submitted=submitted, facts=FACTS)
    assert verdict.broken == ()
    assert (verdict.claim is None) <= (verdict.disposition is Disposition.REJECT)
    assert all(Finding.from_json(finding.as_json()) == finding for finding in verdict.findings)


@settings(max_examples=200, deadline=None)
@given(mutilated())
def test_judge_says_the_same_of_the_same_claim(submitted: SubmittedClaim) -> None:
    assert judge(submitted=submitted, facts=FACTS) == judge(submitted=submitted, facts=FACTS)


@settings(max_examples=200, deadline=None)
@given(mutilated())
def test_a_fingerprint_can_be_taken_of_whatever_has_types(submitted: SubmittedClaim) -> None:
    claim = type_claim(submitted=submitted)
    if isinstance(claim, Claim):
        assert len(fingerprint(claim=claim)) in (0, 32)


def test_a_segment_of_its_id_alone_breaks_nothing() -> None:
    bare = SubmittedClaim(tuple(SegmentText(one.loop, one.number, one.offset, (one.id,)) for one in TYPICAL.segments))
    assert judge(submitted=bare, facts=FACTS).broken == ()

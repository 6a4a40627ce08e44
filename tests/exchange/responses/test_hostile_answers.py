"""Whatever a payer sends, reading it ends in a value or in a refusal, never in an accident."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.remits.balance import balance
from clearlane.exchange.remits.read_parts import UnreadableRemittance
from clearlane.exchange.remits.read_remittance import read_remittance
from clearlane.exchange.remits.write_body import write_body
from clearlane.exchange.responses.judge import judge, said_on
from clearlane.exchange.responses.read_277ca import read_277ca
from clearlane.exchange.responses.read_999 import read_999
from clearlane.vocabulary.submitted_claim import SegmentText

VALUES = st.one_of(
    st.sampled_from(
        ["", "0", "1", "22", "-5", "12.5", "A7:562", "A2", "PT", "20", "19", "21", "PE", "PR", "QC", "XX", "472"]
    ),
    st.sampled_from(
        ["20260901", "99991231", "00010101", "20261399", "C", "D", "NON", "CO", "45", "D9", "1K", "FJ", "6R"]
    ),
    st.text(max_size=6),
)
IDS_277 = ["ST", "BHT", "HL", "NM1", "TRN", "STC", "REF", "DTP", "SVC", "QTY", "AMT", "SE"]
IDS_999 = ["ST", "AK1", "AK2", "IK3", "CTX", "IK4", "IK5", "AK9", "SE"]
IDS_835 = ["BPR", "TRN", "N1", "REF", "LX", "CLP", "CAS", "NM1", "DTM", "SVC", "AMT", "LQ", "MOA", "PLB", "SE"]


def _sets(ids: list[str]) -> st.SearchStrategy[tuple[SegmentText, ...]]:
    segment = st.tuples(st.sampled_from(ids), st.lists(VALUES, max_size=9))
    return st.lists(segment, max_size=20).map(
        lambda parts: tuple(SegmentText("", n, n * 10, (id, *values)) for n, (id, values) in enumerate(parts, start=1))
    )


@given(_sets(IDS_277))
def test_any_277_is_read_and_judged(segments: tuple[SegmentText, ...]) -> None:
    for answer in read_277ca(segments):
        assert judge(answer.statuses) in ("", "payer_received", "payer_accepted", "payer_rejected")
        assert isinstance(said_on(answer.statuses), str)
        assert answer.last >= answer.first
        assert answer.end >= answer.offset


@given(_sets(IDS_999))
def test_any_999_is_read(segments: tuple[SegmentText, ...]) -> None:
    assert len(read_999(segments).sets) == sum(segment.id == "IK5" for segment in segments)


HEAD = (
    SegmentText("", 0, 0, ("BPR", "I", "10", "C", "ACH")),
    SegmentText("", 0, 0, ("TRN", "1", "T1")),
    SegmentText("", 0, 0, ("N1", "PR", "P")),
    SegmentText("", 0, 0, ("N1", "PE", "Q", "XX", "1")),
)


@given(_sets(IDS_835), st.booleans())
def test_any_835_is_read_or_refused(segments: tuple[SegmentText, ...], has_head: bool) -> None:
    numbered = tuple(SegmentText("", n, n, one.elements) for n, one in enumerate(HEAD, start=1)) if has_head else ()
    try:
        said = read_remittance((*numbered, *segments))
    except UnreadableRemittance:
        return
    balance(said)
    assert len(said.claims) == sum(segment.id == "CLP" for segment in segments)
    assert all(write_body(claim) for claim in said.claims)

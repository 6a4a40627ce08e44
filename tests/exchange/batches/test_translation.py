"""From a sender's delimiters to a connection's, and back, without a byte of data lost."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clearlane.exchange.batches.changes import Collides, Renamed, Translation, claim, subscriber
from clearlane.standards.x12 import Delimiters

MARKS = "*:~^|>!<+&;"
DELIMITERS = st.tuples(st.permutations(MARKS), st.booleans()).map(
    lambda drawn: Delimiters.from_text("".join(drawn[0][:2]) + ("\n" if drawn[1] else drawn[0][2]) + drawn[0][3])
)
PLAIN = st.text("ABC 0123.-", max_size=6)
ELEMENTS = st.lists(st.lists(st.lists(PLAIN, min_size=1, max_size=3), min_size=1, max_size=2), min_size=1, max_size=4)


def written(segments: list[list[list[list[str]]]], marks: Delimiters) -> bytes:
    """Segments of elements of repeats of components."""
    texts = [
        [marks.repetition_text.join(marks.component_text.join(parts) for parts in repeats) for repeats in elements]
        for elements in segments
    ]
    element, end = marks.element.decode(), marks.segment.decode()
    return "".join("S" + element + element.join(elements) + end for elements in texts).encode("latin-1")


@given(st.lists(ELEMENTS, min_size=1, max_size=4), DELIMITERS, DELIMITERS)
def test_translated_segments_say_the_same_in_the_other_marks(
    segments: list[list[list[list[str]]]], source: Delimiters, target: Delimiters
) -> None:
    out = Translation(source, target).segments(written(segments, source))
    assert b"".join(raw + target.segment for raw in out) == written(segments, target)


@given(st.lists(ELEMENTS, min_size=1, max_size=4), DELIMITERS, DELIMITERS)
def test_there_and_back_is_where_it_was(
    segments: list[list[list[list[str]]]], source: Delimiters, target: Delimiters
) -> None:
    text = written(segments, source)
    there = b"".join(raw + target.segment for raw in Translation(source, target).segments(text))
    assert b"".join(raw + source.segment for raw in Translation(target, source).segments(there)) == text


@given(DELIMITERS, DELIMITERS, st.sampled_from(MARKS))
def test_data_that_would_be_a_delimiter_over_there_is_refused(
    source: Delimiters, target: Delimiters, mark: str
) -> None:
    assume(mark not in source.as_text() and mark in target.as_text())
    text = b"NTE" + source.element + b"A" + mark.encode() + b"B" + source.segment
    with pytest.raises(Collides):
        Translation(source, target).segments(text)


@given(DELIMITERS, DELIMITERS, st.sampled_from(MARKS))
def test_data_that_means_nothing_in_either_stays(source: Delimiters, target: Delimiters, mark: str) -> None:
    assume(mark not in source.as_text() + target.as_text())
    text = b"NTE" + source.element + b"A" + mark.encode() + b"B" + source.segment
    assert Translation(source, target).segments(text) == [b"NTE" + target.element + b"A" + mark.encode() + b"B"]


def test_a_sender_without_repetition_may_not_use_ours_in_his_data() -> None:
    old = Delimiters(repetition=b"")
    assert Translation(old, Delimiters()).segments(b"CLM*A*1~") == [b"CLM*A*1"]
    with pytest.raises(Collides):
        Translation(old, Delimiters()).segments(b"CLM*A^B*1~")


@pytest.mark.parametrize("end", [b"~", b"~\n", b"~\r\n", b"~\n\n", b"\n~"])
def test_line_ends_around_segments_are_dropped(end: bytes) -> None:
    text = b"CLM*A*1" + end + b"HI*ABK:I10" + end
    assert Translation(Delimiters(), Delimiters()).segments(text) == [b"CLM*A*1", b"HI*ABK:I10"]
    assert Translation(Delimiters(), Delimiters(element=b"|")).segments(text) == [b"CLM|A|1", b"HI|ABK:I10"]


HEADS = ("DTP*431*D8*20260101", "PWK*OZ*BM***AC*77", "CN1*01", "AMT*F5*3", "REF*G1*9", "REF*F8*ICN", "REF*D9*HIS")
AFTER = ("K3*X", "NTE*ADD*X", "CR1*LB*1", "CRC*07*Y*01", "HI*ABK:I10", "HCP*00*1", "NM1*82*1*CHO", "SBR*S", "LX*1")


@given(st.lists(st.sampled_from(HEADS), max_size=6), st.lists(st.sampled_from(AFTER), max_size=5))
def test_our_trace_stands_once_at_the_end_of_the_references(heads: list[str], after: list[str]) -> None:
    ordered = sorted(after, key=AFTER.index)
    sent = ["CLM*A*1", *heads, *ordered]
    out = claim([one.encode() for one in sent], mark=b"*", trace=b"OURS", payers={})
    kept = [one for one in sent if one != "REF*D9*HIS"]
    place = 1 + len([one for one in heads if one != "REF*D9*HIS"])
    assert [raw.decode() for raw in out] == [*kept[:place], "REF*D9*OURS", *kept[place:]]


PAYERS = {b"HERE": Renamed(b"THERE", b"NAME THERE"), b"SILENT": Renamed(b"S2", b"")}


@pytest.mark.parametrize(
    ("sent", "leaves"),
    [
        ("NM1*PR*2*OURS*****PI*HERE", "NM1*PR*2*NAME THERE*****PI*THERE"),
        ("NM1*PR*2*OURS*****PI*SILENT", "NM1*PR*2*OURS*****PI*S2"),
        ("NM1*PR*2*OURS*****XV*HERE", "NM1*PR*2*NAME THERE*****XV*THERE"),
        ("NM1*PR*2*OURS*****PI*here", "NM1*PR*2*NAME THERE*****PI*THERE"),
        ("NM1*PR*2*OURS", "NM1*PR*2*OURS"),
        ("NM1*PR*2*OURS*****PI*HERE*01", "NM1*PR*2*NAME THERE*****PI*THERE*01"),
        ("NM1*IL*1*DOE****MI*HERE", "NM1*IL*1*DOE****MI*HERE"),
        ("NM1*PRX*2*OURS*****PI*HERE", "NM1*PRX*2*OURS*****PI*HERE"),
        ("REF*G2*HERE", "REF*G2*HERE"),
    ],
)
def test_the_destination_payer_is_renamed_and_nothing_else(sent: str, leaves: str) -> None:
    assert subscriber([b"HL*2*1*22*0", sent.encode()], mark=b"*", payers=PAYERS) == [leaves.encode()]


@pytest.mark.parametrize(
    ("sent", "leaves"),
    [
        ("SVD*HERE*5*HC:99213**1", "SVD*THERE*5*HC:99213**1"),
        ("SVD*OTHER*5", "SVD*OTHER*5"),
        ("SVD*", "SVD*"),
        ("NM1*PR*2*SECOND*****PI*HERE", "NM1*PR*2*SECOND*****PI*THERE"),
        ("NM1*DN*1*HERE*****XX*HERE", "NM1*DN*1*HERE*****XX*HERE"),
        ("REF*F8*HERE", "REF*F8*HERE"),
    ],
)
def test_other_payers_are_renamed_by_their_id_alone(sent: str, leaves: str) -> None:
    out = claim([b"CLM*A*1", b"SBR*S", sent.encode()], mark=b"*", trace=b"OURS", payers=PAYERS)
    assert out[-1] == leaves.encode()

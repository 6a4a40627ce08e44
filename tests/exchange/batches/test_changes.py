"""The closed list of what may change in an outgoing claim."""

from __future__ import annotations

import pytest

from clearlane.exchange.batches.changes import Collides, Renamed, Translation, claim, subscriber
from clearlane.standards import x12

TRACE = b"100000000100100012"
PAYERS = {b"HERE": Renamed(b"THERE", b"NAME THERE")}
CLAIM = b"CLM*A1*100***11:B:1*Y*A*Y*Y~REF*D9*THEIRS~REF*EA*77~HI*ABK:J45909~LX*1~SV1*HC:99213*100*UN*1***1~"


def segments(text: bytes) -> list[bytes]:
    """A text as segments in the usual delimiters."""
    return Translation(x12.Delimiters(), x12.Delimiters()).segments(text)


def written(text: bytes) -> list[bytes]:
    """The segments of a claim as they leave."""
    return claim(segments(text), mark=b"*", trace=TRACE, payers=PAYERS)


def test_the_senders_trace_is_replaced_by_ours() -> None:
    out = written(CLAIM)
    assert [raw for raw in out if raw.startswith(b"REF*D9")] == [b"REF*D9*" + TRACE]


def test_all_else_leaves_as_it_came() -> None:
    without = [raw for raw in written(CLAIM) if not raw.startswith(b"REF*D9")]
    assert without == [raw for raw in segments(CLAIM) if not raw.startswith(b"REF*D9")]


@pytest.mark.parametrize("head", [b"", b"DTP*431*D8*20260101~", b"AMT*F5*3~", b"REF*G1*9~"])
def test_our_trace_stands_among_the_references(head: bytes) -> None:
    out = written(b"CLM*A1*100~" + head + b"HI*ABK:J45909~LX*1~")
    assert out.index(b"REF*D9*" + TRACE) == out.index(b"HI*ABK:J45909") - 1


def test_a_claim_of_a_single_segment_gets_its_trace() -> None:
    assert written(b"CLM*A1*100~") == [b"CLM*A1*100", b"REF*D9*" + TRACE]


def test_a_reference_of_a_line_stays() -> None:
    out = written(b"CLM*A1*100~HI*ABK:J45909~LX*1~REF*D9*ODD~")
    assert out[-1] == b"REF*D9*ODD"


def test_the_payer_is_called_as_the_connection_calls_it() -> None:
    block = segments(b"HL*2*1*22*0~SBR*P~NM1*IL*1*DOE****MI*77~NM1*PR*2*OURS*****PI*HERE~")
    out = subscriber(block, mark=b"*", payers=PAYERS)
    assert out == [b"SBR*P", b"NM1*IL*1*DOE****MI*77", b"NM1*PR*2*NAME THERE*****PI*THERE"]


def test_a_payer_in_small_letters_is_called_so_too() -> None:
    block = segments(b"HL*2*1*22*0~NM1*PR*2*OURS*****PI*Here~")
    assert subscriber(block, mark=b"*", payers=PAYERS) == [b"NM1*PR*2*NAME THERE*****PI*THERE"]
    out = written(b"CLM*A*1~SBR*S~NM1*PR*2*SECOND*****PI*here~LX*1~SVD*here*5*HC:99213~")
    assert out[3:] == [b"NM1*PR*2*SECOND*****PI*THERE", b"LX*1", b"SVD*THERE*5*HC:99213"]


def test_an_unknown_payer_keeps_its_id() -> None:
    block = segments(b"HL*2*1*22*0~NM1*PR*2*OURS*****PI*OTHER~")
    assert subscriber(block, mark=b"*", payers=PAYERS) == [b"NM1*PR*2*OURS*****PI*OTHER"]


def test_other_payers_are_renamed_by_the_same_map_without_their_names() -> None:
    out = written(b"CLM*A*1~SBR*S~NM1*PR*2*SECOND*****PI*HERE~LX*1~SVD*HERE*5*HC:99213~")
    assert out[3:] == [b"NM1*PR*2*SECOND*****PI*THERE", b"LX*1", b"SVD*THERE*5*HC:99213"]


def test_delimiters_are_translated() -> None:
    source = x12.Delimiters(element=b"|", component=b">", repetition=b"!", segment=b"\n")
    text = b"CLM|A|1|||11>B>1\nHI|ABK>J45909!X\n"
    assert Translation(source, x12.Delimiters()).segments(text) == [b"CLM*A*1***11:B:1", b"HI*ABK:J45909^X"]


def test_a_character_that_would_be_misread_is_refused() -> None:
    source = x12.Delimiters(element=b"|", component=b">", repetition=b"!", segment=b"\n")
    with pytest.raises(Collides):
        Translation(source, x12.Delimiters()).segments(b"NTE|ADD|RATIO 1:2\n")

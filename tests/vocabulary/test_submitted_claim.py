from __future__ import annotations

import pickle

from clearlane.vocabulary.submitted_claim import SegmentText, SubmittedClaim

TEXT = """2010AA NM1*85*2*CLINIC*****XX*1234567893
2010AA REF*EI*123456789
2010AA REF*G2*A1
2300 CLM*1*10***11:B:1
2400 LX*1
2400 SV1*HC:99213:25*10*UN*1***1:2
2430 SVD*P1*5*HC:99213**1
2400 LX*2
2400 SV1*HC:85025*5*UN*1***1"""


def submitted(text: str = TEXT) -> SubmittedClaim:
    rows = [line.partition(" ") for line in text.splitlines()]
    return SubmittedClaim(
        tuple(SegmentText(loop, n, n * 10, tuple(s.split("*"))) for n, (loop, _, s) in enumerate(rows))
    )


def test_all_gives_each_like_segment_in_order() -> None:
    assert [segment.element(1) for segment in submitted().all("2010AA", "REF")] == ["EI", "G2"]
    assert submitted().all("2010AB", "REF") == ()


def test_first_finds_by_qualifier_or_nothing() -> None:
    claim = submitted()
    found = claim.first("2010AA", "REF", "G2")
    assert found is not None
    assert (found.id, found.number, found.offset) == ("REF", 2, 20)
    assert claim.first("2010AA", "REF") == claim.all("2010AA", "REF")[0]
    assert claim.first("2010AA", "REF", "SY") is None


def test_text_is_empty_where_segment_or_element_is_absent() -> None:
    claim = submitted()
    assert claim.text("2010AA", "REF", 2, "EI") == "123456789"
    assert claim.text("2010AA", "REF", 9, "EI") == ""
    assert claim.text("2010BB", "NM1", 9) == ""


def test_parts_splits_at_the_components() -> None:
    claim = submitted()
    head = claim.all("2300", "CLM")[0]
    assert claim.parts(head, 5) == ("11", "B", "1")
    assert claim.parts(head, 9) == ("",)


def test_lines_gathers_each_line_with_the_loops_beneath_it() -> None:
    lines = submitted().lines()
    assert [[segment.id for segment in line] for line in lines] == [["LX", "SV1", "SVD"], ["LX", "SV1"]]


def test_lines_begins_one_even_where_lx_is_missing() -> None:
    assert [len(line) for line in submitted("2400 SV1*HC:1*1\n2400 LX*2\n2400 SV1*HC:2*1").lines()] == [1, 2]


def test_a_claim_of_nothing_has_no_lines() -> None:
    assert SubmittedClaim(()).lines() == ()


def test_a_submitted_claim_is_a_value() -> None:
    assert submitted() == submitted()
    assert hash(submitted()) == hash(submitted())
    assert pickle.loads(pickle.dumps(submitted())) == submitted()

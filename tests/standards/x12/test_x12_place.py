from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from tests.standards.x12.x12_texts import PAYMENT, check, counted, join, lines

CLEAN = join(lines())


def body(data: bytes) -> bytes:
    one = check(data).sets[0]
    return data[one.offset : one.offset + one.length]


def placed(data: bytes, version: str = "005010X222A1") -> list[tuple[str, str]]:
    report = check(data)
    found = x12.place(body(data), delimiters=report.interchanges[0].delimiters, version=version)
    return [(one.loop, one.id) for one in found]


def test_each_segment_stands_in_its_loop() -> None:
    loops = placed(CLEAN)
    assert len(loops) == 48
    assert loops[0] == ("ST", "ST")
    assert loops[-1] == ("ST", "SE")
    assert [loop for loop, id in loops if id == "NM1"] == [
        "1000A",
        "1000B",
        "2010AA",
        "2010BA",
        "2010BB",
        "2310B",
        "2010BA",
        "2010BB",
        "2010CA",
    ]
    assert [loop for loop, id in loops if id in ("CLM", "LX", "DTP")] == [
        "2300",
        *["2400"] * 4,
        *["2300", *["2400"] * 2] * 2,
    ]


def test_a_segment_has_its_number_and_its_offset_in_the_file() -> None:
    one = check(CLEAN).sets[0]
    found = list(x12.place(body(CLEAN), delimiters=x12.Delimiters(), version=one.version, offset=one.offset))
    assert [segment.number for segment in found] == list(range(1, 49))
    for segment in found:
        assert CLEAN[segment.offset :].startswith("*".join(segment.elements).encode())


def test_places_agree_with_the_places_of_findings() -> None:
    data = CLEAN.replace(b"SV1*HC:81002*50", b"SV1*HC:81002*5O")
    (fault,) = check(data).findings
    segment = list(x12.place(body(data), delimiters=x12.Delimiters(), version="005010X222A1"))[
        (fault.place.segment or 0) - 1
    ]
    assert (segment.id, segment.loop) == (fault.place.segment_id, fault.place.loop)


def test_a_set_of_a_version_without_a_guide_has_no_loops() -> None:
    assert {loop for loop, _ in placed(CLEAN, "004010X098A1")} == {""}


def test_an_unknown_segment_stays_in_the_open_loop() -> None:
    segments = lines()
    at = segments.index("HI*ABK:J020")
    data = join(counted([*segments[: at + 1], "ZZZ*1", *segments[at + 1 :]]))
    loops = placed(data)
    assert ("2300", "ZZZ") in loops
    assert [one for one in loops if one[1] != "ZZZ"] == placed(CLEAN)


def test_a_loop_without_its_first_row_is_found() -> None:
    data = join(counted([one for one in lines() if not one.startswith("NM1*85")]))
    assert ("2010AA", "N3") in placed(data)


def test_a_piece_of_a_set_is_placed_as_well_as_can_be() -> None:
    piece = b"HL*1**20*1~NM1*85*2*OAK~HL*2*1*22*0~SBR*P*18~CLM*A1*5~"
    found = x12.place(piece, delimiters=x12.Delimiters(), version="005010X222A1")
    assert [one.loop for one in found] == ["2000A", "2010AA", "2000B", "2000B", "2300"]


@given(st.integers(0, 47), st.integers(0, 47))
@settings(max_examples=60, deadline=None)
def test_place_never_raises_and_loses_no_segment(one: int, other: int) -> None:
    segments = lines()[2:-2]
    segments[one], segments[other] = segments[other], segments[one]
    data = join(segments)
    found = list(x12.place(data, delimiters=x12.Delimiters(), version="005010X222A1"))
    assert ["*".join(segment.elements) for segment in found] == segments


def test_a_set_is_a_tree_of_loops() -> None:
    tree = x12.parse_set(body(CLEAN), delimiters=x12.Delimiters(), version="005010X222A1")
    (provider,) = tree.all("2000A")
    first, second = provider.all("2000B")
    assert [segment.id for segment in tree.segments] == ["ST", "BHT", "SE"]
    assert [loop.id for loop in first.children] == ["2010BA", "2010BB", "2300"]
    assert [line.segments[0].element(1) for line in first.all("2300")[0].all("2400")] == ["1", "2"]
    assert [claim.segments[0].element(1) for claim in second.all("2000C")[0].all("2300")] == ["A2", "A3"]


def test_a_payment_is_a_tree_of_claims_and_lines() -> None:
    data = join(lines(PAYMENT))
    tree = x12.parse_set(body(data), delimiters=x12.Delimiters(), version="005010X221A1")
    (claim,) = tree.all("2000")[0].all("2100")
    lines_of_claim = [one.first("SVC") for one in claim.all("2110")]
    assert [one.element(1) if one else "" for one in lines_of_claim] == ["HC:99213", "HC:81002"]
    patient = claim.first("NM1", "QC")
    assert patient is not None
    assert patient.element(3) == "DOE"
    assert claim.first("NM1", "74") is None


def test_a_tree_of_nothing_is_empty() -> None:
    assert x12.parse_set(b"", delimiters=x12.Delimiters(), version="005010X222A1") == x12.Loop("", (), ())

"""Files anonymised: nothing that names somebody is left, sums and verdict are, and files of one key fit together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.anonymise import anonymise
from clearlane.standards.x12.find_known import segment_ids
from clearlane.standards.x12.generate.faults import FAULTS
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.generate.order import Order
from tests.standards.x12.x12_texts import PAYMENT, changed, join, lines

KEY = b"sixteen bytes and more"
CLEAN, PAID = join(lines()), join(lines(PAYMENT))
NAMES = {
    "NM1": (3, 4, 5, 9), "N1": (2, 4), "N3": (1, 2), "N4": (1, 3), "REF": (2,), "PER": (2, 4, 6, 8), "CLM": (1,),
    "CLP": (1, 7), "DMG": (2,), "BHT": (3,), "TRN": (2, 3), "NTE": (2,), "SBR": (3, 4), "GS": (2, 3), "ISA": (6, 8),
    "DTP": (3,), "K3": (1,), "BPR": (7, 9, 10, 13, 15, 16), "CTX": (1,), "PWK": (6,), "DTM": (2,), "IK4": (4,),
}  # fmt: skip
"""Where people, numbers and dates stand."""


def told(content: bytes, key: bytes = KEY) -> bytes:
    return b"".join(anonymise([content], key=key))


def segments(content: bytes) -> list[list[str]]:
    return [one.strip().split("*") for one in content.decode("latin-1").split("~") if one.strip()]


def naming(content: bytes) -> Iterator[str]:
    for one in segments(content):
        for n in NAMES.get(one[0], ()):
            value = one[n].strip() if n < len(one) else ""
            if len(value) > 2:
                yield value


def rules(content: bytes) -> list[tuple[str, int | None, int]]:
    return [(one.rule, one.place.segment, one.place.element) for one in x12.report([content]).findings]


def generated(seed: int, claims: int = 6) -> bytes:
    faults = dict.fromkeys(list(FAULTS)[seed % 5 :: 5], 1)
    return file_837p(Order(seed=seed, claims=claims, today=dt.date(2026, 3, 2), faults=faults)).content


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_nothing_that_names_somebody_is_left(seed: int) -> None:
    content = generated(seed)
    kept = {value for one in segments(told(content)) for element in one for value in (element.strip(),)}
    assert sorted(set(naming(content)) & kept) == []


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_verdict_and_the_shape_are_the_same(seed: int) -> None:
    content = generated(seed)
    after = told(content)
    assert rules(after) == rules(content)
    known = segment_ids()
    shapes = [[(one[0] in known and one[0], len(one)) for one in segments(each)] for each in (after, content)]
    assert shapes[0] == shapes[1]
    one, other = x12.report([content]), x12.report([after])
    assert [each.verdict for each in one.sets] == [each.verdict for each in other.sets]


@pytest.mark.parametrize("key", [b"key %d of some bytes" % n for n in range(6)])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("REF*EI", "REF*EI*000000000"),
        ("REF*EI", "REF*SY*777777777"),
        ("REF*EI", "REF*EI*12-3456789"),
        ("NM1*85", "NM1*85*2*OAK FAMILY CARE*****XX*1234567890"),
        ("N3*12 ELM", "N3*PO BOX 12"),
        ("N4*BOISE*ID*837020001", "N4*BOISE*ID*83702-0001"),
        ("PER*IC", "PER*IC*EDI DESK*TE*18005550100"),
        ("HI*ABK:J020", "REF*X4*12E4567890\nHI*ABK:J020"),
    ],
)
def test_an_id_that_cannot_be_right_is_told_as_before(old: str, new: str, key: bytes) -> None:
    content = changed(old, new)
    after = told(content, key)
    assert rules(content)
    assert rules(after) == rules(content)
    assert x12.report([after]).accepted == x12.report([content]).accepted


def test_composites_that_are_parted_otherwise_than_the_isa_says_are_read_as_the_check_reads_them() -> None:
    content = CLEAN[:105] + CLEAN[105:].replace(b":", b">")
    after = told(content)
    assert rules(content)[0][0] == "envelope.isa_component"
    assert rules(after) == rules(content)
    assert b"*11>B>1*" in after


@pytest.mark.parametrize("content", [CLEAN, PAID, from_guide(GuideOrder(kind="837p", seed=7, units=4))])
def test_sums_and_codes_are_kept(content: bytes) -> None:
    kept = {"CLM": (2, 5), "SV1": (1, 2, 4), "HI": (1, 2), "CLP": (2, 3, 4, 5), "CAS": (1, 2, 3), "SVC": (1, 2, 3)}
    pairs = zip(segments(content), segments(told(content)), strict=True)
    for before, after in pairs:
        for n in kept.get(before[0], ()):
            assert before[n : n + 1] == after[n : n + 1]


def test_files_of_one_key_fit_together() -> None:
    report = x12.report([CLEAN]).interchanges[0]
    at = dt.datetime(2026, 11, 24, 10, 15, tzinfo=dt.UTC)
    status = x12.answer_claims(report, read=lambda start, length: CLEAN[start : start + length], control=7, at=at)
    assert status is not None
    claims, payment, answers = (segments(told(one)) for one in (CLEAN, PAID, status))
    number = next(one[1] for one in claims if one[0] == "CLM")
    assert number != "A1"
    assert number == next(one[1] for one in payment if one[0] == "CLP")
    assert number == next(one[2] for one in answers if one[:2] == ["TRN", "2"] and one[2] != claims[3][3])
    member = next(one[9] for one in claims if one[:2] == ["NM1", "IL"])
    assert member == next(one[9] for one in payment if one[:2] == ["NM1", "QC"])
    assert claims[0][6].strip() == claims[1][2] == next(one[9] for one in claims if one[:2] == ["NM1", "41"])


def test_another_key_gives_another_file() -> None:
    assert told(CLEAN) == told(CLEAN)
    assert set(naming(told(CLEAN))).isdisjoint(naming(told(CLEAN, b"another key of many bytes")))


def test_days_between_dates_stay() -> None:
    before, after = ([one[3] for one in segments(each) if one[0] == "DTP"] for each in (CLEAN, told(CLEAN)))
    days = [[dt.date(int(day[:4]), int(day[4:6]), int(day[6:])) for day in each] for each in (before, after)]
    assert len({one - other for one, other in zip(*days, strict=True)}) == 1


@pytest.mark.parametrize(
    ("old", "new", "secret"),
    [
        ("HI*ABK:J020", "HI*ABK:J020\nNTE*ADD*MRS ROE CALLED", "ROE CALLED"),
        ("HI*ABK:J020", "HI*ABK:J020\nZZZ*JANE DOE*W1234567", "JANE"),
        ("HI*ABK:J020", "HI*ABK:J020\nJANE DOE WAS HERE", "JANE"),
        ("CLM*A2", "CLM*A2*JANE DOE***11:B:1*Y*A*Y*Y", "JANE"),
        ("CLM*A2", "CLM*A2*80***11:B:1*JANE DOE*A*Y*Y", "JANE"),
        ("CLM*A2", "CLM*A2*80***JANE DOE:B:1*Y*A*Y*Y", "JANE"),
        ("SE*48", "SE*48*0001*JANE DOE", "JANE"),
        ("DMG*D8*20150301", "DMG*D8*JANE DOE*M", "JANE"),
        ("NM1*QC", "NM1*QC*1*ROE*TIM***JR-OF-ELM", "OF-ELM"),
        ("PER*IC", "PER*IC*JANE DOE*EM*JANE@DOE.ORG", "DOE.ORG"),
        ("HI*ABK:J020", "HI*ABK:J020*ABF:JANE DOE", "JANE"),
        ("HI*ABK:J020", "HI*ABK:J020\nREF*XYZ*JANE DOE", "JANE"),
    ],
)
def test_what_stands_in_an_unlikely_place_is_replaced_too(old: str, new: str, secret: str) -> None:
    content = changed(old, new)
    assert secret.encode() in content
    assert secret.encode() not in told(content)


@pytest.mark.parametrize("content", [b"", b"Dear Sirs", b"ISA*"])
def test_what_holds_no_interchange_gives_nothing(content: bytes) -> None:
    assert told(content) == b""


def test_what_stands_outside_is_left_out() -> None:
    assert told(b"JANE DOE\n" + CLEAN + b"MARK ROE") == told(CLEAN)


@pytest.mark.parametrize("end", ["~\n", "~\r\n"])
def test_lines_stay_lines(end: str) -> None:
    after = told(join(lines(), end=end))
    assert after.count(b"~\n") == len(lines())
    assert after.replace(b"\n", b"") == told(CLEAN)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("content", [lines(), lines(PAYMENT)])
def test_where_a_terminator_was_lost_both_segments_are_as_ever(content: list[str], end: str) -> None:
    """Else numbers of the second would be taken for sums of the first, and its ids for text of another kind."""
    after = told(join(content, end="~\n")).decode().splitlines()
    for at in range(3, len(content) - 3):
        lost = "".join(one + ("" if n == at else "~") + end for n, one in enumerate(content))
        expected = "".join(one.removesuffix("~" if n == at else "") + end for n, one in enumerate(after))
        assert told(lost.encode()).decode().split() == expected.split(), content[at]


def test_a_line_end_before_a_terminator_stays_and_the_code_before_it_as_well() -> None:
    after = told(CLEAN.replace(b"HI*ABK:J020~", b"HI*ABK:J020\n~"))
    assert b"~HI*ABK:J020\n~" in after


def test_the_zip_of_a_value_code_is_that_of_the_address_and_a_county_is_no_longer_there() -> None:
    content = changed("HI*ABK:J020", "HI*ABK:J020\nHI*BE:A0:::83702*BE:85:::16001*BE:61:::14260*BE:80:::12")
    address = next(one[3] for one in segments(told(content)) if one[0] == "N4" and len(one[3]) == 5)
    (_, zip, county, area, days) = next(one for one in segments(told(content)) if one[1].startswith("BE:"))
    assert zip == f"BE:A0:::{address}"
    assert days == "BE:80:::12"
    assert not {county[-5:], area[-5:]} & {"16001", "14260"}


def test_delimiters_stay_and_stand_in_no_value() -> None:
    marks = bytes.maketrans(b"*:~^", b"|>\n!")
    assert told(CLEAN.translate(marks)) == told(CLEAN).translate(marks)
    mail = changed("PER*IC", "PER*IC*EDI DESK*EM*ANN@OAK").translate(bytes.maketrans(b":", b"."))
    assert rules(told(mail)) == rules(mail)


def test_what_can_be_read_only_once_is_refused() -> None:
    with pytest.raises(TypeError, match="read twice"):
        list(anonymise(iter([CLEAN]), key=KEY))


def test_a_letter_that_is_a_delimiter_comes_to_stand_in_no_other_value() -> None:
    marks = "".join(map(chr, range(0xC0, 0xDE))).replace("\xc9", "").replace("\xd7", "")
    for mark in marks:
        content = changed("NM1*QC", "NM1*QC*1*ROE*TIM****MI*\xc9\xc912345").replace(b":", mark.encode("latin-1"))
        assert told(content).count(mark.encode("latin-1")) == content.count(mark.encode("latin-1"))


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(CLEAN) - 1), put=st.binary(max_size=4), cut=st.integers(0, 30))
def test_no_bytes_make_it_raise(at: int, put: bytes, cut: int) -> None:
    content = CLEAN[:at] + put + CLEAN[at + cut :]
    after = told(content)
    assert bool(after) == bool(x12.report([content]).interchanges)

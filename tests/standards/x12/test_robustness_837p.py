"""What other engines stumble over, made from one clean 837P: each defect is told, each legal variant accepted."""

from __future__ import annotations

import random

import pytest

from tests.standards.x12.x12_texts import CLAIMS, changed, check, counted, errors, join, lines, rules

CLEAN = join(lines())
SET = {name: lines().index(name) for name in ("ST*837*0001*005010X222A1", "GE*1*101", "IEA*1*000000101")}

DEFECTS: dict[str, tuple[bytes, str]] = {
    "cut in ISA": (CLEAN[:60], "envelope.unreadable_isa"),
    "cut in GS": (CLEAN[:130], "envelope.cut_off"),
    "cut inside a segment": (CLEAN[: CLEAN.index(b"HI*ABK") + 4], "envelope.cut_off"),
    "cut before SE": (CLEAN[: CLEAN.index(b"SE*48")], "envelope.cut_off"),
    "SE missing": (join([one for one in lines() if not one.startswith("SE*")]), "envelope.se_missing"),
    "GE missing": (join([one for one in lines() if not one.startswith("GE*")]), "envelope.ge_missing"),
    "IEA missing": (join([one for one in lines() if not one.startswith("IEA*")]), "envelope.cut_off"),
    "SE01 wrong": (CLEAN.replace(b"SE*48*", b"SE*47*"), "envelope.se_count"),
    "SE02 mismatch": (CLEAN.replace(b"SE*48*0001", b"SE*48*0002"), "envelope.se_control"),
    "GE01 wrong": (CLEAN.replace(b"GE*1*101", b"GE*2*101"), "envelope.ge_count"),
    "GE02 mismatch": (CLEAN.replace(b"GE*1*101", b"GE*1*102"), "envelope.ge_control"),
    "IEA01 wrong": (CLEAN.replace(b"IEA*1*", b"IEA*2*"), "envelope.iea_count"),
    "ISA13 is no number": (CLEAN.replace(b"*000000101*0*P", b"*00000010A*0*P"), "envelope.isa_value"),
    "IEA02 mismatch": (CLEAN.replace(b"IEA*1*000000101", b"IEA*1*000000102"), "envelope.iea_control"),
    "ISA 105 long": (CLEAN.replace(b"SUBMITTER      *", b"SUBMITTER     *", 1), "envelope.isa_width"),
    "separators clash": (CLEAN.replace(b"*P*:~", b"*P**~", 1), "envelope.delimiters_clash"),
    "NUL in a name": (CLEAN.replace(b"DOE*JANE", b"DOE*JA\0NE"), "element.control_character"),
    "line feed in a value": (CLEAN.replace(b"1 MAIN ST", b"1 MAIN\nST"), "element.control_character"),
    "Latin-1 name": (CLEAN.replace(b"DOE*JANE", b"DOE*JOS\xc9"), "element.not_ascii"),
    "UTF-8 name": (CLEAN.replace(b"DOE*JANE", "DOE*JOSÉ".encode()), "element.not_ascii"),
    "empty": (b"", "envelope.no_isa"),
    "random bytes": (random.Random(1).randbytes(4096), "envelope.no_isa"),
    "no X12 at all": (b"Dear Sirs, please find the claims enclosed.", "envelope.no_isa"),
    "10 MB element": (CLEAN.replace(b"DOE*JANE", b"DOE*" + b"A" * 10_000_000), "element.too_long"),
    "10 MB and no terminator": (CLEAN[:-1] + b"A" * 10_000_000, "envelope.cut_off"),
    "garbage after IEA": (CLEAN + b"THIS IS NOT X12~", "envelope.garbage"),
    "garbage before ISA": (b"HELLO\n" + CLEAN, "envelope.garbage"),
    "segment after GE": (CLEAN.replace(b"IEA*1", b"REF*EI*1~IEA*1"), "envelope.stray"),
    "unknown segment": (changed("HI*ABK:E119", "HI*ABK:E119\nZZZ*1"), "segment.unknown_segment"),
    "segment of another set": (changed("HI*ABK:E119", "HI*ABK:E119\nPLB*1*20261231*L6*1"), "segment.foreign_segment"),
    "lower-case id": (changed("HI*ABK:E119", "hi*ABK:E119"), "segment.unknown_segment"),
    "trailing empty elements": (changed("LX*1", "LX*1**"), "element.trailing_separators"),
    "bad date": (CLEAN.replace(b"D8*20261110", b"D8*20261350", 1), "element.bad_format"),
    "30 February": (CLEAN.replace(b"D8*20261110", b"D8*20260230", 1), "element.bad_format"),
    "29 February of no leap year": (CLEAN.replace(b"19800229", b"19810229"), "element.bad_format"),
    "too long": (CLEAN.replace(b"HL*2*1*22*0", b"HL*2*1*22*00"), "element.bad_code"),
    "too long a name": (CLEAN.replace(b"DOE*JANE", b"DOE*" + b"J" * 36), "element.too_long"),
    "bad number": (CLEAN.replace(b"CLM*A1*150*", b"CLM*A1*1E2*"), "element.not_a_number"),
    "plus sign": (CLEAN.replace(b"CLM*A1*150*", b"CLM*A1*+150*"), "element.not_a_number"),
    "bad code": (CLEAN.replace(b"SBR*P*18", b"SBR*Q*18"), "element.bad_code"),
    "missing element": (CLEAN.replace(b"CLM*A1*150*", b"CLM*A1**"), "element.missing"),
    "element not used": (CLEAN.replace(b"LX*2", b"LX*2*X"), "element.too_many_elements"),
    "missing segment": (changed("N3*12 ELM ST", ""), "segment.missing_segment"),
    "missing loop": (changed("NM1*PR*2*HARBOR", ""), "segment.missing_loop"),
    "wrong order": (
        CLEAN.replace(b"N3*12 ELM ST~N4*BOISE*ID*837020001", b"N4*BOISE*ID*837020001~N3*12 ELM ST"),
        "segment.late_segment",
    ),
    "segment beyond its maximum": (changed("HI*ABK:E119", "HI*ABK:E119\nHI*ABK:E119"), "segment.too_many_segments"),
    "HL parent wrong": (CLEAN.replace(b"HL*2*1*22*0", b"HL*2*9*22*0"), "element.level_parent"),
    "HL01 not sequential": (CLEAN.replace(b"HL*4*3*23*0", b"HL*7*3*23*0"), "element.level_number"),
    "HL04 says children": (CLEAN.replace(b"HL*2*1*22*0", b"HL*2*1*22*1"), "element.level_child"),
    "HL04 says none": (CLEAN.replace(b"HL*3*1*22*1", b"HL*3*1*22*0"), "element.level_child"),
    "NPI check digit": (CLEAN.replace(b"1234567893", b"1234567890"), "codes.npi"),
    "place of service": (CLEAN.replace(b"11:B:1", b"00:B:1", 1), "codes.place_of_service"),
    "state": (CLEAN.replace(b"BOISE*ID", b"BOISE*XQ", 1), "codes.state"),
    "GS08 against ST03": (CLEAN.replace(b"0001*005010X222A1", b"0001*005010X222A2"), "envelope.st_version"),
    "GS01 wrong": (CLEAN.replace(b"GS*HC", b"GS*HP"), "envelope.gs_functional_id"),
    "ST01 wrong": (CLEAN.replace(b"ST*837", b"ST*835"), "envelope.st_set_id"),
    "subscriber is patient without DMG": (changed("DMG*D8*1980", ""), "segment.missing_segment_by_rule"),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_told_once(name: str) -> None:
    data, rule = DEFECTS[name]
    found = errors(data) or check(data).findings
    assert [one.rule for one in found][:1] == [rule]
    assert len(errors(data)) <= 1


@pytest.mark.parametrize(
    ("end", "where"),
    [
        (CLEAN.index(b"HI*ABK") + 4, "within segment HI (number 19 of its set)"),
        (CLEAN.index(b"SE*48"), "after segment DTP (number 47 of its set)"),
        (CLEAN.index(b"IEA*"), "after segment GE"),
        (CLEAN.index(b"GS*") + 9, "within segment GS"),
        (CLEAN.index(b"GS*"), "after segment ISA"),
    ],
)
def test_a_file_that_is_cut_off_is_told_where_it_ends(end: int, where: str) -> None:
    for tail in (b"", b"\r\n"):
        (said,) = [one.what for one in check(CLEAN[:end] + tail).findings if one.rule == "envelope.cut_off"]
        assert said.partition(": ")[2] == f"{where}, at byte {end + len(tail):,}"


def test_a_repeated_set_control_number_is_told() -> None:
    start, end = SET["ST*837*0001*005010X222A1"], SET["GE*1*101"]
    twice = [*lines()[:end], *lines()[start:end], "GE*2*101", "IEA*1*000000101"]
    assert rules(join(twice)) == ["envelope.st02_repeated"]


LEGAL: dict[str, bytes] = {
    "CRLF": join(lines(), end="~\r\n"),
    "line feeds": join(lines(), end="~\n"),
    "newline as terminator": join(lines(), end="\n"),
    "no line ends": CLEAN,
    "two interchanges": CLEAN + CLEAN.replace(b"000000101", b"000000102"),
    "blank lines at the end": CLEAN + b"\r\n\r\n \x1a",
    "other separators": CLEAN.replace(b"*", b"|").replace(b":", b">"),
    "control-character separators": CLEAN.translate(bytes.maketrans(b"*:^~", b"\x1d\x1f\x1e\x1c")),
    "a byte order mark": b"\xef\xbb\xbf" + CLEAN,
    "old delimiters as data": CLEAN.replace(b"*", b"|").replace(b"12 ELM ST", b"12 * ELM ST"),
}


@pytest.mark.parametrize("name", LEGAL)
def test_a_legal_variant_is_accepted(name: str) -> None:
    assert check(LEGAL[name]).accepted is True
    assert not errors(LEGAL[name])


def test_groups_of_several_kinds_may_stand_in_one_interchange() -> None:
    from tests.standards.x12.x12_texts import PAYMENT

    payment = [one.replace("101", "102") if one[:2] in ("GS", "GE") else one for one in lines(PAYMENT)[1:-1]]
    mixed = [*lines(CLAIMS)[:-1], *payment, "IEA*2*000000101"]
    report = check(join(counted(mixed)))
    assert report.accepted is True
    assert [one.set_id for one in report.sets] == ["837", "835"]


def test_the_same_control_number_in_one_file_only_warns() -> None:
    report = check(CLEAN + CLEAN)
    assert report.accepted is True
    assert [one.rule for one in report.findings] == ["envelope.isa13_repeated"]

"""Every rule of the engine at work in a whole file: one change, one finding, and an answer that we can read ourselves.

A new rule without a line here fails `test_every_rule_has_a_file_that_breaks_it`.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.element_rules import ELEMENTS, SEGMENTS
from clearlane.standards.x12.envelope_rules import RULES
from clearlane.vocabulary.finding import Disposition, Finding, Severity
from tests.standards.x12.small_files import AT
from tests.standards.x12.x12_texts import check, counted, join, lines

CLEAN = join(lines())
ADDRESS = "N3*12 ELM ST~N4*BOISE*ID*837020001~"
GROUP = CLEAN[106 : CLEAN.index(b"IEA")].decode()
GS, ST = GROUP.split("~")[0] + "~", GROUP.split("~")[1] + "~"


class Broken(NamedTuple):
    """A change of the clean file: what it kills, how the answer names it."""

    old: str
    new: str
    unit: str
    code: str
    data: bytes = CLEAN


OF_INSTITUTIONAL = CLEAN.replace(b"*X*005010X222A1", b"*X*005010X223A2")
EMPTY_GROUP = "GS*HC*SUBMITTER*CLEARLANE*20261124*0930*102*X*005010X222A1~GE*0*102~"
ENVELOPE: dict[str, Broken] = {
    "byte_order_mark": Broken("ISA*00*", "\xef\xbb\xbfISA*00*", "", ""),
    "isa_width": Broken("SUBMITTER      *", "SUBMITTER     *", "interchange", "022"),
    "isa_wrapped": Broken("CLEARLANE      *", "CLEARL\nANE      *", "interchange", "022"),
    "delimiters_clash": Broken("*P*:~", "*P**~", "interchange", "027"),
    "isa_component": Broken("*P*:~", "*P*>~", "interchange", "027"),
    "isa_repetition": Broken("*0930*^*00501", "*0930*U*00501", "", ""),
    "isa_version": Broken("*0930*^*00501", "*0930*U*00401", "", ""),
    "isa_value": Broken("*261124*0930*^", "*261324*0930*^", "interchange", "014"),
    "iea_missing": Broken("IEA*1*000000101~", CLEAN.decode().replace("000000101", "000000102"), "interchange", "023"),
    "cut_off": Broken("IEA*1*000000101~", "", "interchange", "023"),
    "iea_control": Broken("IEA*1*000000101", "IEA*1*000000102", "interchange", "001"),
    "iea_count": Broken("IEA*1*", "IEA*2*", "interchange", "021"),
    "stray": Broken("GE*1*101~", "GE*1*101~REF*EI*1~", "interchange", "024"),
    "gs_missing": Broken(GS, "", "interchange", "024"),
    "st_missing": Broken(ST, "", "interchange", "024"),
    "empty_segment": Broken("GE*1*101~", "~GE*1*101~", "", ""),
    "indented": Broken("GE*1*101~", " GE*1*101~", "interchange", "024"),
    "iea_unterminated": Broken("IEA*1*000000101~", "IEA*1*000000101", "", ""),
    "ta1_value": Broken("*P*:~", "*P*:~TA1*000000055*260230*0930*A*000~", "", ""),
    "ta1_elements": Broken("*P*:~", "*P*:~TA1*000000055*260228*0930*A*000*X~", "", ""),
    "ta1_note": Broken("*P*:~", "*P*:~TA1*000000055*260228*0930*A*001~", "", ""),
    "set_later": Broken("BATCH1*20261124*", "BATCH1*20991124*", "", ""),
    "no_group": Broken(GROUP + "IEA*1", "IEA*0", "interchange", "022"),
    "isa13_repeated": Broken("IEA*1*000000101~", "IEA*1*000000101~" + CLEAN.decode(), "", ""),
    "gs_functional_id": Broken("GS*HC*", "GS*HP*", "group", "1"),
    "gs_version": Broken("*X*005010X222A1", "*X*004010X098A1", "group", "2"),
    "gs_control": Broken(GROUP, GROUP.replace("*101*X*", "*1O1*X*").replace("GE*1*101", "GE*1*1O1"), "group", "6"),
    "gs_value": Broken("GS*HC*SUBMITTER*CLEARLANE*20261124*", "GS*HC*SUBMITTER*CLEARLANE*261124*", "", ""),
    "ge_missing": Broken("GE*1*101~", "", "group", "3"),
    "ge_control": Broken("GE*1*101", "GE*1*102", "group", "4"),
    "unterminated": Broken("GE*1*101~IEA", "GE*1*101IEA", "interchange", "024"),
    "separator_doubled": Broken("GE*1*101", "GE**1*101", "interchange", "024"),
    "separator_lost": Broken("GE*1*101", "GE*1101", "interchange", "024"),
    "trailer_mistyped": Broken("GE*1*101", "EG*1*101", "interchange", "024"),
    "set_unterminated": Broken("SE*48*0001~GE", "SE*48*0001GE", "set", "5"),
    "group_empty": Broken("GE*1*101~IEA*1*", "GE*1*101~" + EMPTY_GROUP + "IEA*2*", "", ""),
    "elements": Broken("GE*1*101", "GE*1*101*X", "", ""),
    "trailing_separators": Broken("IEA*1*000000101", "IEA*1*000000101*", "", ""),
    "ge_count": Broken("GE*1*101", "GE*2*101", "group", "5"),
    "gs_twice": Broken(GS, GS * 2, "group", "19"),
    "gs06_repeated": Broken("GE*1*101~IEA*1*", "GE*1*101~" + GROUP + "IEA*2*", "group", "19"),
    "st_set_id": Broken("ST*837*", "ST*835*", "set", "6"),
    "st_not_taken": Broken("ST*837*", "ST*850*", "set", "1"),
    "st_version": Broken("ST*837*0001*005010X222A1", "ST*837*0001*005010X222A2", "set", "19"),
    "st_unsupported": Broken("ST*837*0001*005010X222A1", "ST*837*0001*005010X223", "set", "I6"),
    "st_other_guide": Broken("0001*005010X222A1", "0001*005010X223A2", "set", "19", OF_INSTITUTIONAL),
    "st_twice": Broken("ST*837*0001*005010X222A1~", "ST*837*0001*005010X222A1~" * 2, "set", "23"),
    "st02_repeated": Broken(
        "GE*1*101~", CLEAN[CLEAN.index(b"ST*837") : CLEAN.index(b"GE*1")].decode() + "GE*2*101~", "set", "23"
    ),
    "se_missing": Broken("SE*48*0001~", "", "set", "2"),
    "se_control": Broken("SE*48*0001", "SE*48*0002", "set", "3"),
    "se_count": Broken("SE*48*0001", "SE*47*0001", "set", "4"),
}
NOT_ANSWERED = {"no_isa": b"hello", "unreadable_isa": CLEAN[:60], "garbage": CLEAN + b"and more"}
LONG_TO_MAKE = {"segment_too_long", "too_many_faults"}
"""Broken in test_stream.py with a smaller limit, and in test_patience.py."""

ELEMENT: dict[str, Broken] = {
    "missing": Broken("CLM*A2*80*", "CLM*A2**", "claim", "1"),
    "missing_by_note": Broken("XX*1245319599~", "XX~", "claim", "2"),
    "none_sent": Broken("DTP*472*D8*20261112~", "DTP*472*D8*20261112~LQ*UT*01.02~FRM*1A~", "claim", "2"),
    "missing_by_rule": Broken("N4*BOISE*ID*837020001", "N4*BOISE**837020001", "provider", "I9"),
    "not_otherwise": Broken("N4*BOISE*ID*83702~DMG*D8*2015", "N4*BOISE*ID*83702*FR~DMG*D8*2015", "", ""),
    "not_used": Broken("REF*EI*123456789", "REF*EI*123456789*TAX", "provider", "I10"),
    "excluded": Broken("N4*BOISE*ID*837020001", "N4*BOISE*ID*837020001*US***01", "provider", "10"),
    "too_many_elements": Broken("LX*2", "LX*2**1", "claim", "3"),
    "too_many_components": Broken("HI*ABK:J020", "HI*ABK:J020:::::::::9", "claim", "13"),
    "too_many_repeats": Broken("", "", "", ""),
    "not_repeated": Broken("NM1*QC*1*ROE", "NM1*QC*1*ROE^DOE", "patient", "12"),
    "too_short": Broken("NM1*40*2*CLEARLANE*****46*CLEARLANE", "NM1*40*2*CLEARLANE*****46*C", "set", "4"),
    "too_long": Broken("CLM*A2*", "CLM*" + "A" * 39 + "*", "claim", "5"),
    "longer_than_kept": Broken("CLM*A2*", "CLM*" + "A" * 21 + "*", "", ""),
    "line_end": Broken("", "", "", ""),
    "terminator_lost": Broken("", "", "", ""),
    "separator_doubled": Broken("CLM*A2*80*", "CLM**A2*80*", "claim", "3"),
    "value_doubled": Broken("NM1*85*2*", "NM1*85*85*2*", "provider", "3"),
    "separator_lost": Broken("DOE*JANE****MI", "DOE*JANE***MI", "subscriber", "1"),
    "separator_slip": Broken("11:B:1", "11*B:1", "claim", "6"),
    "control_character": Broken("DOE*JANE", "DOE*JA\x07NE", "subscriber", "6"),
    "not_ascii": Broken("DOE*JANE", "DOE*JAN\xc9", "", ""),
    "blank": Broken("N3*2 MAIN ST", "N3*   ", "patient", "6"),
    "no_elements": Broken("SV1*HC:99212*80*UN*1***1", "SV1", "claim", "1"),
    "blank_at_end": Broken("DOE*JANE", "DOE*JANE ", "", ""),
    "not_a_number": Broken("CLM*A2*80", "CLM*A2*8O", "claim", "6"),
    "not_whole": Broken("LX*2", "LX*2.5", "claim", "6"),
    "bad_code": Broken("SBR*P*18", "SBR*Q*18", "subscriber", "7"),
    "other_code": Broken("PAT*19", "PAT*18", "patient", "I6"),
    "bad_date": Broken("BHT*0019*00*BATCH1*20261124", "BHT*0019*00*BATCH1*20261131", "set", "8"),
    "bad_time": Broken("*20261124*0930*CH", "*20261124*2530*CH", "set", "9"),
    "bad_format": Broken("DTP*472*D8*20261111", "DTP*472*D8*20261131", "claim", "8"),
    "off_list": Broken("TE*8005550100~", "TE*800-555-0100~", "", ""),
    "trailing_separators": Broken("PAT*19~", "PAT*19*~", "", ""),
    "level_number": Broken("HL*4*3*23*0", "HL*7*3*23*0", "set", "I12"),
    "level_parent": Broken("HL*3*1*22*1", "HL*3*2*22*1", "set", "I12"),
    "level_child": Broken("HL*2*1*22*0", "HL*2*1*22*1", "set", "7"),
}
SEGMENT: dict[str, Broken] = {
    "unknown_segment": Broken("HI*ABK:J020~", "HI*ABK:J020~ZZZ*1~", "claim", "1"),
    "foreign_segment": Broken("HI*ABK:J020~", "HI*ABK:J020~PLB*1*20261231*L6*1~", "claim", "6"),
    "repeated_segment": Broken("HL*2*1*22*0~", "HL*2*1*22*0~" * 2, "subscriber", "2"),
    "unexpected_segment": Broken("TE*8005550100~", "TE*8005550100~HI*ABK:I10~", "set", "2"),
    "missing_segment": Broken("N3*12 ELM ST~", "", "provider", "3"),
    "missing_loop": Broken("NM1*40*2*CLEARLANE*****46*CLEARLANE~", "", "set", "I7"),
    "missing_segment_by_rule": Broken("DMG*D8*19800229*F~", "", "subscriber", "I6"),
    "segment_not_otherwise": Broken("HI*ABK:J020~", "REF*F8*P1~HI*ABK:J020~", "", ""),
    "late_segment": Broken(ADDRESS, "~".join([*reversed(ADDRESS[:-1].split("~")), ""]), "provider", "7"),
    "too_many_segments": Broken("REF*EI*123456789~", "REF*EI*123456789~REF*EI*123456789~", "provider", "5"),
    "too_many_loops": Broken(
        "NM1*82*1*HART*ANN****XX*1245319599~", "NM1*82*1*HART*ANN****XX*1245319599~" * 2, "claim", "4"
    ),
    "more_than_usual": Broken("", "", "", ""),
    "too_many_faults": Broken("", "", "", ""),
    "told_often": Broken("", "", "", ""),
}  # fmt: skip
ELSEWHERE = {"too_many_repeats", "more_than_usual", "too_many_faults", "told_often", "line_end", "terminator_lost"}
"""Broken in test_nested_values.py, test_compile.py, test_patience.py, test_part_lines.py,
test_mend_row.py: by other guides or files."""
BINARY = {"binary_shorter", "binary_longer", "binary_too_long"}
"""Broken in test_binary.py: by segments that this guide has not."""

KINDS = {"envelope": ENVELOPE, "element": ELEMENT, "segment": SEGMENT}
CASES = [(kind, rule) for kind, table in KINDS.items() for rule in table if rule not in ELSEWHERE]


def broken(kind: str, rule: str) -> bytes:
    """The file that breaks a rule, its segments counted anew where the change is inside the set."""
    change = KINDS[kind][rule]
    text = change.data.decode("latin-1")
    assert change.old in text, change.old
    text = text.replace(change.old, change.new, 1)
    return text.encode("latin-1") if kind == "envelope" else join(counted(text.split("~")[:-1]))


def found(kind: str, rule: str) -> tuple[Finding, x12.Report]:
    """The finding of that rule in that file; any other finding is a fault of the engine."""
    report = check(broken(kind, rule))
    told = [one for one in report.findings if one.rule != "element.off_list" or rule == "off_list"]
    assert [one.rule for one in told] == [f"{kind}.{rule}"]
    return told[0], report


def test_every_rule_has_a_file_that_breaks_it() -> None:
    assert set(RULES) == set(ENVELOPE) | set(NOT_ANSWERED) | LONG_TO_MAKE
    assert set(ELEMENTS) == set(ELEMENT) | BINARY
    assert set(SEGMENTS) == set(SEGMENT)


@pytest.mark.parametrize(("kind", "rule"), CASES)
def test_a_broken_rule_is_one_finding_with_its_unit_and_code(kind: str, rule: str) -> None:
    finding, _ = found(kind, rule)
    change = KINDS[kind][rule]
    codes = [value for name, value in finding.answer if name in ("TA1", "AK905", "IK502", "IK403", "IK304")]
    assert (finding.unit, (codes or [""])[-1]) == (change.unit, change.code)


@pytest.mark.parametrize(("kind", "rule"), CASES)
def test_a_finding_says_what_is_wrong_why_and_what_to_do(kind: str, rule: str) -> None:
    finding, _ = found(kind, rule)
    for sentence in (finding.what, finding.why, finding.remedy, finding.citation):
        assert len(sentence) > 5
        assert "{" not in sentence
    assert finding.place.offset is not None


@pytest.mark.parametrize(("kind", "rule"), CASES)
def test_what_only_warns_kills_nothing(kind: str, rule: str) -> None:
    finding, report = found(kind, rule)
    if finding.severity is Severity.WARNING:
        assert (finding.unit, finding.answer, finding.disposition) == ("", (), Disposition.WARN)
        assert report.accepted is True
    else:
        assert report.accepted is (None if finding.disposition is Disposition.HOLD else False)


@pytest.mark.parametrize(("kind", "rule"), CASES)
def test_the_answer_to_it_is_valid_and_carries_its_code(kind: str, rule: str) -> None:
    finding, report = found(kind, rule)
    interchange = report.interchanges[0]
    ta1 = x12.ta1(interchange, control=1, at=AT, always=True)
    answer = x12.acknowledge(interchange, control=1, at=AT)
    written = ta1 if finding.unit == "interchange" else answer
    assert written is not None
    assert check(written).findings == ()
    segments = [one.split("*") for one in written.decode().split("~")]
    code = KINDS[kind][rule].code
    if finding.unit == "interchange":
        assert answer is None
        assert segments[1][4:] == ["R", code]
    elif finding.unit:
        assert code in [value for one in segments if one[0] in ("AK9", "IK5", "IK3", "IK4") for value in one[1:]]
    else:
        assert ["AK9", "A", "1", "1", "1"] in segments


@pytest.mark.parametrize("rule", NOT_ANSWERED)
def test_what_has_no_interchange_is_told_and_has_nobody_to_answer(rule: str) -> None:
    report = check(NOT_ANSWERED[rule])
    assert [one.rule for one in report.findings] == [f"envelope.{rule}"]
    assert report.findings[0].unit == ""
    assert report.accepted is (False if report.interchanges else None)

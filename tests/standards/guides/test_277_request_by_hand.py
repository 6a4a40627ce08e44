"""Requests for information and reports of pending claims (277), written by hand from public companion guides."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.vocabulary.finding import Severity
from tests.standards.guides.attachment_texts import interchange, rules

LEVELS = """
BHT*{bht}*20261124*0930
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR
HL*2*1*21*1
NM1*41*2*OAK BILLING*****46*SUBMITTER
HL*3*2*19*1
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
"""
REQUEST = (
    LEVELS.format(bht="0085*08*REQ1")
    + """HL*4*3*PT
NM1*QC*1*DOE*JANE****MI*W1
TRN*1*ICN0042
STC*R4:18842-5::LOI*20261124**150
REF*EJ*A1
REF*BLT*111
DTP*472*RD8*20261110-20261112
DTP*106*D8*20261224
"""
)
BY_LINE = (
    REQUEST
    + """PWK*OZ*EL
PER*IC*REVIEW DESK*TE*8005550101
SVC*HC:99213*100*****1
STC*R4:11506-3::LOI*20261124
REF*FJ*1
DTP*472*D8*20261110
SVC*HC:81002*50*****1
STC*R4:26436-6::LOI*20261124
"""
)
PENDING = (
    LEVELS.format(bht="0085*08*PEND1").replace("0930\nHL*1", "0930*NO\nHL*1")
    + """HL*4*3*PT
NM1*QC*1*DOE*JANE****MI*W1
TRN*1*ICN0042
STC*P3:317*20261124**150
REF*EJ*A1
DTP*472*D8*20261110
DTP*050*D8*20261112
HL*5*3*PT
NM1*QC*1*ROE*TIM****MI*W2
TRN*1*ICN0043
STC*P1:20*20261124**80
REF*EJ*A2
DTP*472*RD8*20261110-20261112
"""
)
LEGAL = {
    "a request about a claim": ("005010X213", REQUEST),
    "a request about lines, with an address": ("005010X213", BY_LINE),
    "a request by member level": ("005010X213", REQUEST.replace("*PT\nNM1*QC", "*22*0\nNM1*IL")),
    "a request in the newer version": ("006020X313", BY_LINE),
    "pending claims": ("005010X228", PENDING),
    "pending claims in the newer version": ("006020X315", PENDING),
    "a pending line": ("005010X228", PENDING + "SVC*HC:99213*80\nSTC*P1:20*20261124\nREF*FJ*1\n"),
}


@pytest.mark.parametrize("name", LEGAL)
def test_a_file_of_a_companion_guide_has_no_finding(name: str) -> None:
    version, text = LEGAL[name]
    report = x12.report([interchange("HN", version, text)])
    assert report.findings == ()
    assert report.sets[0].verdict == "accepted"


BROKEN = {
    "no claim of the patient": (
        "005010X213",
        REQUEST[: REQUEST.index("TRN*1*ICN0042")],
        [("segment.missing_loop", "TRN00")],
    ),
    "a level without its parent": (
        "005010X213",
        REQUEST.replace("HL*4*3", "HL*4*2"),
        [("element.level_parent", "HL02")],
    ),
    "a level out of turn": ("005010X213", REQUEST.replace("HL*4*3", "HL*5*3"), [("element.level_number", "HL01")]),
    "no payer": (
        "005010X213",
        REQUEST.replace("NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR\n", ""),
        [("segment.missing_loop", "NM100")],
    ),
    "a trace of another kind": ("005010X213", REQUEST.replace("TRN*1", "TRN*9"), [("element.bad_code", "TRN01")]),
    "a status without its code": (
        "005010X213",
        REQUEST.replace("STC*R4:18842-5::LOI", "STC*R4"),
        [("element.missing", "STC01")],
    ),
    "no status of a pending claim": (
        "005010X228",
        PENDING.replace("STC*P1:20*20261124**80\n", ""),
        [("segment.missing_segment", "STC00")],
    ),
    "another group": ("005010X231", REQUEST, [("envelope.gs_functional_id", "GS01"), ("envelope.st_set_id", "ST01")]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_says_what_is_wrong_once(name: str) -> None:
    version, text, expected = BROKEN[name]
    assert rules(interchange("HN", version, text)) == expected


@pytest.mark.parametrize(("old", "new"), [("DTP*106", "DTP*368"), ("REF*BLT", "REF*G3")])
def test_what_one_reading_says_alone_only_warns(old: str, new: str) -> None:
    data = interchange("HN", "005010X213", REQUEST.replace(old, new))
    assert rules(data) == []
    assert [rule for rule, _ in rules(data, severity=Severity.WARNING)] == ["element.off_list"]

"""The 277CA and the 999 as payers would get them wrong; rows as in `test_837p_by_hand`."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from tests.standards.guides.test_837p_by_hand import Row, shown
from tests.standards.x12.small_files import FILES
from tests.standards.x12.x12_texts import counted, join

CLAIM_STATUS: list[Row] = [
    ("BHT*", "BHT*0010*08*R1*20261124*1015*TH", "ST BHT01 other_code"),
    ("BHT*", "BHT*0085*08*R1*20261124*1015*CH", "ST BHT06 other_code"),
    ("NM1*PR", "NM1*AY*2*HOUSE*****46*HOUSE", ""),
    ("NM1*PR", "NM1*PR*2*HARBOR MUTUAL", "2100A NM108 missing; 2100A NM109 missing"),
    ("DTP*050", "", "2200A DTP missing_segment"),
    ("DTP*050", "DTP*050*D8*20261131", "2200A DTP03 bad_format"),
    ("TRN*2*BATCH1", "", "2200B TRN missing_segment"),
    ("STC*A1:19:PR*20261124", "STC*A1:19:PR*20261124*WQ*100\nSTC*A1:20*20261124*WQ*100", ""),
    ("STC*A1:19:PR*20261124", "STC*A1:19:XX*20261124*WQ*100", "2200B STC01-3 bad_code"),
    ("STC*A1:19:PR*20261124", "STC*A1:19*20261124*15*100", "2200B STC03 bad_code"),
    ("STC*A1:19:PR*20261124", "STC*A1*20261124*WQ*100", "2200B STC01-2 missing"),
    ("STC*A1:19:PR*20261124", "STC*A1:19*20261124*WQ", "2200B STC04 missing"),
    ("QTY*90", "QTY*90*1\nQTY*AA*2", ""),
    ("QTY*90", "QTY*AA*2\nQTY*90*1", ""),
    ("QTY*90", "QTY*90*ONE", "2200B QTY02 not_a_number"),
    ("QTY*90", "QTY*90*1\nQTY*90*1", "2200B QTY too_many_segments"),
    ("AMT*YU", "AMT*YY*10\nAMT*YU*100", ""),
    ("NM1*85", "NM1*85*1*HART*ANN****FI*123456789", ""),
    ("NM1*85", "NM1*85*2*OAK FAMILY CARE*****24*123456789", "2100C NM108 other_code"),
    ("STC*A1:19:PR**", "STC*A1:19:PR*20261124*WQ*100", "2200C STC02 not_used"),
    ("HL*4", "HL*4*3*PT*0", "2000D HL04 not_used"),
    ("HL*4", "HL*4*2*PT", "2000D HL02 level_parent"),
    ("NM1*QC", "NM1*QC*1*DOE*JANE", "2100D NM108 missing; 2100D NM109 missing"),
    ("TRN*2*A1", "TRN*1*A1", "2200D TRN01 other_code"),
    ("STC*A2:20:PR", "STC*A7:562:85*20261124*U*100******A7:500:85**CALL US", ""),
    ("STC*A2:20:PR", "", "2200D STC missing_segment"),
    ("REF*1K", "REF*D9*T2\nREF*1K*P1", "2200D REF too_many_segments"),
    ("REF*1K", "REF*BLT*131\nREF*1K*P1", ""),
    ("REF*1K", "REF*F8*P1", "2200D REF01 other_code"),
    ("SVC*HC", "SVC*HC:99213*1OO*****1", "2220D SVC02 not_a_number"),
    ("REF*FJ", "REF*FJ*L1\nREF*XZ*RX1", ""),
]
SYNTAX: list[Row] = [
    ("AK1*", "AK1*HC*101", "ST AK103 missing"),
    ("AK1*", "AK1*HC*1O1*005010X222A1", "ST AK102 not_whole"),
    ("AK1*", "", "ST AK1 missing_segment"),
    ("AK2*", "AK2*837*0001", ""),
    ("AK2*", "AK2*837", "2000 AK202 missing"),
    ("AK2*", "AK2*837*01*005010X222A1", "2000 AK202 too_short"),
    ("IK3*HI", "IK3*HI*40**8", ""),
    ("IK3*HI", "IK3*HI*FORTY*2300*8", "2100 IK302 not_whole"),
    ("IK3*HI", "IK3*HI*40*2300*0", "2100 IK304 bad_code"),
    ("IK3*HI", "IK3*HI*40*2300", ""),
    ("CTX*CLM01:A2", "", ""),
    ("CTX*CLM01:A2", "CTX*CLM01:A2\nCTX*SITUATIONAL TRIGGER*HI*40*2300*1", ""),
    ("CTX*CLM01:A2", "CTX*CLM01", "2100 CTX01-2 missing"),
    ("IK4*", "IK4*1:1*1270*7*QQQ", ""),
    ("IK4*", "IK4*1:1:2*1270*I12", ""),
    ("IK4*", "IK4*1:1*1270*99", "2110 IK403 bad_code"),
    ("IK4*", "IK4**1270*7", "2110 IK401 missing"),
    ("IK5*", "IK5*A", "2000 IK501 [set_verdict]"),
    ("IK5*", "IK5*R*5*I5", "ST AK904 [group_count]"),
    ("IK5*", "IK5*Z", "2000 IK501 bad_code"),
    ("IK5*", "", "2000 IK5 missing_segment"),
    ("AK9*", "AK9*A*1*1*1", "ST AK901 [group_verdict]"),
    ("AK9*", "AK9*P*2*2*1*5", ""),
    ("AK9*", "AK9*A*1*1", "ST AK904 missing"),
    ("AK9*", "AK9*Q*1*1*1", "ST AK901 bad_code"),
    ("AK9*", "AK9*A*ONE*1*1", "ST AK902 not_whole"),
    ("AK9*", "", "ST AK9 missing_segment"),
]
TABLES = {"277CA": CLAIM_STATUS, "999": SYNTAX}


def said(kind: str, old: str, new: str) -> str:
    """What is found in the clean answer after a change."""
    segments = FILES[kind].decode().split("~")[:-1]
    at = next(n for n, one in enumerate(segments) if one.startswith(old))
    data = join(counted([*segments[:at], *(new.split("\n") if new else ()), *segments[at + 1 :]]))
    return "; ".join(map(shown, x12.report([data]).findings))


@pytest.mark.parametrize(("kind", "number"), [(kind, n) for kind, rows in TABLES.items() for n in range(len(rows))])
def test_a_change_of_a_clean_answer_is_told_so(kind: str, number: int) -> None:
    old, new, expected = TABLES[kind][number]
    assert said(kind, old, new) == expected

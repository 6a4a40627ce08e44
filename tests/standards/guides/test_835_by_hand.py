"""The payment, segment by segment, as a payer would get it wrong; written by hand, not from the guide's text.

Rows as in `test_837p_by_hand`: a segment of the clean file, what stands in its place, and what is said of it.
"""

from __future__ import annotations

import pytest

from tests.standards.guides.test_837p_by_hand import Row, shown
from tests.standards.x12.x12_texts import PAYMENT, changed, check_guide

BANK = "01*021000021*DA*123*1999999999**01*121000358*DA*456"
MONEY: list[Row] = [
    ("BPR*", f"BPR*I*120*C*ACH*CTX*{BANK}*20261124", ""),
    ("BPR*", "BPR*H*0*C*NON************20261124", ""),
    ("BPR*", "BPR*I*120*C*CHK************20261124", ""),
    ("BPR*", f"BPR*Z*120*C*ACH*CCP*{BANK}*20261124", "ST BPR01 bad_code"),
    ("BPR*", f"BPR*I*12O*C*ACH*CCP*{BANK}*20261124", "ST BPR02 not_a_number"),
    ("BPR*", f"BPR*I*120*X*ACH*CCP*{BANK}*20261124", "ST BPR03 bad_code"),
    ("BPR*", f"BPR*I*120*C*ACH*QQQ*{BANK}*20261124", "ST BPR05 bad_code"),
    ("BPR*", f"BPR*I*120*C*ACH**{BANK}*20261124", "ST BPR05 missing_by_rule"),
    ("BPR*", f"BPR*I*120*C*ACH*CCP*{BANK}", "ST BPR16 missing"),
    ("BPR*", f"BPR*I*120*C*ACH*CCP*{BANK}*20261131", "ST BPR16 bad_date"),
    ("BPR*", "BPR*I*120*C*ACH*CCP*01**DA*123*1999999999**01*121000358*DA*456*20261124", "ST BPR07 missing_by_rule"),
    ("BPR*", "BPR*I*120*C*ACH*CCP*01*021000022*DA*123*1999999999**01*121000358*DA*456*20261124", "ST BPR07 [off_list]"),
    ("BPR*", "BPR*I*120*C*ACH*CCP*01*021000021*DA*123*1999999999**01*12100035*DA*456*20261124", "ST BPR13 [off_list]"),
    ("BPR*", "BPR*I*120*C*ACH*CCP*04*000312345*DA*123*1999999999**04*000412345*DA*456*20261124", ""),
    ("TRN*", "TRN*1*EFT1*1999999999*SUB", ""),
    ("TRN*", "TRN*2*EFT1*1999999999", "ST TRN01 other_code"),
    ("TRN*", "TRN*1**1999999999", "ST TRN02 missing"),
    ("TRN*", "TRN*1*EFT1", "ST TRN03 missing"),
    ("TRN*", "", "ST TRN missing_segment"),
    ("TRN*", "TRN*1*EFT1*1999999999\nCUR*PR*USD", ""),
    ("TRN*", "TRN*1*EFT1*1999999999\nREF*EV*CLEARLANE\nREF*F2*V1", ""),
    ("DTM*405", "DTM*405*20261323", "ST DTM02 bad_date"),
    ("DTM*405", "", ""),
]
PARTIES: list[Row] = [
    ("N1*PR", "N1*PR*HARBOR MUTUAL*XV*12345", ""),
    ("N1*PR", "N1*PR*HARBOR MUTUAL*XV", "1000A N104 missing_by_note"),
    ("N1*PR", "N1*PR", "1000A N102 missing"),
    ("N1*PR", "N1*PR*HARBOR MUTUAL*FI*12345", "1000A N103 other_code"),
    ("N3*1 HARBOR", "", "1000A N3 missing_segment"),
    ("N4*BOISE", "N4*BOISE*ID", "1000A N403 missing_by_rule"),
    ("PER*BL", "PER*CX*DESK*TE*8005550101\nPER*BL*HELP DESK*TE*8005550101", ""),
    ("PER*BL", "PER*BL*HELP DESK*TE*8005550101\nPER*IC**UR*HARBOR.EXAMPLE", ""),
    ("PER*BL", "PER*BL*HELP DESK*TE", "1000A PER04 missing_by_note"),
    ("PER*BL", "", "1000A PER missing_segment"),
    ("N1*PE", "N1*PE*OAK FAMILY CARE*FI*123456789", ""),
    ("N1*PE", "N1*PE*OAK FAMILY CARE", "1000B N103 missing; 1000B N104 missing"),
    ("N1*PE", "N1*PE*OAK FAMILY CARE*XX*1234567893\nREF*TJ*123456789\nREF*PQ*1", ""),
    ("N1*PE", "N1*PE*OAK FAMILY CARE*XX*1234567893\nREF*ZZ*1", "1000B REF01 other_code"),
]
CLAIMS: list[Row] = [
    ("CLP*", "CLP*A1*22*-150*-120**12*P1*11*1", ""),
    ("CLP*", "CLP*A1*19*150*120*10*MC*P1", ""),
    ("CLP*", "CLP*A1*5*150*120*10*12*P1*11*1", "2100 CLP02 bad_code"),
    ("CLP*", "CLP*A1*1**120*10*12*P1*11*1", "2100 CLP03 missing"),
    ("CLP*", "CLP*A1*1*150**10*12*P1*11*1", "2100 CLP04 missing"),
    ("CLP*", "CLP*A1*1*150*120*TEN*12*P1*11*1", "2100 CLP05 not_a_number"),
    ("CLP*", "CLP*A1*1*150*120*10*QQ*P1*11*1", "2100 CLP06 bad_code"),
    ("CLP*", "CLP*A1*1*150*120*10*12**11*1", "2100 CLP07 missing"),
    ("CLP*", f"CLP*{'A' * 38}*1*150*120*10*12*P1*11*1", ""),
    ("CLP*", f"CLP*{'A' * 39}*1*150*120*10*12*P1*11*1", "2100 CLP01 too_long"),
    ("CLP*", "", "2100 CLP missing_segment"),
    ("CAS*PR", "CAS*PR*1*10*1*2*5*1", ""),
    ("CAS*PR", "CAS*XX*1*10", "2100 CAS01 bad_code"),
    ("CAS*PR", "CAS*PR**10", "2100 CAS02 missing"),
    ("CAS*PR", "CAS*PR*1", "2100 CAS03 missing"),
    ("CAS*PR", "CAS*PR*1*10**2", "2100 CAS06 missing_by_note"),
    ("CAS*PR", "CAS*PR*1*10***5", "2100 CAS05 missing_by_note"),
    ("CAS*PR", "CAS*PR*1*10*1*2*5*1*3*5*1*4*5*1*5*5*1*6*5*1", ""),
    ("CAS*PR", "CAS*PR*1*10*1*2*5*1*3*5*1*4*5*1*5*5*1*6*5*1*7", "2100 CAS20 too_many_elements"),
    ("CAS*PR", "CAS*PR*1*10\nCAS*CO*45*0\nCAS*OA*23*0", ""),
    ("CAS*PR", "", ""),
    ("NM1*QC", "NM1*QC*1*DOE*JANE", ""),
    ("NM1*QC", "NM1*QC*1", ""),
    ("NM1*QC", "NM1*QC*2*DOE", "2100 NM102 other_code"),
    ("NM1*QC", "NM1*QC*1*DOE*JANE****MI", "2100 NM109 missing_by_note"),
    ("NM1*QC", "", "2100 NM1 missing_segment"),
    ("NM1*QC", "NM1*IL*1*DOE*JOHN****MI*W1\nNM1*QC*1*DOE*JANE", ""),
    ("NM1*QC", "NM1*QC*1*DOE*JANE\nNM1*82*1*HART*ANN****XX*1245319599\nNM1*TT*2*NEXT*****PI*N", "2100 NM109 too_short"),
    ("NM1*QC", "NM1*QC*1*DOE*JANE\nNM1*82*1*HART*ANN", "2100 NM108 missing; 2100 NM109 missing"),
    ("NM1*QC", "NM1*QC*1*DOE*JANE\nMOA***MA01*MA18", ""),
    ("NM1*QC", "MOA***MA01\nNM1*QC*1*DOE*JANE", "2100 NM1 late_segment"),
    ("DTM*232", "DTM*232*20261110\nDTM*233*20261110\nDTM*050*20261111", ""),
    ("DTM*232", "DTM*232*20261110\nDTM*233*20261110\nDTM*232*20261110", "2100 DTM too_many_segments"),
    ("DTM*232", "REF*28*X\nDTM*232*20261110", ""),
    ("DTM*232", "DTM*232*20261110\nREF*28*X", "2100 REF late_segment"),
]  # fmt: skip
LINES: list[Row] = [
    ("SVC*HC:99213", "SVC*HC:99213:25*100*80**1", ""),
    ("SVC*HC:99213", "SVC*N4:00093721410*100*80", ""),
    ("SVC*HC:99213", "SVC*QQ:99213*100*80**1", "2110 SVC01-1 bad_code"),
    ("SVC*HC:99213", "SVC*HC*100*80**1", "2110 SVC01-2 missing"),
    ("SVC*HC:99213", "SVC*HC:99213**80**1", "2110 SVC02 missing"),
    ("SVC*HC:99213", "SVC*HC:99213*100***1", "2110 SVC03 missing"),
    ("SVC*HC:99213", "SVC*HC:99213*100*80**ONE", "2110 SVC05 not_a_number"),
    ("SVC*HC:99213", "SVC*HC:99213*100*80**1*HC:99214*1", ""),
    ("CAS*CO", "CAS*CO*45*20\nREF*6R*L1\nAMT*B6*80\nLQ*HE*M15", ""),
    ("CAS*CO", "CAS*CO*45*20\nREF*6R*L1\nREF*6R*L2", "2110 REF too_many_segments"),
    ("CAS*CO", "CAS*CO*45*20\nAMT*B6", "2110 AMT02 missing"),
    ("CAS*CO", "CAS*CO*45*20\nLQ*XX*M15", "2110 LQ01 bad_code"),
    ("CAS*CO", "LQ*HE*M15\nCAS*CO*45*20", "2110 CAS late_segment"),
    ("CAS*CO", "CAS*CO*4S*20", "2110 CAS02 [off_list]"),
]
END: list[Row] = [
    ("SE*", "PLB*1234567893*20261231*WO:A1*10\nSE*21*0001", ""),
    ("SE*", "PLB*1234567893*20261231*WO:A1*10*FB:A2*-5\nSE*21*0001", ""),
    ("SE*", "PLB*1234567893*20261231*QQ:A1*10\nSE*21*0001", "ST PLB03-1 bad_code"),
    ("SE*", "PLB*1234567893*20261231*WO:A1\nSE*21*0001", "ST PLB04 missing"),
    ("SE*", "PLB*1234567893*20261331*WO:A1*10\nSE*21*0001", "ST PLB02 bad_date"),
    ("SE*", "PLB*1234567893*20261231*WO:A1*10*FB:A2\nSE*21*0001", "ST PLB06 missing_by_note"),
    ("LX*1", "", "2000 LX missing_segment"),
    ("LX*1", "LX*1\nTS3*1234567893*11*20261231*1*150", ""),
    ("LX*1", "LX*1\nTS3*1234567893*11*20261231*ONE*150", "2000 TS304 not_a_number"),
]
PARTS = {"money": MONEY, "parties": PARTIES, "claims": CLAIMS, "lines": LINES, "end": END}


@pytest.mark.parametrize(("part", "number"), [(part, n) for part, rows in PARTS.items() for n in range(len(rows))])
def test_a_change_of_the_clean_payment_is_told_so(part: str, number: int) -> None:
    old, new, expected = PARTS[part][number]
    assert "; ".join(map(shown, check_guide(changed(old, new, PAYMENT)).findings)) == expected

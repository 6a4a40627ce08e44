"""The fast pattern of a row: what it proves at once, and what it leaves to be explained. A proof is never a mistake."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.explain_row import explain_row
from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.machine import Member
from clearlane.standards.x12.prove_row import prove_row
from tests.standards.x12.small_guide import compiled

ROWS = {
    "AN": "0200 N3  S  9  Street  01 02?",
    "short AN": "0200 N3  S  9  Street  01<3",
    "ID coded": "0200 NM1  S  9  Name  01=85|87 02=1|2 03? 04? 05?",
    "R": "0200 AMT  S  9  Amount  01=T 02",
    "N0": "0200 LX   S  9  Number  01",
    "DT": "0200 DTM  S  9  Day  01=405 02",
    "formatted": "0200 DTP  S  9  Day  01=472 02=D8|RD8|TM 03@02",
    "composite": "0200 SVC  S  9  Service  01(01=HC|NU 02 03?) 02 03",
    "repeated": "0200 DMG  S  9  Birth  01=D8 02@01 03=F|M|U 05(01? 02=RET 03)^3?",
    "gap": "0200 PER  S  9  Contact  01=IC 03=TE|EM? 04?",
    "kept": "0200 REF  S  9  Number  01=6R 02~5?",
    "kept number": "0200 AMT  S  9  Amount  01=T 02~8",
    "beside": "0200 N4  S  9  Place  01 02? 03:zip%04? 04?",
    "told before": "0200 N1  S  9  Party  01=PE 02? 03=FI|XX? 04:npi%03?",
}


@cache
def member(name: str) -> Member:
    return compiled(f"0100 BHT  M  1  Begin  01=0019 02=00\n{ROWS[name]}").root.members[2]


def faults(name: str, segment: str) -> list[str]:
    """What the explaining tier says: the reference."""
    one = member(name)
    frame = Frame(one.home, None, 1, 0)
    frame.keep(segment.encode("latin-1"))
    return [fault.rule for fault in explain_row(one.row, segment.encode("latin-1").split(b"*"), frame)]


def is_proven(name: str, segment: str) -> bool:
    """Whether the fast tier is sure of it: the pattern, and what a pattern cannot say."""
    one, raw = member(name), segment.encode("latin-1")
    return prove_row(one.row, raw, raw.split(b"*"), Frame(one.home, None, 1, 0))


PROVEN = {
    "AN": ["N3*12 ELM ST", "N3*A", "N3*12 ELM ST*APT 5", "N3*A-B (C) .;/", "N3*" + "A" * 55],
    "short AN": ["N3*A", "N3*ABC"],
    "ID coded": ["NM1*85*1", "NM1*87*2*DOE", "NM1*85*1*DOE*ANN*Q", "NM1*85*1**ANN"],
    "R": ["AMT*T*1", "AMT*T*-1.5", "AMT*T*0", "AMT*T*12345678901234"],
    "N0": ["LX*1", "LX*999999", "LX*-5"],
    "DT": ["DTM*405*20261110", "DTM*405*19991231"],
    "formatted": ["DTP*472*D8*20261110", "DTP*472*RD8*20261110-20261112", "DTP*472*TM*0930"],
    "composite": ["SVC*HC:99213*1*2", "SVC*NU:0450:25*1*2"],
    "repeated": ["DMG*D8*20200101*F", "DMG*D8*20200101*U**A:RET:1", "DMG*D8*20200101*F**:RET:1^:RET:2"],
    "gap": ["PER*IC", "PER*IC**TE*8005550100", "PER*IC**EM*A.B"],
    "kept": ["REF*6R*1", "REF*6R*12345"],
    "kept number": ["AMT*T*1234.5678", "AMT*T*-1234.5678", "AMT*T*1234"],
    "beside": ["N4*BOISE*ID*83702", "N4*BOISE*ID*837020001*US", "N4*BOISE*ID"],
    "told before": ["N1*PE*OAK*XX*1234567893", "N1*PE*OAK*FI*123456789", "N1*PE*OAK*FI*1234567890", "N1*PE*OAK"],
}
TOO_LONG = "N3*" + "A" * 56
FOUR = "DMG*D8*20200101*F**" + "^".join([":RET:1"] * 4)
EXPLAINED = {
    "AN": ["N3", "N3*", "N3*A*", "N3* ", "N3*A^B", "N3*A:B", "N3*A\tB", "N3*A\xe9", TOO_LONG, "N3*A*B*C", "N4*A"],
    "short AN": ["N3*ABCD", "N3*"],
    "ID coded": ["NM1*86*1", "NM1*85", "NM1*85*3", "NM1*85*1*", "NM1*85*1*A:B"],
    "R": ["AMT*T*1E5", "AMT*T*+1", "AMT*T*1,5", "AMT*T*", "AMT*T*" + "9" * 19, "AMT*T*1.2.3", "AMT*T* 1"],
    "N0": ["LX*1.5", "LX*1234567", "LX*", "LX*A"],
    "DT": ["DTM*405*20261131", "DTM*405*261110", "DTM*405*20260230", "DTM*405*30000101", "DTM*405*17991231"],
    "formatted": ["DTP*472*D8*20261110-20261112", "DTP*472*RD8*20261110", "DTP*472*TM*2560", "DTP*472*XX*1"],
    "composite": ["SVC*AD:99213*1*2", "SVC*HC*1*2", "SVC*HC:99213:*1*2", "SVC*HC:1:2:3:4:5:6:7:8:9*1*2"],
    "repeated": ["DMG*D8*20200101*F**:RET:1^", "DMG*D8*20200101*F**^:RET:1", FOUR],
    "gap": ["PER*IC*NAME", "PER*IC**XX*1"],
    "kept": ["REF*6R", "REF*6R*123456"],
    "kept number": ["AMT*T*123456789", "AMT*T*12345.6789"],
    "beside": ["N4*BOISE*ID*8370", "N4*OTTAWA*ON*K1A0B1", "N4*OTTAWA*ON*83702*CA", "N4*BOISE*ID*8370*US"],
    "told before": ["N1*PE*OAK*XX*1234567890", "N1*PE*OAK*XX*123456789", "N1*PE*OAK*EI*123456789"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "segment"), [(name, one) for name, many in PROVEN.items() for one in many])
def test_a_clean_segment_is_proven_and_has_no_fault(name: str, segment: str) -> None:
    assert faults(name, segment) == []
    assert is_proven(name, segment)


@pytest.mark.parametrize(("name", "segment"), [(name, one) for name, many in EXPLAINED.items() for one in many])
def test_a_faulty_segment_is_left_to_be_explained(name: str, segment: str) -> None:
    assert not is_proven(name, segment)


@pytest.mark.parametrize("name", sorted(set(ROWS) - {"gap"}))
def test_what_is_left_to_be_explained_has_a_fault(name: str) -> None:
    silent = [one for one in EXPLAINED[name] if one.split("*")[0] == member(name).row.spec.id and not faults(name, one)]
    assert silent == []


SLOW = {
    "R": ["AMT*T*1.", "AMT*T*.5", "AMT*T*1234567890123456", "AMT*T*1.23456"],
    "DT": ["DTM*405*20240229"],
    "formatted": ["DTP*472*D8*20240229", "DTP*472*RD8*20240228-20240229"],
    "AN": ["N3* A"],
    "beside": ["N4*PARIS**75008*FR", "N4*OTTAWA*ON*K1A0B1*CA"],
}


@pytest.mark.parametrize(("name", "segment"), [(name, one) for name, many in SLOW.items() for one in many])
def test_what_is_rare_and_clean_is_left_to_the_slow_tier(name: str, segment: str) -> None:
    assert not is_proven(name, segment)
    assert faults(name, segment) == []


ALPHABET = "*:^~ A1-.T0"


@pytest.mark.parametrize("name", ROWS)
@given(st.data())
@settings(deadline=None)
def test_whatever_is_proven_has_no_fault(name: str, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(PROVEN[name]))
    at = data.draw(st.integers(0, len(start)))
    put = data.draw(st.text(ALPHABET, max_size=3))
    gone = data.draw(st.integers(0, 3))
    segment = start[:at] + put + start[at + gone :]
    if is_proven(name, segment):
        assert faults(name, segment) == []


@pytest.mark.parametrize("name", ["R", "N0"])
def test_every_short_number_is_proven_only_where_it_has_no_fault(name: str) -> None:
    head = PROVEN[name][0].rsplit("*", 1)[0]
    for width in range(1, 5):
        for chars in product("0.-5", repeat=width):
            segment = f"{head}*{''.join(chars)}"
            if is_proven(name, segment):
                assert faults(name, segment) == []


@pytest.mark.parametrize("name", ROWS)
def test_a_pattern_is_anchored_at_its_segments_id(name: str) -> None:
    pattern = member(name).row.pattern
    assert pattern.pattern.startswith(re.escape(member(name).row.id))
    for segment in PROVEN[name]:
        assert pattern.fullmatch(b"X" + segment.encode()) is None
        assert pattern.fullmatch(segment.encode() + b"\n") is None

"""A file that is too long to be told is cut between blocks, and keeps what closes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.x12.cut_short import cut_short

ISA = b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *261128*1544*^*00501*000000001*0*P*:~"
CLOSES = b"PLB*1*20261231*WO*5~SE*9*1~GE*1*1~IEA*1*1~"


@pytest.mark.parametrize("block", [b"CLP*%d*4*110*11*0~NM1*QC~", b"HL*%d*3*PT~TRN*2*A~", b"AK2*837*%d~IK5*A~"])
def test_the_last_block_is_left_out_since_it_may_be_cut(block: bytes) -> None:
    whole = ISA + b"GS*1~ST*1~" + b"".join(block % n for n in range(1, 4))
    for cut in range(len(whole) - len(block % 3) + block.index(b"*") + 1, len(whole)):
        assert cut_short(whole[:cut], end=b"").endswith(b"~" + block % 2)


def test_what_closes_the_file_stands_behind_what_begins_it() -> None:
    end = b"9*4*1~CLP*9*1*1*1*0*12~NM1*QC~" + CLOSES
    assert cut_short(ISA + b"ST*835~CLP*1*1~CLP*2", end=end) == ISA + b"ST*835~CLP*1*1~" + CLOSES
    assert cut_short(b"ST*999~AK2*837*1~IK5*A~AK2*8", end=b"7~IK5*A~AK9*A*9*9*9~SE*4*1~").endswith(
        b"AK9*A*9*9*9~SE*4*1~"
    )


def test_without_a_block_the_last_whole_segment_is_the_last() -> None:
    assert cut_short(ISA + b"GS*1~NM1*QC*1*DO", end=b"") == ISA + b"GS*1~"


def test_line_ends_and_other_delimiters_are_known() -> None:
    isa = ISA.replace(b"*", b"|").replace(b"~", b"'")
    whole = isa + b"\nST|835'\nCLP|1|1'\nCLP|2|1"
    assert cut_short(whole, end=b"x'\nSE|4|1'\n") == isa + b"\nST|835'\nCLP|1|1'" + b"SE|4|1'"


@given(st.binary(max_size=200), st.binary(max_size=80))
def test_any_bytes_are_cut_to_a_beginning_of_them(start: bytes, end: bytes) -> None:
    cut = cut_short(start, end=end)
    kept = next(n for n in range(len(start), -1, -1) if cut.startswith(start[:n]))
    assert cut[kept:] == b"" or cut[kept:].endswith(b"~") or start[:3] == b"ISA"

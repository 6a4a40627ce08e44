from __future__ import annotations

import datetime as dt

import pytest

from clearlane.standards import x12
from tests.standards.guides.pyx12_verdict import pyx12_verdict
from tests.standards.x12.x12_texts import check, join, lines

AT = dt.datetime(2026, 11, 24, 10, 15, tzinfo=dt.UTC)
CLEAN = join(lines())
ASKED = CLEAN.replace(b"*0*P*:~", b"*1*P*:~", 1)


def answer(data: bytes, *, always: bool = False) -> str | None:
    """The TA1 segment that answers a file, None where there is none."""
    written = x12.ta1(check(data).interchanges[0], control=7, at=AT, always=always)
    if written is None:
        return None
    assert check(written).accepted is True
    assert pyx12_verdict(written).accepted is not False
    return written.decode().split("~")[1]


def test_a_clean_interchange_gets_a_ta1_only_when_it_asks() -> None:
    assert answer(CLEAN) is None
    assert answer(ASKED) == "TA1*000000101*261124*0930*A*000"
    assert answer(CLEAN, always=True) == "TA1*000000101*261124*0930*A*000"


CASES = {
    "IEA02": (CLEAN.replace(b"IEA*1*000000101", b"IEA*1*000000102"), "001"),
    "IEA01": (CLEAN.replace(b"IEA*1*", b"IEA*3*"), "021"),
    "no trailer": (join(lines()[:-1]), "023"),
    "cut off": (CLEAN[:400], "023"),
    "next interchange too early": (join(lines()[:-1]) + CLEAN, "023"),
    "stray segment": (CLEAN.replace(b"IEA*1", b"N3*X~IEA*1"), "024"),
    "nothing in it": (join([lines()[0], "IEA*0*000000101"]), "022"),
    "widths": (CLEAN.replace(b"SUBMITTER      *", b"SUBMITTER*", 1), "022"),
    "sender qualifier": (CLEAN.replace(b"*ZZ*SUB", b"*QQ*SUB", 1), "005"),
    "sender id": (CLEAN.replace(b"SUBMITTER      *", b"               *", 1), "006"),
    "receiver qualifier": (CLEAN.replace(b"*ZZ*CLEAR", b"*QQ*CLEAR", 1), "007"),
    "receiver id": (CLEAN.replace(b"CLEARLANE      *", b"               *", 1), "008"),
    "date": (CLEAN.replace(b"*261124*0930", b"*261324*0930", 1), "014"),
    "time": (CLEAN.replace(b"*261124*0930", b"*261124*2530", 1), "015"),
    "version": (CLEAN.replace(b"*00501*", b"*00301*", 1), "017"),
    "control number": (CLEAN.replace(b"*000000101*0", b"*00000010X*0", 1), "018"),
    "acknowledgment asked": (CLEAN.replace(b"*0*P*:", b"*7*P*:", 1), "019"),
    "usage": (CLEAN.replace(b"*0*P*:", b"*0*Q*:", 1), "020"),
    "a component separator that is a letter": (CLEAN.replace(b"*P*:~", b"*P*A~", 1), "027"),
    "a component separator that is the element separator": (CLEAN.replace(b"*P*:~", b"*P**~", 1), "027"),
    "a component separator that is the terminator": (CLEAN.replace(b"*P*:~", b"*P*~~", 1), "027"),
    "a terminator that is a letter": (CLEAN.replace(b"*P*:~", b"*P*:Z", 1), "004"),
    "a repetition separator that is the terminator": (CLEAN.replace(b"*^*00501", b"*~*00501", 1), "004"),
}


@pytest.mark.parametrize("where", CASES)
def test_a_fault_of_the_interchange_is_refused_with_its_note(where: str) -> None:
    data, note = CASES[where]
    told = answer(data)
    assert told is not None
    assert told.endswith(f"*R*{note}")


def test_a_group_fault_is_no_fault_of_the_interchange() -> None:
    assert answer(CLEAN.replace(b"GE*1*101", b"GE*1*102")) is None


def test_a_received_ta1_is_told_and_not_answered() -> None:
    written = x12.ta1(check(ASKED).interchanges[0], control=7, at=AT)
    assert written is not None
    interchange = check(written).interchanges[0]
    assert [one.elements[4:] for one in interchange.acknowledgments] == [("A", "000")]
    seen = interchange.acknowledgments[0]
    assert written[seen.offset : seen.offset + seen.length] == b"TA1*000000101*261124*0930*A*000~"

from __future__ import annotations

import pytest

from clearlane.standards.x12.apply_overlay import apply_overlay
from clearlane.standards.x12.guide import Guide, GuideError, RowSpec
from tests.standards.x12.small_guide import guide

ROWS = """
0100 BHT  M  1  Begin  01=0019 02=00|18
0200 REF  S  2  Reference  01=G1|F8 02<20 03?
2000  R  1  Loop
  0010 HL  M  1  Level  01 03=20
"""
HEAD = "overlay 005010X001  on small.txt\nin ST\n"
OLD = "- 0200 REF  S  2  Reference  01=G1|F8 02<20 03?\n"


def overlaid(text: str) -> Guide:
    return apply_overlay(guide(ROWS), text, file="over.txt")


def row(found: Guide, id: str) -> RowSpec | None:
    return next((one for one in found.root.children if isinstance(one, RowSpec) and one.id == id), None)


def test_a_header_alone_changes_the_version() -> None:
    assert overlaid("overlay 005010X001  on small.txt\n").version == "005010X001"


NARROWER = ["R  2  Reference  01=G1|F8 02<20 03?", "S  1  Reference  01=G1 02<10", "S  2  Reference  01=F8 02<20 03"]


@pytest.mark.parametrize("new", NARROWER)
def test_a_row_may_become_narrower(new: str) -> None:
    changed = row(overlaid(f"{HEAD}{OLD}+ 0200 REF  {new}\n"), "REF")
    assert changed is not None
    assert changed != row(guide(ROWS), "REF")


LAXER = [
    "S  3  Reference  01=G1|F8 02<20 03?",
    "S  2  Reference  01=G1|F8|EA 02<20 03?",
    "S  2  Reference  01 02<20 03?",
    "S  2  Reference  01=G1|F8 02 03?",
    "S  2  Reference  01=G1|F8 02<20? 03?",
    "S  2  Reference  01=G1|F8 02<20 03? 04?",
    "S  2  Reference  01=G1|F8 03?",
]


def test_a_header_may_name_another_standard() -> None:
    assert overlaid(HEAD).standard == "005010"
    assert overlaid("overlay 006020X001  on small.txt  standard 006020\n").standard == "006020"


@pytest.mark.parametrize("new", LAXER)
def test_a_laxer_row_needs_date_and_reason(new: str) -> None:
    text = f"{HEAD}{OLD}+ 0200 REF  {new}\n"
    with pytest.raises(GuideError, match="laxer"):
        overlaid(text)
    with pytest.raises(GuideError, match="date and a reason"):
        overlaid(text + "relax soon\n")
    assert row(overlaid(text + "relax 2026-11-24 the erratum says so\n"), "REF") != row(guide(ROWS), "REF")


def test_a_situational_row_may_be_dropped_and_a_required_one_not() -> None:
    assert row(overlaid(HEAD + OLD), "REF") is None
    with pytest.raises(GuideError, match="laxer"):
        overlaid(HEAD + "- 0100 BHT  M  1  Begin  01=0019 02=00|18\n")


def test_a_new_row_stands_at_its_position() -> None:
    found = overlaid(HEAD + "+ 0150 CUR  S  1  Currency  01=85 02\nrelax 2026-11-24 wanted\n")
    assert [one.position for one in found.root.children[:4]] == ["0050", "0100", "0150", "0200"]


BROKEN = {
    "no header": ("in ST\n", "the first line is"),
    "a row that is not there": (HEAD + OLD.replace("G1", "G9"), "does not stand in"),
    "a loop that is not there": (HEAD.replace("in ST", "in 2310") + OLD, "does not stand in"),
    "no sign": (HEAD + "0200 REF  S  2  Reference  01 02\n", "was expected"),
    "no row": (HEAD + "- whatever\n", "a row was expected"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_overlay_does_not_load(what: str) -> None:
    text, reason = BROKEN[what]
    with pytest.raises(GuideError, match=reason):
        overlaid(text)

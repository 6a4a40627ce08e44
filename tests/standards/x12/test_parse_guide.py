from __future__ import annotations

import pytest

from clearlane.standards.x12.guide import UNLIMITED, Condition, GuideError, LoopSpec, RowSpec
from clearlane.standards.x12.parse_elements import parse_elements
from clearlane.standards.x12.parse_guide import parse_guide
from tests.standards.x12.small_guide import guide, guide_text

LOOPS = """
2000A  R  >1~5000  Provider  unit provider  !key 03
  0010 HL  M  1  Level  01 03=20 04=1
  max 3 at 0150
  2010A  S  1  Name
    0150 NM1  R  1  Name  01=85 02=1|2 03   # a comment
  2010B  S  2  Other
    0150 NM1  R  1  Name  01=87 02=1|2 03  ?person
  2300  S  100  Claim  unit claim
    1300 CLM  R  1  Claim  01 02
  2000C  S  >1  Patient
    0010 HL  M  1  Level  01 02 03=23 04=0
    use 2300  R  5  Claim again
"""


def loop(parent: LoopSpec, id: str) -> LoopSpec:
    return next(one for one in parent.children if isinstance(one, LoopSpec) and one.id == id)


def test_a_loop_line_says_usage_maximum_and_unit() -> None:
    provider = loop(guide(LOOPS).root, "2000A")
    assert (provider.usage, provider.most, provider.warn_at) == ("R", UNLIMITED, 5000)
    assert provider.attributes.unit == "provider"
    assert provider.attributes.key == ((3, 0),)
    assert provider.group_most == (("0150", 3),)


def test_a_row_line_says_position_segment_usage_and_elements() -> None:
    level = loop(guide(LOOPS).root, "2000A").children[0]
    assert isinstance(level, RowSpec)
    assert (level.position, level.id, level.usage, level.most, level.name) == ("0010", "HL", "M", 1, "Level")
    assert [one.position for one in level.elements] == [1, 3, 4]


def test_use_repeats_the_rows_of_a_loop_under_another_parent() -> None:
    provider = loop(guide(LOOPS).root, "2000A")
    first, again = loop(provider, "2300"), loop(loop(provider, "2000C"), "2300")
    assert again.children == first.children
    assert (again.usage, again.most, again.name) == ("R", 5, "Claim again")
    assert again.attributes.unit == "claim"


def test_a_condition_may_stand_behind_a_row() -> None:
    row = loop(loop(guide(LOOPS).root, "2000A"), "2010B").children[0]
    assert row.attributes.condition == Condition(name="person")


def test_header_lines_name_version_and_predicates() -> None:
    found = guide("0100 BHT  M  1  Begin  01", predicates="address professional")
    assert (found.version, found.name, found.standard) == ("005010X000", "A small one", "005010")
    assert found.predicates == ("address", "professional")


BROKEN = {
    "no header": ("ST  R  1  Set\n  0050 ST  M  1  Header  01\n", "the first line names the guide"),
    "no tree": ("guide X  Y\n", "has no tree"),
    "odd indent": (guide_text(" 0100 BHT  M  1  Begin  01"), "two blanks a level"),
    "too deep": (guide_text("    0100 BHT  M  1  Begin  01"), "indented too far"),
    "row expected": (guide_text("what is this"), "a loop was expected"),
    "no trailer": (guide_text("2000  R  1  L\n  0010 HL  M  1  L  01\n0100 BHT  M  1  Begin  01"), "no trailer"),
    "loop without rows": (guide_text("2000  R  1  Loop"), "does not begin with a row"),
    "use of nothing": (guide_text("use 2300"), "no such loop above"),
    "unknown attribute": (guide_text("0100 BHT  M  1  Begin  01  sometimes"), "unknown attribute"),
    "unknown unit": (guide_text("2000  R  1  Loop  unit village\n  0010 HL  M  1  L  01"), "unknown unit"),
    "key without element": (guide_text("0100 BHT  M  1  Begin  01  !key"), "!key names elements"),
    "two trees": (guide_text("0100 BHT  M  1  Begin  01") + "ST  R  1  Set\n", "stands outside the tree"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_guide_does_not_load(what: str) -> None:
    text, reason = BROKEN[what]
    with pytest.raises(GuideError, match=reason):
        parse_guide(text, file="broken.txt")


def test_an_error_names_file_and_line() -> None:
    with pytest.raises(GuideError, match=r"broken\.txt:5: "):
        parse_guide(guide_text("0100 BHT  M  1  Begin  1x"), file="broken.txt")


def test_element_tokens_say_codes_lists_limits_and_usage() -> None:
    codes, listed, limited, composite = parse_elements("01=A|B 02:pos? 03<20~10 04(01=HC 02:hcpcs 03?)?")
    assert codes.codes == ("A", "B")
    assert codes.required
    assert (listed.list, listed.required, listed.condition) == ("pos", False, None)
    assert (limited.most, limited.keep) == (20, 10)
    assert [part.position for part in composite.parts or ()] == [1, 2, 3]
    assert not composite.required


def test_element_tokens_say_repetition_format_and_ranges() -> None:
    first, second, third, fourth = parse_elements("01^5 02@01 03-04=X^")
    assert (first.repeats, second.format_by) == (5, 1)
    assert (third.position, fourth.position, fourth.codes, fourth.repeats) == (3, 4, ("X",), 0)


def test_element_tokens_say_conditions() -> None:
    rule, both, element, sent = parse_elements("01?person 02!person 03?02=D8|RD8 04!03")
    assert rule.condition == Condition(name="person")
    assert both.condition == Condition(name="person", both_ways=True)
    assert element.condition == Condition(element=2, codes=("D8", "RD8"))
    assert sent.condition == Condition(element=3, both_ways=True)


def test_an_underscore_in_a_code_stands_for_a_blank() -> None:
    (one,) = parse_elements("01=SITUATIONAL_TRIGGER")
    assert one.codes == ("SITUATIONAL TRIGGER",)


@pytest.mark.parametrize("text", ["x1", "01=", "01!", "02 01", "01(02", "01 01", "01?Not-a-name", "01%3"])
def test_a_broken_element_is_refused(text: str) -> None:
    with pytest.raises(GuideError):
        parse_elements(text)

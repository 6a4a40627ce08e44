from __future__ import annotations

import pytest

from clearlane.standards.x12.find_laxer import find_laxer
from clearlane.standards.x12.parse_guide import parse_line_text

NARROWER = [
    ("0200 REF  S  2  Id  01=G1 02", "0200 REF  S  2  Id  01=G1 02"),
    ("0200 REF  S  2  Id  01=G1|F8 02", "0200 REF  R  1  Id  01=G1 02<9"),
    ("0200 REF  S  9  Id  01 02", "0200 REF  S  9~4  Id  01=G1 02~9"),
    ("0200 REF  S  2~1  Id  01 02", "0200 REF  S  1  Id  01 02"),
    ("0200 REF  S  1  Id  01 02?", "0200 REF  S  1  Id  01 02?01=G1"),
    ("0200 REF  S  1  Id  01 02?rule", "0200 REF  S  1  Id  01 02!rule"),
    ("0200 REF  S  1  Id  01 02?rule", "0200 REF  S  1  Id  01 02"),
    ("0200 REF  S  1  Id  01 02:npi", "0200 REF  S  1  Id  01 02=1234567893"),
    ("0200 REF  S  1  Id  01 02", "0200 REF  S  1  Id  01 02:npi"),
    ("0200 REF  S  1  Id  01 02 03?", "0200 REF  S  1  Id  01 02"),
    ("0200 REF  S  1  Id  01^5 02^", "0200 REF  S  1  Id  01^2 02"),
    ("0200 REF  S  1  Id  01 04(01=2U 02)?", "0200 REF  S  1  Id  01 04(01=2U 02<5)"),
    ("0200 REF  S  1  Id  01 04?", "0200 REF  S  1  Id  01 04(01=2U)?"),
    ("0200 REF  S  1  Id  01  ?rule", "0200 REF  S  1  Id  01  !rule"),
    ("0200 REF  S  1  Id  01  ?rule", "0200 REF  R  1  Id  01"),
    ("2310B  S  2  Party", "2310B  R  1  Party"),
    ("2310B  S  >1  Party", "2310B  S  5  Another name"),
]
LAXER = [
    ("0200 REF  R  1  Id  01", "0200 REF  S  1  Id  01"),
    ("0200 REF  M  1  Id  01", "0200 REF  S  1  Id  01"),
    ("0200 REF  S  1  Id  01", "0200 REF  S  2  Id  01"),
    ("0200 REF  S  9~4  Id  01", "0200 REF  S  9  Id  01"),
    ("0200 REF  S  9~4  Id  01", "0200 REF  S  9~5  Id  01"),
    ("0200 REF  S  1  Id  01  ?rule", "0200 REF  S  1  Id  01"),
    ("0200 REF  S  1  Id  01  ?rule", "0200 REF  S  1  Id  01  ?other"),
    ("0200 REF  S  1  Id  01  !rule", "0200 REF  S  1  Id  01  ?rule"),
    ("0200 REF  S  1  Id  01  oneof id", "0200 REF  S  1  Id  01"),
    ("0200 REF  S  1  Id  01=G1", "0200 REF  S  1  Id  01=G1|F8"),
    ("0200 REF  S  1  Id  01=G1", "0200 REF  S  1  Id  01"),
    ("0200 REF  S  1  Id  01:npi", "0200 REF  S  1  Id  01"),
    ("0200 REF  S  1  Id  01 02<9", "0200 REF  S  1  Id  01 02<10"),
    ("0200 REF  S  1  Id  01 02~9", "0200 REF  S  1  Id  01 02"),
    ("0200 REF  S  1  Id  01 02", "0200 REF  S  1  Id  01 02^2"),
    ("0200 REF  S  1  Id  01 02", "0200 REF  S  1  Id  01 02?"),
    ("0200 REF  S  1  Id  01 02", "0200 REF  S  1  Id  01"),
    ("0200 REF  S  1  Id  01", "0200 REF  S  1  Id  01 02?"),
    ("0200 REF  S  1  Id  01 02?rule", "0200 REF  S  1  Id  01 02?"),
    ("0200 REF  S  1  Id  01 02?01=G1", "0200 REF  S  1  Id  01 02?01=F8"),
    ("0200 DTP  S  1  Day  01 02 03@02", "0200 DTP  S  1  Day  01 02 03"),
    ("0200 REF  S  1  Id  01 04(01=2U 02)?", "0200 REF  S  1  Id  01 04(01=2U)?"),
    ("0200 REF  S  1  Id  01 04(01=2U)?", "0200 REF  S  1  Id  01 04?"),
    ("0200 REF  S  1  Id  01", "0250 REF  S  1  Id  01"),
    ("0200 REF  S  1  Id  01", "0200 K3  S  1  Id  01"),
    ("2310B  R  1  Party", "2310B  S  1  Party"),
    ("2310B  S  1  Party", "2310B  S  2  Party"),
    ("2310B  S  1  Party", "2310C  S  1  Party"),
]


@pytest.mark.parametrize(("old", "new"), NARROWER)
def test_what_asks_for_as_much_or_more_is_not_laxer(old: str, new: str) -> None:
    assert not find_laxer(parse_line_text(old, 1), parse_line_text(new, 2))


@pytest.mark.parametrize(("old", "new"), LAXER)
def test_what_allows_more_is_laxer(old: str, new: str) -> None:
    assert find_laxer(parse_line_text(old, 1), parse_line_text(new, 2))


SAID = [
    ("01=G1 02", "01=G1|F8|9F 02", "01 takes 9F, F8 besides"),
    ("01=G1 02", "01 02", "01 takes any code"),
    ("01 02<9", "01 02<10", "02 may be longer or come more often"),
    ("01 02", "01", "02 is required and left out"),
    ("01 04(01=2U 02)?", "01 04(01=2U 02<9 03)?", "04-03 is new"),
    ("01 04(01=2U 02)?", "01 04(01 02)?", "04-01 takes any code"),
]


@pytest.mark.parametrize(("old", "new", "said"), SAID)
def test_it_is_said_which_element_allows_more(old: str, new: str, said: str) -> None:
    before, after = (parse_line_text(f"0200 REF  S  1  Id  {one}", 1) for one in (old, new))
    assert find_laxer(before, after) == said


@pytest.mark.parametrize("usage", ["M", "R", "S"])
def test_only_what_need_not_come_may_be_dropped_and_nothing_added(usage: str) -> None:
    row = parse_line_text(f"0200 REF  {usage}  1  Id  01", 1)
    assert bool(find_laxer(row, None)) == (usage != "S")
    assert find_laxer(None, row)

"""The day of a set against that of its group (`set_day`): it may not be made long after it was sent."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.set_day import set_day_findings
from tests.standards.guides.test_834_by_hand import FAMILY
from tests.standards.x12.x12_texts import changed, check, join, lines

BHT = "BHT*0019*00*BATCH1*{day}*0930*CH"


@pytest.mark.parametrize("day", ["20991124", "20261127", "20270101"])
def test_a_set_that_is_made_after_its_group_was_sent_is_doubted(day: str) -> None:
    report = check(changed("BHT*", BHT.format(day=day)))
    (found,) = report.findings
    assert (found.rule, found.place.element, found.place.segment) == ("envelope.set_later", 4, 2)
    assert (found.found, found.expected, report.accepted) == (day, "20261124", True)


@pytest.mark.parametrize("day", ["20261124", "20261126", "20261120"])
def test_a_set_may_be_a_night_and_a_zone_ahead_of_its_group_or_any_time_before_it(day: str) -> None:
    assert check(changed("BHT*", BHT.format(day=day))).findings == ()


def test_what_is_no_day_is_told_as_such_and_no_more() -> None:
    assert [one.rule for one in check(changed("BHT*", BHT.format(day="20991131"))).findings] == ["element.bad_date"]
    by_group = join(lines()).replace(b"*CLEARLANE*20261124*", b"*CLEARLANE*20261301*", 1)
    assert [one.rule for one in check(by_group).findings] == ["envelope.gs_value"]


def test_the_day_of_an_enrollment_is_looked_at_too() -> None:
    data = join(lines(FAMILY))
    begin = data.index(b"BGN*")
    day = data[begin:].split(b"*")[3]
    (found,) = check(data[:begin] + data[begin:].replace(day, b"20991124", 1)).findings
    assert (found.rule, found.place.segment_id, found.place.element) == ("envelope.set_later", "BGN", 3)


def test_other_sets_have_no_such_day() -> None:
    assert not list(set_day_findings(b"BPR*I*1*C*20991124", separator=b"*", group_day="20261124", offset=0))
    assert not list(set_day_findings(b"BHT*0019", separator=b"*", group_day="20261124", offset=0))


def test_it_is_beyond_the_guide() -> None:
    data = changed("BHT*", BHT.format(day="20991124"))
    assert x12.report([data], beyond_guide=False).findings == ()

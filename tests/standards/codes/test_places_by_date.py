from __future__ import annotations

from datetime import date

import pytest

from clearlane.standards.codes.code_set import Answer
from clearlane.standards.codes.place_of_service import INPATIENT, place_of_service, places

TODAY = date(2026, 11, 24)
FIRST_DAYS = {
    "02": date(2017, 1, 1),
    "09": date(2006, 7, 1),
    "10": date(2022, 1, 1),
    "18": date(2013, 1, 1),
    "19": date(2016, 1, 1),
    "27": date(2023, 10, 1),
    "58": date(2020, 1, 1),
    "66": date(2024, 8, 1),
}


@pytest.mark.parametrize("code", ["01", "11", "12", "21", "22", "23", "24", "31", "41", "65", "81", "99"])
def test_place_of_service_takes_the_places_that_everyone_uses(code: str) -> None:
    assert place_of_service().ask(code, TODAY) is Answer.YES


@pytest.mark.parametrize("code", ["", "1", "00", "28", "29", "30", "43", "59", "63", "88", "100", "AA"])
def test_place_of_service_refuses_what_is_not_assigned(code: str) -> None:
    assert place_of_service().ask(code, TODAY) is Answer.NO


@pytest.mark.parametrize(("code", "first"), FIRST_DAYS.items())
def test_a_place_begins_on_its_day(code: str, first: date) -> None:
    before = date.fromordinal(first.toordinal() - 1)
    assert place_of_service().ask(code, first) is Answer.YES
    assert place_of_service().ask(code, before) is Answer.NO


def test_place_of_service_knows_nothing_of_days_before_its_list() -> None:
    assert place_of_service().ask("11", date(2003, 9, 30)) is Answer.UNKNOWN
    assert place_of_service().ask("11", date(2003, 10, 1)) is Answer.YES


def test_places_are_in_order_and_named() -> None:
    codes = [place.code for place in places()]
    assert codes == sorted(set(codes))
    assert all(len(code) == 2 and code.isdigit() for code in codes)
    assert len({place.name for place in places()}) == len(codes) == 52


def test_the_inpatient_places_are_on_the_list() -> None:
    assert set(INPATIENT) <= {place.code for place in places()}

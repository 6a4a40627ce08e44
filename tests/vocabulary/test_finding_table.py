"""Which findings can exist: every pairing of severity, disposition and unit, and how each of them reads and writes."""

from __future__ import annotations

import json
from itertools import product

import pytest

from clearlane.vocabulary.finding import NOWHERE, UNITS, Disposition, Finding, Place, Severity, Status

REJECT, HOLD, WARN = Disposition.REJECT, Disposition.HOLD, Disposition.WARN
ALLOWED = {
    *((Severity.ERROR, REJECT, unit) for unit in UNITS),
    *((Severity.ERROR, HOLD, unit) for unit in UNITS),
    (Severity.WARNING, WARN, ""),
}
EVERY = list(product(Severity, Disposition, UNITS))


def make(severity: Severity, disposition: Disposition, unit: str, **more: object) -> Finding:
    words = {"what": "It is wrong.", "why": "It must not be.", "remedy": "Mend it."}
    return Finding("a_rule", 1, severity, disposition, NOWHERE, unit=unit, **words, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("severity", "disposition", "unit"), EVERY)
def test_a_finding_exists_only_where_its_parts_agree(severity: Severity, disposition: Disposition, unit: str) -> None:
    if (severity, disposition, unit) in ALLOWED:
        assert make(severity, disposition, unit).unit == unit
    else:
        with pytest.raises(ValueError, match="warning"):
            make(severity, disposition, unit)


@pytest.mark.parametrize(("severity", "disposition", "unit"), sorted(ALLOWED))
def test_each_finding_that_can_exist_goes_through_json(severity: Severity, disposition: Disposition, unit: str) -> None:
    finding = make(severity, disposition, unit)
    assert Finding.from_json(json.loads(json.dumps(finding.as_json()))) == finding


def test_units_rise_from_the_smallest_to_the_largest() -> None:
    assert UNITS == ("", "claim", "patient", "subscriber", "provider", "set", "group", "interchange")


PLACES = [
    (Place(), {}),
    (Place(offset=0), {"offset": 0}),
    (Place(offset=7, segment=1, segment_id="ST"), {"offset": 7, "segment": 1, "segment_id": "ST"}),
    (
        Place(106, 12, "SV1", "2400", 1, 2),
        {"offset": 106, "segment": 12, "segment_id": "SV1", "loop": "2400", "element": 1, "component": 2},
    ),
    (
        Place(106, 12, "DMG", "2010BA", 5, 2, 3),
        {
            "offset": 106,
            "segment": 12,
            "segment_id": "DMG",
            "loop": "2010BA",
            "element": 5,
            "component": 2,
            "repeat": 3,
        },
    ),
    (Place(pointer="/claims/0/lines/1"), {"pointer": "/claims/0/lines/1"}),
]


@pytest.mark.parametrize(("place", "plain"), PLACES)
def test_a_place_is_written_without_what_is_empty(place: Place, plain: dict[str, object]) -> None:
    finding = Finding("a_rule", 1, Severity.ERROR, REJECT, place, "It is wrong.", "", "")
    assert finding.as_json()["place"] == plain
    assert Finding.from_json(finding.as_json()).place == place


SHOWN = [
    (Place(1, 2, "ISA", "", 6), "ISA06"),
    (Place(1, 2, "HL", "2000A", 4), "2000A HL04"),
    (Place(1, 2, "SV1", "2400", 1, 2), "2400 SV101-2"),
    (Place(1, 2, "CAS", "2430", 19), "2430 CAS19"),
    (Place(loop="2300"), "2300"),
    (Place(1, 2, "SE"), "SE"),
]


@pytest.mark.parametrize(("place", "shown"), SHOWN)
def test_a_place_reads_as_a_guide_prints_it(place: Place, shown: str) -> None:
    assert str(place) == shown


STATUSES = [
    ("A0:20", ("A0", "20", "")),
    ("A3:24:85", ("A3", "24", "85")),
    ("A7:562:85", ("A7", "562", "85")),
    ("A8:400", ("A8", "400", "")),
    ("A6:189", ("A6", "189", "")),
]


@pytest.mark.parametrize(("text", "parts"), STATUSES)
def test_a_status_has_category_code_and_perhaps_an_entity(text: str, parts: tuple[str, str, str]) -> None:
    status = Status.read(text)
    assert (status.category, status.code, status.entity) == parts
    assert str(status) == text


def test_a_status_with_an_empty_entity_has_none() -> None:
    assert Status.read("A7:562:") == Status("A7", "562")


def test_answers_come_back_as_pairs_of_texts() -> None:
    finding = make(Severity.ERROR, REJECT, "claim", answer=(("IK304", "8"), ("IK403", "7")))
    assert Finding.from_json(json.loads(json.dumps(finding.as_json()))).answer == (("IK304", "8"), ("IK403", "7"))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_at_most_two_statuses_stand_beside_the_first(count: int) -> None:
    also = tuple(Status("A7", str(number)) for number in range(1, count + 1))
    finding = make(Severity.ERROR, REJECT, "claim", status=Status("A8", "400"), also=also)
    assert Finding.from_json(finding.as_json()).also == also


def test_a_status_stands_beside_none_that_is_missing() -> None:
    with pytest.raises(ValueError, match="beside a first"):
        make(Severity.ERROR, REJECT, "claim", also=(Status("A7", "1"),))

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.vocabulary.finding import UNITS, Disposition, Finding, Place, Severity, Status

REJECTED = Finding(
    rule="total_charge",
    level=3,
    severity=Severity.ERROR,
    disposition=Disposition.REJECT,
    place=Place(1234, 17, "CLM", "2300", 2),
    what="The total is wrong.",
    why="It is not the sum.",
    remedy="Correct it.",
    citation="X12",
    found="225",
    expected="220",
    unit="claim",
    answer=(("IK403", "7"),),
    status=Status("A8", "400"),
    also=(Status("A8", "178"), Status("A7", "562", "85")),
)
WARNED = replace(
    REJECTED, severity=Severity.WARNING, disposition=Disposition.WARN, unit="", answer=(), status=None, also=()
)


@pytest.mark.parametrize("finding", [REJECTED, WARNED, replace(REJECTED, place=Place()), replace(REJECTED, also=())])
def test_a_finding_comes_back_from_json(finding: Finding) -> None:
    assert Finding.from_json(json.loads(json.dumps(finding.as_json()))) == finding


def test_a_finding_at_the_first_byte_keeps_its_place() -> None:
    first = replace(REJECTED, place=Place(0, None, "ISA"))
    assert Finding.from_json(first.as_json()) == first


def test_a_finding_leaves_out_of_its_json_what_is_empty() -> None:
    assert set(WARNED.as_json()) - {"citation", "found", "expected"} == {
        "rule", "level", "severity", "disposition", "place", "what", "why", "remedy",
    }  # fmt: skip
    assert WARNED.as_json()["place"] == {
        "offset": 1234, "segment": 17, "segment_id": "CLM", "loop": "2300", "element": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": ""},
        {"what": ""},
        {"unit": "line"},
        {"severity": Severity.WARNING},
        {"disposition": Disposition.WARN},
        {"severity": Severity.WARNING, "disposition": Disposition.WARN},
        {"status": None},
        {"also": (Status("A7", "1"), Status("A7", "2"), Status("A7", "3"))},
    ],
)
def test_a_finding_refuses_parts_that_disagree(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        replace(REJECTED, **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", UNITS[1:])
def test_a_finding_may_kill_each_unit(unit: str) -> None:
    assert replace(REJECTED, unit=unit).unit == unit


def test_a_finding_refuses_json_that_it_did_not_write() -> None:
    with pytest.raises(KeyError):
        Finding.from_json({"rule": "x"})
    with pytest.raises(TypeError):
        Finding.from_json(REJECTED.as_json() | {"colour": "red"})
    with pytest.raises(ValueError, match="unheard"):
        Finding.from_json(REJECTED.as_json() | {"severity": "unheard"})


@pytest.mark.parametrize("text", ["A7:562:85", "A8:400"])
def test_a_status_reads_what_it_writes(text: str) -> None:
    assert str(Status.read(text)) == text


@pytest.mark.parametrize("text", ["", "A7", "A7:", ":562", "A7:562:85:1"])
def test_a_status_has_a_category_and_a_code(text: str) -> None:
    with pytest.raises(ValueError, match="status"):
        Status.read(text)


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place(0, 1, "CLM", "2300", 5, 3), "2300 CLM05-3"),
        (Place(0, 1, "NM1", "2010AA", 9), "2010AA NM109"),
        (Place(0, 1, "ISA"), "ISA"),
        (Place(), ""),
    ],
)
def test_a_place_shows_as_an_analyst_writes_it(place: Place, shown: str) -> None:
    assert str(place) == shown


@given(st.text(min_size=1), st.text(), st.integers(0, 10**12))
def test_a_finding_keeps_any_text_through_json(what: str, found: str, offset: int) -> None:
    finding = replace(REJECTED, what=what, found=found, place=Place(offset, 2, "NM1"))
    assert Finding.from_json(json.loads(json.dumps(finding.as_json()))) == finding

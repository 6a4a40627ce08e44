"""The situational rules at work in a whole set: each broken once is one finding, each kept is none."""

from __future__ import annotations

from dataclasses import replace

from clearlane.standards import x12
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.proof.full_set import full_set, interchange
from clearlane.vocabulary.finding import Finding, Severity
from tests.standards.guides.judged import errors

NAME = "837p.txt"


def _changed(loop: str, segment: str, position: int, value: str, *, qualifier: str = "") -> list[Line]:
    """The full set with one value changed, in the first such segment of the loop."""
    lines = full_set(NAME)
    at = next(n for n, line in enumerate(lines) if _is(line, loop, segment, qualifier))
    values = [*lines[at].values]
    values[position] = value
    return [*lines[:at], replace(lines[at], values=values), *lines[at + 1 :]]


def _is(line: Line, loop: str, segment: str, qualifier: str = "") -> bool:
    return line.loop == loop and line.values[0] == segment and qualifier in ("", line.values[1])


def _without(lines: list[Line], loop: str, segment: str, qualifier: str = "") -> list[Line]:
    """The lines without the first such segment."""
    at = next(n for n, line in enumerate(lines) if _is(line, loop, segment, qualifier))
    return [*lines[:at], *lines[at + 1 :]]


def _warnings(lines: list[Line]) -> list[Finding]:
    report = x12.report([interchange(lines, NAME)], beyond_guide=False)
    return [one for one in report.findings if one.severity is Severity.WARNING]


def _named(lines: list[Line]) -> list[tuple[str, str]]:
    return [(one.place.loop, one.place.segment_id) for one in errors(lines, NAME)]


def test_a_replacement_without_the_payers_number_is_refused() -> None:
    assert _named(_without(full_set(NAME), "2300", "REF", "F8")) == [("2300", "REF")]


def test_an_original_claim_with_the_payers_number_is_warned() -> None:
    lines = _changed("2300", "CLM", 5, "11:B:1")
    assert _named(lines) == []
    assert [(one.place.loop, one.place.segment_id) for one in _warnings(lines)] == [("2300", "REF")]


def test_an_original_claim_without_the_payers_number_is_clean() -> None:
    lines = _without(_changed("2300", "CLM", 5, "11:B:1"), "2300", "REF", "F8")
    assert (_named(lines), _warnings(lines)) == ([], [])


def test_an_accident_without_its_date_is_refused() -> None:
    assert _named(_without(full_set(NAME), "2300", "DTP", "439")) == [("2300", "DTP")]


def test_employment_without_an_accident_date_is_clean() -> None:
    assert _named(_without(_changed("2300", "CLM", 11, "EM"), "2300", "DTP", "439")) == []


def test_an_auto_accident_without_its_state_is_refused() -> None:
    assert _named(_changed("2300", "CLM", 11, "AA")) == [("2300", "CLM")]


def test_an_auto_accident_abroad_needs_no_state() -> None:
    assert _named(_changed("2300", "CLM", 11, "AA::::FR")) == []


def test_a_subscriber_who_is_the_patient_has_an_address_and_a_birth_date() -> None:
    alone = _changed("2000B", "HL", 4, "0")
    assert _named(alone) == [("2000B", "HL")]  # as a patient of his own follows
    for segment in ("N3", "N4", "DMG"):
        assert ("2010BA", segment) in _named(_without(alone, "2010BA", segment))


def test_a_domestic_address_without_its_state_is_refused() -> None:
    assert _named(_changed("2010AA", "N4", 2, "")) == [("2010AA", "N4")]


def test_a_foreign_address_needs_no_state() -> None:
    lines = _changed("2010AA", "N4", 2, "")
    at = next(n for n, line in enumerate(lines) if _is(line, "2010AA", "N4"))
    lines[at] = replace(lines[at], values=["N4", "PARIS", "", "", "FR"])
    assert _named(lines) == []


def test_an_attachment_that_is_sent_apart_has_its_number() -> None:
    lines = _changed("2300", "PWK", 2, "BM")
    at = next(n for n, line in enumerate(lines) if _is(line, "2300", "PWK"))
    lines[at] = replace(lines[at], values=["PWK", "03", "BM"])
    assert len(_named(lines)) in (1, 2)
    assert set(_named(lines)) == {("2300", "PWK")}


def test_a_policy_holder_who_is_no_person_needs_no_member_id() -> None:
    lines = _changed("2010BA", "NM1", 2, "2")
    at = next(n for n, line in enumerate(lines) if _is(line, "2010BA", "NM1"))
    lines[at] = replace(lines[at], values=["NM1", "IL", "2", "EMPLOYER"])
    assert _named(lines) == []


def _patient_claims_only() -> list[Line]:
    """The full set with its subscriber's own claim left out."""
    return [line for line in full_set(NAME) if not ("2000C" not in line.path and "2300" in line.path)]


def test_a_subscriber_with_dependents_needs_no_claim_of_his_own() -> None:
    assert _named(_patient_claims_only()) == []


def test_a_patient_without_a_claim_is_refused() -> None:
    lines = [line for line in full_set(NAME) if not ("2000C" in line.path and "2300" in line.path)]
    assert len(_named(lines)) == 1

"""Each element of ISA and GS: what it may hold, and the code with which the answer names what it may not."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.envelope_guide import envelope_codes
from clearlane.standards.x12.envelope_values import ISA_VALUES, is_qualifier
from clearlane.standards.x12.library import entries
from tests.standards.x12.small_files import AT
from tests.standards.x12.x12_texts import check, errors, join, lines

CLEAN = join(lines())
WIDTHS = {1: 2, 2: 10, 3: 2, 4: 10, 5: 2, 6: 15, 7: 2, 8: 15, 9: 6, 10: 4, 11: 1, 12: 5, 13: 9, 14: 1, 15: 1}


def with_isa(element: int, value: str) -> bytes:
    """The clean file with one element of its ISA replaced (and IEA02 with ISA13)."""
    parts = CLEAN[:106].decode().split("*")
    parts[element] = value.ljust(WIDTHS[element])
    data = "*".join(parts).encode("latin-1") + CLEAN[106:]
    return data.replace(b"IEA*1*000000101", b"IEA*1*" + value.encode()) if element == 13 else data


GOOD: dict[int, list[str]] = {
    1: ["00", "03"],
    3: ["00", "01"],
    5: ["01", "14", "20", "27", "28", "29", "30", "33", "ZZ"],
    6: ["SUBMITTER", "123456789", "A"],
    7: ["01", "30", "ZZ"],
    8: ["CLEARLANE", "987654321"],
    9: ["260101", "261231", "000229"],
    10: ["0000", "2359", "1200"],
    12: ["00501", "00602"],
    13: ["000000001", "999999999"],
    14: ["0", "1"],
    15: ["P", "T"],
}
BAD: dict[int, tuple[str, list[str]]] = {
    1: ("010", ["99", "  ", "0"]),
    3: ("012", ["02", "ZZ", "  "]),
    5: ("005", ["99", "XX", "  ", "5"]),
    6: ("006", ["", "   "]),
    7: ("007", ["00", "AA", "  "]),
    8: ("008", ["", "   "]),
    9: ("014", ["261301", "261200", "261132", "2611", "ABCDEF"]),
    10: ("015", ["2400", "1260", "12", "AAAA"]),
    12: ("017", ["00200", "00601", "     ", "0050"]),
    13: ("018", ["00000001", "A00000001", "", "12345678X"]),
    14: ("019", ["2", "Y", " "]),
    15: ("020", ["I", "p", " "]),
}


def cases(table: dict[int, list[str]]) -> list[tuple[int, str]]:
    return [(element, value) for element, values in table.items() for value in values]


@pytest.mark.parametrize(("element", "value"), cases(GOOD))
def test_an_isa_element_may_hold(element: int, value: str) -> None:
    assert errors(with_isa(element, value)) == []


@pytest.mark.parametrize(("element", "value"), cases({n: values for n, (_, values) in BAD.items()}))
def test_an_isa_element_may_not_hold(element: int, value: str) -> None:
    (found, *_) = errors(with_isa(element, value))
    assert (found.rule, found.unit) == ("envelope.isa_value", "interchange")
    assert (found.place.segment_id, found.place.element) == ("ISA", element)
    assert found.answer == (("TA1", BAD[element][0]),)


@pytest.mark.parametrize("element", BAD)
def test_the_ta1_names_the_element_by_its_code(element: int) -> None:
    code, (value, *_) = BAD[element]
    interchange = check(with_isa(element, value)).interchanges[0]
    written = x12.ta1(interchange, control=1, at=AT)
    assert written is not None
    (_, ta1, *_) = written.decode().split("~")
    assert ta1.split("*")[4:] == ["R", code]
    assert check(written).findings == ()


def test_the_interchange_of_each_installed_guide_is_known() -> None:
    assert {entry.version[:5] for entry in entries()} <= set(envelope_codes("ISA", 12))


def test_each_row_of_the_table_is_broken_here() -> None:
    assert {(element, code) for element, _, code, _ in ISA_VALUES} == {(n, code) for n, (code, _) in BAD.items()}


def test_the_first_fault_of_an_isa_is_enough() -> None:
    data = with_isa(1, "99").replace(b"*ZZ*SUBMITTER", b"*99*SUBMITTER")
    assert [one.place.element for one in errors(data) if one.place.segment_id == "ISA"] == [1]


def test_the_words_quote_what_stood_there_and_what_would_be_right() -> None:
    (found,) = errors(with_isa(15, "X"))
    assert (found.what, found.why, found.remedy) == (
        "ISA15 holds X",
        "The interchange standard allows P or T",
        "Correct ISA15",
    )
    (blank,) = errors(with_isa(15, " "))
    assert blank.what == "ISA15 holds nothing"


QUALIFIERS = "01 02 03 04 07 08 09 10 19 20 29 30 31 32 33 34 35 36 37 38 AM NR SA SN ZZ".split()


@pytest.mark.parametrize("text", QUALIFIERS)
def test_a_qualifier_is_one_of_the_list(text: str) -> None:
    assert is_qualifier(text)


@pytest.mark.parametrize("text", ["", "0", "00", "05", "06", "39", "zz", "ZZ ", "ZZZ", "X"])
def test_anything_else_is_no_qualifier(text: str) -> None:
    assert not is_qualifier(text)


GS = "GS*HC*SUBMITTER*CLEARLANE*20261124*0930*101*X*005010X222A1"
GS_WARNED = {
    2: ["A", "", "A" * 16],
    3: ["A", "", "A" * 16],
    4: ["261124", "20261301", "20261100", ""],
    5: ["930", "2400", "0960", "09300", ""],
    7: ["T", "", "XX"],
}
GS_TAKEN = {
    2: ["AB", "A" * 15],
    3: ["AB", "A" * 15],
    4: ["20260101", "20261231"],
    5: ["0000", "2359", "093015", "0930155", "09301599"],
    7: ["X"],
}


def with_gs(element: int, value: str) -> bytes:
    """The clean file with one element of its GS replaced."""
    parts = GS.split("*")
    parts[element] = value
    return CLEAN.replace(GS.encode(), "*".join(parts).encode())


@pytest.mark.parametrize(("element", "value"), cases(GS_WARNED))
def test_a_gs_element_that_is_odd_is_warned(element: int, value: str) -> None:
    report = check(with_gs(element, value))
    (found,) = report.findings
    assert (found.rule, found.place.element, found.unit) == ("envelope.gs_value", element, "")
    assert report.accepted is True


@pytest.mark.parametrize(("element", "value"), cases(GS_TAKEN))
def test_a_gs_element_may_hold(element: int, value: str) -> None:
    assert check(with_gs(element, value)).findings == ()


@pytest.mark.parametrize("control", ["", "1O1", "1234567890", "-1", " 1"])
def test_a_group_control_number_has_one_to_nine_digits(control: str) -> None:
    data = with_gs(6, control).replace(b"GE*1*101", b"GE*1*" + control.encode())
    assert "envelope.gs_control" in {one.rule for one in errors(data)}
    written = x12.acknowledge(check(data).interchanges[0], control=1, at=AT)
    assert written is not None
    assert b"~AK9*R*1*1*0*6" in written


@pytest.mark.parametrize("control", ["1", "000000001", "999999999"])
def test_a_group_control_number_may_be(control: str) -> None:
    assert check(with_gs(6, control).replace(b"GE*1*101", b"GE*1*" + control.encode())).findings == ()


ANSWER = ("000000905", "261123", "0930", "R", "006")


def with_ta1(element: int, value: str) -> bytes:
    """The clean file with an answer ahead of its group, one element of it replaced."""
    values = [*ANSWER[: element - 1], value, *ANSWER[element:]]
    return CLEAN.replace(b"GS*HC*", f"TA1*{'*'.join(values)}~GS*HC*".encode("latin-1"), 1)


@pytest.mark.parametrize(
    ("element", "value"), [(1, "905"), (1, "A00000905"), (2, "20261123"), (3, "09300"), (4, "P"), (5, "032"), (5, "")]
)
def test_a_wrong_element_of_an_answer_warns(element: int, value: str) -> None:
    report = check(with_ta1(element, value))
    assert [(one.rule, one.place.segment_id, one.place.element) for one in report.findings] == [
        ("envelope.ta1_value", "TA1", element)
    ]
    assert [one.verdict for one in report.sets] == ["accepted"]


@pytest.mark.parametrize("code", ["000", "006", "024", "031"])
def test_each_note_of_an_answer_is_taken(code: str) -> None:
    assert check(with_ta1(5, code)).findings == ()

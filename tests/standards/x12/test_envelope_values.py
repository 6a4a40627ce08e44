"""Each element of ISA, TA1 and GS: what it may hold, and the code with which the answer names what it may not."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.envelope_guide import envelope_codes
from clearlane.standards.x12.envelope_values import ISA_VALUES, TA1_VALUES, is_qualifier
from clearlane.standards.x12.library import entries
from clearlane.standards.x12.ta1 import ta1_note
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


def test_each_fault_of_an_isa_is_told_and_the_first_is_answered() -> None:
    data = with_isa(1, "99").replace(b"*ZZ*SUBMITTER", b"*99*SUBMITTER")
    assert [one.place.element for one in errors(data) if one.place.segment_id == "ISA"] == [1, 5]
    assert ta1_note(x12.report([data]).interchanges[0]) == "010"


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
    4: ["20261122", "20261231"],
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


TA1 = "TA1*000000055*261124*0930*R*023"
TA1_BAD = {
    1: ["", "00000055", "0000000055", "00000005X", "-00000055", "000000055 "],
    2: ["", "20261124", "261301", "260230", "250229", "261100", "26112X", "ABCDEF"],
    3: ["", "930", "2400", "1260", "093015", "TIME"],
    4: ["", "a", "P", "AA", "X"],
    5: ["", "0", "00", "032", "099", "0000", "I18"],
}
TA1_TAKEN = {
    1: ["000000001", "999999999"],
    2: ["260101", "261231", "240229", "000229"],
    3: ["0000", "2359"],
    4: ["E", "R"],
    5: [f"{n:03d}" for n in range(1, 26)],
}


def with_ta1(segment: str) -> bytes:
    """The clean file with a TA1 before its group."""
    return CLEAN.replace(b"GS*HC", segment.encode("latin-1") + b"~GS*HC", 1)


def replaced(element: int, value: str) -> str:
    """The TA1 with one element replaced."""
    parts = TA1.split("*")
    return "*".join([*parts[:element], value, *parts[element + 1 :]])


@pytest.mark.parametrize(("element", "value"), cases(TA1_TAKEN))
def test_an_element_of_a_ta1_may_hold(element: int, value: str) -> None:
    assert check(with_ta1(replaced(element, value))).findings == ()


@pytest.mark.parametrize(("element", "value"), cases(TA1_BAD))
def test_an_element_of_a_ta1_may_not_hold(element: int, value: str) -> None:
    data = with_ta1(replaced(element, value))
    report = check(data)
    (found,) = report.findings
    assert (found.rule, found.severity, found.unit) == ("envelope.ta1_value", "error", "")
    assert (found.place.segment_id, found.place.element) == ("TA1", element)
    assert found.place.offset == data.index(b"TA1*")
    assert found.what == f"TA1{element:02d} holds {value.strip() or 'nothing'}"
    assert report.accepted is False


VERDICTS = [(verdict, note) for verdict in "AER" for note in ("000", "001", "025")]


@pytest.mark.parametrize(("verdict", "note"), VERDICTS)
def test_a_ta1_accepts_with_the_note_that_nothing_was_wrong_and_only_then(verdict: str, note: str) -> None:
    report = check(with_ta1(f"TA1*000000055*261124*0930*{verdict}*{note}"))
    wrong = (verdict == "A") != (note == "000")
    told = [(one.rule, one.place.element, one.found, one.expected) for one in report.findings]
    assert told == [("envelope.ta1_note", 4, verdict, "A" if note == "000" else "E or R")] * wrong
    assert report.accepted is True


def test_of_a_ta1_with_a_wrong_verdict_or_note_that_alone_is_told() -> None:
    for segment in ("TA1*000000055*261124*0930*X*000", "TA1*000000055*261124*0930*A*999"):
        assert [one.rule for one in check(with_ta1(segment)).findings] == ["envelope.ta1_value"]


@pytest.mark.parametrize("count", range(1, 5))
def test_each_element_that_a_ta1_lacks_is_told(count: int) -> None:
    found = check(with_ta1("*".join(TA1.split("*")[: 1 + count]))).findings
    assert [one.place.element for one in found] == list(range(count + 1, 6))
    assert {one.found for one in found} == {"nothing"}


@pytest.mark.parametrize("more", ["*X", "**X", "*1*2*3"])
def test_what_follows_the_last_element_of_a_ta1_is_one_finding(more: str) -> None:
    (found,) = check(with_ta1(TA1 + more)).findings
    assert (found.rule, found.place.element, found.expected) == ("envelope.ta1_elements", 6, "5")
    assert found.found == str(5 + more.count("*"))


def test_separators_behind_the_last_element_of_a_ta1_are_borne_with() -> None:
    assert check(with_ta1(TA1 + "**")).findings == ()


def test_a_bare_ta1_lacks_everything() -> None:
    assert [one.place.element for one in check(with_ta1("TA1")).findings] == [1, 2, 3, 4, 5]


def test_a_wrong_ta1_kills_nothing_beside_it_and_is_never_answered() -> None:
    (interchange,) = check(with_ta1(replaced(4, "X"))).interchanges
    assert [one.verdict for group in interchange.groups for one in group.sets] == ["accepted"]
    assert x12.ta1(interchange, control=1, at=AT) is None
    assert len(interchange.acknowledgments) == 1


def test_the_place_in_the_json_of_a_wrong_ta1_is_its_element() -> None:
    data = with_ta1(replaced(5, "099"))
    (found,) = x12.point(check(data).findings, (data,))
    assert found.place.pointer == "/records/2/segments/0/elements/05"


def test_each_row_of_the_table_of_the_ta1_is_broken_here() -> None:
    assert {element for element, _, _ in TA1_VALUES} == set(TA1_BAD) == set(TA1_TAKEN)


UNDATED = {"date": (9, "261301"), "a day that no month has": (9, "260230"), "time": (10, "2560")}


@pytest.mark.parametrize("what", UNDATED)
def test_our_own_ta1_holds_a_date_and_a_time_whatever_it_answers(what: str) -> None:
    element, value = UNDATED[what]
    written = x12.ta1(check(with_isa(element, value)).interchanges[0], control=1, at=AT, always=True)
    assert written is not None
    assert check(written).findings == ()
    assert written.decode().split("~")[1].split("*")[2:4] == [
        f"{AT:%y%m%d}" if element == 9 else "261124", f"{AT:%H%M}" if element == 10 else "0930",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("*005010X222A1~ST", "*005010X222A1*~ST", "GS09 envelope.trailing_separators"),
        ("*005010X222A1~ST", "*005010X222A1**X~ST", "GS09 envelope.elements"),
        ("GE*1*101", "GE*1*101**", "GE04 envelope.trailing_separators"),
        ("GE*1*101", "GE*1*101*1", "GE03 envelope.elements"),
        ("IEA*1*000000101", "IEA*1*000000101*", "IEA03 envelope.trailing_separators"),
        ("IEA*1*000000101", "IEA*1*000000101*1", "IEA03 envelope.elements"),
    ],
)
def test_what_stands_behind_the_last_element_of_the_envelope_is_doubted(old: str, new: str, told: str) -> None:
    report = check(CLEAN.replace(old.encode(), new.encode(), 1))
    (found,) = report.findings
    assert f"{found.place.segment_id}{found.place.element:02d} {found.rule}" == told
    assert report.accepted is True


def test_an_isa_of_another_width_is_told_once_though_its_trailer_has_all_digits() -> None:
    (found,) = check(CLEAN.replace(b"*000000101*0*P", b"*00000101*0*P", 1)).findings
    assert found.rule == "envelope.isa_width"

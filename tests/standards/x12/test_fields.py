"""Fields: what a row of a guide says of an element, joined with what the standard says of it."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.fields import Field, beside_test, make_fields
from clearlane.standards.x12.guide import Condition, GuideError, RowSpec
from clearlane.standards.x12.parse_elements import parse_elements
from clearlane.standards.x12.read_dictionary import DataElement, Definition, Dictionary, Note, Part, read_dictionary
from tests.standards.x12.small_guide import guide

SMALL = Dictionary(
    elements={
        "98": DataElement("98", "Entity", "ID", 2, 3),
        "93": DataElement("93", "Name", "AN", 1, 60),
        "67": DataElement("67", "Code", "AN", 2, 80),
        "782": DataElement("782", "Money", "R", 1, 18),
    },
    segments={
        "NM1": Definition("NM1", "Name", (Part("98", True, 1), Part("93", False, 1), Part("C1", False, 5)), ()),
        "AMT": Definition("AMT", "Amount", (Part("98", True, 1), Part("782", False, 3)), ()),
    },
    composites={"C1": Definition("C1", "Both", (Part("98", True, 1), Part("67", False, 2)), (Note("P", (1, 2)),))},
    codes={"98": frozenset({"85", "87", "PR"})},
)


def row(tokens: str, id: str = "NM1") -> RowSpec:
    """A row with these elements."""
    (made,) = list(guide(f"0100 {id}  R  1  Name  {tokens}").root.rows())[1:-1]
    return made


def fields(tokens: str, id: str = "NM1") -> tuple[Field | None, ...]:
    """Its fields, by the small dictionary."""
    return make_fields(row(tokens, id), SMALL)


def only(tokens: str, n: int = 1, id: str = "NM1") -> Field:
    """Field n, which is there."""
    found = fields(tokens, id)[n - 1]
    assert found is not None
    return found


def test_there_is_a_field_for_each_element_that_the_row_uses() -> None:
    assert [one.position if one else None for one in fields("01")] == [1, None, None]
    assert [one.position if one else None for one in fields("01 03")] == [1, None, 3]
    assert [one.position if one else None for one in fields("01 02 03?")] == [1, 2, 3]


def test_a_field_knows_name_type_and_lengths_of_the_standard() -> None:
    one = only("01 02?", 2)
    assert (one.number, one.name, one.type, one.least, one.most, one.required) == ("93", "Name", "AN", 1, 60, False)


LIMITS = [("02<20", 20, 0), ("02<60", 60, 0), ("02<99", 60, 0), ("02~30", 60, 30), ("02<40~30", 40, 30)]


@pytest.mark.parametrize(("token", "most", "keep"), LIMITS)
def test_a_guide_may_only_narrow_a_length(token: str, most: int, keep: int) -> None:
    one = only(f"01 {token}", 2)
    assert (one.most, one.keep) == (most, keep)


def test_codes_are_bytes_and_those_of_the_standard_are_known_beside_them() -> None:
    one = only("01=85|87")
    assert one.codes == {b"85", b"87"}
    assert one.known == {"85", "87", "PR"}
    assert only("01 02", 2).known == frozenset()


REPEATS = [("02", 1), ("02^", 3), ("02^2", 2), ("02^9", 9)]


@pytest.mark.parametrize(("token", "repeats"), REPEATS)
def test_an_element_comes_once_or_as_often_as_is_said(token: str, repeats: int) -> None:
    assert only(f"01 {token}", 2, "AMT").repeats == repeats


def test_what_tells_the_format_is_kept() -> None:
    assert only("01 02@01", 2).format_by == 1
    assert only("01 02", 2).format_by == 0


CONDITIONS = [
    ("02", True, None),
    ("02?", False, None),
    ("02?01", False, Condition(element=1)),
    ("02?01=85", False, Condition(element=1, codes=("85",))),
    ("02!somehow", False, Condition("somehow", both_ways=True)),
]


@pytest.mark.parametrize(("token", "required", "condition"), CONDITIONS)
def test_a_situation_is_not_a_requirement(token: str, required: bool, condition: Condition | None) -> None:
    one = only(f"01 {token}", 2)
    assert (one.required, one.condition) == (required, condition)


def test_what_stands_beside_a_value_says_of_which_list_it_is() -> None:
    one = only("01 02:zip%01", 2)
    assert beside_test(one, [b"", b"", b"83702"]) is one.test
    assert beside_test(one, [b""]) is one.test
    canada = beside_test(one, [b"", b"CA", b"K1A0B1"])
    assert canada is not None
    assert canada(b"K1A0B1")
    assert beside_test(one, [b"", b"FR", b"75008"]) is None


def test_a_composite_of_which_nothing_is_said_is_as_the_standard_has_it() -> None:
    one = only("01 03", 3)
    assert (one.number, one.name, one.type, one.most) == ("C1", "Both", "", 0)
    assert one.parts is not None
    assert [(part.number, part.required, part.repeats) for part in one.parts if part] == [
        ("98", True, 1), ("67", False, 1),
    ]  # fmt: skip
    assert one.notes == (("P", (1, 2)),)


def test_a_composite_has_the_components_that_the_row_names() -> None:
    parts = only("01 03(02<5)", 3).parts
    assert parts is not None
    first, second = parts
    assert first is None
    assert second is not None
    assert (second.position, second.required, second.least, second.most) == (2, True, 2, 5)


LISTS = [
    ("npi", b"1234567893", True),
    ("npi", b"1234567890", False),
    ("tin", b"123456789", True),
    ("tin", b"12-3456789", False),
    ("zip", b"83702", True),
    ("zip", b"8370", False),
    ("zip", b"83-02", False),
    ("taxonomy", b"207Q00000X", True),
    ("taxonomy", b"207Q00000Y", False),
    ("icd10", b"E119", True),
    ("icd10", b"E11.9", False),
    ("hcpcs", b"99213", True),
    ("hcpcs", b"9921", False),
]


@pytest.mark.parametrize(("name", "value", "is_on"), LISTS)
def test_a_list_that_is_computed_is_asked(name: str, value: bytes, is_on: bool) -> None:
    test = only(f"01 02:{name}", 2).test
    assert test is not None
    assert test(value) is is_on


def test_an_element_without_a_list_has_no_test() -> None:
    assert only("01 02", 2).test is None


REFUSED = [
    ("NM1", "01 04", "NM1 has 3 elements, not 4"),
    ("NM1", "01 03(03)", "C1 has 2 elements, not 3"),
    ("NM1", "01 02(01)", "element 93 is not in the dictionary, or is no composite"),
    ("NM1", "01=A", r"the codes \['A'\] do not fit the lengths 2 to 3"),
    ("NM1", "01=ABCD|85", r"the codes \['ABCD'\] do not fit"),
    ("NM1", "01<2=ABC", r"the codes \['ABC'\] do not fit the lengths 2 to 2"),
    ("NM1", "01 02:wishes", "the list :wishes is neither in lists/"),
    ("NM1", "01 03(02:wishes)", "the list :wishes"),
    ("ZZ9", "01", "the dictionary has no such segment"),
]


@pytest.mark.parametrize(("id", "tokens", "why"), REFUSED)
def test_a_row_that_the_standard_does_not_bear_is_refused(id: str, tokens: str, why: str) -> None:
    with pytest.raises(GuideError, match=why):
        make_fields(row(tokens, id), SMALL)


def test_a_refusal_names_the_place_in_the_row() -> None:
    with pytest.raises(GuideError, match=r"^0100 NM102: element 93"):
        fields("01 02(01)")
    with pytest.raises(GuideError, match=r"^0100 NM103-02: the codes"):
        fields("01 03(02=A)")


CLAIM = "01 02 05(01 02=B 03) 06=Y|N 07=A|B|C 08=Y|N|W 09=I|Y"


def test_the_real_dictionary_gives_a_claim_its_elements() -> None:
    made = make_fields(
        RowSpec("1300", "CLM", "R", 1, 0, "Claim", parse_elements(CLAIM), row("01").attributes, 1), read_dictionary()
    )
    used = {one.position: (one.number, one.type, one.least, one.most) for one in made if one}
    assert used[1] == ("1028", "AN", 1, 38)
    assert used[2] == ("782", "R", 1, 18)
    assert used[5][0] == "C023"
    assert {n for n, one in enumerate(made, 1) if one is None} >= {3, 4}
    place = made[4]
    assert place is not None
    assert place.parts is not None
    assert [part.number for part in place.parts if part] == ["1331", "1332", "1325"]

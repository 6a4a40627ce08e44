"""The element tokens of a guide: each token has one meaning, is printed back as it stood, and nothing else is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.guide import Condition, ElementSpec, GuideError
from clearlane.standards.x12.parse_elements import parse_condition, parse_elements

TOKENS: dict[str, ElementSpec] = {
    "01": ElementSpec(1),
    "12": ElementSpec(12),
    "01=85": ElementSpec(1, codes=("85",)),
    "02=1|2": ElementSpec(2, codes=("1", "2")),
    "01=SITUATIONAL_TRIGGER": ElementSpec(1, codes=("SITUATIONAL TRIGGER",)),
    "09:npi": ElementSpec(9, list="npi"),
    "02<20": ElementSpec(2, most=20),
    "02~30": ElementSpec(2, keep=30),
    "05^": ElementSpec(5, repeats=0),
    "05^99": ElementSpec(5, repeats=99),
    "03@02": ElementSpec(3, format_by=2),
    "02#01": ElementSpec(2, binary_of=1),
    "02:status_code%04": ElementSpec(2, list="status_code", unlisted_by=4),
    "04?": ElementSpec(4, required=False),
    "04?domestic": ElementSpec(4, required=False, condition=Condition("domestic")),
    "04!domestic": ElementSpec(4, required=False, condition=Condition("domestic", both_ways=True)),
    "06?02": ElementSpec(6, required=False, condition=Condition(element=2)),
    "06?02=BM|EL": ElementSpec(6, required=False, condition=Condition(element=2, codes=("BM", "EL"))),
    "06!02=BM": ElementSpec(6, required=False, condition=Condition(element=2, codes=("BM",), both_ways=True)),
    "06<50?02=BM": ElementSpec(6, False, Condition(element=2, codes=("BM",)), most=50),
    "01(01)": ElementSpec(1, parts=(ElementSpec(1),)),
    "05(01:pos 02=B 03:frequency)": ElementSpec(
        5, parts=(ElementSpec(1, list="pos"), ElementSpec(2, codes=("B",)), ElementSpec(3, list="frequency"))
    ),
    "05(01? 02=RET)^3?": ElementSpec(
        5, required=False, repeats=3, parts=(ElementSpec(1, required=False), ElementSpec(2, codes=("RET",)))
    ),
}


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_has_this_meaning(token: str) -> None:
    assert parse_elements(token) == (TOKENS[token],)


def test_a_range_stands_for_each_of_its_elements() -> None:
    assert parse_elements("02-04?") == tuple(ElementSpec(n, required=False) for n in (2, 3, 4))
    assert [one.codes for one in parse_elements("01-03=A|B")] == [("A", "B")] * 3


def test_tokens_are_parted_by_blanks_however_many() -> None:
    assert parse_elements("01   02? 03=A") == parse_elements("01 02? 03=A")
    assert parse_elements("") == ()


REFUSED = {
    "1": "not an element",
    "A1": "not an element",
    "01=": "cannot read",
    "01=A|": "cannot read",
    "01:Npi": "cannot read",
    "01<": "cannot read",
    "01@": "cannot read",
    "01%": "cannot read",
    "01(02": "unbalanced",
    "01)": "unbalanced",
    "01)(": "cannot read",
    "01())(": "unbalanced",
    "01x": "cannot read",
    "02 01": "do not rise",
    "01 01": "do not rise",
    "01-03 02": "do not rise",
    "04!": "needs a rule",
    "04?Domestic": "not a rule",
    "04?02=": "not a rule",
    "04?-": "not a rule",
    "05(02 01)": "do not rise",
    "05(01 02=)": "cannot read",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_means_nothing_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(GuideError, match=REFUSED[text]):
        parse_elements(text)


@given(st.text("0123456789=|:<>~^@#%()?!_ABab- ", max_size=24))
@settings(deadline=None)
def test_any_text_is_read_or_refused_as_a_guide(text: str) -> None:
    try:
        specs = parse_elements(text)
    except GuideError:
        return
    assert [spec.position for spec in specs] == sorted({spec.position for spec in specs})


CODES = st.lists(st.sampled_from(["A", "85", "XX", "A B", "1"]), max_size=3, unique=True).map(tuple)
NAMES = st.sampled_from(["domestic", "accident", "is_last_level"])
CONDITIONS = st.one_of(
    st.builds(Condition, name=NAMES, both_ways=st.booleans()),
    st.builds(
        Condition,
        element=st.integers(1, 20),
        codes=st.lists(st.sampled_from(["A", "BM"]), unique=True).map(tuple),
        both_ways=st.booleans(),
    ),
)


def specs_of(parts: st.SearchStrategy[tuple[ElementSpec, ...] | None]) -> st.SearchStrategy[ElementSpec]:
    needs = st.one_of(st.tuples(st.just(True), st.none()), st.tuples(st.just(False), st.none() | CONDITIONS))
    return st.builds(
        lambda position, need, listed, **more: ElementSpec(
            position, need[0], need[1], list=listed[0], unlisted_by=listed[1], **more
        ),
        st.integers(1, 20),
        needs,
        st.just(("", 0)) | st.tuples(st.sampled_from(["npi", "state"]), st.sampled_from([0, 4])),
        codes=CODES,
        most=st.sampled_from([0, 5, 50]),
        keep=st.sampled_from([0, 20]),
        repeats=st.sampled_from([0, 1, 9]),
        format_by=st.sampled_from([0, 2]),
        binary_of=st.sampled_from([0, 1]),
        parts=parts,
    )


def rising(specs: list[ElementSpec]) -> tuple[ElementSpec, ...]:
    return tuple(sorted(specs, key=lambda one: one.position))


FLAT = st.lists(specs_of(st.none()), min_size=1, max_size=4, unique_by=lambda one: one.position).map(rising)
ROWS = st.lists(specs_of(st.none() | FLAT), min_size=1, max_size=4, unique_by=lambda one: one.position).map(rising)


def show(specs: tuple[ElementSpec, ...]) -> str:
    """The text of elements, as the notation's page says it."""
    return " ".join(show_one(spec) for spec in specs)


def show_one(spec: ElementSpec) -> str:
    text = f"{spec.position:02d}"
    text += f"({show(spec.parts)})" if spec.parts is not None else ""
    text += "=" + "|".join(code.replace(" ", "_") for code in spec.codes) if spec.codes else ""
    text += f":{spec.list}" if spec.list else ""
    text += f"<{spec.most}" if spec.most else ""
    text += f"~{spec.keep}" if spec.keep else ""
    text += {0: "^", 1: ""}.get(spec.repeats, f"^{spec.repeats}")
    text += f"@{spec.format_by:02d}" if spec.format_by else ""
    text += f"%{spec.unlisted_by:02d}" if spec.unlisted_by else ""
    text += f"#{spec.binary_of:02d}" if spec.binary_of else ""
    return text + ("" if spec.required else show_condition(spec.condition))


def show_condition(condition: Condition | None) -> str:
    return f"{'!' if condition.both_ways else '?'}{condition}" if condition else "?"


@given(ROWS)
@settings(deadline=None)
def test_elements_are_read_as_they_are_printed(specs: tuple[ElementSpec, ...]) -> None:
    assert parse_elements(show(specs)) == specs


@given(CONDITIONS)
@settings(deadline=None)
def test_a_condition_is_read_as_it_is_printed(condition: Condition) -> None:
    sign = "!" if condition.both_ways else "?"
    assert parse_condition(sign, str(condition), "01") == condition

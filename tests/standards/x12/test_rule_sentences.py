"""What a rule says to a sender: whole sentences with nothing left to fill in, and codes only where something dies."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from clearlane.standards.x12 import element_rules, envelope_rules
from clearlane.standards.x12.element_rules import CITATION, ELEMENTS, SEGMENTS, element_finding, segment_finding
from clearlane.standards.x12.envelope_rules import RULES, finding
from clearlane.vocabulary.finding import Disposition, Finding, Place, Severity

PLACE = Place(offset=400, segment=18, segment_id="CLM", loop="2300", element=2, pointer="/2300/CLM02")
WORDS = {"name": "Claim: total", "found": "12A", "expected": "a number", "count": "13"}
ENVELOPE_WORDS = {"found", "expected", "element", "length"}
WHERE = {
    "envelope.cut_off": {"where", "byte"},
    "envelope.too_many_faults": {"byte"},
    "envelope.no_isa": {"kind", "remedy"},
    **{f"envelope.{id}": {"loss", "came"} for id in ("se_count", "ge_count", "iea_count")},
}
FURTHER = {
    "element.off_list": {"noun", "look", "fix"},
    "element.bad_format": {"form", "wrong"},
    **{f"element.{id}": {"wrong"} for id in ("bad_date", "bad_time", "not_a_number", "not_whole")},
    "element.level_child": {"follows"},
    "element.trailing_separators": {"whole", "parts"},
    "segment.unknown_segment": {"wrong", "fix"},
    "segment.foreign_segment": {"wrong", "fix"},
    "segment.missing_segment_by_rule": {"wanted"},
}
"""Words that depend on the value, the list on which it is not, or the segment that is wanted."""
TEXTS: dict[str, element_rules.Rule | envelope_rules.Rule] = {
    **{f"element.{id}": rule for id, rule in ELEMENTS.items()},
    **{f"segment.{id}": rule for id, rule in SEGMENTS.items()},
    **{f"envelope.{id}": rule for id, rule in RULES.items()},
}


def told(id: str, *answer: tuple[str, str]) -> Finding:
    """A finding of the envelope, with every word that one may need."""
    return finding(
        id,
        PLACE,
        answer=answer,
        found="7",
        expected="8",
        element="ISA15",
        length="12",
        where="after segment 9",
        byte="400",
        kind=": the file is empty",
        remedy="Send it again",
        loss="One may have been lost",
        came="8 groups were",
    )


def names(text: str) -> set[str]:
    """What a sentence wants to have filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("id", TEXTS)
def test_a_rule_speaks_in_sentences_without_an_end_mark(id: str) -> None:
    rule = TEXTS[id]
    for text in (rule.what, rule.why, rule.remedy):
        assert re.fullmatch(r"[A-Z{].*[^.\s]", text)
        assert "  " not in text


@pytest.mark.parametrize("id", TEXTS)
def test_a_rule_asks_only_for_words_that_it_is_given(id: str) -> None:
    rule = TEXTS[id]
    known = (
        ENVELOPE_WORDS | WHERE.get(id, set())
        if id.startswith("envelope.")
        else {*WORDS, "is", "comes"} | FURTHER.get(id, set())
    )
    assert names(rule.what) | names(rule.why) | names(rule.remedy) <= known


@pytest.mark.parametrize("id", ELEMENTS)
def test_an_element_finding_has_its_three_codes_unless_it_warns(id: str) -> None:
    made = element_finding(id, PLACE, unit="claim", number="782", **WORDS)
    rule = ELEMENTS[id]
    assert made.rule == f"element.{id}"
    assert made.answer == (() if rule.is_warning else (("IK304", "8"), ("IK402", "782"), ("IK403", rule.code)))
    assert made.unit == ("" if rule.is_warning else "claim")
    assert (made.disposition is Disposition.WARN) is (made.severity is Severity.WARNING) is rule.is_warning
    assert not re.search(r"[{}]", made.what + made.why + made.remedy)


@pytest.mark.parametrize("number", ["C003", "C023", "S", ""])
def test_a_composite_has_no_number_of_a_data_element(number: str) -> None:
    made = element_finding("missing", PLACE, unit="claim", number=number, **WORDS)
    assert made.answer == (("IK304", "8"), ("IK403", "1"))


@pytest.mark.parametrize("id", SEGMENTS)
def test_a_segment_finding_has_one_code_unless_it_warns(id: str) -> None:
    made = segment_finding(id, PLACE, unit="set", **WORDS, wanted="NM1")
    rule = SEGMENTS[id]
    assert made.rule == f"segment.{id}"
    assert made.answer == (() if rule.is_warning else (("IK304", rule.code),))
    assert made.unit == ("" if rule.is_warning else "set")
    assert (made.level, made.place) == (rule.level, PLACE)


@pytest.mark.parametrize("id", RULES)
def test_an_envelope_finding_kills_what_its_answer_speaks_of(id: str) -> None:
    made = told(id)
    speaks = {"TA1": "interchange", "AK905": "group", "IK502": "set"}
    assert [speaks[name] for name, _ in made.answer] == ([made.unit] if made.unit else [])
    assert (made.disposition is Disposition.WARN) is (made.severity is Severity.WARNING)
    assert not re.search(r"[{}]", made.what + made.why + made.remedy)
    assert (made.level, made.found, made.expected) == (1, "7", "8")


def test_what_was_found_and_expected_are_kept_beside_the_words() -> None:
    made = element_finding("bad_code", PLACE, unit="claim", number="1331", name="Place", found="98", expected="11, 12")
    assert (made.found, made.expected, made.citation) == ("98", "11, 12", CITATION)
    assert "11, 12" in made.why
    assert "98" not in made.what
    bare = element_finding("missing", PLACE, unit="claim", number="1331", name="Place")
    assert (bare.found, bare.expected) == ("", "")


def test_a_rule_may_cite_another_source() -> None:
    made = element_finding("bad_code", PLACE, unit="claim", number="1", citation="CMS list", **WORDS)
    assert made.citation == "CMS list"


def test_an_answer_of_its_own_goes_before_that_of_the_table() -> None:
    made = told("isa_value", ("TA1", "014"))
    assert made.answer == (("TA1", "014"),)
    assert told("isa_value").answer == (("TA1", "022"),)


def test_a_rule_that_is_none_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        element_finding("nonsense", PLACE, unit="claim", number="1", **WORDS)
    with pytest.raises(KeyError):
        segment_finding("missing", PLACE, unit="claim", **WORDS)
    with pytest.raises(KeyError):
        finding("nonsense", PLACE)


@pytest.mark.parametrize("rule", [*ELEMENTS.values(), *SEGMENTS.values()])
def test_codes_are_those_of_the_code_list_or_the_implementation_ones(rule: element_rules.Rule) -> None:
    assert re.fullmatch(r"I?[1-9][0-9]?", rule.code)
    assert rule.level in range(1, 8)


@pytest.mark.parametrize("rule", RULES.values())
def test_envelope_codes_have_the_form_of_their_list(rule: envelope_rules.Rule) -> None:
    forms = {"TA1": r"0[0-3][0-9]", "AK905": r"[1-9][0-9]?", "IK502": r"I?[1-9][0-9]?"}
    assert all(re.fullmatch(forms[name], code) for name, code in rule.answer)

"""The pages of the transactions say all that their guides hold, in words that an analyst reads."""

from __future__ import annotations

import re
from functools import cache

import pytest

from clearlane.doors.console.drawing.draw_codes import draw_codes, fold_codes
from clearlane.doors.console.drawing.draw_elements import draw_elements
from clearlane.doors.console.drawing.draw_lists import draw_lists
from clearlane.doors.console.drawing.draw_transaction import draw_transaction
from clearlane.doors.console.drawing.guide_words import (
    find_keys,
    tell_codes,
    tell_condition,
    tell_limit,
    tell_note,
)
from clearlane.doors.console.drawing.transaction_pages import transaction_pages
from clearlane.doors.console.drawing.transaction_words import WHAT
from clearlane.standards.x12.guide import UNLIMITED, Condition, ElementSpec, RowSpec
from clearlane.standards.x12.library import entries, load_guide, load_machine
from clearlane.standards.x12.machine import Loop, Row
from tests.house.tree import ROOT

TEXTS = sorted({entry.files[0] for entry in entries()})
MOST_BYTES = 1_500_000


@cache
def page(file: str) -> str:
    return draw_transaction((file,))


def distinct(file: str) -> list[RowSpec]:
    """The rows of a guide, those of a loop that stands twice once."""
    return list({id(row): row for row in load_guide((file,)).root.rows()}.values())


def rows(file: str) -> list[Row]:
    """The compiled rows of a guide, each once."""
    members = (member for loop in load_machine((file,)).loops() for member in loop.members)
    return list({id(member.row): member.row for member in members}.values())


def row(file: str, loop: str, name: str) -> Row:
    """A row by its loop and its name."""
    found = (
        member.row
        for one in load_machine((file,)).loops()
        if one.id == loop
        for member in one.members
        if member.row.spec.name == name
    )
    return next(found)


@pytest.mark.parametrize("file", TEXTS)
def test_every_row_stands_on_its_page_once(file: str) -> None:
    headings = re.findall(r"^### (.+)$", page(file), re.MULTILINE)
    assert sorted(headings) == sorted(f"{one.id} {one.name}" for one in distinct(file))


@pytest.mark.parametrize("file", TEXTS)
def test_every_element_of_a_row_stands_in_its_table(file: str) -> None:
    for one in rows(file):
        table = draw_elements(one)
        lines = re.findall(rf"^\| {one.spec.id}(\d\d)(?: to (\d\d))? \|", table, re.MULTILINE)
        shown = [n for first, last in lines for n in range(int(first), int(last or first) + 1)]
        assert shown == [element.position for element in one.spec.elements], one.spec
        assert table in page(file)


@pytest.mark.parametrize("file", TEXTS)
def test_every_loop_of_the_tree_leads_to_its_heading(file: str) -> None:
    anchors = re.findall(r"\]\(#([^)]+)\)", page(file))
    headings = re.findall(r"^## (.+)$", page(file), re.MULTILINE)
    headings += re.findall(r"^### (.+)$", draw_codes((file,)), re.MULTILINE)
    assert len(headings) == len(set(headings))
    assert set(anchors) <= {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def test_a_loop_that_stands_at_two_places_is_told_once() -> None:
    assert page("837p.txt").count("\n## 2300 Claim\n") == 1
    assert page("837p.txt").count("(#2300-claim) Claim:") == 2
    assert page("837p.txt").count("its loops as above") == 1


@pytest.mark.parametrize(
    ("most", "warn_at", "words"),
    [
        (1, 0, "once"), (3, 0, "up to 3 times"), (UNLIMITED, 0, "any number of times"),
        (UNLIMITED, 5000, "any number of times (more than 5,000 warns)"),
    ],
)  # fmt: skip
def test_limits_are_told_in_words(most: int, warn_at: int, words: str) -> None:
    assert tell_limit(most, warn_at) == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition(element=2), "required when: NM102 is sent"),
        (Condition(element=2, codes=("1",)), "required when: NM102 is `1`"),
        (Condition(element=2, codes=("1", "2", "3")), "required when: NM102 is `1`, `2` or `3`"),
        (
            Condition(element=2, codes=("1",), both_ways=True),
            "required when: NM102 is `1`; a warning when sent otherwise",
        ),
    ],
)
def test_a_condition_on_an_element_names_it(condition: Condition, words: str) -> None:
    assert tell_condition(condition, rules={}, segment="NM1") == words


def test_a_rule_is_told_by_its_own_sentence() -> None:
    rules = load_machine(("837p.txt",)).rules
    told = tell_condition(Condition(name="accident"), rules=rules, segment="DTP")
    assert told == "required when: The claim names an automobile or other accident as a cause (`accident`)"


@pytest.mark.parametrize("file", TEXTS)
def test_every_rule_that_a_guide_names_has_a_sentence(file: str) -> None:
    assert [name for name, rule in load_machine((file,)).rules.items() if not rule.__doc__] == []


def test_few_codes_say_what_they_mean_and_many_lead_to_where_they_all_stand() -> None:
    attachment = row("837p.txt", "2300", "Claim: attachment")
    (kind, sent) = attachment.fields[:2]
    assert kind
    assert sent
    assert tell_codes(("BM", "FX"), field=sent) == "`BM` by mail, `FX` by fax"
    several = tell_codes(("AA", "BM", "EL", "EM", "FT"), field=sent)
    assert several.startswith("`AA`, `BM`, `EL`, `EM`, `FT`: [what they mean](#756-5-codes-from-aa-to-ft-list-")
    assert tell_codes(("?1", "?2", "?3", "?4", "?5"), field=sent) == "`?1`, `?2`, `?3`, `?4`, `?5`"
    codes = [f"{n:02d}" for n in range(13)]
    assert tell_codes(codes, field=kind).startswith("[one of 13 codes](#755-13-codes-from-00-to-12-list-")


def codes_on(elements: tuple[ElementSpec, ...]) -> set[str]:
    """Every code of some elements and of their components."""
    own = {code for one in elements for code in one.codes}
    return own.union(*(codes_on(one.parts) for one in elements if one.parts))


@pytest.mark.parametrize("file", TEXTS)
def test_every_code_of_a_guide_stands_on_its_page(file: str) -> None:
    shown = set(re.findall(r"`([^`]+)`", page(file) + draw_codes((file,))))
    assert codes_on(tuple(one for spec in distinct(file) for one in spec.elements)) <= shown


@pytest.mark.parametrize("file", TEXTS)
def test_every_link_to_a_long_list_leads_to_its_heading_and_each_heading_is_one_list(file: str) -> None:
    headings = re.findall(r"^### (.+)$", draw_codes((file,)), re.MULTILINE)
    asked = set(re.findall(r"\]\(#(\d+-\d+-codes-[^)]+)\)", page(file)))
    assert asked == {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}
    assert len(headings) == len(set(headings))


def test_a_long_list_has_every_code_once_with_what_it_means() -> None:
    told = draw_codes(("835.txt",))
    assert "| `4` | denied |" in told
    assert "<details><summary>10 codes</summary>" in told
    assert draw_codes(("275.txt",)) == ""


def test_a_code_without_a_word_of_ours_stands_alone() -> None:
    assert fold_codes({"A": "first", "B": ""}).splitlines()[4:6] == ["| `A` | first |", "| `B` |  |"]
    assert fold_codes({"A": ""}).startswith("<details><summary>1 code</summary>")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("P", "N402, N403, N404 go together: all of them or none"), ("R", "at least one of N402, N403, N404 is sent"),
        ("E", "at most one of N402, N403, N404 is sent"), ("C", "where N402 is sent, N403, N404 must be, too"),
        ("L", "where N402 is sent, at least one of N403, N404 must be, too"),
    ],
)  # fmt: skip
def test_notes_of_the_standard_are_told_in_words(kind: str, words: str) -> None:
    assert tell_note(kind, (2, 3, 4), segment="N4") == words


def test_a_row_is_told_apart_by_the_key_that_the_compiler_found() -> None:
    keys = find_keys(load_machine(("837p.txt",)))
    billing = row("837p.txt", "2010AA", "Billing provider: name")
    diagnoses = row("837p.txt", "2300", "Claim: diagnoses")
    assert keys[id(billing.spec)] == "NM101 is `85`"
    assert keys[id(diagnoses.spec)] == "HI01-1 is `ABK` or `BK`"
    assert "It is this one when NM101 is `85`." in page("837p.txt")


def test_equal_elements_stand_in_one_line_and_components_beneath() -> None:
    told = draw_elements(row("837p.txt", "2300", "Claim: diagnoses"))
    places = [line.split(" | ")[0].strip("| ") for line in told.splitlines()[2:]]
    assert places == ["HI01", "HI01-1", "HI01-2", "HI02 to 12", "HI02-1", "HI02-2"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Claim", "| CLM01 | 1028 | Claim Submitter's Identifier | R | AN 1-38 | more than 20 characters warn |"),
        ("Claim", "| CLM05-1 | 1331 | Facility Code Value | R | AN 1-2 | list *pos* |"),
        ("Claim: date, accident", "| DTP03 | 1251 | Date Time Period | R | AN 1-35 | in the form that DTP02 names |"),
    ],
)
def test_an_element_is_one_line_of_facts(name: str, line: str) -> None:
    assert line in draw_elements(row("837p.txt", "2300", name)).splitlines()


def units(loop: Loop) -> set[str]:
    return {one.unit for one in loop.walk() if one.unit}


def test_what_an_error_rejects_is_told_at_every_loop() -> None:
    told = dict(re.findall(r"^## (\S+) .+\n\n.*An error in it rejects (.+)\.$", page("837p.txt"), re.MULTILINE))
    assert (told["1000A"], told["2010AA"], told["2010BA"], told["2400"]) == (
        "the set", "the billing provider's level", "the subscriber's level", "the claim",
    )  # fmt: skip
    assert units(load_machine(("999.txt",)).root) == set()


def test_the_pages_are_of_a_size_that_is_read() -> None:
    pages = transaction_pages(top=ROOT)
    assert sum(len(text.encode()) for text in pages.values()) < MOST_BYTES
    assert not any("not said" in text for text in pages.values())
    assert set(pages) == {f"docs/transactions/{file.removesuffix('.txt')}.md" for file in TEXTS} | {
        "docs/transactions/README.md"
    }


def test_every_transaction_says_what_it_is_for() -> None:
    assert set(WHAT) == {file.removesuffix(".txt") for file in TEXTS}


def test_every_version_that_is_read_stands_on_a_page() -> None:
    pages = transaction_pages(top=ROOT)
    for entry in entries():
        assert entry.version in pages[f"docs/transactions/{entry.files[0].removesuffix('.txt')}.md"]


def test_lists_are_shown_with_what_their_codes_mean_and_by_whom_they_are_judged() -> None:
    told = draw_lists()
    assert "| `11` | office |" in told
    assert "by the code set `place_of_service`" in told
    assert "by the code set `rarc`" in told
    assert "| *inpatient_procedure* | A code of ICD-10-PCS" in told


def test_inpatient_procedures_are_of_icd_10_pcs() -> None:
    table = draw_elements(row("837i.txt", "2300", "Claim: principal procedure"))
    assert "| HI01-2 | 1271 | Industry Code | R | AN 1-30 | list *inpatient_procedure* |" in table


def test_every_list_of_a_page_is_explained() -> None:
    named = {name for file in TEXTS for name in re.findall(r"\blist \*(\w+)\*", page(file))}
    explained = set(re.findall(r"^\| \*(\w+)\* \| \S", draw_lists(), re.MULTILINE))
    assert named <= explained

from __future__ import annotations

from pathlib import Path

import pytest

from clearlane.standards.x12.guide import GuideError
from clearlane.standards.x12.library import Chosen, Entry, choose, entries, functional_ids_of, load_guide, versions_of
from clearlane.standards.x12.read_dictionary import read_dictionary, read_list, read_unchecked


def test_a_set_is_chosen_by_version_and_id() -> None:
    chosen = choose(version="005010X221A1", set_id="835")
    assert chosen.entry is not None
    assert chosen.entry.files == ("835.txt",)
    assert chosen.entry.st03 == ""


def test_a_set_without_a_guide_is_not_chosen() -> None:
    assert choose(version="004010X098A1", set_id="837").entry is None
    assert choose(version="005010X222A1", set_id="835").entry is None


REQUEST = Entry("HI", "005010X000", "278", "005010X000", ("request.txt",))
ANSWER = Entry("HI", "005010X000", "278", "005010X000", ("answer.txt",), ("11", "08"))
BOTH = Chosen(REQUEST, "005010X000", "278", "005010X000", (REQUEST, ANSWER))


@pytest.mark.parametrize(("purpose", "entry"), [("11", ANSWER), ("08", ANSWER), ("13", REQUEST), ("", REQUEST)])
def test_the_purpose_ends_the_choice_between_guides_of_one_version(purpose: str, entry: Entry) -> None:
    chosen = BOTH.of_purpose(purpose)
    assert (chosen.entry, chosen.by_purpose) == (entry, ())


def test_where_one_guide_reads_a_version_the_purpose_changes_nothing() -> None:
    chosen = choose(version="005010X221A1", set_id="835")
    assert chosen.by_purpose == ()
    assert chosen.of_purpose("11") == chosen


def test_a_line_of_the_table_may_name_purposes(tmp_path: Path) -> None:
    (tmp_path / "sets.txt").write_text("HI V 278 V a.txt 11|08\nHI V 278 V b.txt\n")
    assert [one.purposes for one in entries(tmp_path)] == [("11", "08"), ()]


def test_an_unknown_st03_counts_against_the_group() -> None:
    chosen = choose(version="005010X222A1", set_id="837", st03="005010X999")
    assert chosen.entry is None
    assert [one.rule for one in chosen.findings(0, "HC")] == ["envelope.st_unsupported"]


@pytest.mark.parametrize("st03", ["005010X222A2", "005010X223A2", "005010X224A3"])
def test_an_st03_of_another_guide_does_not_change_the_guide(st03: str) -> None:
    chosen = choose(version="005010X222A1", set_id="837", st03=st03)
    assert chosen.entry == choose(version="005010X222A1", set_id="837").entry
    (told,) = chosen.findings(0, "HC")
    assert (told.rule, told.found, told.expected) == ("envelope.st_version", st03, "005010X222A1")


def test_a_version_belongs_to_one_kind_of_group() -> None:
    assert functional_ids_of("005010X222A2") == ("HC",)
    assert functional_ids_of("005010X221A1") == ("HP",)
    assert functional_ids_of("004010") == ()


def test_a_question_and_its_answer_share_a_version() -> None:
    assert functional_ids_of("005010X279A1") == ("HS", "HB")
    assert [choose(version="005010X212", set_id=one).entry for one in ("276", "277")] == [
        one for one in entries() if one.version == "005010X212"
    ]


@pytest.mark.parametrize(
    ("group", "version", "set_id", "expected"),
    [
        ("HS", "005010X279A1", "270", ""),
        ("HB", "005010X279A1", "271", ""),
        ("HS", "005010X279A1", "271", "270"),
        ("XX", "005010X279A1", "271", ""),
        ("XX", "005010X279A1", "837", "270 or 271"),
        ("HN", "005010X214", "277", ""),
        ("HN", "005010X212", "276", "277"),
    ],
)
def test_the_set_goes_with_its_group(group: str, version: str, set_id: str, expected: str) -> None:
    told = list(choose(version=version, set_id=set_id).findings(0, group))
    assert [one.expected for one in told] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("functional_id", "said"),
    [
        ("HP", "005010X221A1"),
        ("HS", "005010X279A1"),
        ("FA", "005010X231A1 or 005010X231"),
        ("XX", "one that the pages of the transactions name"),
    ],
)
def test_the_versions_of_a_group_are_told(functional_id: str, said: str) -> None:
    assert versions_of(functional_id) == said


def test_of_what_a_reader_takes_no_other_version_is_told() -> None:
    takes = frozenset({("005010X223A2", "837")})
    assert versions_of("HC", takes) == "005010X223A2"


def test_an_unknown_st03_is_answered_with_the_version_of_its_own_set() -> None:
    (told,) = choose(version="005010X212", set_id="277", st03="005010X999").findings(0, "HN")
    assert (told.expected, told.remedy) == (
        "005010X212",
        "Send it in a version that is taken here: 005010X212",
    )


def test_every_entry_names_guides_that_make_its_version() -> None:
    for entry in entries():
        assert load_guide(entry.files).root.id == "ST"


def test_a_broken_table_of_sets_does_not_load(tmp_path: Path) -> None:
    (tmp_path / "sets.txt").write_text("HC 005010 837\n")
    with pytest.raises(GuideError, match="five columns"):
        entries(tmp_path)


def dictionary_in(folder: Path, **texts: str) -> Path:
    standing = {"elements": "1 | One | AN | 1 | 9", "segments": "AA | A | 1:M | ", "composites": "C001 | C | 1 | "}
    for name, text in {**standing, **texts}.items():
        (folder / f"{name}.txt").write_text(text + "\n")
    return folder


def test_a_dictionary_is_read_from_its_texts(tmp_path: Path) -> None:
    found = read_dictionary(dictionary_in(tmp_path, segments="# s\nAA | A | 1:M C001^5 | P0102"))
    assert found.elements["1"].most == 9
    assert found.segments["AA"].parts[1].repeats == 5
    assert str(found.segments["AA"].notes[0]) == "P0102"
    assert found.codes == {}


@pytest.mark.parametrize(
    ("name", "text"), [("elements", "1 | One"), ("segments", "AA | A | 1:X | "), ("segments", "AA | A | 1 | Q01")]
)
def test_a_broken_dictionary_does_not_load(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises((GuideError, ValueError)):
        read_dictionary(dictionary_in(tmp_path, **{name: text}))


def test_lists_are_read_once_and_unknown_ones_are_none() -> None:
    answers = read_list("yes_no")
    assert answers is not None
    assert b"Y" in answers
    assert read_list("yes_no") is answers
    assert read_list("castles") is None
    assert all(read_unchecked().values())

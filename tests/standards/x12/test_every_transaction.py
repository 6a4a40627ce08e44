"""Every transaction through every function: read, checked, explained, turned into JSON and tables and back, and whole.

What is made from a guide has each kind of row now and then; each function must take it, in other delimiters, too.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser

import jsonschema
import pytest

from clearlane.standards import x12
from clearlane.standards.x12.anonymise import anonymise
from clearlane.standards.x12.diff import diff
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide, kinds
from clearlane.standards.x12.merge import merge
from clearlane.standards.x12.split import split

KINDS = sorted(kinds())
DENSITY, UNITS = 0.25, 3
AT = dt.datetime(2026, 11, 29, 9, 30, tzinfo=dt.UTC)
KEY = b"a key of more than sixteen bytes"
MARKS = (b"*:^~", b"|>!\x1d")
CLAIM_TABLES = {"837", "835"}


@cache
def made(kind: str, seed: int = 1) -> bytes:
    return from_guide(GuideOrder(kind=kind, seed=seed, units=UNITS, density=DENSITY))


def in_marks(data: bytes, marks: bytes) -> bytes:
    """The file with its delimiters exchanged, so that what was data stays data."""
    return data.translate(bytes.maketrans(MARKS[0] + marks, marks + MARKS[0])) if marks != MARKS[0] else data


def parts(data: bytes) -> list[list[str]]:
    return [one.strip().split("*") for one in data.decode("latin-1").split("~") if one.strip()]


def reading(data: bytes) -> tuple[x12.Report, x12.Read]:
    return x12.report([data]), lambda at, length: data[at : at + length]


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_read_and_accepted(kind: str, marks: bytes) -> None:
    report = x12.report([in_marks(made(kind), marks)])
    assert [one.what for one in report.findings] == []
    assert report.accepted is True


@pytest.mark.parametrize("kind", KINDS)
def test_every_segment_has_its_loop(kind: str) -> None:
    data, entry = made(kind), kinds()[kind]
    start, end = data.index(b"ST*"), data.index(b"GE*")
    placed = list(x12.place(data[start:end], delimiters=x12.Delimiters(), version=entry.version))
    assert [one.number for one in placed] == list(range(1, len(placed) + 1))
    assert {one.loop for one in placed} - {""} == {one.loop for one in placed}


@pytest.mark.parametrize("kind", KINDS)
def test_the_tree_holds_each_segment_once(kind: str) -> None:
    data, entry = made(kind), kinds()[kind]
    start, end = data.index(b"ST*"), data.index(b"GE*")
    root = x12.parse_set(data[start:end], delimiters=x12.Delimiters(), version=entry.version)

    def count(loop: x12.Loop) -> int:
        return len(loop.segments) + sum(count(child) for child in loop.children)

    assert count(root) == len([one for one in data[start:end].split(b"~") if one.strip()])


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("kind", KINDS)
def test_json_gives_the_same_bytes_again(kind: str, marks: bytes) -> None:
    data = in_marks(made(kind), marks)
    for names in (False, True):
        told = b"".join(x12.to_json([data], names=names))
        assert b"".join(x12.from_json([told])) == data


@pytest.mark.parametrize("kind", KINDS)
def test_json_says_every_value(kind: str) -> None:
    told = b"".join(x12.to_json([made(kind)])).decode()
    values = {part for one in parts(made(kind)) for value in one[1:] for part in re.split("[:^]", value) if part}
    strings = set(re.findall(r'"((?:[^"\\]|\\.)*)"', told))
    if "275" not in kind:  # a payload stands there as base64
        assert sorted(value for value in values if json.dumps(value)[1:-1] not in strings and value not in told) == []


@pytest.mark.parametrize("kind", KINDS)
def test_json_is_what_its_schema_says(kind: str) -> None:
    schema = x12.make_schema(kind if len(kinds()[kind].files) == 1 else kinds()[kind].version)
    records = json.loads(b"".join(x12.to_json([made(kind)])))
    assert [one.message for one in jsonschema.Draft202012Validator(schema).iter_errors(records)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_explained_segment_by_segment(kind: str) -> None:
    explanation = x12.explain((made(kind),))
    lines = list(explanation)
    assert explanation.accepted is True
    assert [one.id for one in lines] == [one[0] for one in parts(made(kind))]
    assert [one.id for one in lines if not one.name] == []
    assert sum(len(one.findings) for one in lines) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_each_value_is_explained_beside_what_was_sent(kind: str) -> None:
    for line, sent in zip(x12.explain((made(kind),)), parts(made(kind)), strict=True):
        if line.id not in ("BIN", "BDS"):
            assert [text.strip() for text in line.texts] == [value.strip() for value in sent]


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_of_an_explanation_has_each_segment_on_a_line(kind: str) -> None:
    text = "\n".join(x12.explain_as_text(x12.explain((made(kind),))))
    ids = Counter(one[0] for one in parts(made(kind)))
    for id, times in ids.items():
        assert len(re.findall(rf"\b{id}\b", text)) >= times


class _Balanced(HTMLParser):
    """Counts what is opened and not closed, and whatever could run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.forbidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "img", "link") or any(name.startswith("on") for name, _ in attrs):
            self.forbidden.append(tag)
        if tag not in ("br", "hr", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_an_explanation_is_whole_and_runs_nothing(kind: str) -> None:
    page = _Balanced()
    page.feed("".join(x12.explain_as_html(x12.explain((made(kind),)))))
    assert (page.open, page.forbidden) == ([], [])


@pytest.mark.parametrize("kind", KINDS)
def test_tables_have_rows_of_the_kind(kind: str) -> None:
    rows = Counter(table for table, _ in x12.tabulate([made(kind)]))
    if kinds()[kind].set_id in CLAIM_TABLES:
        assert rows["claims"] >= 1
        assert "segments" not in rows
    else:
        sent = len([one for one in parts(made(kind)) if one[0] not in ("ISA", "GS", "GE", "IEA")])
        assert rows == {"segments": sent}


@pytest.mark.parametrize("kind", KINDS)
def test_anonymised_it_is_accepted_and_of_the_same_shape(kind: str) -> None:
    data = made(kind)
    other = b"".join(anonymise([data], key=KEY))
    assert [one[0] for one in parts(other)] == [one[0] for one in parts(data)]
    assert x12.report([other]).accepted is True
    assert b"".join(anonymise([data], key=KEY)) == other != data


@pytest.mark.parametrize("kind", KINDS)
def test_no_name_or_number_of_a_person_outlives_anonymising(kind: str) -> None:
    people = {one[3] for one in parts(made(kind)) if one[0] == "NM1" and one[2:3] == ["1"] and len(one) > 3 and one[3]}
    members = {one[9] for one in parts(made(kind)) if one[0] == "NM1" and one[8:9] == ["MI"]}
    left = {value for one in parts(b"".join(anonymise([made(kind)], key=KEY))) for value in one[1:]}
    assert (people | members) & left == set()


@pytest.mark.parametrize("kind", KINDS)
def test_two_files_are_merged_and_split_into_what_they_were(kind: str) -> None:
    one, other = made(kind, 1), made(kind, 2)
    whole = merge([reading(one), reading(other)])
    merged = x12.report([whole])
    sets = [each for interchange in merged.interchanges for group in interchange.groups for each in group.sets]
    assert (merged.accepted, len(sets)) == (True, 2)
    report, read = reading(whole)
    found = list(split(report, read=read, by="set"))
    assert len(found) == 2
    assert all(x12.report([part.content]).accepted for part in found)
    bodies = [[one for one in parts(part.content) if one[0] not in ENVELOPE] for part in found]
    assert bodies == [[one for one in parts(data) if one[0] not in ENVELOPE] for data in (one, other)]


ENVELOPE = ("ISA", "GS", "ST", "SE", "GE", "IEA")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_does_not_differ_from_itself(kind: str) -> None:
    assert list(diff(reading(made(kind)), reading(made(kind)))) == []


@pytest.mark.parametrize("kind", sorted({*KINDS} - {"999"}))
def test_another_day_is_a_difference_at_its_element(kind: str) -> None:
    data = made(kind)
    match = re.search(rb"~\s*(DTP\*\w+\*D8\*|DTM\*\w+\*|BGN\*\w+\*\w+\*|BHT\*\w+\*\w+\*\w*\*)(20\d{6})", data)
    assert match is not None
    day = match[2]
    changed = data[: match.start(2)] + (b"20010101" if day != b"20010101" else b"20010102") + data[match.end(2) :]
    found = list(diff(reading(data), reading(changed)))
    assert [(one.first, one.second) for one in found][:1] == [(day.decode(), changed[match.start(2) :][:8].decode())]


@pytest.mark.parametrize("kind", KINDS)
def test_a_required_segment_that_is_lost_is_told_and_answered(kind: str) -> None:
    entry = kinds()[kind]
    lost = re.sub(rb"~\s*(BHT|BGN|BPR|AK1)\*[^~]*", b"", made(kind), count=1)
    count = re.search(rb"SE\*(\d+)", lost)
    assert count is not None
    lost = lost.replace(count[0], b"SE*%d" % (int(count[1]) - 1))
    report = x12.report([lost])
    assert report.accepted is not True
    assert [one.rule for one in report.findings if one.unit] != []
    answer = x12.acknowledge(report.interchanges[0], control=1, at=AT)
    assert (answer is None) == (entry.functional_id == "FA")

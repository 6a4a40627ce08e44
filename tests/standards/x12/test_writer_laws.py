"""What the writer writes, our reader reads: any segments, any delimiters, any number of groups and sets."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.write import Identity, Value, Writer, clean
from tests.standards.x12.small_files import AT, FILES
from tests.standards.x12.x12_texts import CLAIMS, PAYMENT, check, lines

WHO = Identity(sender="SUBMITTER", receiver="CLEARLANE")
MARKS = st.lists(st.sampled_from(list("*:~^|>!;\x1c\x1d\x1e#@")), min_size=4, max_size=4, unique=True)
TEXTS = st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=255), max_size=6)
VALUES = st.one_of(TEXTS, st.lists(TEXTS, min_size=1, max_size=3).map(tuple))
SEGMENTS = st.lists(st.lists(VALUES, max_size=5), max_size=6)


def delimiters_of(marks: list[str]) -> Delimiters:
    element, component, segment, repetition = (mark.encode() for mark in marks)
    return Delimiters(element=element, component=component, repetition=repetition, segment=segment)


def writer(delimiters: Delimiters | None = None, *, control: int = 101) -> Writer:
    return Writer(identity=WHO, control=control, usage="P", at=AT, delimiters=delimiters)


def cut(values: list[list[str]]) -> list[list[str]]:
    """A segment's elements as components, without what is empty at either end."""
    elements = []
    for parts in values:
        last = max((n for n, part in enumerate(parts, 1) if part), default=0)
        elements.append(parts[:last] or [""])
    while elements and elements[-1] == [""]:
        elements.pop()
    return elements


@given(MARKS, SEGMENTS)
@settings(deadline=None)
def test_segments_are_read_back_value_by_value(marks: list[str], segments: list[list[Value]]) -> None:
    plain = [[list(one) if isinstance(one, tuple) else [one] for one in segment] for segment in segments]
    assume(not any(mark in text for segment in plain for parts in segment for text in parts for mark in marks))
    one = writer(delimiters_of(marks))
    one.group("HC", "005010X222A1")
    one.set("837", version="005010X222A1")
    for segment in segments:
        one.segment("NTE", *segment)
    data = one.bytes()
    element, component, terminator, _ = marks
    read = [raw.split(element) for raw in x12.decode(data).split(terminator)[3:-4]]
    assert [[value.split(component) for value in parts[1:]] for parts in read] == [cut(parts) for parts in plain]


@given(MARKS, st.lists(st.integers(0, 4), max_size=4))
@settings(deadline=None)
def test_counts_and_numbers_are_right_whatever_is_written(marks: list[str], sets: list[int]) -> None:
    one = writer(delimiters_of(marks))
    for count in sets:
        one.group("HP", "005010X221A1")
        for _ in range(count):
            one.set("835")
            one.segment("LX", "1")
    report = check(one.bytes())
    told = {each.rule for each in report.findings if each.rule.startswith("envelope.")}
    assert told == ({"envelope.no_group"} if not sets else {"envelope.group_empty"} if 0 in sets else set())
    assert [len(each.sets) for each in report.interchanges[0].groups] == sets
    assert [each.sets_included for each in report.interchanges[0].groups] == sets


@pytest.mark.parametrize("kind", ["837P", "835", "999", "277CA"])
@pytest.mark.parametrize("marks", ["*:~^", "|>!;", "\x1d\x1f\n\x1e"])
def test_a_file_that_is_read_and_written_again_is_the_same_file(kind: str, marks: str) -> None:
    source = FILES[kind]
    (interchange,) = check(source).interchanges
    again = writer(delimiters_of(list(marks)))
    for group in interchange.groups:
        again.group(group.functional_id, group.version)
        for one in group.sets:
            text = source[one.offset : one.offset + one.length]
            first, *middle, _ = [raw.decode().split("*") for _, raw in x12.segments(text, interchange.delimiters)]
            again.set(one.set_id, control=one.control, version=(first + [""])[3] if len(first) > 3 else "")
            for parts in middle:
                again.segment(*(tuple(part.split(":")) for part in parts))
    report = check(again.bytes())
    assert report.findings == ()
    back = again.bytes().translate(bytes.maketrans(marks.encode(), b"*:~^"))
    assert back[back.index(b"ST*") : back.index(b"GE*")] == source[source.index(b"ST*") : source.index(b"GE*")]


@pytest.mark.parametrize("text", [CLAIMS, PAYMENT])
def test_raw_and_whole_sets_are_written_as_they_stand(text: str) -> None:
    segments = lines(text)
    body = [one.encode() for one in segments[3:-3]]
    raw, whole = writer(), writer()
    functional, version = segments[1].split("*")[1], segments[1].split("*")[8]
    raw.group(functional, version)
    whole.group(functional, version)
    raw.set(segments[2].split("*")[1], version=version if functional == "HC" else "")
    raw.raw(body)
    whole.whole("~\r\n".join([*segments[2:-2], ""]).encode())
    assert check(raw.bytes()).findings == check(whole.bytes()).findings == ()
    assert raw.bytes() == whole.bytes().replace(b"\r\n", b"")


def test_count_is_how_many_segments_the_set_has() -> None:
    one = writer()
    one.group("HC", "005010X222A1")
    one.set("837", version="005010X222A1")
    counts = [one.count]
    for _ in range(3):
        one.segment("NTE", "ADD", "X")
        counts.append(one.count)
    one.raw([b"NTE*ADD*Y", b"NTE*ADD*Z"])
    assert [*counts, one.count] == [1, 2, 3, 4, 6]
    one.set("837", version="005010X222A1")
    assert one.count == 1


@pytest.mark.parametrize("control", [1, 999_999_998, 999_999_999])
@pytest.mark.parametrize("groups", [1, 2, 3])
def test_group_numbers_have_nine_digits_and_differ_however_high_the_first(control: int, groups: int) -> None:
    one = writer(control=control)
    for _ in range(groups):
        one.group("HP", "005010X221A1")
    report = check(one.bytes())
    assert [each.rule for each in report.findings] == ["envelope.group_empty"] * groups
    assert len({group.control for group in report.interchanges[0].groups}) == groups


@pytest.mark.parametrize("control", [0, -1, 1_000_000_000, 10**12])
def test_an_interchange_number_has_one_to_nine_digits(control: int) -> None:
    with pytest.raises(ValueError, match="nine digits"):
        writer(control=control)


@pytest.mark.parametrize("usage", ["", "X", "PT", "p"])
def test_an_interchange_is_production_or_test(usage: str) -> None:
    with pytest.raises(ValueError, match="P or T"):
        Writer(identity=WHO, control=1, usage=usage, at=AT)


@pytest.mark.parametrize(
    "who",
    [
        Identity(sender="A" * 16, receiver="B"),
        Identity(sender="A", receiver="B" * 16),
        Identity(sender="A", receiver="B", sender_qualifier="ZZZ"),
        Identity(sender="A", receiver="B", receiver_qualifier="Z"),
        Identity(sender="A*", receiver="B"),
        Identity(sender="A", receiver="B~"),
    ],
)
def test_an_identity_that_does_not_fit_an_isa_is_refused(who: Identity) -> None:
    with pytest.raises(ValueError, match=r"characters|delimiter"):
        Writer(identity=who, control=1, usage="P", at=AT)


def test_the_way_back_and_back_again_is_the_way() -> None:
    who = Identity("A", "B", "01", "30", "APP A", "APP B")
    assert who.turned() == Identity("B", "A", "30", "01", "APP B", "APP A")
    assert who.turned().turned() == who


@pytest.mark.parametrize("bad", ["A*B", "A:B", "A~B", "A^B", "A\nB", "A\rB"])
def test_a_value_that_would_break_the_file_is_refused(bad: str) -> None:
    one = writer()
    one.group("HC", "005010X222A1")
    one.set("837")
    with pytest.raises(ValueError, match="delimiter or a line end"):
        one.segment("NTE", "ADD", bad)
    with pytest.raises(ValueError, match="delimiter or a line end"):
        one.segment("NTE", ("ADD", bad))


@given(st.text(max_size=30), MARKS)
@settings(deadline=None)
def test_a_cleaned_text_can_always_be_written(text: str, marks: list[str]) -> None:
    delimiters = delimiters_of(marks)
    kept = clean(text, delimiters)
    one = writer(delimiters)
    one.group("HC", "005010X222A1")
    one.set("837")
    one.segment("NTE", "ADD", kept)
    assert clean(kept, delimiters) == kept
    assert kept == kept.strip()
    assert "  " not in kept


@given(st.text(max_size=30))
@settings(deadline=None)
def test_cleaning_keeps_each_letter_and_digit(text: str) -> None:
    plain = [char for char in text if char.isascii() and char.isalnum()]
    assert [char for char in clean(text) if char.isascii() and char.isalnum()] == plain


CLEANED = {
    "A*B": "A B",
    "A:B~C^D": "A B C D",
    "  A  B ": "A B",
    "A\r\nB\tC\x00D": "A B C D",
    "JOSÉ": "JOSÉ",
    "10 €": "10",
    "A\xa0B": "A B",
    "": "",
    "***": "",
}


@pytest.mark.parametrize("text", CLEANED)
def test_a_text_is_cleaned(text: str) -> None:
    assert clean(text) == CLEANED[text]


@pytest.mark.parametrize(
    "at", [dt.datetime(2026, 1, 1, 0, 0, tzinfo=dt.UTC), dt.datetime(2026, 12, 31, 23, 59, tzinfo=dt.UTC)]
)
def test_the_instant_is_written_as_the_calendar_shows_it(at: dt.datetime) -> None:
    one = Writer(identity=WHO, control=1, usage="T", at=at)
    one.group("HP", "005010X221A1")
    (interchange,) = check(one.bytes()).interchanges
    assert interchange.elements[8:10] == (f"{at:%y%m%d}", f"{at:%H%M}")
    assert (interchange.groups[0].date, interchange.groups[0].time) == (f"{at:%Y%m%d}", f"{at:%H%M}")


def test_a_ta1_stands_before_the_first_group() -> None:
    one = writer()
    one.ta1(control="000000055", date="261124", time="0930", code="A", note="000")
    one.group("HP", "005010X221A1")
    names = [raw.split(b"*")[0] for raw in one.bytes().split(b"~")[:-1]]
    assert names == [b"ISA", b"TA1", b"GS", b"GE", b"IEA"]
    assert all(first != second for first, second in pairwise(names))

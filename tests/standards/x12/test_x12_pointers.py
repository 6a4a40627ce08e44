"""A finding's pointer leads into the JSON of its file: to the record, the segment and the element that it is about."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.point import point
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.x12_texts import PAYMENT, changed, join, lines

CLEAN = join(lines())
DEAD = CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O")


def pointed(content: bytes) -> list[Finding]:
    return point(x12.report([content]).findings, [content])


def document(content: bytes) -> Any:
    return json.loads(b"".join(x12.to_json([content])))


def follow(held: Any, pointer: str) -> Any:
    """What a JSON pointer leads to; "" where the last key is not there, as for what is missing."""
    for key in pointer.split("/")[1:]:
        held = held[int(key)] if isinstance(held, list) else held.get(key, "")
    return held


@pytest.mark.parametrize(
    ("content", "there"),
    [
        (DEAD, "8O"),
        (CLEAN.replace(b"11:B:1*Y", b"11:X:1*Y", 1), "X"),
        (CLEAN.replace(b"SE*48", b"SE*47"), "47"),
        (CLEAN.replace(b"GE*1*101", b"GE*1*102"), "102"),
        (CLEAN.replace(b"*HC*", b"*HP*", 1).replace(b"GS*HC", b"GS*HP", 1), "HP"),
        (CLEAN.replace(b"IEA*1*000000101", b"IEA*1*000000102"), "000000102"),
        (CLEAN + DEAD.replace(b"000000101", b"000000102"), "8O"),
        (changed("SVC*HC:81002", "SVC*XX:81002*50*50**1", PAYMENT), "XX"),
        (changed("CLM*A2", "CLM*A2*80***11:B:1**A*Y*Y"), ""),
    ],
)
def test_a_pointer_leads_to_the_value(content: bytes, there: str) -> None:
    (finding,) = pointed(content)
    assert finding.found == there
    assert follow(document(content), finding.place.pointer) == there


@pytest.mark.parametrize(
    ("content", "id"),
    [(changed("NM1*QC", ""), "N3"), (changed("HI*ABK:J020", "HI*ABK:J020\nXYZ*1"), "XYZ")],
)
def test_without_an_element_it_leads_to_the_segment(content: bytes, id: str) -> None:
    (finding,) = pointed(content)
    assert follow(document(content), finding.place.pointer)["id"] == id


@pytest.mark.parametrize(
    ("content", "record"),
    [
        (b"Dear Sirs", "unparsed"),
        (CLEAN + b"rubbish", "unparsed"),
        (b"\xef\xbb\xbf" + CLEAN, "file"),
        (CLEAN[: CLEAN.rindex(b"IEA*")], "envelope"),
    ],
)
def test_what_is_no_segment_leads_to_its_record(content: bytes, record: str) -> None:
    (finding,) = pointed(content)
    assert follow(document(content), finding.place.pointer)["record"] == record


def test_the_isa_is_one_text() -> None:
    wrong = CLEAN.replace(b"*00*          *ZZ*SUB", b"*XX*          *ZZ*SUB", 1)
    (finding,) = pointed(wrong)
    assert follow(document(wrong), finding.place.pointer).startswith("ISA*00*")


def test_nothing_is_read_for_no_findings() -> None:
    assert point([], iter(lambda: pytest.fail("it was read"), None)) == []


def test_nothing_else_of_a_finding_changes() -> None:
    (before,), (after,) = x12.report([DEAD]).findings, pointed(DEAD)
    assert before.place.pointer == ""
    assert after.as_json() | {"place": before.as_json()["place"]} == before.as_json()


def leads(held: Any, pointer: str) -> bool:
    """Whether a pointer resolves strictly, as RFC 6901 has it."""
    for key in pointer.split("/")[1:]:
        if isinstance(held, list) and key.isdigit() and int(key) < len(held):
            held = held[int(key)]
        elif isinstance(held, dict) and key in held:
            held = held[key]
        else:
            return False
    return True


def container(held: Any, pointer: str) -> Any:
    """What a pointer leads to; it must lead somewhere."""
    assert leads(held, pointer), pointer
    return follow(held, pointer)


def keeps_the_rule(whole: Any, finding: Finding) -> bool:
    """The pointer resolves; or what it names was not sent, and all but its last key leads to the object around it."""
    pointer = finding.place.pointer
    if leads(whole, pointer):
        return True
    around, _, key = pointer.rpartition("/")
    return isinstance(container(whole, around), dict) and key.isdigit()


ABSENT = {
    "an element": (changed("CLM*A2", "CLM*A2*80***11:B:1**A*Y*Y"), "06"),
    "all elements": (changed("SBR*P", "SBR"), "01"),
    "a component": (CLEAN.replace(b"11:B:1*Y", b"11::1*Y", 1), "2"),
    "a component at the end": (CLEAN.replace(b"11:B:1*Y", b"11:B*Y", 1), "3"),
    "a whole composite": (changed("HI*ABK:J020", "HI"), "01"),
    "what a situation demands": (changed("N4*", "N4*BOISE"), "02"),
}


@pytest.mark.parametrize("name", ABSENT)
def test_what_was_not_sent_is_named_by_the_last_key_alone(name: str) -> None:
    content, key = ABSENT[name]
    whole = document(content)
    pointers = [one.place.pointer for one in pointed(content) if not leads(whole, one.place.pointer)]
    assert key in {one.rpartition("/")[2] for one in pointers}
    assert all(keeps_the_rule(whole, one) for one in pointed(content))


def test_a_missing_segment_is_told_at_what_stands_in_its_place() -> None:
    content = changed("NM1*QC", "")
    (finding,) = pointed(content)
    assert finding.rule == "segment.missing_segment"
    assert container(document(content), finding.place.pointer)["id"] == "N3"


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_every_pointer_resolves_or_the_object_around_it_does(data: st.DataObject) -> None:
    segments = CLEAN.split(b"~")
    at = data.draw(st.integers(1, len(segments) - 2))
    elements = segments[at].split(b"*")
    n = data.draw(st.integers(1, max(len(elements) - 1, 1)))
    put = data.draw(st.sampled_from([b"", b"X", b":", b"A:", b":B", b"1:2:3:4:5:6:7:8:9", b"^", b"A^B", b"::^", b"  "]))
    elements[n : n + 1] = [put] * data.draw(st.integers(0, 3))
    segments[at] = b"*".join(elements)
    content = b"~".join(segments)
    whole = document(content)
    for finding in pointed(content):
        assert keeps_the_rule(whole, finding), (finding.rule, finding.place.pointer, segments[at])


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(CLEAN) - 1), put=st.binary(max_size=4), cut=st.integers(0, 30))
def test_every_pointer_of_any_file_leads_somewhere(at: int, put: bytes, cut: int) -> None:
    content = CLEAN[:at] + put + CLEAN[at + cut :]
    whole = document(content)
    for finding in pointed(content):
        *above, _ = finding.place.pointer.split("/elements/")[0].split("/")
        assert follow(whole, "/".join(above))
        record = int(finding.place.pointer.split("/")[2])
        assert record < len(whole["records"])

"""JSON to X12: what was changed is written, all else is as it was, and what cannot be written is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.read_records import JsonRefused
from tests.standards.x12.x12_texts import ISA, join, lines

CLAIMS = join(lines()).replace(b"~", b"~\r\n")
Document = dict[str, Any]


def document(*, names: bool = False) -> Document:
    found: Document = json.loads(b"".join(x12.to_json([CLAIMS], names=names)))
    return found


def written(value: Any, **how: bool) -> bytes:
    return b"".join(x12.from_json([json.dumps(value).encode()], **how))


def refused(value: Any) -> JsonRefused:
    with pytest.raises(JsonRefused) as found:
        written(value)
    assert found.value.reason
    assert found.value.remedy
    assert str(found.value).startswith(found.value.pointer + ": ")
    return found.value


def claim(value: Document) -> dict[str, Any]:
    """The record of the first claim; its CLM is its first segment."""
    found: dict[str, Any] = value["records"][6]
    assert found["segments"][0]["id"] == "CLM"
    return found


def test_a_changed_value_changes_its_bytes_alone() -> None:
    value = document()
    claim(value)["segments"][0]["elements"]["02"] = "150.00"
    assert written(value) == CLAIMS.replace(b"CLM*A1*150*", b"CLM*A1*150.00*")


def test_a_new_element_finds_its_position() -> None:
    value = document()
    claim(value)["segments"][0]["elements"]["20"] = "1"
    assert written(value) == CLAIMS.replace(b":1*Y*A*Y*Y", b":1*Y*A*Y*Y***********1", 1)


def test_a_new_segment_stands_where_it_was_put() -> None:
    value = document()
    claim(value)["segments"].insert(1, {"id": "REF", "elements": {"01": "EA", "02": "77"}})
    assert written(value) == CLAIMS.replace(b"HI*ABK:E119", b"REF*EA*77~\r\nHI*ABK:E119")


def test_other_delimiters_are_written_all_through() -> None:
    value = document()
    record = value["records"][1]
    record["isa"] = record["isa"].replace("*", "|")
    record["delimiters"]["element"] = "|"
    assert written(value) == CLAIMS.replace(b"*", b"|")


def test_other_line_ends_are_written_all_through() -> None:
    value = document()
    value["records"][1]["after"] = "\n"
    assert written(value) == CLAIMS.replace(b"\r\n", b"\n")


def test_what_only_tells_a_place_may_be_left_out() -> None:
    value = document()
    for record in value["records"]:
        for key in ("offset", "segment", "loop", "set", "delimiters"):
            record.pop(key, None)
        for segment in record.get("segments", ()):
            segment.pop("loop", None)
            segment.pop("opens", None)
    assert written(value) == CLAIMS


@pytest.mark.parametrize(
    "rewritten",
    [
        lambda value: json.dumps(value, indent=2),
        lambda value: json.dumps(value, sort_keys=True),
        lambda value: json.dumps(value, ensure_ascii=False),
        lambda value: json.dumps(value["records"], indent=1),
        lambda value: "\ufeff" + json.dumps(value),
        lambda value: "\n\n".join(map(json.dumps, value["records"])),
        lambda value: "".join(json.dumps(one, indent=2) for one in value["records"]),
    ],
)
def test_how_the_json_is_laid_out_does_not_matter(rewritten: Callable[[Document], str]) -> None:
    data = rewritten(document()).encode("utf-8")
    assert b"".join(x12.from_json([data[at : at + 11] for at in range(0, len(data), 11)])) == CLAIMS


def test_a_view_of_no_set_is_refused() -> None:
    value = document(names=True)
    del claim(value)["set"]
    assert refused(value).pointer == "/records/6/set"
    assert written(value, ignore_names=True) == CLAIMS


def test_a_view_that_was_changed_is_refused_and_not_lost() -> None:
    value = document(names=True)
    claim(value)["names"]["claim"][0]["claim"]["total_charge"] = "1"
    assert refused(value).pointer == "/records/6/names/claim/0/claim/total_charge"
    assert written(value, ignore_names=True) == CLAIMS


def test_a_segment_that_was_changed_beside_its_view_is_asked_about() -> None:
    value = document(names=True)
    claim(value)["segments"][0]["elements"]["02"] = "151"
    assert "leave `names` out" in refused(value).remedy
    del claim(value)["names"]
    assert b"CLM*A1*151*" in written(value)


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"claims": []}, "/names/claims"),
        ({"claim": []}, "/names/claim"),
        ({"claim": "x"}, "/names/claim"),
        ([], ""),
        ("x", "/names"),
    ],
)
def test_a_view_of_another_shape_is_refused(change: Any, at: str) -> None:
    value = document(names=True)
    claim(value)["names"] = change
    if change:
        assert refused(value).pointer.startswith("/records/6" + at)
    else:
        assert written(value) == CLAIMS


def _put(path: str, new: Any) -> Callable[[Document], None]:
    def change(value: Document) -> None:
        *way, last = path.split("/")
        inner: Any = value
        for step in way:
            inner = inner[int(step)] if isinstance(inner, list) else inner[step]
        if isinstance(inner, list):
            inner[int(last)] = new
        else:
            inner[last] = new

    return change


CLM = "records/6/segments/0"
ELSEWHERE = {
    ("records/0", "7"): "/records/0/record",
    (f"{CLM}/raw", "CLM*1"): f"/{CLM}/id",
    ("records/1/isa", ISA.replace(":", "*") + "~"): "/records/1/delimiters",
}
"""What is refused at another place than the one that was changed."""


@pytest.mark.parametrize(
    ("path", "new"),
    [
        ("records/0", 7),
        ("records/0/record", "fiel"),
        ("records/0/record", None),
        ("mapping", 2),
        ("mapping", True),
        ("mapping", "1"),
        ("mapping", None),
        ("records/0/mapping", 2),
        ("records/0/mapping", True),
        ("records/0/bom", True),
        ("records/1/isa", ISA),
        ("records/1/isa", "ISA~"),
        ("records/1/isa", 5),
        ("records/1/isa", ISA.replace(":", "*") + "~"),
        ("records/1/delimiters", {"element": "|"}),
        ("records/1/after", "x"),
        ("records/1/after", 1),
        ("records/2/segments", {}),
        ("records/2/names_", {}),
        (CLM, "CLM*1"),
        (f"{CLM}/elemnts", {}),
        (f"{CLM}/payload", "AAAA"),
        (f"{CLM}/id", "clm"),
        (f"{CLM}/raw", "CLM*1"),
        (f"{CLM}/after", "~"),
        (f"{CLM}/elements", ["A"]),
        (f"{CLM}/elements/02", 150),
        (f"{CLM}/elements/02", "1*2"),
        (f"{CLM}/elements/05/1", "\u20ac"),
        (f"{CLM}/elements/05/0", "x"),
        (f"{CLM}/trailing", 1.5),
    ],
)
def test_what_cannot_be_written_is_refused_where_it_stands(path: str, new: Any) -> None:
    value = document()
    _put(path, new)(value)
    assert refused(value).pointer == ELSEWHERE.get((path, str(new)), f"/{path}")


@pytest.mark.parametrize(
    "record",
    [
        {"record": "unparsed"},
        {"record": "unparsed", "text": "a", "base64": "YQ=="},
        {"record": "unparsed", "base64": "Y"},
        {"record": "unparsed", "base64": "\u20ac"},
        {"record": "unparsed", "text": "\u20ac"},
        {"record": "unparsed", "text": None},
        {"record": "envelope", "segments": []},
        {"record": "interchange"},
    ],
)
def test_a_record_that_is_not_whole_is_refused(record: dict[str, Any]) -> None:
    assert refused([record]).pointer.startswith("/0")


def test_a_raw_segment_may_not_hold_the_terminator() -> None:
    value = document()
    claim(value)["segments"][1] = {"raw": "HI*1~HI*2"}
    assert refused(value).pointer == "/records/6/segments/1/raw"
    claim(value)["segments"][1] = {"raw": "HI 1"}
    assert b"~\r\nHI 1~\r\n" in written(value)


def test_a_payload_is_written_behind_its_elements() -> None:
    value = document()
    segments = claim(value)["segments"]
    segments[1] = {"id": "BIN", "elements": {"01": "4"}, "payload": "fip+Kg=="}
    assert b"~\r\nBIN*4*~*~*~\r\n" in written(value)
    segments[1]["payload"] = "?"
    assert refused(value).pointer == "/records/6/segments/1/payload"


def test_segments_behind_an_isa_whose_delimiters_clash_are_refused() -> None:
    value = document()
    value["records"][1] |= {"isa": ISA.replace(":", "*") + "~"}
    del value["records"][1]["delimiters"]
    assert refused(value).pointer == "/records/2/segments"


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_any_json_is_written_or_refused(data: st.DataObject) -> None:
    value: Any = document(names=data.draw(st.booleans()))
    for _ in range(data.draw(st.integers(1, 3))):
        inner: Any = value
        way = data.draw(st.integers(1, 7))
        while way and isinstance(inner, (dict, list)) and inner:
            key = data.draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else list(range(len(inner)))))
            way -= 1
            if way == 0 or not isinstance(inner[key], (dict, list)):
                inner[key] = data.draw(ANY_JSON)
                break
            inner = inner[key]
    assert outcome(value)


def outcome(value: Any) -> str:
    """What becomes of a document: its refusal, or that it was written."""
    try:
        return f"written: {len(written(value))}"
    except JsonRefused as refusal:
        return str(refusal)

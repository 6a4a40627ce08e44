"""The schema of a transaction takes the JSON of files that keep to the guide, and refuses what it does not know."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.library import entries
from clearlane.standards.x12.make_schema import DIALECT, find_entry
from clearlane.standards.x12.place_file import name_of
from clearlane.standards.x12.proof.full_set import VERSIONS, full_set, interchange
from tests.standards.x12.x12_texts import PAYMENT, changed, join, lines

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed in this environment")
TEXTS = sorted(VERSIONS)


@cache
def validator(transaction: str) -> Any:
    return jsonschema.Draft202012Validator(x12.make_schema(transaction))


def document(data: bytes) -> Any:
    return json.loads(b"".join(x12.to_json([data], names=True)))


def faults(transaction: str, value: Any) -> list[str]:
    return ["/".join(map(str, one.absolute_path)) for one in validator(transaction).iter_errors(value)]


@pytest.mark.parametrize("text", ["835.txt", "999.txt"])
def test_a_schema_is_one_of_the_dialect(text: str) -> None:
    schema = x12.make_schema(VERSIONS[text])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert VERSIONS[text] in schema["$id"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_set_with_every_row_and_element_is_taken(text: str) -> None:
    assert faults(text.removesuffix(".txt"), document(interchange(full_set(text), text))) == []


@pytest.mark.parametrize(("transaction", "data"), [("837P", join(lines())), ("835", join(lines(PAYMENT)))])
def test_a_file_written_by_hand_is_taken(transaction: str, data: bytes) -> None:
    assert faults(transaction, document(data)) == []
    assert faults(transaction, document(b"\xef\xbb\xbfjunk\n" + data.replace(b"~", b"~\r\n") + b"\x1a")) == []


def test_a_file_that_is_generated_is_taken() -> None:
    order = Order(seed=7, claims=12, today=date(2026, 11, 24))
    assert faults("837P", document(file_837p(order).content)) == []


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("CLM*A1", "CLM*A1*150***11:B:1*Y*Q*Y*Y", "elements/07"),
        ("CLM*A1", "CLM*A1****11:B:1*Y*A*Y*Y", "elements"),
        ("CLM*A1", "CLM*A1*1,5***11:B:1*Y*A*Y*Y", "elements/02"),
        ("CLM*A1", "CLM*A1*150***11:B*Y*A*Y*Y", "elements/05"),
        ("CLM*A1", "CLM*A1*150*X**11:B:1*Y*A*Y*Y", "elements"),
        ("NM1*82", "NM1*82*3*HART*ANN****XX*1245319599", "elements/02"),
        ("DTP*472", "DTP*472*D9*20261110", "elements"),
        ("BHT*", "BHT*0019*00*BATCH1*2026-11-24*0930*CH", "elements/04"),
        ("HI*", "ZZZ*1", "id"),
        ("HI*", "hi*1", ""),
    ],
)
def test_what_the_guide_does_not_know_is_refused_where_it_stands(old: str, new: str, at: str) -> None:
    found = faults("837P", document(changed(old, new)))
    assert any(one.endswith(at) and "/segments/" in one for one in found)


def _renamed(value: Any) -> None:
    value["records"][6]["names"]["claim"][0]["total"] = "1"


def _elsewhere(value: Any) -> None:
    value["records"][6]["segments"][0]["loop"] = "2000A/2300"


def _another(value: Any) -> None:
    value["records"][6]["set"]["version"] = "005010X221A1"


def _unknown_kind(value: Any) -> None:
    value["records"][6]["record"] = "claim"


def _headless(value: Any) -> None:
    del value["records"][1]["isa"]


@pytest.mark.parametrize("change", [_renamed, _elsewhere, _another, _unknown_kind, _headless])
def test_a_document_of_another_form_is_refused(change: Callable[[Any], None]) -> None:
    value = document(join(lines()))
    change(value)
    assert faults("837P", value) != []


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.version}-{entry.set_id}")
def test_a_guide_is_found_by_name_and_by_version(entry: Any) -> None:
    assert find_entry(f" {name_of(entry).lower()} ").files[0] == entry.files[0]
    assert find_entry(entry.files[-1]).files == entry.files
    if sum(one.version == entry.version for one in entries()) == 1:
        assert find_entry(entry.version).version == entry.version


def test_a_version_of_several_guides_is_told_with_their_names() -> None:
    with pytest.raises(x12.UnknownGuide, match="2 guides go by '005010X279A1': name one of 270, 271"):
        find_entry("005010X279A1")


def test_an_unknown_transaction_is_told_with_those_that_are_known() -> None:
    with pytest.raises(x12.UnknownGuide, match=r"no guide '837Q'; there are .*835.*837P"):
        x12.make_schema("837Q")


def test_the_first_letters_of_a_name_list_those_that_begin_so() -> None:
    with pytest.raises(x12.UnknownGuide) as told:
        x12.make_schema("278_i")
    assert str(told.value) == "there is no guide '278_i'; there are 278_INQUIRY, 278_INQUIRY_RESPONSE"

"""Every disagreement with another reading is decided in docs/guides/disagreements.md, and none there is out of date."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.standards.guides.build_dictionary import DICTIONARY, build_dictionary
from tests.standards.guides.compare_readings import compare_readings
from tests.standards.guides.fact import Element, Reading, Row
from tests.standards.guides.read_x12sdk import lump

GUIDES = Path(__file__).parents[3] / "docs/guides"
DOCUMENTS = (GUIDES / "disagreements.md", *sorted((GUIDES / "disagreements").glob("*.md")))
_ROW = re.compile(r"\| (pyx12|stupidedi|biztalk) \| (\S+) \| `(.+?)` \| (\w+) \| (.*?) \| (.*?) \| (.+) \|")


def _decided(reading: str) -> set[tuple[str, ...]]:
    rows = (match.groups() for one in DOCUMENTS for match in _ROW.finditer(one.read_text(encoding="utf-8")))
    return {row[1:6] for row in rows if row[0] == reading and len(row[6]) > 10}


def _found(reading: str, checkout: Path | None = None, schema: Path | None = None) -> set[tuple[str, ...]]:
    lines = (line.replace("|", " ").split("\t") for line in compare_readings(checkout, schema))
    return {tuple(line[1:]) for line in lines if line[0] == reading}


def test_each_disagreement_with_pyx12_is_decided() -> None:
    assert _found("pyx12") == _decided("pyx12")


def test_each_disagreement_with_stupidedi_is_decided() -> None:
    checkout = os.environ.get("STUPIDEDI_CHECKOUT")
    if not checkout:
        pytest.skip("STUPIDEDI_CHECKOUT names no checkout of stupidedi")
    assert _found("stupidedi", Path(checkout)) == _decided("stupidedi")


def test_each_disagreement_with_the_schema_of_the_278_is_decided() -> None:
    schema = os.environ.get("BIZTALK_278")
    if not schema:
        pytest.skip("BIZTALK_278 names no X12_00501_278.xsd")
    assert _found("biztalk", schema=Path(schema)) == _decided("biztalk")


def test_the_committed_dictionary_is_what_its_generator_writes() -> None:
    for name, text in build_dictionary().items():
        assert (DICTIONARY / name).read_text(encoding="ascii") == text, name


def test_a_lump_requires_only_what_all_its_rows_require() -> None:
    one = Row("2300", "REF", "S", 1, elements={1: Element("R", frozenset({"F8"})), 2: Element("R")})
    two = Row("2300", "REF", "R", 2, elements={1: Element("R", frozenset({"G1"}))})
    lumped = lump(Reading([one, two]))["2300", "REF"]
    assert (lumped.usage, lumped.most) == ("R", 3)
    assert lumped.elements[1].codes == {"F8", "G1"}
    assert [lumped.elements[n].usage for n in (1, 2)] == ["R", "S"]

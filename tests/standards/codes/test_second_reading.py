"""The lists of numbers against pyx12's own, which another hand typed: what it knows, ours know."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cache
from importlib.resources import files

import pytest

from clearlane.standards.codes.library import need_set
from clearlane.standards.x12.read_dictionary import read_dictionary

OURS = {
    "states": "state",
    "remark_code": "rarc",
    "service_type": "service_type",
    "claim_status_cat": "status_category",
    "claim_status": "status_code",
    "pos": "place_of_service",
}
RENAMED = {"state": {"NF": "NL", "PQ": "QC"}, "country": {"TP": "TL", "YU": "RS"}}
"""Codes of a list that is older than ours, and what stands for them since."""


@cache
def theirs() -> dict[str, frozenset[str]]:
    """The code sets that pyx12 ships, by its names for them."""
    root = ET.fromstring((files("pyx12") / "map" / "codes.xml").read_text("utf-8"))
    return {
        one.findtext("id", ""): frozenset(code.text or "" for code in one.iter("code")) for one in root.iter("codeset")
    }


@pytest.mark.parametrize("name", OURS)
def test_every_code_that_pyx12_knows_is_on_our_list(name: str) -> None:
    renamed = RENAMED.get(OURS[name], {})
    expected = {renamed.get(code, code) for code in theirs()[name]}
    assert sorted(expected - need_set(OURS[name]).ever) == []


def test_countries_differ_only_by_those_that_came_and_went() -> None:
    came = {"AX", "BL", "BQ", "CD", "CW", "GG", "IM", "JE", "ME", "MF", "PS", "RS", "SS", "SX", "TL", "HM"}
    ours = need_set("country").ever
    assert sorted(theirs()["country"] - ours - {"AN", "TP", "YU", "FX", "ZR"}) == []
    assert sorted(ours - theirs()["country"] - came) == []


@pytest.mark.parametrize(
    ("number", "name"),
    [("1032", "claim_filing"), ("1033", "adjustment_group"), ("1069", "relationship"), ("355", "unit"),
     ("901", "aaa_reject"), ("1365", "service_type")],
)  # fmt: skip
def test_every_code_of_an_element_in_the_dictionary_is_on_our_list(number: str, name: str) -> None:
    assert sorted(read_dictionary().codes[number] - need_set(name).ever) == []


@pytest.mark.parametrize(("name", "least", "most"), [
    ("carc", 290, 320), ("rarc", 1100, 1150), ("status_category", 50, 60), ("status_code", 650, 700),
    ("taxonomy", 840, 900), ("country", 249, 249), ("state", 70, 80), ("place_of_service", 52, 52),
])  # fmt: skip
def test_a_list_of_today_has_about_as_many_codes_as_its_publisher_says(name: str, least: int, most: int) -> None:
    assert least <= len(need_set(name).editions[-1].codes) <= most
